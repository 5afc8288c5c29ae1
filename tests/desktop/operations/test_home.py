from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from db.models import Base
from db.numbers import add
from db.vocabulary import Lamp, PeriodState
from desktop.desk import Desk
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.home import Behind, Home, Outlook, Step, StepKind, load_home
from desktop.operations.practice import PERIOD, enter
from desktop.operations.report import report

Sit = Callable[[Path], Desk]


@pytest.fixture
def desk(practice_database: Path, sit_down: Sit) -> Desk:
    return sit_down(practice_database)


def steps(home: Home) -> list[tuple[str, int, bool]]:
    return [(step.kind.value, step.count, step.done) for step in home.steps]


def counts(home: Home, *, before: bool = False) -> list[int]:
    return list(home.count(before=before).values())


def worst(home: Home) -> list[tuple[str, str, int, Fraction, int | None]]:
    def line(one: Behind) -> tuple[str, str, int, Fraction, int | None]:
        monthly = None if one.monthly is None else one.monthly // 1_000_000
        return one.target.code, one.period.code, one.value // 1_000_000, one.points, monthly

    return [line(one) for one in home.worst]


def test_before_anything_is_entered_the_blanks_come_first(desk: Desk) -> None:
    home = load_home(desk)
    assert (home.unit, home.period.code, home.due_on, home.closed, home.practice) == (
        "科技创新局",
        "2024-03",
        date(2024, 4, 5),
        False,
        True,
    )
    assert home.days_left == (date(2024, 4, 5) - date.today()).days
    assert steps(home) == [
        ("import", 0, True),
        ("blank", 24, False),
        ("error", 0, True),
        ("query", 0, True),
        ("export", 0, False),
    ]
    assert home.next == Step(StepKind.BLANK, 24, done=False)


def test_while_a_period_is_blank_its_targets_stand_as_they_did_before(desk: Desk) -> None:
    home = load_home(desk)
    assert (counts(home), counts(home, before=True)) == ([0, 0, 0, 0, 24], [0, 5, 2, 2, 15])
    assert worst(home) == [
        ("A05", "2024-02", 0, Fraction(1, 6), 1),
        ("A13", "2024-02", 0, Fraction(1, 6), 1),
        ("C08", "2024-02", 155, Fraction(77, 1020), 155),
    ]
    assert home.outlook == {
        Lamp.GREEN: Outlook(3, 2, 0),
        Lamp.YELLOW: Outlook(0, 2, 0),
        Lamp.RED: Outlook(0, 2, 0),
        Lamp.GREY: Outlook(0, 0, 15),
    }


def test_what_is_entered_moves_lamps_and_leaves_the_export(desk: Desk) -> None:
    enter(desk, PERIOD)
    home = load_home(desk)
    assert home.next == Step(StepKind.EXPORT, 0, done=False)
    assert (counts(home), counts(home, before=True)) == ([2, 18, 3, 1, 0], [0, 5, 2, 2, 15])
    moves = {line.code: (line.before, line.lamp) for line in home.lines if line.moved}
    assert (len(moves), "D17" in moves, moves["C08"]) == (20, False, (Lamp.YELLOW, Lamp.RED))
    assert worst(home) == [
        ("C08", "2024-03", 233, Fraction(48, 425), 163),
        ("A05", "2024-03", 1, Fraction(1, 20), 1),
        ("D17", "2024-03", 1235, Fraction(1, 80), 441),
    ]


def test_what_the_checks_ask_for_is_counted_by_target(desk: Desk) -> None:
    enter(desk, PERIOD)
    keys = {row.target.code: row.target.key for row in load_entry(desk, PERIOD).rows}
    edit_entries(desk, PERIOD, [CellEdit(keys["C08"], "value", "十二"), CellEdit(keys["D17"], "value", "1")])
    home = load_home(desk)
    assert steps(home)[1:4] == [("blank", 0, True), ("error", 1, False), ("query", 0, True)]
    assert home.next == Step(StepKind.ERROR, 1, done=False)
    edit_entries(desk, PERIOD, [CellEdit(key, "explanation", "") for key in keys.values()])
    assert steps(load_home(desk))[2:4] == [("error", 1, False), ("query", 3, False)]


def test_after_the_export_there_is_nothing_but_to_wait(desk: Desk, tmp_path: Path) -> None:
    enter(desk, PERIOD)
    exported = report(desk, PERIOD, tmp_path / "上报.xlsx")
    home = load_home(desk)
    assert home.next == Step(StepKind.WAIT, 0, done=False)
    assert home.check_code == exported.check_code != ""
    key = load_entry(desk, PERIOD).rows[0].target.key
    edit_entries(desk, PERIOD, [CellEdit(key, "narrative", "另有进展")])
    home = load_home(desk)
    assert (home.next, home.check_code) == (Step(StepKind.EXPORT, 0, done=False), "")


def test_what_came_back_wants_an_answer_each(desk: Desk, tmp_path: Path) -> None:
    enter(desk, PERIOD)
    report(desk, PERIOD, tmp_path / "上报.xlsx")
    sheet = load_entry(desk, PERIOD)
    assert sheet.report is not None
    line = {"report_key": sheet.report.key, "field": "value", "comment": "请核对", "verified": None, "who": "督查室"}
    keys = [row.target.key for row in sheet.rows[:2]]
    with desk.store.write() as connection:
        at = datetime(2024, 4, 6, tzinfo=UTC)
        rows = [{**line, "key": f"r{number}", "target_key": key, "at": at} for number, key in enumerate(keys)]
        add(connection, "reviews", rows)
    assert load_home(desk).next == Step(StepKind.RETURNED, 2, done=False)
    edit_entries(desk, PERIOD, [CellEdit(keys[0], "reply", "已核对")])
    assert load_home(desk).next == Step(StepKind.RETURNED, 1, done=False)
    edit_entries(desk, PERIOD, [CellEdit(keys[1], "reply", "已核对")])
    assert load_home(desk).next == Step(StepKind.EXPORT, 0, done=False)


def test_a_closed_period_wants_nothing(desk: Desk) -> None:
    periods = Base.metadata.tables["periods"]
    with desk.store.write() as connection:
        connection.execute(periods.update().where(periods.c.code == PERIOD).values(state=PeriodState.CLOSED))
    home = load_home(desk)
    assert (home.closed, home.steps, home.next) == (True, (), None)


def test_without_targets_the_assignment_comes_first(desk: Desk) -> None:
    with desk.store.write() as connection:
        connection.execute(Base.metadata.tables["assignments"].delete())
    home = load_home(desk)
    assert home.next == Step(StepKind.IMPORT, 0, done=False)
    assert (len(home.steps), home.lines, home.worst, home.outlook) == (1, (), (), {})
