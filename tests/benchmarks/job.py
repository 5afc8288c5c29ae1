"""The main job as all see it who do it: where each leaves its database and its workbook, and what takes least."""

import sqlite3
import zipfile
import zlib
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from material import PERIOD, Material

# What a person who counts on a table of rows would call the columns that both know.
SAME = {
    "任务编号": "任务编号",
    "板块": "板块",
    "目标任务": "目标任务",
    "指标类型": "指标类型",
    "年度要求": "年度目标",
    "计量单位": "计量单位",
    "填报单位": "填报单位",
    "分工": "分工",
    "本期完成": "本期完成",
    "上报值": "本期累计",
    "序时进度": "序时进度",
    "完成率": "完成率",
    "亮灯": "亮灯",
    "状态": "状态",
    "进展情况": "进展情况",
    "存在问题": "存在问题",
    "下一步措施": "下一步措施",
    "情况说明": "情况说明",
    "佐证材料": "佐证材料",
}


@dataclass
class Job:
    """One job in a folder; each contender leaves its database and its workbook there."""

    folder: Path
    material: Material
    # Rows and XML parts as ours left them, which the limit stores and packs again.
    rows: list[list[tuple[Any, ...]]] = field(default_factory=list)
    schema: str = ""
    parts: list[bytes] = field(default_factory=list)

    def database(self, who: str, number: int) -> Path:
        """Where a contender keeps its rows in one round."""
        return self.folder / f"{who}-{number}.db"

    def summary(self, who: str, number: int) -> Path:
        """Where a contender writes its workbook in one round."""
        return self.folder / f"{who}-{number}.xlsx"


def learn(job: Job, who: str, number: int) -> None:
    """Keep the rows and the parts that a contender has left, for the limit."""
    with closing(sqlite3.connect(job.database(who, number))) as raw:
        (job.schema,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'entries'").fetchone()
        keys = raw.execute("SELECT key FROM reports WHERE period = ?", (PERIOD.code,)).fetchall()
        job.rows = [raw.execute("SELECT * FROM entries WHERE report_key = ?", key).fetchall() for key in keys]
    with zipfile.ZipFile(job.summary(who, number)) as package:
        job.parts = [package.read(part) for part in package.namelist()]


def limit(job: Job, number: int) -> None:
    """Inflate and parse the same parts, store the same rows, deflate the same summary: nothing else is done."""
    for path in job.material.workbooks:
        with zipfile.ZipFile(path) as package:
            for part in package.namelist():
                expat.ParserCreate().Parse(package.read(part), True)
    _store(job, job.database("limit", number))
    for xml in job.parts:
        zlib.compress(xml)


def _store(job: Job, database: Path) -> None:
    places = ", ".join("?" * len(job.rows[0][0]))
    with closing(sqlite3.connect(database, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute(job.schema)
        for workbook in job.rows:
            raw.execute("BEGIN IMMEDIATE")
            raw.executemany(f"INSERT INTO entries VALUES ({places})", workbook)  # noqa: S608 - question marks alone
            raw.execute("COMMIT")
