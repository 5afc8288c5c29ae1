"""What units told before a period is the same however it is asked for, and however little of it is read."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Connection

from db.checks import Answer
from db.earlier import Earlier, nothing_before, unknown
from db.editing import edit
from db.figures import parse
from db.history import Author
from db.pasts import earlier, earlier_of, pasts_of
from db.periods import Period
from db.plans import PlanView
from db.reports import Report, newest, open_draft
from db.store import Store

pytestmark = pytest.mark.on_both

Key = Callable[[str], str]
Seal = Callable[..., Report]


def said(value: str | None = None, narrative: str = "") -> Answer:
    return Answer(value=None if value is None else parse(value), narrative=narrative)


def known(connection: Connection, plan: PlanView, unit: str, target: str, period: str) -> Earlier:
    """What is known, be it asked of everything or of this target alone."""
    when = Period.parse(period)
    found = earlier(connection, plan, when, [unit]).get((unit, target), unknown(when))
    assert earlier_of(connection, plan, when, unit, [target]) == {target: found}
    reports = {unit: reports_in(connection, plan, when, unit)}
    past = pasts_of(connection, plan, when, reports)[unit]
    assert past.last([target]).get(target, nothing_before(when)) == (found.previous, found.complete)
    assert past.of([target]) == {target: found}
    latest = [figure for _, figure in found.figures[:2]]
    past = pasts_of(connection, plan, when, reports)[unit]
    assert past.of([target]) == {target: found}
    assert past.still().get(target) == (latest[0] if len({*latest}) == 1 < len(latest) else None)
    return found


def reports_in(connection: Connection, plan: PlanView, period: Period, unit: str) -> list[Report]:
    """The newest sealed report of each period of the year, and a draft, which says nothing yet."""
    codes = [*plan.due, *(f"{plan.year}-Q{quarter}" for quarter in range(1, 5)), period.code]
    found = [newest(connection, plan.key, code, [unit], drafts=drafts) for drafts in (False, True) for code in codes]
    return [report for one in found for report in one.values()]


def test_the_figure_before_is_the_one_of_the_newest_sealed_revision(
    store: Store, plan: PlanView, science: str, key: Key, report: Seal, author: Author
) -> None:
    with store.write() as connection:
        report(connection, science, "2024-01", {"A1": said("5")})
        report(connection, science, "2024-02", {"A1": said("9")})
        report(connection, science, "2024-02", {"A1": said("8")})
        edit(connection, open_draft(connection, plan.key, science, "2024-02"), {key("A1"): {"value": 1}}, author)
        before = known(connection, plan, science, key("A1"), "2024-03")
    assert (before.previous, before.complete) == (parse("8"), True)
    assert [value for _, value in before.figures] == [parse("8"), parse("5")]


def test_a_month_without_a_report_is_a_gap_and_no_zero(
    store: Store, plan: PlanView, science: str, trade: str, key: Key, report: Seal
) -> None:
    with store.write() as connection:
        report(connection, science, "2024-01", {"A1": said("5")})
        report(connection, science, "2024-03", {"A2": said("7")})
        report(connection, science, "2024-05", {"A1": said("99")})
        before = known(connection, plan, science, key("A1"), "2024-04")
        assert known(connection, plan, trade, key("A1"), "2024-04") == unknown(Period.parse("2024-04"))
    assert (before.previous, before.complete) == (parse("5"), False)
    assert [value for _, value in before.figures] == [None, None, parse("5")]


def test_reported_blanks_are_not_known_figures(
    store: Store, plan: PlanView, science: str, key: Key, report: Seal
) -> None:
    with store.write() as connection:
        report(connection, science, "2024-01", {"A1": said(narrative="还没有开始")})
        assert known(connection, plan, science, key("A1"), "2024-02") == replace(
            unknown(Period.parse("2024-02")), narrative="还没有开始"
        )


def test_increments_add_up_over_the_months(store: Store, plan: PlanView, science: str, key: Key, report: Seal) -> None:
    with store.write() as connection:
        for month in ("2024-01", "2024-02", "2024-03"):
            report(connection, science, month, {"A1": Answer(increment=parse("4"))})
        before = known(connection, plan, science, key("A1"), "2024-04")
    assert [value for _, value in before.figures] == [parse("12"), parse("8"), parse("4")]


@pytest.mark.parametrize(
    ("period", "previous", "complete"), [("2024-Q1", None, False), ("2024-Q2", "3", True), ("2024-Q3", "3", False)]
)
def test_a_quarters_own_months_do_not_come_before_it(
    store: Store, plan: PlanView, science: str, key: Key, report: Seal, period: str, previous: str, complete: bool
) -> None:
    with store.write() as connection:
        report(connection, science, "2024-03", {"A1": said("3")})
        before = known(connection, plan, science, key("A1"), period)
    if previous is None:
        assert before == unknown(Period.parse(period))
    else:
        assert (before.previous, before.complete) == (parse(previous), complete)


def test_the_figures_of_who_led_a_target_before_stand_for_those_that_are_missing(
    store: Store, plan: PlanView, science: str, trade: str, key: Key, report: Seal
) -> None:
    handed = replace(plan, predecessors={(science, key("A1")): trade})
    with store.write() as connection:
        for period, unit, value in (("01", trade, "1"), ("02", trade, "2"), ("03", trade, "3"), ("03", science, "30")):
            report(connection, unit, f"2024-{period}", {"A1": said(value), "A2": said(value)})
        report(connection, science, "2024-04", {"A1": said()})
        line = known(connection, handed, science, key("A1"), "2024-05")
        assert [figure for _, figure in line.figures] == [None, *(parse(value) for value in ("30", "2", "1"))]
        assert known(connection, handed, science, key("A2"), "2024-05").previous == parse("30")


def test_the_quarter_before_a_month_counts(store: Store, plan: PlanView, science: str, key: Key, report: Seal) -> None:
    with store.write() as connection:
        report(connection, science, "2024-Q1", {"A1": said("3")})
        before = known(connection, plan, science, key("A1"), "2024-04")
    assert (before.previous, before.complete) == (parse("3"), True)


def test_what_lies_further_back_than_two_periods_is_found_as_well(
    store: Store, plan: PlanView, science: str, key: Key, report: Seal
) -> None:
    with store.write() as connection:
        report(connection, science, "2024-01", {"A1": said("1"), "A2": said("11")})
        report(connection, science, "2024-Q1", {"A1": said("3")})
        report(connection, science, "2024-03", {"A1": said("2"), "A2": said("12")})
        for month in ("04", "05", "06"):
            report(connection, science, f"2024-{month}", {"A1": said(), "A2": said("13" if month == "05" else None)})
        first = known(connection, plan, science, key("A1"), "2024-07")
        second = known(connection, plan, science, key("A2"), "2024-07")
    assert (first.previous, first.complete) == (parse("3"), False)
    assert [figure for _, figure in first.figures] == [None, None, None, parse("2"), None, parse("1")]
    assert (second.previous, second.complete) == (parse("13"), False)
