"""Changes to the entries of a draft: many at once or, as a person types, one, in as few questions as it takes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, bindparam, update

from db.checks import ANSWER_FIELDS, Answer
from db.history import Altered, Author, record
from db.inserting import put
from db.models import Base
from db.reports import Report, answers, entry_row, require_draft

_ENTRIES: Final = Base.metadata.tables["entries"]
# What a row's own key is called where its columns are set by their names.
_REPORT, _TARGET = "of_report", "of_target"
_UPDATE: Final = (
    update(_ENTRIES)
    .where(_ENTRIES.c.report_key == bindparam(_REPORT), _ENTRIES.c.target_key == bindparam(_TARGET))
    .values({name: bindparam(name) for name in ANSWER_FIELDS})
)


@dataclass(frozen=True, slots=True)
class Change:
    """What was said of a target before and after it was changed."""

    before: Answer
    after: Answer


def edit(
    connection: Connection, draft: Report, wanted: Mapping[str, Mapping[str, Any]], author: Author
) -> dict[str, Change]:
    """Change fields of entries in a draft, by target; what came of it, of those in which something changed."""
    require_draft(draft)
    known = answers(connection, [draft.key], wanted)[draft.key]
    changes: dict[str, Change] = {}
    for target, values in wanted.items():
        before = known.get(target, Answer())
        after = replace(before, **values)
        if after != before:
            changes[target] = Change(before, after)
    new = [entry_row(draft.key, target, one.after) for target, one in changes.items() if target not in known]
    old = [_changed(draft.key, target, one.after) for target, one in changes.items() if target in known]
    put(connection, _ENTRIES.name, new)
    if old:
        connection.execute(_UPDATE, old)
    lines = [line for key, one in changes.items() for line in _lines(f"{draft.key}/{key}", one, wanted[key])]
    record(connection, author, lines)
    return changes


def _changed(report_key: str, target_key: str, answer: Answer) -> dict[str, Any]:
    return {_REPORT: report_key, _TARGET: target_key, **{name: getattr(answer, name) for name in ANSWER_FIELDS}}


def _lines(where: str, change: Change, fields: Iterable[str]) -> list[Altered]:
    """The fields of an entry that are other ones than they were."""
    pairs = ((name, getattr(change.before, name), getattr(change.after, name)) for name in fields)
    return [Altered("entries", where, name, _text(was), _text(now)) for name, was, now in pairs if was != now]


def _text(value: object) -> str | None:
    return None if value is None else str(value)
