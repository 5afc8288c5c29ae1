"""What units told before a period in the same year, from their newest sealed reports."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection, and_, bindparam, case, funcfilter, select

from db import slots
from db.earlier import Earlier, Line, stored_period
from db.lists import ListOf
from db.models import Base
from db.periods import Period
from db.plans import PlanView
from db.reports import NAMED, OF_UNITS, Report
from db.slots import Placed, slot_of
from db.vocabulary import ReportState

_T: Final = Base.metadata.tables
_REPORTS, _ENTRIES = _T["reports"], _T["entries"]
# Of how many reports what they say is taken at a time.
_PART: Final = 10
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
_IS_LAST: Final = _ENTRIES.c.report_key.in_(bindparam("told", expanding=True))
_TOLD: Final = funcfilter(ListOf(_ENTRIES.c.narrative), _IS_LAST)
# A line for a report: of its targets, their figures and, of the last ones, what was told of each, as lists.
_FIGURES: Final = (
    select(_ENTRIES.c.report_key, ListOf(_ENTRIES.c.target_key), ListOf(_ENTRIES.c.value), _TOLD)
    .where(
        _ENTRIES.c.slot.in_(bindparam("slots", expanding=True)),
        _ENTRIES.c.report_key.in_(bindparam("reports", expanding=True)),
    )
    .group_by(_ENTRIES.c.report_key)
)
# Of reports further back only the figures of some targets.
_FIGURES_OF_SOME: Final = select(_ENTRIES.c.report_key, _ENTRIES.c.target_key, _ENTRIES.c.value).where(
    _ENTRIES.c.slot.in_(bindparam("slots", expanding=True)),
    _ENTRIES.c.report_key.in_(bindparam("reports", expanding=True)),
    _ENTRIES.c.target_key.in_(bindparam("targets", expanding=True)),
    _ENTRIES.c.value.is_not(None),
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


# What is told by period and target.
_Figures = dict[str, dict[str, int | None]]


class Past:
    """What one unit told of its targets before a period, and its texts of the one just before.

    Where it has none of a target, those of the unit that led it before stand for them. From reports further back than
    the two periods before only the figures that are asked for are read.
    """

    def __init__(
        self, line: Line, figures: _Figures, narratives: Mapping[str, str], further: "_Further | None" = None
    ) -> None:
        self.narratives: Final = narratives
        self._line, self._figures, self._further = line, figures, further
        self._looked_for: set[str] = set()

    def of(self, targets: Iterable[str]) -> dict[str, Earlier]:
        """What it told of each of these targets."""
        asked = [*targets]
        self._look_back(asked)
        return {
            target: self._line.of(
                {code: told.get(target) for code, told in self._figures.items()}, self.narratives.get(target, "")
            )
            for target in asked
        }

    def of_all(self) -> dict[str, Earlier]:
        """The same of every target of which something is read by now."""
        return self.of(dict.fromkeys(chain.from_iterable(self._figures.values())))

    def last(self, targets: Iterable[str]) -> dict[str, tuple[int, bool]]:
        """Of those of these targets that have one, the newest known figure, and whether it is of the period before."""
        found = self._line.last(self._figures)
        unknown = [target for target in targets if target not in found]
        return self._line.last(self._figures) if self._look_back(unknown) else found

    def still(self) -> dict[str, int]:
        """The figures of the targets that had the same in both the periods before."""
        one, other = self._line.latest(self._figures)
        return {target: value for target, value in one.items() if value is not None and other.get(target) == value}

    def _look_back(self, targets: Iterable[str]) -> bool:
        """Read what was told of targets further back; whether there was anything to read."""
        unread = [target for target in targets if target not in self._looked_for]
        if self._further is None or not unread:
            return False
        self._looked_for.update(unread)
        for code, target, value in self._further.told(unread):
            self._figures.setdefault(code, {})[target] = value
        return True


@dataclass(frozen=True, slots=True)
class _Further:
    """The reports of a unit that lie further back, and the connection over which they are asked for."""

    connection: Connection
    reports: Sequence[tuple[str, Placed]]

    def told(self, targets: Sequence[str]) -> Iterator[tuple[str, str, int]]:
        """Periods with the targets of which a figure was told then, and the figure."""
        codes = {report.key: code for code, report in self.reports}
        places = {"slots": slots.of_reports(report for _, report in self.reports), "reports": [*codes]}
        for start in range(0, len(targets), NAMED):
            asked = {**places, "targets": targets[start : start + NAMED]}
            for key, target, value in self.connection.execute(_FIGURES_OF_SOME, asked):
                yield codes[key], target, value


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
        (unit, target): line
        for unit, past in pasts(connection, plan, period, units).items()
        for target, line in past.of_all().items()
    }


def pasts(connection: Connection, plan: PlanView, period: Period, units: Sequence[str]) -> dict[str, Past]:
    """What each of these units told before a period, all of it read."""
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
    line = Line(period, {code for _, code in chosen})
    return {unit: Past(line, own[unit], narratives.get(unit, {})) for unit in units}


def pasts_of(
    connection: Connection, plan: PlanView, period: Period, reports: Mapping[str, Iterable[Report]]
) -> dict[str, Past]:
    """The same, where all their reports of the year are at hand, older ones first: little is read that nobody asks for.

    It is read over the connection, for as long as somebody asks.
    """
    if any(unit in reports for unit, _ in plan.predecessors):
        return pasts(connection, plan, period, [*reports])
    sealed = (one for one in chain.from_iterable(reports.values()) if not one.is_draft and one.period != period.code)
    chosen = _chosen(period, sealed)
    line = Line(period, {code for _, code in chosen})
    near = {place: report for place, report in chosen.items() if place[1] in line.near}
    far: dict[str, list[tuple[str, Placed]]] = {}
    for unit, code in chosen.keys() - near.keys():
        far.setdefault(unit, []).append((code, chosen[unit, code]))
    figures, narratives = _heard(connection, period, near)
    return {
        unit: Past(
            line,
            figures.get(unit, {}),
            narratives.get(unit, {}),
            _Further(connection, far[unit]) if unit in far else None,
        )
        for unit in reports
    }


def _chosen(period: Period, sealed: Iterable[Any]) -> dict[tuple[str, str], Placed]:
    """The newest of these reports by unit and period; what ends within the period itself is none before it."""
    return {(one.unit_key, one.period): one for one in sealed if stored_period(one.period).end < period.start}


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
    line = Line(period, own.codes.union(*(past.codes for past in before.values())))
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
        newest_of = {code: key for code, key, *_ in rows if stored_period(code).end < period.start}
        self.codes |= newest_of.keys()
        for code, key, target, value, narrative in rows:
            if target is not None and newest_of.get(code) == key:
                self.figures.setdefault(target, {})[code] = value
                if narrative:
                    self.narratives[target] = narrative
