"""Where a plan stands: five totals that are everything, what moved, what is behind, at risk or overdue."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from db.board import Board, load_board
from db.checks import Answer
from db.figures import SCALE, parse
from db.keys import key_of
from db.lamps import PRESETS
from db.periods import Period
from db.plans import PlanView
from db.reports import Report
from db.standing import at_risk, lagging, overdue, share, shifts, totals, under, weighted_completion
from db.store import Store
from db.vocabulary import Lamp, Standing, Status

Seal = Callable[..., Report]


def board_of(store: Store, plan: PlanView, period: str = "2024-03") -> Board:
    with store.read() as connection:
        return load_board(connection, plan, Period.parse(period))


def filled(store: Store, science: str, trade: str, report: Seal) -> None:
    with store.write() as connection:
        report(connection, science, "2024-02", {"A1": Answer(value=parse("25")), "A2": Answer(value=parse("7"))})
        report(connection, science, "2024-03", {"A1": Answer(value=parse("25")), "A2": Answer(value=parse("7.2"))})
        report(connection, trade, "2024-03", {"B1": Answer(value=parse("9")), "B2": Answer(status=Status.DONE)})


def test_every_target_counts_to_one_total(store: Store, plan: PlanView, science: str, trade: str, report: Seal) -> None:
    filled(store, science, trade, report)
    shown = board_of(store, plan)
    counted = totals(shown.lines)
    assert sum(counted.values()) == len(shown.lines) == 6
    assert counted[Standing.DONE] == shown.count()[Lamp.BLUE] == 1
    assert counted[Standing.UNREPORTED] == shown.count()[Lamp.GREY]
    assert counted[Standing.BEHIND] == shown.count()[Lamp.YELLOW] + shown.count()[Lamp.RED]


def test_what_is_far_ahead_is_told_apart_from_what_is_on_pace(
    store: Store, plan: PlanView, science: str, report: Seal
) -> None:
    for amount, standing in (("30", Standing.ON_PACE), ("41", Standing.ON_PACE), ("42", Standing.AHEAD)):
        with store.write() as connection:
            report(connection, science, "2024-03", {"A1": Answer(value=parse(amount))})
        line = next(line for line in board_of(store, plan).lines if line.target.code == "A1")
        assert totals([line])[standing] == 1


def test_what_moved_since_last_period_comes_worst_first(
    store: Store, plan: PlanView, science: str, trade: str, report: Seal
) -> None:
    filled(store, science, trade, report)
    moved = shifts(board_of(store, plan), board_of(store, plan, "2024-02"))
    told = [(one.line.target.code, one.before, one.line.judgement.lamp) for one in moved]
    assert ("B1", Lamp.GREY, Lamp.RED) in told
    assert ("A1", Lamp.GREEN, Lamp.YELLOW) in told
    order = [lamp for _, _, lamp in told]
    assert order == sorted(order, key=[Lamp.RED, Lamp.YELLOW, Lamp.GREY, Lamp.GREEN, Lamp.BLUE].index)


def test_what_lags_says_by_how_much_in_its_own_unit(
    store: Store, plan: PlanView, science: str, trade: str, report: Seal
) -> None:
    filled(store, science, trade, report)
    lag = next(one for one in lagging(board_of(store, plan)) if one.line.target.code == "A1")
    assert (lag.points, lag.missing) == (Fraction(30, 120) - Fraction(25, 120), 5 * SCALE)


def test_what_will_miss_at_this_pace_is_named_with_the_years_end(
    store: Store, plan: PlanView, science: str, trade: str, report: Seal
) -> None:
    filled(store, science, trade, report)
    assert [(one.line.target.code, one.projected) for one in at_risk(board_of(store, plan))] == [
        ("A1", 100 * SCALE),
        ("B1", 9 * SCALE),
    ]


def test_nodes_are_overdue_by_days(store: Store, plan: PlanView) -> None:
    late = overdue(board_of(store, plan), {}, date(2024, 3, 31))
    assert [(one.node.title, one.days) for one in late] == [("封顶", 21)]
    done = {key_of(plan.key, "target", "A3"): {late[0].node.key: (date(2024, 3, 1), "")}}
    assert overdue(board_of(store, plan), done, date(2024, 3, 31)) == ()


def test_another_policy_says_which_lamps_would_change(
    store: Store, plan: PlanView, science: str, trade: str, report: Seal
) -> None:
    filled(store, science, trade, report)
    shown = board_of(store, plan)
    tried = shifts(under(shown, PRESETS[1], {}), shown)
    assert ("A1", Lamp.YELLOW, Lamp.GREEN) in [
        (one.line.target.code, one.before, one.line.judgement.lamp) for one in tried
    ]
    assert shifts(under(shown, PRESETS[0], {}), shown) == ()


def test_heavier_targets_count_for_more(store: Store, plan: PlanView, science: str, trade: str, report: Seal) -> None:
    filled(store, science, trade, report)
    lines = [line for line in board_of(store, plan).lines if line.target.code in {"A1", "A2"}]
    assert weighted_completion(lines, {}) == (Fraction(25, 120) + 1) / 2
    weights = {lines[0].target.key: 3 * SCALE}
    assert weighted_completion(lines, weights) == (Fraction(25, 120) * 3 + 1) / 4
    assert weighted_completion([], {}) is None


@given(count=st.integers(0, 300), rest=st.integers(0, 300))
def test_shares_of_a_whole_are_one(count: int, rest: int) -> None:
    total = count + rest
    assert share(count, total) + share(rest, total) == (1 if total else 0)
