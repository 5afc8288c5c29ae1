"""The summary of a small plan: who is missing, and what of it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from desktop.desk import Desk
from desktop.operations.receive import receive
from desktop.operations.summary import summarize

Texts = Mapping[str, Mapping[str, Any]]
AtUnit = Callable[[str], Desk]
Export = Callable[[Desk, Texts], Path]
PERIOD = "2024-03"
ALMOST: Texts = {
    "Q1": {"value": "31"},
    "R1": {"value": "7"},
    "R2": {"value": "12"},
    "K1": {"value": "4"},
    "D1": {"value": "12"},
    "M1": {"status": "推进中"},
}


def _rows(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    book = load_workbook(path, data_only=True)
    return list(book[sheet].iter_rows(values_only=True))


def test_a_unit_that_left_targets_blank_is_listed_with_them(
    headquarters: Desk, unit: AtUnit, reported: Export, tmp_path: Path
) -> None:
    receive(headquarters, [reported(unit("科创局"), ALMOST)])
    rows = _rows(summarize(headquarters, PERIOD, tmp_path / "汇总.xlsx"), "未报")
    assert {row[:4] for row in rows if row[0] in {"科创局", "商务局"}} == {
        ("商务局", "整表未报", 2, "Q1、L1、S1、T1"),
        ("科创局", "部分未填", 8, "Q2、L1"),
    }


def test_every_line_says_whether_its_unit_reported_it(
    headquarters: Desk, unit: AtUnit, reported: Export, tmp_path: Path
) -> None:
    receive(headquarters, [reported(unit("科创局"), ALMOST)])
    rows = _rows(summarize(headquarters, PERIOD, tmp_path / "汇总.xlsx"), "明细")
    place = {word: column for column, word in enumerate(rows[0])}
    said = {(row[place["任务编号"]], row[place["填报单位"]]): row[place["上报情况"]] for row in rows[1:]}
    assert said["Q1", "科创局"] == "已报"
    assert said["Q2", "科创局"] == "未填"
    assert said["Q1", "商务局"] == "未报"
    assert said["T1", "商务局"] == "未报"
    assert said["S1", "科创局"] == "不计数"
