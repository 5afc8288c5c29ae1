"""Reports: drafts that can change, sealed ones that cannot, and the figures of the periods before."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import cache
from itertools import chain
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, bindparam, case, insert, select, update

from db import clock, slots
from db.checks import ANSWER_FIELDS, Answer, Finding, answer_values
from db.errors import refuse
from db.history import Altered, Author, differences, record
from db.inserting import Lines, Values, put_lines
from db.keys import key_of, new_key
from db.models import Base
from db.numbers import add
from db.periods import Period, months_of
from db.plans import PlanView
from db.progress import cumulative
from db.rows import Row
from db.slots import Placed, slot_of
from db.vocabulary import ReportState

_T: Final = Base.metadata.tables
_REPORTS, _ENTRIES, _NODES = _T["reports"], _T["entries"], _T["node_entries"]

# What a unit says, by target; and of a node: the day it was done and a note.
Answers = Mapping[str, Answer]
NodeAnswers = Mapping[str, tuple[date | None, str]]


@dataclass(frozen=True, slots=True)
class Report:
    """The head of a report."""

    key: str
    slot: int
    plan_key: str
    unit_key: str
    period: str
    revision: int
    state: ReportState
    filled_by: str
    checked_by: str
    phone: str
    seal: str
    sealed_at: datetime | None

    @property
    def is_draft(self) -> bool:
        """Whether it can still change."""
        return self.state is ReportState.DRAFT


_FILES: Final = Base.metadata.tables["evidence_files"]
# The columns of what a report consists of, in their tables' own order.
_ENTRY: Final = tuple(_ENTRIES.columns.keys())
_FINDING: Final = tuple(_T["findings"].columns.keys())
_PART: Final = 1_000
# Of codes that are stored already.
_period: Final = cache(Period.parse)
_HEAD: Final = tuple(_REPORTS.c[one.name] for one in fields(Report))
# The slots say on which servers rows lie, beside the units and the reports that are asked for.
_OF_UNITS: Final = and_(
    _REPORTS.c.slot.in_(bindparam("slots", expanding=True)),
    _REPORTS.c.unit_key.in_(bindparam("units", expanding=True)),
)
# Made once: they are asked for every workbook that comes in.
_SEALED: Final = (
    select(_REPORTS.c.unit_key, _REPORTS.c.period, _REPORTS.c.slot, _REPORTS.c.key)
    .where(
        _REPORTS.c.plan_key == bindparam("plan"),
        _OF_UNITS,
        _REPORTS.c.state != ReportState.DRAFT,
        _REPORTS.c.period != bindparam("period"),
        _REPORTS.c.period.startswith(bindparam("year")),
    )
    .order_by(_REPORTS.c.revision)
)
_TOLD: Final = case((_ENTRIES.c.report_key.in_(bindparam("told", expanding=True)), _ENTRIES.c.narrative), else_="")
_FIGURES: Final = select(_ENTRIES.c.report_key, _ENTRIES.c.target_key, _ENTRIES.c.value, _TOLD).where(
    _ENTRIES.c.slot.in_(bindparam("slots", expanding=True)),
    _ENTRIES.c.report_key.in_(bindparam("reports", expanding=True)),
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
_ANSWERS: Final = select(
    _ENTRIES.c.report_key, _ENTRIES.c.target_key, *(_ENTRIES.c[name] for name in ANSWER_FIELDS)
).where(
    _ENTRIES.c.slot.in_(bindparam("slots", expanding=True)),
    _ENTRIES.c.report_key.in_(bindparam("reports", expanding=True)),
)
_ANSWERS_OF: Final = select(_ENTRIES.c.target_key, *(_ENTRIES.c[name] for name in ANSWER_FIELDS)).where(
    _ENTRIES.c.slot == bindparam("slot"),
    _ENTRIES.c.report_key == bindparam("report"),
    _ENTRIES.c.target_key.in_(bindparam("targets", expanding=True)),
)
# So many targets are named in a statement.
_NAMED: Final = 500


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


def newest(
    connection: Connection,
    plan_key: str,
    period: str,
    units: Iterable[str] | None = None,
    *,
    drafts: bool = False,
    moment: datetime | None = None,
) -> dict[str, Report]:
    """The newest report of each unit for a period, as was known at a moment; drafts count only where asked for."""
    asked: dict[str, Any] = {"plan": plan_key, "code": period}
    if units is not None:
        asked["units"] = list(units)
        asked["slots"] = slots.of_units(plan_key, asked["units"])
    if moment is not None:
        asked["moment"] = moment
    query = _newest_query(of_units=units is not None, drafts=drafts, at_moment=moment is not None)
    return {row.unit_key: Report(*row) for row in connection.execute(query, asked)}


@cache
def _newest_query(*, of_units: bool, drafts: bool, at_moment: bool) -> Select[Any]:
    query = select(*_HEAD).where(_REPORTS.c.plan_key == bindparam("plan"), _REPORTS.c.period == bindparam("code"))
    if of_units:
        query = query.where(_OF_UNITS)
    if not drafts:
        query = query.where(_REPORTS.c.state != ReportState.DRAFT)
    if at_moment:
        query = query.where(_REPORTS.c.sealed_at <= bindparam("moment"))
    return query.order_by(_REPORTS.c.revision)


def revision_of(connection: Connection, plan_key: str, unit_key: str, period: str, revision: int) -> Report | None:
    """One revision of a unit's report, if it is here."""
    row = (
        connection.execute(
            select(*_HEAD).where(
                _REPORTS.c.slot == slot_of(plan_key, unit_key),
                _REPORTS.c.plan_key == plan_key,
                _REPORTS.c.unit_key == unit_key,
                _REPORTS.c.period == period,
                _REPORTS.c.revision == revision,
            )
        )
        .mappings()
        .first()
    )
    return None if row is None else Report(**row)


def reports_of(connection: Connection, within: Sequence[int], keys: Sequence[str]) -> list[Report]:
    """The reports with these keys, in these slots."""
    found: list[Report] = []
    for start in range(0, len(keys), _PART):
        query = select(*_HEAD).where(_REPORTS.c.slot.in_(within), _REPORTS.c.key.in_(keys[start : start + _PART]))
        found += [Report(**row) for row in connection.execute(query).mappings()]
    return found


def answers(connection: Connection, reports: Collection[Placed]) -> dict[str, dict[str, Answer]]:
    """What reports say, by report and target."""
    found: dict[str, dict[str, Answer]] = {report.key: {} for report in reports}
    wanted = {"slots": slots.of_reports(reports), "reports": list(found)}
    for key, target, *values in connection.execute(_ANSWERS, wanted).all():
        found[key][target] = Answer(*values)
    return found


def answers_of(connection: Connection, report: Placed, targets: Collection[str]) -> dict[str, Answer]:
    """What a report says of these targets."""
    if len(targets) > _NAMED:
        said = answers(connection, [report])[report.key]
        return {target: said[target] for target in targets if target in said}
    asked = {"slot": report.slot, "report": report.key, "targets": list(targets)}
    return {target: Answer(*values) for target, *values in connection.execute(_ANSWERS_OF, asked)}


def _within(rows: Table, reports: Collection[Placed]) -> ColumnElement[bool]:
    """That rows are those of these reports; the slots say on which servers they lie."""
    keys = [report.key for report in reports]
    return and_(rows.c.slot.in_(slots.of_reports(reports)), rows.c.report_key.in_(keys))


def node_answers(connection: Connection, reports: Collection[Placed]) -> dict[str, dict[str, tuple[date | None, str]]]:
    """What reports say of nodes, by report and node."""
    found: dict[str, dict[str, tuple[date | None, str]]] = {report.key: {} for report in reports}
    query = select(_NODES.c.report_key, _NODES.c.node_key, _NODES.c.done_on, _NODES.c.note)
    for key, node, done_on, note in connection.execute(query.where(_within(_NODES, reports))):
        found[key][node] = (done_on, note)
    return found


def earlier(
    connection: Connection,
    plan: PlanView,
    period: Period,
    units: Sequence[str],
) -> dict[tuple[str, str], Earlier]:
    """By unit and target, the figures of the same year's periods before this one, from the newest sealed reports.

    Where a unit has none of a target, those of the unit that led it before stand for them.
    """
    led_by = {place: unit for place, unit in plan.predecessors.items() if place[0] in units}
    heard = [*{*units, *led_by.values()}]
    asked = {"plan": plan.key, "slots": slots.of_units(plan.key, heard), "units": heard}
    chosen: dict[tuple[str, str], Placed] = {}
    for report in connection.execute(_SEALED, {**asked, "period": period.code, "year": f"{period.year}-"}):
        # What ends within this period, a quarter's own months, is no period before it.
        if _period(report.period).end < period.start:
            chosen[report.unit_key, report.period] = report
    holder = {report.key: place for place, report in chosen.items()}
    last = period.previous
    just_before = [report.key for (_, code), report in chosen.items() if last is not None and code == last.code]
    said: dict[tuple[str, str], dict[str, int | None]] = {}
    narratives: dict[tuple[str, str], str] = {}
    places = {"slots": slots.of_reports(chosen.values()), "reports": list(holder)}
    found = connection.execute(_FIGURES, {**places, "told": just_before})
    # In parts: fetched at once, ten thousand rows would keep every other thread of the program waiting.
    for key, target, value, narrative in chain.from_iterable(found.partitions(_PART)):
        unit, code = holder[key]
        place = unit, target
        if place in said:
            said[place][code] = value
        else:
            said[place] = {code: value}
        if narrative:
            narratives[place] = narrative
    for (unit, target), before in led_by.items():
        own = {code: value for code, value in said.get((unit, target), {}).items() if value is not None}
        said[unit, target] = {**said.get((before, target), {}), **own}
    line = _Line(period, {code for _, code in chosen})
    return {place: line.of(figures, narratives.get(place, "")) for place, figures in said.items()}


def earlier_of(
    connection: Connection, plan: PlanView, period: Period, unit_key: str, targets: Collection[str]
) -> dict[str, Earlier]:
    """What `earlier` says of one unit, for each of these targets."""
    own = _Past(connection, plan.key, period, unit_key, targets)
    places = {target: (unit_key, target) for target in targets}
    led_by = {target: plan.predecessors[place] for target, place in places.items() if place in plan.predecessors}
    before = {unit: _Past(connection, plan.key, period, unit, [*led_by]) for unit in {*led_by.values()}}
    line = _Line(period, own.codes.union(*(past.codes for past in before.values())))
    found = {}
    for target in targets:
        figures, narrative = own.figures.get(target, {}), own.narratives.get(target, "")
        if target in led_by:
            known = {code: value for code, value in figures.items() if value is not None}
            figures = {**before[led_by[target]].figures.get(target, {}), **known}
        found[target] = line.of(figures, narrative)
    return found


class _Past:
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
        for start in range(0, len(named), _NAMED):
            part = {**asked, "targets": named[start : start + _NAMED]}
            self._hear(connection.execute(_FIGURES_OF, part).all(), period)

    def _hear(self, rows: Sequence[Any], period: Period) -> None:
        newest_of = {code: key for code, key, *_ in rows if _period(code).end < period.start}
        self.codes |= newest_of.keys()
        for code, key, target, value, narrative in rows:
            if target is not None and newest_of.get(code) == key:
                self.figures.setdefault(target, {})[code] = value
                if narrative:
                    self.narratives[target] = narrative


def _of(rows: Table, report: Placed) -> ColumnElement[bool]:
    """That rows are those of this report."""
    return and_(rows.c.slot == report.slot, rows.c.report_key == report.key)


def _head(report: Placed) -> ColumnElement[bool]:
    """That a row is the head of this report."""
    return and_(_REPORTS.c.slot == report.slot, _REPORTS.c.key == report.key)


def last_year(
    connection: Connection, plan_key: str, period: Period, unit_key: str, targets: Collection[str]
) -> dict[str, int]:
    """What a unit had reached by the same period of the year before, by target, where that is known of these."""
    report = newest(connection, plan_key, period.year_ago.code, [unit_key]).get(unit_key)
    if report is None:
        return {}
    said = answers_of(connection, report, targets)
    return {target: answer.value for target, answer in said.items() if answer.value is not None}


def year_before(
    connection: Connection, plan_key: str, year: int, units: Collection[str]
) -> dict[str, dict[str, dict[str, int]]]:
    """What units had reached by each month of the year before a year: by unit, month and target, where known."""
    query = select(_REPORTS.c.unit_key, _REPORTS.c.period, _REPORTS.c.slot, _REPORTS.c.key).where(
        _REPORTS.c.slot.in_(slots.of_units(plan_key, units)),
        _REPORTS.c.plan_key == plan_key,
        _REPORTS.c.unit_key.in_(units),
        _REPORTS.c.state != ReportState.DRAFT,
        _REPORTS.c.period.in_([month.code for month in months_of(year - 1)]),
    )
    last = {(row.unit_key, row.period): row for row in connection.execute(query.order_by(_REPORTS.c.revision))}
    holder = {report.key: place for place, report in last.items()}
    rows = select(_ENTRIES.c.report_key, _ENTRIES.c.target_key, _ENTRIES.c.value).where(
        _within(_ENTRIES, last.values()), _ENTRIES.c.value.is_not(None)
    )
    found: dict[str, dict[str, dict[str, int]]] = {}
    for key, target, value in connection.execute(rows) if holder else ():
        unit, code = holder[key]
        found.setdefault(unit, {}).setdefault(code, {})[target] = value
    return found


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


def open_draft(connection: Connection, plan_key: str, unit_key: str, period: str) -> Report:
    """The unit's draft for a period: the one there is, or a new one that continues the newest sealed report."""
    last = newest(connection, plan_key, period, [unit_key], drafts=True).get(unit_key)
    if last is not None and last.is_draft:
        return last
    draft = draft_row(plan_key, unit_key, period, last)
    connection.execute(insert(_REPORTS).values(draft))
    if last is not None:
        for rows in (_ENTRIES, _NODES):
            copied = connection.execute(select(rows).where(_of(rows, last))).mappings().all()
            if copied:
                connection.execute(
                    insert(rows),
                    [{**row, "report_key": draft["key"]} for row in copied],
                )
        here = select(_FILES).where(_FILES.c.report_key == last.key).order_by(_FILES.c.number)
        kept = connection.execute(here).mappings().all()
        add(connection, _FILES.name, [{**row, "key": new_key(), "report_key": draft["key"]} for row in kept])
    return Report(**{one.name: draft[one.name] for one in fields(Report)})


def draft_row(plan_key: str, unit_key: str, period: str, last: Report | None) -> Row:
    """The row of a draft that follows the last report."""
    return {
        "key": new_key(),
        "slot": slot_of(plan_key, unit_key),
        "plan_key": plan_key,
        "unit_key": unit_key,
        "period": period,
        "revision": 1 if last is None else last.revision + 1,
        "state": ReportState.DRAFT,
        "filled_by": "" if last is None else last.filled_by,
        "checked_by": "" if last is None else last.checked_by,
        "phone": "" if last is None else last.phone,
        "seal": "",
        "created_at": clock.now(),
        "sealed_at": None,
    }


def handed_down(plan_key: str, unit_key: str, period: str, seal_text: str = "") -> Row:
    """The row of a report of revision 0: figures handed down from above, older than any report of one's own."""
    now = clock.now()
    return {
        "key": key_of(plan_key, unit_key, period, "past"),
        "slot": slot_of(plan_key, unit_key),
        "plan_key": plan_key,
        "unit_key": unit_key,
        "period": period,
        "revision": 0,
        "state": ReportState.RECEIVED,
        "filled_by": "",
        "checked_by": "",
        "phone": "",
        "seal": seal_text,
        "created_at": now,
        "sealed_at": now,
    }


def entry_row(head: Row, target_key: str, answer: Answer) -> Row:
    """The row of an answer, in the report with this row."""
    return dict(zip(_ENTRY, _entry_values(head, target_key, answer), strict=True))


def entry_lines(head: Row, said: Answers) -> Lines:
    """The rows of answers by target, in the report with this row."""
    return Lines(_ENTRY, [_entry_values(head, target_key, answer) for target_key, answer in said.items()])


def _entry_values(head: Row, target_key: str, answer: Answer) -> Values:
    return head["key"], target_key, *answer_values(answer), head["slot"]


def require_draft(report: Report) -> None:
    """Refused where a report can no longer change."""
    if not report.is_draft:
        raise refuse("refusal.sealed", revision=report.revision)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def answer_node(
    connection: Connection,
    draft: Report,
    node_key: str,
    done_on: date | None,
    note: str,
    author: Author,
) -> None:
    """Say in a draft when a node was done."""
    require_draft(draft)
    before = node_answers(connection, [draft])[draft.key].get(node_key)
    if before == (done_on, note):
        return
    if before is None:
        here = {"slot": draft.slot, "report_key": draft.key, "node_key": node_key}
        connection.execute(insert(_NODES).values(**here, done_on=done_on, note=note))
    else:
        there = _of(_NODES, draft) & (_NODES.c.node_key == node_key)
        connection.execute(update(_NODES).where(there).values(done_on=done_on, note=note))
    old = (None, "") if before is None else before
    where = f"{draft.key}/{node_key}"
    changes = [
        Altered("node_entries", where, name, _text(was), _text(now), draft.slot)
        for name, was, now in (("done_on", old[0], done_on), ("note", old[1], note))
        if was != now
    ]
    record(connection, author, changes)


def sign(connection: Connection, draft: Report, filled_by: str, checked_by: str, phone: str, author: Author) -> Report:
    """Put the names of those who answer for it on a draft."""
    require_draft(draft)
    signed = replace(draft, filled_by=filled_by, checked_by=checked_by, phone=phone)
    names = {name: getattr(signed, name) for name in ("filled_by", "checked_by", "phone")}
    connection.execute(update(_REPORTS).where(_head(draft)).values(**names))
    before = {name: getattr(draft, name) for name in names}
    record(connection, author, differences("reports", draft.key, before, names, draft.slot))
    return signed


def resolve(answer: Answer, before: Earlier, *, adds_up: bool) -> Answer:
    """The answer with the year's figure filled in where only the increment was given.

    Not where a period between was never reported: its amount would be missing from the year.
    """
    if not adds_up or not before.complete:
        return answer
    value = cumulative(before.previous, answer.increment, answer.value)
    return answer if value == answer.value else replace(answer, value=value)


def seal(
    connection: Connection,
    draft: Report,
    resolved: Answers,
    seal_text: str,
    found: Sequence[Finding],
    author: Author,
) -> Report:
    """Close a draft for ever, with its resolved figures, its seal and what the checks said."""
    require_draft(draft)
    at = clock.now()
    for target_key, answer in resolved.items():
        here = _of(_ENTRIES, draft) & (_ENTRIES.c.target_key == target_key)
        connection.execute(update(_ENTRIES).where(here).values(value=answer.value))
    connection.execute(
        update(_REPORTS).where(_head(draft)).values(state=ReportState.EXPORTED, seal=seal_text, sealed_at=at)
    )
    put_lines(connection, "findings", finding_lines({"slot": draft.slot, "key": draft.key}, found))
    changes = [Altered("reports", draft.key, "state", ReportState.DRAFT, ReportState.EXPORTED, draft.slot)]
    record(connection, author, changes)
    return replace(draft, state=ReportState.EXPORTED, seal=seal_text, sealed_at=at)


def finding_lines(head: Row, found: Iterable[Finding]) -> Lines:
    """The rows of the findings of the report with this row."""
    key, slot = head["key"], head["slot"]
    values = [
        (
            key,
            position,
            finding.target_key or None,
            finding.severity,
            finding.code,
            finding.field,
            finding.sheet,
            finding.cell,
            finding.found,
            str(finding.message),
            slot,
        )
        for position, finding in enumerate(found)
    ]
    return Lines(_FINDING, values)
