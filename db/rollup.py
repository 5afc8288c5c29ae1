"""Consolidation: the figures that several units reported of one target become one, by the target's rule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Final

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
    said = _said(rule, (one.unit for one in asked))
    if not values:
        return Consolidated(None, said, missing)
    return Consolidated(sum(values) if rule is Consolidation.SUM else max(values), _with(said, carried), missing)


def _said(rule: Consolidation, units: Iterable[str]) -> Sentence:
    return say(f"rule.{rule}", units="、".join(units))


def _with(said: Sentence, carried: Sequence[str]) -> Sentence:
    return say("rule.with_carried", rule=said, units="、".join(carried)) if carried else said


# What a unit gives to a target whose figures stand in a column: nothing, its figure of this period, or an earlier one.
SILENT, REPORTED, CARRIED = range(3)
_MISSING: Final = bytes(state != REPORTED for state in range(256))
_CARRIED: Final = bytes(state == CARRIED for state in range(256))


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose figures become one, and how: the first of a target's units, by name, and the sentence on it."""

    rule: Consolidation
    names: tuple[str, ...]
    said: Sentence

    @property
    def nothing(self) -> int:
        """What stands in a column for a unit without a figure, and neither adds to a sum nor is ever the largest."""
        return 0 if self.rule is Consolidation.SUM else -(2**63)


def asked_of(rule: Consolidation, measure: Measure, units: Sequence[tuple[str, Role]]) -> Asked:
    """Who is asked of a target's units, which stand with their roles, leads first."""
    rule = effective_rule(rule, measure) if measure.has_figure else Consolidation.LEAD
    names = tuple(name for name, _ in units)
    if rule is Consolidation.LEAD:
        names = tuple(name for name, role in units[:1] if role is Role.LEAD)
    return Asked(rule, names, _said(rule, names))


def roll_up(asked: Asked, counts: Sequence[int], states: bytearray, *, figured: bool) -> Consolidated:
    """What `consolidate` makes of the same, of columns; a thousand units take it no longer than one took."""
    if len(asked.names) < len(states):
        counts, states = counts[: len(asked.names)], states[: len(asked.names)]
    reported = states.count(REPORTED)
    missing = () if reported == len(states) else tuple(compress(asked.names, states.translate(_MISSING)))
    if not (figured and reported):
        return Consolidated(None, asked.said, missing)
    carried = tuple(compress(asked.names, states.translate(_CARRIED)))
    value = sum(counts) if asked.rule is Consolidation.SUM else max(counts)
    return Consolidated(value, _with(asked.said, carried), missing)
