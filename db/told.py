"""What reports say in figures and states, without their texts: small enough to keep a whole year's in memory."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, String, select, type_coerce

from db.checks import Answer
from db.models import Base
from db.reports import NodeAnswers, node_answers
from db.slots import Placed, of_reports
from db.vocabulary import Status

_ENTRIES: Final = Base.metadata.tables["entries"]
_COLUMNS: Final = (
    *(_ENTRIES.c[name] for name in ("report_key", "target_key", "value", "increment")),
    type_coerce(_ENTRIES.c.status, String),
    _ENTRIES.c.narrative,
)
# Stands for a figure that was not given: no figure is as small.
NO_FIGURE: Final = -(2**63)
# A state is the place of a status in this list, and whether anything was said at all.
_STATUSES: Final[tuple[Status | None, ...]] = (None, *Status)
_CODES: Final = {status: code for code, status in enumerate(_STATUSES)}
_GIVEN: Final = 8
_NAMED: Final = [(str(status), code) for status, code in _CODES.items() if status is not None]
_NO_PLACES: Final[Mapping[str, int]] = {}
# How many reports are read with one statement, and how many rows of them at a time: fetched at once, they would keep
# every other thread of the program waiting.
_AT_ONCE: Final = 100
# The same where a server packs each into one row.
_PACKED_AT_ONCE: Final = 500
_PART: Final = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What one report says of its targets; `places`, which reports of the same targets share, tells where in the rest.

    `words` are digests of narratives, to be compared within one run of the program; 0 where nothing is told.
    """

    places: Mapping[str, int]
    values: Sequence[int]
    states: bytes
    words: Sequence[int]
    nodes: NodeAnswers

    def get(self, target_key: str, default: Answer, /) -> Answer:
        """What it says of a target in figure and status; nothing is known of texts here."""
        place = self.places.get(target_key)
        if place is None:
            return default
        return Answer(value=self.value_at(place), status=self.status_at(place))

    def value(self, target_key: str) -> int | None:
        """Its figure of a target."""
        place = self.places.get(target_key)
        return None if place is None else self.value_at(place)

    def status(self, target_key: str) -> Status | None:
        """Its status of a target."""
        place = self.places.get(target_key)
        return None if place is None else self.status_at(place)

    def words_of(self, target_key: str) -> int:
        """The digest of what it tells of a target."""
        place = self.places.get(target_key)
        return 0 if place is None else self.words[place]

    def value_at(self, place: int) -> int | None:
        """The figure in a place."""
        value = self.values[place]
        return None if value == NO_FIGURE else value

    def status_at(self, place: int) -> Status | None:
        """The status in a place."""
        return _STATUSES[self.states[place] & ~_GIVEN]

    def given_at(self, place: int) -> bool:
        """Whether anything was said of the progress of the target in a place."""
        return bool(self.states[place] & _GIVEN)


def finished(state: int) -> bool:
    """Whether a state is of a target that is called reached."""
    status = _STATUSES[state & ~_GIVEN]
    return status is not None and status.finished


class Reader:
    """Reads reports, and lets those of the same targets share the table of them."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, ...], dict[str, int]] = {}
        # The same by the digests of what they are of.
        self._shapes: dict[str, dict[str, int]] = {}

    def read(self, connection: Connection, reports: Sequence[Placed]) -> dict[str, Told]:
        """What these reports say, by their keys."""
        found: dict[str, Told] = {}
        on_server = connection.dialect.name == "postgresql"
        read, at_once = (self._unpacked, _PACKED_AT_ONCE) if on_server else (self._read, _AT_ONCE)
        for start in range(0, len(reports), at_once):
            found |= read(connection, reports[start : start + at_once])
        return found

    def _read(self, connection: Connection, reports: Sequence[Placed]) -> dict[str, Told]:
        parts = {report.key: _Part() for report in reports}
        rows = connection.execute(
            select(*_COLUMNS).where(_ENTRIES.c.slot.in_(of_reports(reports)), _ENTRIES.c.report_key.in_(list(parts)))
        )
        for some in rows.partitions(_PART):
            for key, run in groupby(some, key=itemgetter(0)):
                parts[key].add(list(zip(*run, strict=True)))
        nodes = node_answers(connection, reports)
        return {key: self._told(part, nodes[key]) for key, part in parts.items()}

    def _unpacked(self, connection: Connection, reports: Sequence[Placed]) -> dict[str, Told]:
        """The same of a server: there a row for every entry would have to cross from wherever it lies."""
        from db.packed import packed, targets_of

        found = {one.report_key: one for one in packed(connection, reports, _NAMED, _GIVEN, NO_FIGURE)}
        unknown = {one.shape: key for key, one in found.items() if one.shape not in self._shapes}
        examples = [report for report in reports if report.key in unknown.values()]
        targets = targets_of(connection, examples)
        for shape, key in unknown.items():
            self._shapes[shape] = {target: place for place, target in enumerate(targets[key])}
        nodes = node_answers(connection, reports)
        told = {report.key: Told(_NO_PLACES, (), b"", (), nodes[report.key]) for report in reports}
        for key, one in found.items():
            values, words = array("q", one.values), array("q", one.words)
            told[key] = Told(self._shapes[one.shape], values, bytes(one.states), words, nodes[key])
        return told

    def _told(self, part: "_Part", nodes: NodeAnswers) -> Told:
        targets = tuple(part.targets)
        places = self._places.get(targets)
        if places is None:
            places = self._places[targets] = {target: place for place, target in enumerate(targets)}
        return Told(places, part.values, bytes(part.states), part.words, nodes)


class _Part:
    """The rows of one report as they come."""

    __slots__ = ("states", "targets", "values", "words")

    def __init__(self) -> None:
        self.targets: list[str] = []
        self.values = array("q")
        self.states = bytearray()
        self.words = array("q")

    def add(self, columns: Sequence[Sequence[Any]]) -> None:
        """Add some rows, column by column."""
        _, targets, values, increments, statuses, narratives = columns
        self.targets += targets
        self.values.extend([NO_FIGURE if value is None else value for value in values])
        self.states.extend(
            [
                _CODES[status] | _GIVEN
                if status is not None or value is not None or increment is not None or narrative
                else 0
                for value, increment, status, narrative in zip(values, increments, statuses, narratives, strict=True)
            ]
        )
        self.words.extend([hash(told) or 1 if (told := narrative.strip()) else 0 for narrative in narratives])
