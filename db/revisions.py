"""Revisions: a target is changed in mid-year, with a date and a reason; the past stays as it was reported against."""

import json
from typing import Any, Final

from sqlalchemy import Connection, select

from db import clock
from db.batches import Journal
from db.errors import refuse
from db.keys import new_key
from db.models import Base
from db.periods import Period
from db.plans import BELONGING
from db.rows import to_plain
from db.vocabulary import ReportState

_T: Final = Base.metadata.tables


def reported(connection: Connection, target_key: str) -> bool:
    """Whether a sealed report of this plan speaks of a target: from then on a change of it is a revision."""
    entries, reports = _T["entries"], _T["reports"]
    query = (
        select(entries.c.target_key)
        .join(reports, (reports.c.slot == entries.c.slot) & (reports.c.key == entries.c.report_key))
        .where(entries.c.target_key == target_key, reports.c.state != ReportState.DRAFT, reports.c.revision > 0)
    )
    return connection.execute(query.limit(1)).first() is not None


def as_it_is(connection: Connection, target_key: str) -> str:
    """A target with all that belongs to it, as one text."""
    targets = _T["targets"]
    row = connection.execute(select(targets).where(targets.c.key == target_key)).mappings().one()
    kept: dict[str, Any] = {"target": to_plain("targets", dict(row))}
    for name in BELONGING:
        rows = connection.execute(select(_T[name]).where(_T[name].c.target_key == target_key)).mappings()
        kept[name] = [to_plain(name, dict(one)) for one in rows]
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def keep(journal: Journal, target_key: str, before: str, since: Period, reason: str) -> None:
    """Keep what a target was, for what is said of the periods before `since`.

    Refused without a reason, or where an earlier change holds from a later period: the order of changes is theirs.
    """
    if not reason.strip():
        raise refuse("refusal.no_reason")
    revisions = _T["target_revisions"]
    known = journal.connection.scalars(select(revisions.c.since).where(revisions.c.target_key == target_key))
    latest = max((Period.parse(code) for code in known), key=lambda one: one.start, default=None)
    if latest is not None and latest.start > since.start:
        raise refuse("refusal.revised_later", period=since.title, later=latest.title)
    row = {"key": new_key(), "target_key": target_key, "since": since.code, "before": before, "reason": reason.strip()}
    journal.put_new("target_revisions", [{**row, "who": journal.author.who, "at": clock.now()}])
