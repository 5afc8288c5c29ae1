"""Reports: drafts that can change, and sealed ones that cannot."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, bindparam, insert, select, update

from db import clock, slots
from db.checks import ANSWER_FIELDS, Answer, Finding
from db.errors import refuse
from db.findings import findings_lines
from db.history import Altered, Author, differences, record
from db.inserting import Lines, Values, put_lines
from db.keys import key_of, new_key
from db.models import Base
from db.numbers import add
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
_PART: Final = 1_000
_HEAD: Final = tuple(_REPORTS.c[one.name] for one in fields(Report))
# The slots say on which servers rows lie, beside the units and the reports that are asked for.
OF_UNITS: Final = and_(
    _REPORTS.c.slot.in_(bindparam("slots", expanding=True)),
    _REPORTS.c.unit_key.in_(bindparam("units", expanding=True)),
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
NAMED: Final = 500


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
        query = query.where(OF_UNITS)
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
    if len(targets) > NAMED:
        said = answers(connection, [report])[report.key]
        return {target: said[target] for target in targets if target in said}
    asked = {"slot": report.slot, "report": report.key, "targets": list(targets)}
    return {target: Answer(*values) for target, *values in connection.execute(_ANSWERS_OF, asked)}


def are_of(rows: Table, reports: Collection[Placed]) -> ColumnElement[bool]:
    """That rows are those of these reports; the slots say on which servers they lie."""
    keys = [report.key for report in reports]
    return and_(rows.c.slot.in_(slots.of_reports(reports)), rows.c.report_key.in_(keys))


def node_answers(connection: Connection, reports: Collection[Placed]) -> dict[str, dict[str, tuple[date | None, str]]]:
    """What reports say of nodes, by report and node."""
    found: dict[str, dict[str, tuple[date | None, str]]] = {report.key: {} for report in reports}
    query = select(_NODES.c.report_key, _NODES.c.node_key, _NODES.c.done_on, _NODES.c.note)
    for key, node, done_on, note in connection.execute(query.where(are_of(_NODES, reports))):
        found[key][node] = (done_on, note)
    return found


def _of(rows: Table, report: Placed) -> ColumnElement[bool]:
    """That rows are those of this report."""
    return and_(rows.c.slot == report.slot, rows.c.report_key == report.key)


def _head(report: Placed) -> ColumnElement[bool]:
    """That a row is the head of this report."""
    return and_(_REPORTS.c.slot == report.slot, _REPORTS.c.key == report.key)


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
    return head["key"], target_key, *answer, head["slot"]


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
    put_lines(connection, "findings", findings_lines({"slot": draft.slot, "key": draft.key}, found))
    changes = [Altered("reports", draft.key, "state", ReportState.DRAFT, ReportState.EXPORTED, draft.slot)]
    record(connection, author, changes)
    return replace(draft, state=ReportState.EXPORTED, seal=seal_text, sealed_at=at)
