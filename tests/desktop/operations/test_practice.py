from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlite3

from db.checks import Answer
from db.figures import SCALE
from db.lamps import PRESETS
from db.periods import Period
from db.plans import PlanView, TargetLine
from db.progress import Goal
from db.vocabulary import Consolidation, Measure, Role, Status
from desktop.desk import Desk
from desktop.operations.entry import load_entry
from desktop.operations.practice import PERIOD, UNIT, answer_of, enter, figure_of, practise, seed_earlier
from desktop.operations.report import findings_of

MARCH = Period.parse("2024-03")
MARK = "【练习】"
Sit = Callable[[Path], Desk]


@pytest.fixture
def plan(headquarters_database: Path, sit_down: Sit) -> PlanView:
    with sit_down(headquarters_database).read() as (_, plan):
        return plan


def answers(plan: PlanView, period: Period = MARCH) -> list[Answer]:
    units = [f"某单位{number}" for number in range(40)]
    return [answer_of(target, unit, period) for target in plan.targets for unit in units]


def test_the_same_names_give_the_same_answers(plan: PlanView) -> None:
    assert answers(plan) == answers(plan)


def test_other_units_and_other_periods_have_other_answers(plan: PlanView) -> None:
    figured = [target for target in plan.targets if target.goal.adds_up]
    by_unit = {figure_of(figured[0], f"某单位{number}", MARCH) for number in range(40)}
    assert len(by_unit) > 3
    assert answers(plan, Period.parse("2024-02")) != answers(plan)


def test_every_invented_text_says_that_it_is_practice(plan: PlanView) -> None:
    said = answers(plan)
    texts = [text for answer in said for text in (answer.narrative, answer.problems, answer.next_steps) if text]
    assert len(texts) > len(said)
    assert all(text.startswith(MARK) for text in texts)


def test_some_are_left_blank_and_not_all_are_begun(plan: PlanView) -> None:
    said = answers(plan)
    assert 0 < sum(answer == Answer() for answer in said) < len(said) / 20
    assert {Status.IN_PROGRESS, Status.NOT_STARTED} == {answer.status for answer in said if answer.given}


def test_a_qualitative_target_has_no_figure(plan: PlanView) -> None:
    for target in plan.targets:
        answer = answer_of(target, UNIT, MARCH)
        assert target.goal.measure.has_figure or answer.value is None


@given(st.integers(1, 11), st.text(min_size=1, max_size=8))
def test_what_adds_up_never_falls(month: int, unit: str) -> None:
    target = _cumulative()
    before, after = (figure_of(target, unit, Period(2024, "month", one)) for one in (month, month + 1))
    assert 0 <= before <= after


def _cumulative() -> TargetLine:
    goal = Goal(Measure.QUANTITY, target=12 * SCALE, unit="个")
    return TargetLine("k", "T1", "目标", "板块", "", goal, 0, Consolidation.SUM, PRESETS[0], (), (("u", Role.LEAD),))


def test_the_practice_database_is_a_departments_just_issued(practice_database: Path, sit_down: Sit) -> None:
    desk = sit_down(practice_database)
    assert (desk.unit, desk.is_headquarters, desk.practice) == (UNIT, False, True)
    sheet = load_entry(desk, PERIOD)
    assert sheet.report is None
    assert any(row.before.previous for row in sheet.rows)


def test_the_same_practice_is_made_twice(practice_database: Path, tmp_path: Path) -> None:
    practise(tmp_path / "又一份.db")
    figures = [_past(database) for database in (practice_database, tmp_path / "又一份.db")]
    assert figures[0] == figures[1]
    assert len(figures[0]) > 0


def _past(database: Path) -> list[tuple[str, str, int | None]]:
    query = "SELECT period, target_key, value FROM entries JOIN reports ON reports.key = report_key ORDER BY 1, 2"
    with closing(sqlite3.connect(database)) as raw:
        return raw.execute(query).fetchall()


def test_what_is_entered_has_no_errors_and_is_signed(practice_database: Path, sit_down: Sit) -> None:
    desk = sit_down(practice_database)
    rows = load_entry(desk, PERIOD).rows
    assert 0 < enter(desk, PERIOD) <= len(rows)
    sheet = load_entry(desk, PERIOD)
    assert {finding.severity.value for finding in findings_of(desk, PERIOD)} <= {"query", "hint"}
    assert sheet.report is not None
    assert sheet.report.filled_by.startswith(MARK)
    assert all(row.answer.explanation.startswith(MARK) for row in sheet.rows if row.answer.explanation)


def test_the_year_so_far_stands_at_headquarters(finished_round: Path) -> None:
    with closing(sqlite3.connect(finished_round / "hq-issued.db")) as raw:
        counted = raw.execute("SELECT period, count(*) FROM reports GROUP BY period ORDER BY period").fetchall()
    assert counted == [("2024-01", 4), ("2024-02", 4)]


def test_the_first_period_has_nothing_before_it(issued_database: Path, sit_down: Sit) -> None:
    before = _past(issued_database)
    seed_earlier(sit_down(issued_database), Period.parse("2024-01"))
    assert _past(issued_database) == before
