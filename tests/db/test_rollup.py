"""Consolidation: sums that name who is missing, and percentages that are never added or averaged."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db import rollup
from db.rollup import Consolidated, Contribution, asked_of, consolidate, effective_rule, roll_up
from db.vocabulary import Consolidation, Measure, Role

LEAD = Contribution("科创局", Role.LEAD, 10, reported=True)
HELP = Contribution("商务局", Role.SUPPORT, 5, reported=True)
CARRIED = Contribution("商务局", Role.SUPPORT, 5, reported=False)
UNKNOWN = Contribution("教育局", Role.SUPPORT, None, reported=False)
SUPPORTS = st.builds(
    Contribution, st.uuids().map(str), st.just(Role.SUPPORT), st.none() | st.integers(-99, 99), st.booleans()
)
LEADS = st.builds(Contribution, st.just("牵头"), st.just(Role.LEAD), st.none() | st.integers(-99, 99), st.booleans())
# The same contributions in two orders.
TWICE = st.tuples(LEADS, st.lists(SUPPORTS)).flatmap(
    lambda many: st.tuples(st.just([many[0], *many[1]]), st.permutations([many[0], *many[1]]))
)


def joined(
    rule: Consolidation, *parts: Contribution, measure: Measure = Measure.QUANTITY, adds_up: bool = True
) -> Consolidated:
    return consolidate(rule, measure, parts, adds_up=adds_up)


@given(TWICE, st.sampled_from(Consolidation), st.sampled_from(Measure), st.booleans())
def test_the_order_in_which_reports_come_changes_nothing(
    orders: tuple[Sequence[Contribution], Sequence[Contribution]], rule: Consolidation, measure: Measure, adds_up: bool
) -> None:
    one, other = (consolidate(rule, measure, order, adds_up=adds_up) for order in orders)
    assert one.value == other.value
    assert set(one.missing) == set(other.missing)


@given(st.lists(SUPPORTS, min_size=1), st.booleans())
def test_a_sum_is_the_sum_of_what_is_known_and_names_the_rest(parts: list[Contribution], adds_up: bool) -> None:
    assume(any(one.reported and one.value is not None for one in parts))
    whole = consolidate(Consolidation.SUM, Measure.QUANTITY, parts, adds_up=adds_up)
    assert whole.value == sum(one.value or 0 for one in parts if one.reported or adds_up)
    assert whole.missing == tuple(one.unit for one in parts if not one.reported)


@pytest.mark.parametrize("measure", [Measure.RATE, Measure.RANK])
def test_percentages_and_ranks_are_never_added_or_averaged(measure: Measure) -> None:
    assert effective_rule(Consolidation.SUM, measure) is Consolidation.LEAD
    whole = joined(Consolidation.SUM, LEAD, HELP, measure=measure)
    assert whole.value == 10
    assert str(whole.rule) == "取牵头单位数：科创局"


def test_a_sum_says_whose_figures_it_adds() -> None:
    whole = joined(Consolidation.SUM, LEAD, HELP)
    assert whole.value == 15
    assert whole.missing == ()
    assert str(whole.rule) == "各单位合计：科创局、商务局"


def test_a_sum_with_a_report_missing_counts_the_last_figure_and_says_so() -> None:
    whole = joined(Consolidation.SUM, LEAD, CARRIED, UNKNOWN)
    assert whole.value == 15
    assert whole.missing == ("商务局", "教育局")
    assert str(whole.rule) == "各单位合计：科创局、商务局、教育局（商务局 本期未报，按其上次累计计入）"


def test_a_level_is_never_carried_on() -> None:
    whole = joined(Consolidation.SUM, LEAD, CARRIED, adds_up=False)
    assert whole.value == 10
    assert whole.missing == ("商务局",)


def test_carried_figures_alone_make_no_figure() -> None:
    whole = joined(Consolidation.SUM, CARRIED, UNKNOWN)
    assert whole.value is None
    assert str(whole.rule) == "各单位合计：商务局、教育局"


def test_the_leads_figure_counts_alone_and_waits_for_the_leads_report() -> None:
    assert joined(Consolidation.LEAD, HELP, LEAD).value == 10
    late = Contribution("科创局", Role.LEAD, 10, reported=False)
    whole = joined(Consolidation.LEAD, late, HELP)
    assert whole.value is None
    assert whole.missing == ("科创局",)


def test_the_largest_figure_is_taken_whoever_reports_it() -> None:
    more = Contribution("教育局", Role.SUPPORT, 12, reported=True)
    assert joined(Consolidation.MAXIMUM, LEAD, HELP, more).value == 12
    assert str(joined(Consolidation.MAXIMUM, LEAD).rule) == "取各单位最大数：科创局"


def test_a_reported_zero_counts_and_a_blank_does_not() -> None:
    assert joined(Consolidation.SUM, Contribution("科创局", Role.LEAD, 0, reported=True)).value == 0
    assert joined(Consolidation.SUM, Contribution("科创局", Role.LEAD, None, reported=True)).value is None


def test_a_target_without_units_has_no_figure() -> None:
    assert joined(Consolidation.LEAD) == joined(Consolidation.LEAD)
    assert joined(Consolidation.LEAD).value is None


@given(LEADS, st.lists(SUPPORTS), st.sampled_from(Consolidation), st.sampled_from(Measure), st.booleans())
def test_figures_in_columns_come_to_the_same(
    lead: Contribution, supports: list[Contribution], rule: Consolidation, measure: Measure, adds_up: bool
) -> None:
    # What is reported is a figure, where there are any.
    parts = [replace(one, reported=one.reported and one.value is not None) for one in (lead, *supports)]
    asked = asked_of(rule, measure, [(one.unit, one.role) for one in parts])
    counts, states = [], bytearray()
    for one in parts:
        counted = one.value if one.reported or adds_up else None
        counts.append(asked.nothing if counted is None else counted)
        states.append(rollup.REPORTED if one.reported else rollup.SILENT if counted is None else rollup.CARRIED)
    column = roll_up(asked, counts, states, figured=measure.has_figure)
    if not measure.has_figure:
        rule, parts = Consolidation.LEAD, [replace(one, value=None) for one in parts]
    assert column == consolidate(rule, measure, parts, adds_up=adds_up)
