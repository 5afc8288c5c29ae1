"""The rows of the detail, put together by columns, are what one writes cell by cell, row after row."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.board import Board, BoardLine, Spoken
from db.checks import ANSWER_FIELDS
from db.errors import Refusal
from db.figures import SCALE, shown
from db.vocabulary import Status
from desktop.desk import Desk
from desktop.exchange.cells import lines_of, row_height
from desktop.exchange.forms.seal import check_code
from desktop.exchange.layout import lamp_text, status_text
from desktop.exchange.parsing import Parsing
from desktop.exchange.pen import Pen
from desktop.exchange.rows import SharedTexts, row
from desktop.exchange.shells import Around, Shell
from desktop.exchange.summaries import detail
from desktop.exchange.summaries.detail import PART, Detail
from desktop.exchange.texts import clean
from desktop.operations.board import board
from resources.texts import say

TOLD = ("narrative", "problems", "next_steps", "explanation", "evidence")
FIGURES = st.one_of(st.none(), st.integers(-(10**9), 10**9), st.sampled_from((0, SCALE, 7 * SCALE, 2**62)))
# What is read as something else, takes several lines, or comes again and again.
OFTEN = ("", "", "按计划推进。", "=1+1", "'07", "一\n二", "很长" * 90, "a\x01<b>&_x0041_")
WORDS = st.one_of(st.sampled_from(OFTEN), st.text(max_size=9))


@pytest.fixture(scope="module")
def looks() -> defaultdict[str, str]:
    """A number for every look that is asked for."""
    numbers: defaultdict[str, str] = defaultdict()
    numbers.default_factory = lambda: str(len(numbers))
    return numbers


@pytest.fixture
def base(headquarters_database: Path, sit_down: Callable[[Path], Desk]) -> Board:
    return board(sit_down(headquarters_database), "2024-03")


@st.composite
def spoken(draw: st.DrawFn, count: int) -> Spoken:
    values = [
        tuple(
            draw(FIGURES)
            if name in {"value", "increment"}
            else draw(st.sampled_from([None, *Status]))
            if name == "status"
            else draw(WORDS)
            if name in TOLD
            else ""
            for name in ANSWER_FIELDS
        )
        for _ in range(count)
    ]
    return Spoken([draw(st.booleans()) for _ in values], values)


def plainly(board: Board, line: BoardLine, at: int, pen: Pen) -> Iterator[str]:
    """The rows of a target, the first in row `at`: each cell in its place, in order."""
    target, goal, judged = line.target, line.target.goal, line.judgement
    asked = "" if goal.target is None else str(say(f"asked.{goal.comparator}", target=shown(goal.target)))
    pen.at, tall = at, list[int]()

    def text(column: int, said: str, look: str) -> str:
        tall.append(lines_of(clean(said), detail._DETAIL[column][1]))
        return pen.text(column, said, look)

    shared = (
        *(text(0, target.code, "soft_text"), text(1, target.area, "soft_text"), text(2, target.title, "text")),
        *(text(3, str(say(f"measure.{goal.measure}")), "soft_centre"), text(4, asked, "soft_text")),
        text(5, goal.unit, "soft_centre"),
    )
    ruled = (
        text(12, str(line.figure.rule) if goal.measure.has_figure else "", "soft_text"),
        pen.fixed(11, line.figure.value, target.decimals),
        *(pen.ratio(13, judged.pace, "percent"), pen.ratio(14, judged.completion, "percent")),
        *(text(15, lamp_text(judged.lamp), "lamp"), text(16, str(judged.because), "soft_text")),
    )
    most = max(tall)
    for place, ((unit, role), reported, values) in enumerate(zip(target.units, *line.spoken, strict=True)):
        pen.at, tall[:] = at + place, [most]
        report, name = board.reports.get(unit), board.plan.units[unit]
        silent = "不计数" if name not in line.figure.missing else "未填" if report else "未报"
        said = dict(zip(ANSWER_FIELDS, values, strict=True))
        speaker = (
            *(text(6, name, "text"), text(7, str(say(f"role.{role}")), "soft_centre")),
            text(8, "已报" if reported else silent, "soft_centre"),
        )
        told = [text(column, said[field], "text") for column, field in enumerate(TOLD, 18)]
        figures = pen.fixed(9, said["increment"], target.decimals), pen.fixed(10, said["value"], target.decimals)
        cells = (
            *(*shared, *speaker, *figures, ruled[1], ruled[0], *ruled[2:]),
            *(text(17, status_text(said["status"]), "soft_centre"), *told),
            pen.blank(23, "soft") if report is None else pen.number(23, report.revision, "soft"),
            pen.text(24, "" if report is None else check_code(report.seal), "soft_text"),
        )
        yield row(pen.at, cells, row_height(max(tall)) if max(tall) > 1 else None)


def shell_with(looks: defaultdict[str, str], texts: list[str]) -> Shell:
    return Shell({}, {PART: Around("<sheet><data>", "</data></sheet>")}, looks, texts)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@given(st.data())
def test_rows_are_as_if_written_cell_by_cell(base: Board, looks: defaultdict[str, str], data: st.DataObject) -> None:
    lines = [replace(line, spoken=data.draw(spoken(len(line.voices)))) for line in base.lines[:4]]
    one = replace(base, lines=tuple(lines))
    made = Detail(one, shell_with(looks, []), lambda _done, _total: None)
    # The states and what is known of the units come first.
    known = list(made.texts._numbers)
    pieces = list(made.pieces())
    texts = SharedTexts(known)
    pen, rows = Pen("明细", looks, texts), list[str]()
    for line in lines:
        rows += plainly(one, line, len(rows) + 2, pen)
    assert b"".join(piece.content for piece in pieces).decode() == f"<sheet><data>{''.join(rows)}</data></sheet>"
    assert list(made.texts.pieces()) == list(texts.pieces())
    # Every cell was parsed, be its row what it may.
    parsing, unseen = Parsing(), b"".join(piece.unseen for piece in pieces)
    parsing.feed(unseen)
    parsing.close()
    cells = re.compile(r'(?<=<c r=")([A-Z]+)\d+("[^>]*?(?:/>|>.*?</c>))')
    assert set(cells.findall(unseen.decode())) >= set(cells.findall("".join(rows)))


def test_a_text_for_which_no_cell_has_room_is_refused_in_the_row_where_it_stands(
    base: Board, looks: defaultdict[str, str]
) -> None:
    line = next(one for one in base.lines if len(one.voices) > 1)
    first, second, *rest = line.spoken.values
    place = ANSWER_FIELDS.index("problems")
    second = (*second[:place], "长" * 40_000, *second[place + 1 :])
    lines = (replace(line, spoken=Spoken(line.spoken.reported, [first, second, *rest])),)
    made = Detail(replace(base, lines=lines), shell_with(looks, []), lambda _done, _total: None)
    with pytest.raises(Refusal) as refused:
        list(made.pieces())
    assert refused.value.sentence.values["cell"] == "T3"
