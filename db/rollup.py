"""Consolidation: the figures that several units reported of one target become one, by the target's rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.vocabulary import Consolidation, Measure, Role
from resources.texts import Sentence, say


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one unit gives to a target: its figure (None: none is known), and whether it is from this period.

    A figure from an earlier period stands in for a report that is missing, so that no month is left out of the year.
    """

    unit: str
    role: Role
    value: int | None
    reported: bool


@dataclass(frozen=True, slots=True)
class Consolidated:
    """One figure of many, the rule it was made by, and the units whose report of this period is missing."""

    value: int | None
    rule: Sentence
    missing: tuple[str, ...]


def effective_rule(rule: Consolidation, measure: Measure) -> Consolidation:
    """The rule that can be used: rates and ranks of several units are never added."""
    return Consolidation.LEAD if rule is Consolidation.SUM and measure is not Measure.QUANTITY else rule


def consolidate(
    rule: Consolidation,
    measure: Measure,
    contributions: Sequence[Contribution],
    *,
    adds_up: bool,
) -> Consolidated:
    """The consolidated figure; `adds_up` says whether earlier cumulative figures may stand in for missing reports."""
    rule = effective_rule(rule, measure)
    leads = [one for one in contributions if one.role is Role.LEAD]
    asked = leads[:1] if rule is Consolidation.LEAD else contributions
    missing = tuple(one.unit for one in asked if not one.reported)
    counted = [one for one in asked if one.value is not None and (one.reported or adds_up)]
    # Figures carried over from before may complete a sum; they never make one on their own.
    values = [one.value for one in counted if one.value is not None] if any(one.reported for one in counted) else []
    carried = [one.unit for one in counted if not one.reported] if values else []
    said = say(f"rule.{rule}", units="、".join(one.unit for one in asked))
    if carried:
        said = say("rule.with_carried", rule=said, units="、".join(carried))
    if not values:
        return Consolidated(None, said, missing)
    return Consolidated(sum(values) if rule is Consolidation.SUM else max(values), said, missing)
