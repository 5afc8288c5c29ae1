"""One target in one period as columns, a place for each of its units, so that a thousand are consolidated at once."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Final

from db.board import BoardLine, Heard, Voice, Voices, consolidated, judged
from db.periods import Period
from db.plans import TargetLine
from db.reports import NodeAnswers
from db.reviews import Verified
from db.rollup import CARRIED, REPORTED, SILENT, Asked, asked_of, roll_up
from db.told import NO_FIGURE, Told, finished
from db.vocabulary import Comparator, Consolidation

# What may make a voice contradict something: a figure that can be held against the lead's; that it calls the target
# reached with less than all of it; that it tells the same as the period before; that another figure was settled on.
_FIGURE, _TOO_SOON, _SAME, _SETTLED = 1, 2, 4, 8
# Tell them of all marks of a column at once.
_ANY: Final = bytes(bool(mark & (_TOO_SOON | _SAME | _SETTLED)) for mark in range(256))
_OTHER: Final = bytes(bool(mark & _SETTLED) for mark in range(256))


@dataclass(frozen=True, slots=True)
class Hearing:
    """What one unit says in a period and said in the one just before, and what was settled on, by target."""

    told: Told | None
    last: Told | None
    settled: Mapping[str, Verified]


class WordlessVoices(Voices):
    """The same of reports whose texts are not at hand."""

    __slots__ = ("_told",)

    def __init__(self, heard: Heard, target: TargetLine, told: Mapping[str, Told]) -> None:
        super().__init__(heard, target)
        self._told = told

    def at(self, place: int) -> Voice:
        """The voice in a place."""
        voice = super().at(place)
        told = self._told.get(voice.unit_key)
        at = None if told is None else told.places.get(self.target.key)
        if told is None or at is None:
            return voice
        # What was said in texts alone is known to have been said, and is not here.
        reported = voice.reported if self.target.goal.measure.has_figure else told.given_at(at)
        return replace(voice, reported=reported, words=told.words[at])


class Layout:
    """Where the units of some targets have their places; what is the same in many periods is made once."""

    def __init__(self, targets: Sequence[TargetLine], names: Mapping[str, str]) -> None:
        self.asked = [
            asked_of(one.consolidation, one.goal.measure, [(names[unit], role) for unit, role in one.units])
            for one in targets
        ]
        # By unit the targets that it has, by their numbers, and its place in each.
        self.places: dict[str, tuple[array[int], array[int]]] = {}
        for number, target in enumerate(targets):
            for place, (unit, _) in enumerate(target.units):
                numbers, places = self.places.setdefault(unit, (array("l"), array("l")))
                numbers.append(number)
                places.append(place)


class Columns:
    """What the units of a target give to its figure, and the line of the board that comes of it."""

    def __init__(self, target: TargetLine, asked: Asked) -> None:
        goal = target.goal
        self.target = target
        self._key = target.key
        self._figured, self._adds_up = goal.measure.has_figure, goal.adds_up
        self._asked, self._nothing = asked, asked.nothing
        self._counts = array("q", [asked.nothing]) * len(target.units)
        self._states = bytearray(len(target.units))
        self._marks = bytearray(len(target.units))
        # Below this nobody has reached it; of what several reach together one unit's part says nothing.
        alone = asked.rule is not Consolidation.SUM and goal.comparator is Comparator.AT_LEAST
        self._all = goal.target if alone else None
        self._line: BoardLine | None = None

    def hear(self, place: int, unit: Hearing, previous: Callable[[str, str], int | None]) -> None:
        """Put in what a unit gives; `previous` tells the newest figure of the periods before, by unit and target."""
        key, told = self._key, unit.told
        at = None if told is None else told.places.get(key)
        value: int | None = None
        given, mark = False, 0
        if told is not None and at is not None:
            value, state, words = told.values[at], told.states[at], told.words[at]
            given = state != 0
            if value == NO_FIGURE:
                value = None
            else:
                mark = _FIGURE
                if self._all is not None and value < self._all and finished(state):
                    mark |= _TOO_SOON
            if words and unit.last is not None and unit.last.words_of(key) == words:
                mark |= _SAME
        if unit.settled and (own := unit.settled.get(key)) is not None:
            value, mark = own.value, mark | _SETTLED
        state = REPORTED if (value is not None if self._figured else given) else SILENT
        if state == SILENT and self._adds_up:
            value = previous(self.target.units[place][0], key)
            state = SILENT if value is None else CARRIED
        self._put(place, value, state, mark)

    def _put(self, place: int, value: int | None, state: int, mark: int) -> None:
        count = self._nothing if value is None else value
        if count != self._counts[place] or state != self._states[place] or mark != self._marks[place]:
            self._counts[place], self._states[place], self._marks[place] = count, state, mark
            self._line = None
        if mark & _SETTLED:
            # What was reported beside it stands in no column.
            self._line = None

    def forget(self) -> None:
        """Make the line anew next time: what its lead says of more than figures has changed."""
        self._line = None

    def line(self, period: Period, heard: Heard, told: Mapping[str, Told], nodes: NodeAnswers) -> BoardLine:
        """The line of the board; its voices are those that were heard last."""
        voices = WordlessVoices(heard, self.target, told)
        if self._line is not None:
            self._line = replace(self._line, voices=voices)
            return self._line
        target = self.target
        figure = roll_up(self._asked, self._counts, self._states, figured=self._figured)
        lead = told.get(target.lead or "")
        status = None if lead is None else lead.status(target.key)
        settled = 1 in self._marks.translate(_OTHER)
        reported = consolidated(target, voices, settled=False).value if settled else figure.value
        judgement = judged(target, period, figure.value, status, nodes)
        suspects = self._suspects(None if lead is None else lead.value(target.key))
        self._line = BoardLine(target, figure, judgement, voices, reported, settled, suspects)
        return self._line

    def _suspects(self, led: int | None) -> Sequence[int]:
        """The places of the voices of which a contradiction is possible, given the lead's figure."""
        marks, places = self._marks, range(len(self._marks))
        found = list(compress(places, marks.translate(_ANY)))
        if led is None or not self._figured:
            return found
        # What adds up may be counted twice; of anything else there is one figure.
        against = led.__eq__ if self._asked.rule is Consolidation.SUM else led.__ne__
        held = [place for place in compress(places, map(against, self._counts)) if marks[place]]
        return sorted({*found, *held})
