"""What was reached before a period in the same year: by a unit and target."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection, and_, bindparam, case, select

from db import slots
from db.checks import Answer
from db.lists import ListOf
from db.models import Base
from db.periods import Period
from db.plans import PlanView
from db.progress import cumulative
from db.reports import NAMED, OF_UNITS, Report
from db.slots import Placed, slot_of
from db.vocabulary import ReportState

_T: Final = Base.metadata.tables
_REPORTS, _ENTRIES = _T["reports"], _T["entries"]
# Of how many reports what they say is taken at a time.
_PART: Final = 10
# Figures by target.
Told = Mapping[str, int | None]
# Of codes that are stored already.
_period: Final = cache(Period.parse)
# Made once: they are asked for every workbook that comes in.
_SEALED: Final = (
    select(_REPORTS.c.unit_key, _REPORTS.c.period, _REPORTS.c.slot, _REPORTS.c.key)
    .where(
        _REPORTS.c.plan_key == bindparam("plan"),
        OF_UNITS,
        _REPORTS.c.state != ReportState.DRAFT,
        _REPORTS.c.period != bindparam("period"),
        _REPORTS.c.period.startswith(bindparam("year")),
    )
    .order_by(_REPORTS.c.revision)
)
_TOLD: Final = case((_ENTRIES.c.report_key.in_(bindparam("told", expanding=True)), _ENTRIES.c.narrative), else_="")
# A line for a report: of its targets, their figures and what was told last of each, as lists.
_FIGURES: Final = (
    select(_ENTRIES.c.report_key, ListOf(_ENTRIES.c.target_key), ListOf(_ENTRIES.c.value), ListOf(_TOLD))
    .where(
        _ENTRIES.c.slot.in_(bindparam("slots", expanding=True)),
        _ENTRIES.c.report_key.in_(bindparam("reports", expanding=True)),
    )
    .group_by(_ENTRIES.c.report_key)
)
# What one unit told of some targets, in one question: it is asked for every figure that is typed. A report that says
# nothing of them is told of as well, since it may be newer than one that does.
_OF_TARGETS: Final = and_(
    _ENTRIES.c.slot == _REPORTS.c.slot,
    _ENTRIES.c.report_key == _REPORTS.c.key,
    _ENTRIES.c.target_key.in_(bindparam("targets", expanding=True)),
)
_FIGURES_OF: Final = (
    select(
        _REPORTS.c.period,
        _REPORTS.c.key,
        _ENTRIES.c.target_key,
        _ENTRIES.c.value,
        case((_REPORTS.c.period == bindparam("last"), _ENTRIES.c.narrative), else_=""),
    )
    .join(_ENTRIES, _OF_TARGETS, isouter=True)
    .where(
        _REPORTS.c.plan_key == bindparam("plan"),
        _REPORTS.c.slot == bindparam("slot"),
        _REPORTS.c.unit_key == bindparam("unit"),
        _REPORTS.c.state != ReportState.DRAFT,
        _REPORTS.c.period != bindparam("period"),
        _REPORTS.c.period.startswith(bindparam("year")),
    )
    .order_by(_REPORTS.c.revision)
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The figures of one target in the periods before: newest first, None where a period has no report.

    `previous` is the newest known figure (0 before the first period); `complete`: it is of the period just before.
    `narrative` is what was told of it in that period.
    """

    previous: int | None
    complete: bool
    figures: tuple[tuple[Period, int | None], ...]
    narrative: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """What one unit told of its targets before a period: figures by period and target, and what it told last of each.

    Where it has none of a target, those of the unit that led it before stand for them.
    """

    figures: Mapping[str, Told]
    narratives: Mapping[str, str]
    _line: "_Line"

    def of(self, target: str) -> Earlier:
        """What it told of one target."""
        figures = {code: by_target.get(target) for code, by_target in self.figures.items()}
        return self._line.of(figures, self.narratives.get(target, ""))

    def last(self) -> dict[str, tuple[int, bool]]:
        """Of each target that has one, the newest known figure, and whether it is of the period just before."""
        return self._line.last(self.figures)

    def still(self) -> dict[str, int]:
        """The figures of the targets that had the same in both the periods before."""
        one, other = self._line.latest(self.figures)
        return {target: value for target, value in one.items() if value is not None and other.get(target) == value}


def earlier(
    connection: Connection,
    plan: PlanView,
    period: Period,
    units: Sequence[str],
) -> dict[tuple[str, str], Earlier]:
    """By unit and target, the figures of the same year's periods before this one, from the newest sealed reports.

    Where a unit has none of a target, those of the unit that led it before stand for them.
    """
    return {
        (unit, target): past.of(target)
        for unit, past in pasts(connection, plan, period, units).items()
        for target in dict.fromkeys(chain.from_iterable(past.figures.values()))
    }


def pasts(connection: Connection, plan: PlanView, period: Period, units: Sequence[str]) -> dict[str, Past]:
    """What each of these units told before a period, from the newest sealed reports of the same year."""
    led_by = {place: unit for place, unit in plan.predecessors.items() if place[0] in units}
    heard = [*{*units, *led_by.values()}]
    asked = {"plan": plan.key, "slots": slots.of_units(plan.key, heard), "units": heard}
    sealed = connection.execute(_SEALED, {**asked, "period": period.code, "year": f"{period.year}-"})
    chosen = _chosen(period, sealed)
    figures, narratives = _heard(connection, period, chosen)
    own = {unit: {code: dict(told) for code, told in figures.get(unit, {}).items()} for unit in units}
    for (unit, target), before in led_by.items():
        for code, told in figures.get(before, {}).items():
            if target in told and own[unit].get(code, {}).get(target) is None:
                own[unit].setdefault(code, {})[target] = told[target]
    line = _Line(period, {code for _, code in chosen})
    return {unit: Past(own[unit], narratives.get(unit, {}), line) for unit in units}


def pasts_of(
    connection: Connection, plan: PlanView, period: Period, reports: Mapping[str, Iterable[Report]]
) -> dict[str, Past]:
    """What units told before a period, of each of which all reports of the year are at hand, older ones first."""
    if any(unit in reports for unit, _ in plan.predecessors):
        return pasts(connection, plan, period, [*reports])
    sealed = (one for one in chain.from_iterable(reports.values()) if not one.is_draft and one.period != period.code)
    chosen = _chosen(period, sealed)
    figures, narratives = _heard(connection, period, chosen)
    line = _Line(period, {code for _, code in chosen})
    return {unit: Past(figures.get(unit, {}), narratives.get(unit, {}), line) for unit in reports}


def _chosen(period: Period, sealed: Iterable[Any]) -> dict[tuple[str, str], Placed]:
    """The newest of these reports by unit and period; what ends within the period itself is none before it."""
    return {(one.unit_key, one.period): one for one in sealed if _period(one.period).end < period.start}


def _heard(
    connection: Connection, period: Period, chosen: Mapping[tuple[str, str], Placed]
) -> tuple[dict[str, dict[str, dict[str, int | None]]], dict[str, dict[str, str]]]:
    """What reports, by unit and period, say: the figures of each period, and the texts of the one just before."""
    figures: dict[str, dict[str, dict[str, int | None]]] = {}
    narratives: dict[str, dict[str, str]] = {}
    if not chosen:
        return figures, narratives
    holder = {report.key: place for place, report in chosen.items()}
    last = None if period.previous is None else period.previous.code
    just_before = [report.key for (_, code), report in chosen.items() if code == last]
    places = {"slots": slots.of_reports(chosen.values()), "reports": list(holder)}
    found = connection.execute(_FIGURES, {**places, "told": just_before})
    # In parts: fetched at once, those of hundreds of reports would keep every other thread of the program waiting.
    for key, targets, values, told in chain.from_iterable(found.partitions(_PART)):
        unit, code = holder[key]
        figures.setdefault(unit, {})[code] = dict(zip(targets, values, strict=True))
        if code == last:
            narratives[unit] = dict(zip(targets, told, strict=True))
    return figures, narratives


def earlier_of(
    connection: Connection, plan: PlanView, period: Period, unit_key: str, targets: Collection[str]
) -> dict[str, Earlier]:
    """What `earlier` says of one unit, for each of these targets."""
    own = _PastOfSome(connection, plan.key, period, unit_key, targets)
    places = {target: (unit_key, target) for target in targets}
    led_by = {target: plan.predecessors[place] for target, place in places.items() if place in plan.predecessors}
    before = {unit: _PastOfSome(connection, plan.key, period, unit, [*led_by]) for unit in {*led_by.values()}}
    line = _Line(period, own.codes.union(*(past.codes for past in before.values())))
    found = {}
    for target in targets:
        figures, narrative = own.figures.get(target, {}), own.narratives.get(target, "")
        if target in led_by:
            known = {code: value for code, value in figures.items() if value is not None}
            figures = {**before[led_by[target]].figures.get(target, {}), **known}
        found[target] = line.of(figures, narrative)
    return found


class _PastOfSome:
    """What one unit told of some targets before a period: figures by target and period, and what was told last."""

    def __init__(
        self, connection: Connection, plan_key: str, period: Period, unit_key: str, targets: Collection[str]
    ) -> None:
        last = period.previous
        asked = {
            "plan": plan_key,
            "slot": slot_of(plan_key, unit_key),
            "unit": unit_key,
            "period": period.code,
            "year": f"{period.year}-",
            "last": "" if last is None else last.code,
        }
        self.figures: dict[str, dict[str, int | None]] = {}
        self.narratives: dict[str, str] = {}
        self.codes: set[str] = set()
        named = list(targets)
        for start in range(0, len(named), NAMED):
            part = {**asked, "targets": named[start : start + NAMED]}
            self._hear(connection.execute(_FIGURES_OF, part).all(), period)

    def _hear(self, rows: Sequence[Any], period: Period) -> None:
        newest_of = {code: key for code, key, *_ in rows if _period(code).end < period.start}
        self.codes |= newest_of.keys()
        for code, key, target, value, narrative in rows:
            if target is not None and newest_of.get(code) == key:
                self.figures.setdefault(target, {})[code] = value
                if narrative:
                    self.narratives[target] = narrative


class _Line:
    """Makes the lines of `earlier`, from figures by period: the periods of the same kind, with the blanks between."""

    def __init__(self, period: Period, codes: Collection[str]) -> None:
        self._steps = _before(period)
        self._nothing = nothing_before(period)
        ends = {code: (_period(code).last_month, "Q" in code) for code in codes}
        # A quarter's figure stands over the one of the month that it ends with.
        self._newest = [(code, ends[code][0]) for code in sorted(codes, key=ends.__getitem__, reverse=True)]
        # With which month of the year the period just before ends.
        self._month = period.last_month - (1 if period.kind == "month" else 3)

    def last(self, figures: Mapping[str, Told]) -> dict[str, tuple[int, bool]]:
        """Of each target that has one, the newest known figure, and whether it is of the period just before."""
        found: dict[str, tuple[int, bool]] = {}
        for code, month in reversed(self._newest):
            complete = month >= self._month
            for target, value in figures.get(code, {}).items():
                if value is not None:
                    found[target] = value, complete
        return found

    def latest(self, figures: Mapping[str, Told]) -> tuple[Told, Told]:
        """What was told in each of the two periods of the same kind before."""
        nothing: Told = {}
        one, other, *_ = (*(figures.get(code, nothing) for _, code in self._steps[:2]), nothing, nothing)
        return one, other

    def of(self, figures: Mapping[str, int | None], narrative: str = "") -> Earlier:
        """One line; `narrative` is what was told in the period just before."""
        line = tuple([(step, figures.get(code)) for step, code in self._steps])
        for code, month in self._newest:
            value = figures.get(code)
            if value is not None:
                return Earlier(value, month >= self._month, line, narrative)
        return Earlier(*self._nothing, line, narrative)


@cache
def _before(period: Period) -> tuple[tuple[Period, str], ...]:
    """The periods of the same kind in the same year before this one with their codes, newest first."""
    step = period.previous
    return () if step is None else ((step, step.code), *_before(step))


def nothing_before(period: Period) -> tuple[int | None, bool]:
    """The previous figure where nothing was ever reported: zero at the year's start, else unknown."""
    return (0, True) if period.previous is None else (None, False)


@cache
def unknown(period: Period) -> Earlier:
    """What is known of a target that no earlier report speaks of."""
    return _Line(period, ()).of({})


def resolve(answer: Answer, before: Earlier, *, adds_up: bool) -> Answer:
    """The answer with the year's figure filled in where only the increment was given.

    Not where a period between was never reported: its amount would be missing from the year.
    """
    if not adds_up or not before.complete:
        return answer
    value = cumulative(before.previous, answer.increment, answer.value)
    return answer if value == answer.value else replace(answer, value=value)
