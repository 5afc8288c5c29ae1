"""The main job as others would do it: the cells alone, read, put together, stored and written; no checks, no styles.

What they need is imported where it is used: ours starts processes of its own, and they would start with all of it.
"""

import csv
import logging
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from job import SAME, Job

from desktop.exchange.layout import FORM_SHEET, HEADER_ROW
from desktop.exchange.summaries.page import DETAIL

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

OPENPYXL, CALAMINE, POLARS, OFFICE = "pandas + openpyxl", "pandas + calamine", "polars", "LibreOffice"
SOFFICE = shutil.which("soffice")
# Comma, quotation marks, UTF-8, from the first line, numbers as they are and not as they are shown.
_CSV = "Text - txt - csv (StarCalc):44,34,76,1,,0,false,false"
_RULE, _CODE = "各单位上报值中的最大值", "00000-00000"


def peers() -> dict[str, Callable[[Job, int], None]]:
    """All that can run here, by their names."""
    found: dict[str, Callable[[Job, int], None]] = {
        OPENPYXL: _pandas(OPENPYXL, "openpyxl", "openpyxl"),
        CALAMINE: _pandas(CALAMINE, "calamine", "xlsxwriter"),
        POLARS: _polars,
    }
    return found if SOFFICE is None else {**found, OFFICE: _libreoffice}


def _unit(path: Path) -> str:
    return path.stem.split("_")[1]


def _pandas(who: str, reader: str, writer: str) -> Callable[[Job, int], None]:
    """With pandas, by the libraries that read and write for it."""

    def run(job: Job, number: int) -> None:
        import pandas as pd

        frames = [
            pd.read_excel(path, sheet_name=FORM_SHEET, header=HEADER_ROW, engine=reader).assign(填报单位=_unit(path))
            for path in job.material.workbooks
        ]
        everything = pd.concat(frames, ignore_index=True)
        with closing(sqlite3.connect(job.database(who, number))) as connection:
            everything.to_sql("entries", connection, index=False)
            connection.commit()
        _consolidated(everything).to_excel(job.summary(who, number), sheet_name=DETAIL, index=False, engine=writer)

    return run


def _consolidated(everything: "pd.DataFrame") -> "pd.DataFrame":
    """The summary's own twenty-five columns, with the least that can stand in those that no report has."""
    known = everything[list(SAME.values())].set_axis(list(SAME), axis="columns")
    reported = everything["本期累计"].notna()
    return known.sort_values(["任务编号", "填报单位"]).assign(
        上报情况=reported.map({True: "已报", False: "未填"}),
        汇总值=everything.groupby("任务编号")["本期累计"].transform("max"),
        汇总规则=_RULE,
        亮灯原因="完成率 " + everything["完成率"].astype(str) + "，序时进度 " + everything["序时进度"].astype(str),
        上报次数=1,
        校验码=_CODE,
    )


def _polars(job: Job, number: int) -> None:
    import polars as pl

    # It says of every empty column that it takes it for texts.
    logging.getLogger("fastexcel").setLevel(logging.ERROR)
    options = {"header_row": HEADER_ROW}
    frames = [
        pl.read_excel(path, sheet_name=FORM_SHEET, read_options=options, infer_schema_length=None).with_columns(
            pl.lit(_unit(path)).alias("填报单位")
        )
        for path in job.material.workbooks
    ]
    everything = pl.concat(frames, how="diagonal_relaxed")
    _store(job.database(POLARS, number), everything.columns, everything.iter_rows())
    _grouped(everything).write_excel(job.summary(POLARS, number), worksheet=DETAIL)


def _grouped(everything: "pl.DataFrame") -> "pl.DataFrame":
    """The same twenty-five columns."""
    import polars as pl

    value = pl.col("本期累计")
    words = ["完成率 ", pl.col("完成率").cast(pl.String), "，序时进度 ", pl.col("序时进度").cast(pl.String)]
    told = pl.concat_str([pl.lit(one) if isinstance(one, str) else one for one in words], ignore_nulls=True)
    # What no workbook has anything in is no column of theirs.
    known = [
        pl.col(old).alias(new) if old in everything.columns else pl.lit("").alias(new) for new, old in SAME.items()
    ]
    return everything.sort("任务编号", "填报单位").select(
        *known,
        pl.when(value.is_not_null()).then(pl.lit("已报")).otherwise(pl.lit("未填")).alias("上报情况"),
        value.max().over("任务编号").alias("汇总值"),
        pl.lit(_RULE).alias("汇总规则"),
        told.alias("亮灯原因"),
        pl.lit(1).alias("上报次数"),
        pl.lit(_CODE).alias("校验码"),
    )


def _libreoffice(job: Job, number: int) -> None:
    """All workbooks into tables of text at once, and one such table into a workbook; between them Python's csv."""
    folder = job.folder / f"office-{number}"
    _office(job, ["--convert-to", f"csv:{_CSV}", "--outdir", str(folder), *map(str, job.material.workbooks)])
    everything: list[dict[str, str]] = []
    for path in job.material.workbooks:
        with (folder / f"{path.stem}.csv").open(encoding="utf-8", newline="") as file:
            *_, header = islice(lines := csv.reader(file), HEADER_ROW + 1)
            everything += ({**dict(zip(header, row, strict=True)), "填报单位": _unit(path)} for row in lines)
    columns = [name for name in everything[0] if name]
    _store(job.database(OFFICE, number), columns, ([row[name] or None for name in columns] for row in everything))
    table = folder / job.summary(OFFICE, number).with_suffix(".csv").name
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_lines(everything))
    _office(job, [f"--infilter={_CSV}", "--convert-to", "xlsx", "--outdir", str(job.folder), str(table)])


def _lines(everything: Sequence[dict[str, str]]) -> Iterable[list[Any]]:
    """The same twenty-five columns, below their names."""
    most: dict[str, float] = {}
    for row in everything:
        if row["本期累计"]:
            most[row["任务编号"]] = max(most.get(row["任务编号"], float("-inf")), float(row["本期累计"]))
    yield [*SAME, "上报情况", "汇总值", "汇总规则", "亮灯原因", "上报次数", "校验码"]
    for row in sorted(everything, key=lambda one: (one["任务编号"], one["填报单位"])):
        reported = "已报" if row["本期累计"] else "未填"
        because = f"完成率 {row['完成率']}，序时进度 {row['序时进度']}"
        own = [reported, most.get(row["任务编号"], ""), _RULE, because, 1, _CODE]
        yield [*(row[old] for old in SAME.values()), *own]


def _office(job: Job, arguments: Sequence[str]) -> None:
    profile = f"-env:UserInstallation={(job.folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--norestore", *arguments]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - found above


def _store(database: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    names, places = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(f"CREATE TABLE entries ({names})")
        connection.executemany(f"INSERT INTO entries VALUES ({places})", rows)  # noqa: S608 - question marks alone
        connection.commit()
