"""Board, year, summary workbook, own forms and briefing say the same figures, to the last decimal, of any plan."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.board import Board, BoardLine
from db.consolidation import consolidate_year
from db.figures import SCALE, shown, to_decimal
from db.lamps import judge
from db.standing import totals
from db.vocabulary import Lamp, Standing, Status
from desktop.desk import Desk
from desktop.exchange.briefings.wording import load_wording
from desktop.exchange.layout import lamp_text
from desktop.exchange.summaries.page import ORDER
from desktop.exchange.summaries.summary import write_summary
from desktop.exchange.templates.names import Figure, Names
from desktop.operations.board import board
from desktop.operations.briefing import BarChart, TableBlock, compose
from desktop.operations.briefing import Picture as Material

FIGURES = st.one_of(st.none(), st.integers(-(10**9), 10**10), st.integers(0, 200).map(lambda one: one * SCALE))
ALL_AREAS = ("甲", "乙", "丙")


@pytest.fixture
def base(headquarters_database: Path, sit_down: Callable[[Path], Desk]) -> Board:
    return board(sit_down(headquarters_database), "2024-03")


def told(picture: Board, line: BoardLine, figure: int | None, area: str) -> BoardLine:
    """The line as if this had been consolidated, in an area."""
    target = replace(line.target, area=area)
    value = figure if target.goal.measure.has_figure else None
    status = None if figure is None else Status.DONE if figure > 10**8 else Status.IN_PROGRESS
    judged = judge(target.goal, target.policy, picture.period, value, status)
    return replace(line, target=target, figure=replace(line.figure, value=value), judgement=judged)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_all_that_is_made_of_a_board_says_the_same(base: Board, data: st.DataObject) -> None:
    lines = [told(base, line, data.draw(FIGURES), data.draw(st.sampled_from(ALL_AREAS))) for line in base.lines]
    # As a plan has them: area by area.
    picture = replace(base, lines=tuple(sorted(lines, key=lambda line: ALL_AREAS.index(line.target.area))))
    counts, standing = picture.count(), totals(picture.lines)
    assert sum(counts.values()) == sum(standing.values()) == len(picture.lines)
    _year_agrees(picture)
    _workbook_agrees(picture)
    _names_agree(picture)
    _briefing_agrees(picture)


def _year_agrees(picture: Board) -> None:
    year = consolidate_year([picture])
    code = picture.period.code
    assert dict(year.areas[0].cells[code].counts) == picture.count()
    for row, line in zip(year.targets, picture.lines, strict=True):
        assert row.cells[code].value == line.figure.value


def _workbook_agrees(picture: Board) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "汇总.xlsx"
        write_summary(picture, path, {}, practice=False, by="张科员", tick=lambda _done, _total: None)
        book = openpyxl.load_workbook(path, data_only=True)
    counts = picture.count()
    sums = [row for row in book["总览"].iter_rows(values_only=True) if row[0] == "合计"]
    for row in sums:
        assert list(row[1:7]) == [len(picture.lines), *(counts[lamp] for lamp in ORDER)]
    for area in dict.fromkeys(line.target.area for line in picture.lines):
        wanted = [line for line in picture.lines if line.target.area == area]
        said = [row[:10] for row in book[area].iter_rows(min_row=5, values_only=True)]
        assert [row[0] for row in said] == [line.target.code for line in wanted]
        assert [_decimal(row[6]) for row in said] == [_exact(line.figure.value) for line in wanted]
        assert [row[9] for row in said] == [lamp_text(line.judgement.lamp) for line in wanted]


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _exact(figure: int | None) -> Decimal | None:
    return None if figure is None else to_decimal(figure)


def _names_agree(picture: Board) -> None:
    names = Names(picture, date(2024, 4, 5))
    for lamp, count in picture.count().items():
        assert names.find(f"count.{lamp}", {}) == (True, count)
    for one, count in totals(picture.lines).items():
        assert names.find(f"count.{one}", {}) == (True, count)
    for line in picture.lines:
        value = names.find(f"{line.target.code}.value", {})[1]
        assert (value.value if isinstance(value, Figure) else None) == line.figure.value


def _briefing_agrees(picture: Board) -> None:
    brief = compose(Material(picture, None, "督查室", date(2024, 4, 5), practice=False), load_wording(None))
    table, chart = brief.annexes
    assert isinstance(table, TableBlock)
    assert isinstance(chart, BarChart)
    counts, standing = picture.count(), totals(picture.lines)
    assert [sum(series.values) for series in chart.series] == [counts[_lamp(series.name)] for series in chart.series]
    place = table.headers.index("累计完成")
    for row, line in zip(table.rows, picture.lines, strict=True):
        if line.figure.value is not None:
            assert row[place].startswith(shown(line.figure.value))
    totals_text = next(block.text for block in brief.blocks if "其中已完成" in block.text)
    numbers = list(map(int, re.findall(r"(\d+)项", totals_text)))
    on_pace = standing[Standing.ON_PACE] + standing[Standing.AHEAD]
    wanted = [len(picture.lines), standing[Standing.DONE], on_pace, standing[Standing.BEHIND]]
    assert numbers[:5] == [*wanted, standing[Standing.UNREPORTED]]


def _lamp(words: str) -> Lamp:
    return next(lamp for lamp in Lamp if lamp_text(lamp).endswith(words))
