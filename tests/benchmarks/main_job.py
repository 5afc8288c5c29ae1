"""The main job against its peer and its limit: every unit's workbook received, one summary workbook written.

Run it with `python tests/benchmarks/main_job.py`; `--check 3` fails where ours is not three times as fast as pandas.
"""
# ruff: noqa: T201 - a benchmark prints

import argparse
import sqlite3
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from material import PERIOD, Material, make
from python_calamine import CalamineWorkbook
from rounds import interleaved, machine, medians, table

from db.copies import copy
from db.figures import to_decimal
from db.vocabulary import FileState, Origin
from desktop.desk import open_desk
from desktop.exchange.forms.write_form import HEADER_ROW
from desktop.exchange.layout import FORM_SHEET
from desktop.exchange.summaries.page import DETAIL
from desktop.operations.demo import Size
from desktop.operations.receive import receive
from desktop.operations.summary import summarize

# Not at the top: ours starts a process of its own, and it would start with pandas.
if TYPE_CHECKING:
    import pandas as pd

OURS, PANDAS, LIMIT = "ours", "pandas + openpyxl", "limit"
# What a person who counts on pandas would call the columns that both know.
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
# A unit and the code of a target, and the figure it reported.
Figures = dict[tuple[str, str], Decimal | None]


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


def ours(job: Job, number: int) -> None:
    """Receive every workbook into headquarters' database as it stood when it issued, and write the summary."""
    desk = open_desk(job.database("ours", number), Origin.COMMAND)
    try:
        results = receive(desk, job.material.workbooks)
        summarize(desk, PERIOD.code, job.summary("ours", number))
    finally:
        desk.close()
    if any(result.state is not FileState.TAKEN for result in results):
        raise SystemExit("a workbook was not taken")


def pandas(job: Job, number: int) -> None:
    """Read, put together, store and write with pandas and openpyxl: the cells alone, no checks, no styles."""
    import pandas as pd

    everything = pd.concat([_frame(path) for path in job.material.workbooks], ignore_index=True)
    with closing(sqlite3.connect(job.database("pandas", number))) as connection:
        everything.to_sql("entries", connection, index=False)
        connection.commit()
    _consolidated(everything).to_excel(job.summary("pandas", number), sheet_name=DETAIL, index=False, engine="openpyxl")


def _frame(path: Path) -> "pd.DataFrame":
    import pandas as pd

    frame = pd.read_excel(path, sheet_name=FORM_SHEET, header=HEADER_ROW, engine="openpyxl")
    return frame.assign(填报单位=path.stem.split("_")[1])


def _consolidated(everything: "pd.DataFrame") -> "pd.DataFrame":
    """The summary's own twenty-five columns, with the least that can stand in those that no report has."""
    known = everything[list(SAME.values())].set_axis(list(SAME), axis="columns")
    reported = everything["本期累计"].notna()
    return known.sort_values(["任务编号", "填报单位"]).assign(
        上报情况=reported.map({True: "已报", False: "未填"}),
        汇总值=everything.groupby("任务编号")["本期累计"].transform("max"),
        汇总规则="各单位上报值中的最大值",
        亮灯原因="完成率 " + everything["完成率"].astype(str) + "，序时进度 " + everything["序时进度"].astype(str),
        上报次数=1,
        校验码="00000-00000",
    )


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


def learn(job: Job) -> None:
    """Run ours once, untimed, and keep the rows and the parts that the limit needs."""
    copy(job.material.headquarters, job.database("ours", -1))
    ours(job, -1)
    with closing(sqlite3.connect(job.database("ours", -1))) as raw:
        (job.schema,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'entries'").fetchone()
        keys = raw.execute("SELECT key FROM reports WHERE period = ?", (PERIOD.code,)).fetchall()
        job.rows = [raw.execute("SELECT * FROM entries WHERE report_key = ?", key).fetchall() for key in keys]
    with zipfile.ZipFile(job.summary("ours", -1)) as package:
        job.parts = [package.read(part) for part in package.namelist()]


def check_figures(job: Job, number: int) -> int:
    """How many figures both hold alike, in their databases and in their workbooks; ends where they differ."""
    mine = _our_figures(job.database("ours", number))
    for name, theirs in (
        ("pandas' database", _their_figures(job.database("pandas", number))),
        ("our workbook", dict(_written(job.summary("ours", number)))),
        ("pandas' workbook", dict(_written(job.summary("pandas", number)))),
    ):
        different = [place for place in mine.keys() | theirs.keys() if mine.get(place) != theirs.get(place)]
        if different or len(mine) != len(theirs):
            raise SystemExit(f"{name} differs from our database, first at {different[:3]}")
    return len(mine)


def _our_figures(database: Path) -> Figures:
    query = """
        SELECT units.name, targets.code, entries.value FROM entries
        JOIN reports ON reports.key = entries.report_key JOIN units ON units.key = reports.unit_key
        JOIN targets ON targets.key = entries.target_key WHERE reports.period = ?"""
    with closing(sqlite3.connect(database)) as raw:
        rows = raw.execute(query, (PERIOD.code,)).fetchall()
    return {(unit, code): None if value is None else to_decimal(value) for unit, code, value in rows}


def _their_figures(database: Path) -> Figures:
    with closing(sqlite3.connect(database)) as raw:
        rows = raw.execute('SELECT "填报单位", "任务编号", "本期累计" FROM entries').fetchall()
    return {(unit, code): None if value is None else Decimal(str(value)) for unit, code, value in rows}


def _written(summary: Path) -> Iterator[tuple[tuple[str, str], Decimal | None]]:
    with CalamineWorkbook.from_path(summary) as book:
        header, *rows = book.get_sheet_by_name(DETAIL).to_python()
    unit, code, value = (header.index(word) for word in ("填报单位", "任务编号", "上报值"))
    for row in rows:
        yield (str(row[unit]), str(row[code])), None if row[value] == "" else Decimal(str(row[value]))


def measure(job: Job, rounds: int) -> float:
    """Run the rounds and print what came of them; how many times faster ours is than pandas."""
    learn(job)
    for number in range(rounds):
        # Headquarters has its database before the first workbook comes in.
        copy(job.material.headquarters, job.database("ours", number))
    contenders = {OURS: partial(ours, job), PANDAS: partial(pandas, job), LIMIT: partial(limit, job)}
    found = {name: medians(timings) for name, timings in interleaved(rounds, contenders, print).items()}
    same = check_figures(job, rounds - 1)
    faster = found[PANDAS].wall / found[OURS].wall
    print(f"\nmedian of {rounds} rounds, interleaved")
    print(*table(found, LIMIT), sep="\n")
    print(f"\nours is {faster:.1f} × faster than {PANDAS}, and {found[OURS].wall / found[LIMIT].wall:.2f} × the limit")
    print(f"the same figures in both databases and both workbooks: {same} of {same}")
    return faster


def main() -> int:
    """Make the material, measure, and compare with what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workbooks", type=int, default=200)
    parser.add_argument("--rows", type=int, default=150)
    parser.add_argument("--check", type=float, metavar="N", help="exit 1 where ours is less than N × as fast as pandas")
    asked = parser.parse_args()
    print(machine("pandas", "openpyxl", "python-calamine", "XlsxWriter", "SQLAlchemy"))
    print(f"{asked.workbooks} report workbooks × {asked.rows} rows into SQLite and one summary workbook")
    with TemporaryDirectory() as folder:
        job = Job(Path(folder), make(Path(folder), Size(asked.workbooks, asked.rows)))
        faster = measure(job, asked.rounds)
    if asked.check is not None and faster < asked.check:
        print(f"{faster:.1f} × is less than the {asked.check:g} × that were asked for")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
