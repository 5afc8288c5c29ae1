"""Changes to the entries of a draft: many at once or, as a person types, one, in as few questions as it takes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, update

from db.checks import ANSWER_FIELDS, Answer
from db.history import Altered, Author, record
from db.inserting import put
from db.models import Base
from db.reports import Answers, Report, answers_of, entry_row, require_draft

_ENTRIES: Final = Base.metadata.tables["entries"]
# What a row's own key is called where its columns are set by their names.
_SLOT, _REPORT, _TARGET = "of_slot", "of_report", "of_target"
_UPDATE: Final = (
    update(_ENTRIES)
    .where(_ENTRIES.c.slot == bindparam(_SLOT), _ENTRIES.c.report_key == bindparam(_REPORT))
    .where(_ENTRIES.c.target_key == bindparam(_TARGET))
    .values({name: bindparam(name) for name in ANSWER_FIELDS})
)


@dataclass(frozen=True, slots=True)
class Change:
    """What was said of a target before and after it was changed."""

    before: Answer
    after: Answer


def edit(
    connection: Connection,
    draft: Report,
    wanted: Mapping[str, Mapping[str, Any]],
    author: Author,
    known: Answers | None = None,
) -> dict[str, Change]:
    """Change fields of entries in a draft, by target; what came of it, of those in which something changed.

    `known` is what the draft says of these targets, where that was asked for already.
    """
    require_draft(draft)
    if known is None:
        known = answers_of(connection, draft, wanted)
    changes: dict[str, Change] = {}
    for target, values in wanted.items():
        before = known.get(target, Answer())
        after = before._replace(**values)
        if after != before:
            changes[target] = Change(before, after)
    head = {"slot": draft.slot, "key": draft.key}
    new = [entry_row(head, target, one.after) for target, one in changes.items() if target not in known]
    old = [_changed(draft, target, one.after) for target, one in changes.items() if target in known]
    put(connection, _ENTRIES.name, new)
    if old:
        connection.execute(_UPDATE, old)
    lines = [line for target, one in changes.items() for line in _lines(draft, target, one, wanted[target])]
    record(connection, author, lines)
    return changes


def _changed(draft: Report, target_key: str, answer: Answer) -> dict[str, Any]:
    here = {_SLOT: draft.slot, _REPORT: draft.key, _TARGET: target_key}
    return {**here, **{name: getattr(answer, name) for name in ANSWER_FIELDS}}


def _lines(draft: Report, target_key: str, change: Change, fields: Iterable[str]) -> list[Altered]:
    """The fields of an entry that are other ones than they were."""
    where = f"{draft.key}/{target_key}"
    pairs = ((name, getattr(change.before, name), getattr(change.after, name)) for name in fields)
    return [
        Altered("entries", where, name, _text(was), _text(now), draft.slot) for name, was, now in pairs if was != now
    ]


def _text(value: object) -> str | None:
    return None if value is None else str(value)
