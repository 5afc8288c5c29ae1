"""What reports say, as the rows that hold it; an answer is made where somebody asks: of ten thousand few are read."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, String, bindparam, select, type_coerce

from db.checks import ANSWER_FIELDS, Answer
from db.models import Base
from db.slots import Placed, of_reports
from db.vocabulary import Status

_ENTRIES: Final = Base.metadata.tables["entries"]
# An answer by its values in the order of their names; of a status the word.
Values = tuple[Any, ...]
NOTHING: Final[Values] = (None, None, "", "", None, *[""] * (len(ANSWER_FIELDS) - 5))
_VALUE: Final = ANSWER_FIELDS.index("value")
# What tells of progress: a figure, an amount, a status or a narrative.
_telling = itemgetter(*(ANSWER_FIELDS.index(name) for name in ("value", "increment", "status", "narrative")))
_NOTHING_TOLD: Final = _telling(NOTHING)
_STATUS: Final = ANSWER_FIELDS.index("status")
_STATUSES: Final[Mapping[str | None, Status | None]] = {None: None, **{str(status): status for status in Status}}
_ROWS: Final = select(
    _ENTRIES.c.report_key,
    _ENTRIES.c.target_key,
    *(type_coerce(_ENTRIES.c[name], String) if name == "status" else _ENTRIES.c[name] for name in ANSWER_FIELDS),
).where(
    _ENTRIES.c.slot.in_(bindparam("slots", expanding=True)),
    _ENTRIES.c.report_key.in_(bindparam("reports", expanding=True)),
)
# Fetched at once, so many rows would keep every other thread of the program waiting.
_PART: Final = 1_000


@dataclass(frozen=True, slots=True)
class Entries:
    """What one report says, by target."""

    rows: dict[str, Values] = field(default_factory=dict)

    def get(self, target_key: str, default: Answer, /) -> Answer:
        """What it says of a target."""
        values = self.rows.get(target_key)
        if values is None:
            return default
        said = [*values]
        said[_STATUS] = _STATUSES[said[_STATUS]]
        return Answer(*said)


def entries_of(connection: Connection, reports: Collection[Placed]) -> dict[str, Entries]:
    """What these reports say, by their keys."""
    found = {report.key: Entries() for report in reports}
    rows = {key: entries.rows for key, entries in found.items()}
    for part in connection.execute(_ROWS, {"slots": of_reports(reports), "reports": list(found)}).partitions(_PART):
        for row in part:
            rows[row[0]][row[1]] = row[2:]
    return found


def figures_in(said: Iterable[Values]) -> list[int | None]:
    """The figure of each that was reported, scaled."""
    return [values[_VALUE] for values in said]


def reported_in(said: Iterable[Values], *, figured: bool) -> list[bool]:
    """Of each whether what is asked was given: the figure of what is counted by one, of the rest anything at all."""
    if figured:
        return [values[_VALUE] is not None for values in said]
    return [_telling(values) != _NOTHING_TOLD for values in said]
