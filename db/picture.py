"""The boards of a plan, kept in memory: of what came in since they were made last, only that is read.

A report is never altered once it is sealed, so that what was read of one holds as long as there is a report of that key
that was sealed at that moment. Which reports stand is asked anew each time: whatever came in, was taken back or was
written by somebody else is seen.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from sqlalchemy import Connection, String, bindparam, select, type_coerce

from db.board import Board, Heard
from db.columns import Columns, Hearing, Layout
from db.models import Base
from db.periods import Period, before
from db.plans import PlanView
from db.reports import Report, reports_of
from db.reviews import Verified, verified
from db.slots import of_units
from db.told import Reader, Told
from db.vocabulary import ReportState

_REPORTS: Final = Base.metadata.tables["reports"]
_STANDING: Final = (
    # Moments are held against each other and not reckoned with: they need not be made of what is stored.
    select(_REPORTS.c.unit_key, _REPORTS.c.period, _REPORTS.c.key, type_coerce(_REPORTS.c.sealed_at, String))
    .where(_REPORTS.c.plan_key == bindparam("plan"), _REPORTS.c.state != ReportState.DRAFT)
    .order_by(_REPORTS.c.revision)
)
# A unit and the code of a period.
Place = tuple[str, str]
# In which order periods end.
Order = tuple[int, int, int]
_NOTHING: Final[Mapping[str, Verified]] = {}


@dataclass(slots=True)
class _Known:
    """What is known of the newest reports of a plan: where each stands, and what it says as far as that was read."""

    # By unit and period the key of the report and when it was sealed, as the database has it.
    standing: dict[Place, tuple[str, object]] = field(default_factory=dict)
    heads: dict[str, Report] = field(default_factory=dict)
    told: dict[str, Told] = field(default_factory=dict)
    # By period the keys of the reports of which nothing was read yet.
    unread: dict[str, set[str]] = field(default_factory=dict)
    settled: dict[str, dict[str, Verified]] = field(default_factory=dict)
    reader: Reader = field(default_factory=Reader)

    def refresh(self, connection: Connection, plan_key: str) -> set[Place]:
        """Ask which reports stand and what was settled on: the places where that is not what it was."""
        rows = connection.execute(_STANDING, {"plan": plan_key}).all()
        now = {(unit, period): (key, sealed_at) for unit, period, key, sealed_at in rows}
        before = self.standing
        moved = {place for place, one in now.items() if before.get(place) != one}
        moved |= before.keys() - now.keys()
        gone = [(self.standing[place][0], place[1]) for place in moved if place in self.standing]
        came = {place for place in moved if place in now}
        fresh = reports_of(
            connection, of_units(plan_key, {unit for unit, _ in came}), [now[place][0] for place in came]
        )
        settled: dict[str, dict[str, Verified]] = {}
        for (report, target), one in verified(connection).items():
            settled.setdefault(report, {})[target] = one
        # Nothing was changed yet where one of these could not be read.
        for key, code in gone:
            del self.heads[key]
            self.told.pop(key, None)
            self.unread[code].discard(key)
        for new in fresh:
            self.heads[new.key] = new
            self.unread.setdefault(new.period, set()).add(new.key)
        other = {key for key in settled.keys() | self.settled.keys() if settled.get(key) != self.settled.get(key)}
        self.standing, self.settled = now, settled
        return moved | {(head.unit_key, head.period) for key in other if (head := self.heads.get(key)) is not None}

    def read(self, connection: Connection, codes: Collection[str]) -> None:
        """Read what the reports of these periods say, those of them that were not read yet."""
        unread = [self.heads[key] for code in codes for key in self.unread.get(code, ())]
        self.told |= self.reader.read(connection, unread)
        self.unread |= {code: set() for code in codes}

    def told_by(self, unit: str, code: str) -> Told | None:
        """What a unit's report for a period says."""
        standing = self.standing.get((unit, code))
        return None if standing is None else self.told[standing[0]]


class _Picture:
    """The board of one period."""

    def __init__(self, plan: PlanView, period: Period, layout: Layout) -> None:
        self._plan = plan
        self._period = period
        self._earlier = [(one.order, one.code) for one in before(period)]
        # The periods whose reports speak in it.
        self.codes = frozenset({period.code, *(code for _, code in self._earlier)})
        self._reporting = self._plan.reporting
        self._places = layout.places
        self._columns = [Columns(*one) for one in zip(plan.targets, layout.asked, strict=True)]
        # Who led a target before, and who leads it now and stands on what the other said.
        self._after: dict[str, set[str]] = {}
        for (unit, _), led in self._plan.predecessors.items():
            self._after.setdefault(led, set()).add(unit)
        self._waiting = set(self._places) | set(self._after)
        self._heads: dict[str, Report] = {}
        self._told: dict[str, Told] = {}
        self._before: dict[str, tuple[tuple[Order, Told], ...]] = {}
        self._settled: dict[tuple[str, str], Verified] = {}
        self._board: Board | None = None

    def note(self, moved: Iterable[Place]) -> None:
        """Hear these units again, where they said something that speaks here."""
        for unit, code in moved:
            if code in self.codes:
                self._waiting |= {unit, *self._after.get(unit, ())}

    def board(self, known: _Known) -> Board:
        """The board as it is now."""
        if self._board is None or self._waiting:
            # What was handed out is not touched any more.
            self._heads, self._told = self._heads.copy(), self._told.copy()
            self._before, self._settled = self._before.copy(), self._settled.copy()
            for unit in self._waiting:
                self._recall(unit, known)
            for unit in self._waiting:
                self._hear(unit, known)
            self._board = self._made()
            self._waiting = set()
        return self._board

    def _recall(self, unit: str, known: _Known) -> None:
        """Take over what a unit said, now and before."""
        code = self._period.code
        standing, old = known.standing.get((unit, code)), self._heads.pop(unit, None)
        self._told.pop(unit, None)
        if old is not None:
            for target in self._plan.targets:
                self._settled.pop((old.key, target.key), None)
        if standing is not None:
            key = standing[0]
            self._heads[unit], self._told[unit] = known.heads[key], known.told[key]
            self._settled |= {(key, target): one for target, one in known.settled.get(key, _NOTHING).items()}
        told = ((order, known.told_by(unit, code)) for order, code in self._earlier)
        self._before[unit] = tuple((order, one) for order, one in told if one is not None)

    def _hear(self, unit: str, known: _Known) -> None:
        """Put what a unit said into the columns of its targets."""
        last, head = self._period.previous, self._heads.get(unit)
        hearing = Hearing(
            self._told.get(unit),
            None if last is None else known.told_by(unit, last.code),
            _NOTHING if head is None else known.settled.get(head.key, _NOTHING),
        )
        columns, previous = self._columns, self._previous
        for number, place in zip(*self._places.get(unit, ((), ())), strict=True):
            if place == 0:
                columns[number].forget()
            columns[number].hear(place, hearing, previous)

    def _previous(self, unit: str, target: str) -> int | None:
        return _newest_figure(self._plan, self._period, self._before, unit, target)

    def _made(self) -> Board:
        plan, period, before = self._plan, self._period, self._before
        heard = Heard(
            plan,
            self._heads,
            {head.key: self._told[unit] for unit, head in self._heads.items()},
            lambda unit, target: _newest_figure(plan, period, before, unit, target),
            self._settled,
        )
        told, nodes = self._told, {}
        for target in plan.targets:
            lead = told.get(target.lead or "")
            if lead is not None:
                nodes[target.key] = lead.nodes
        lines = tuple(one.line(period, heard, told, nodes.get(one.target.key, {})) for one in self._columns)
        return Board(plan, period, lines, {unit: self._heads.get(unit) for unit in self._reporting}, nodes)


def _newest_figure(
    plan: PlanView, period: Period, before: Mapping[str, Sequence[tuple[Order, Told]]], unit: str, target: str
) -> int | None:
    """A unit's newest figure of the periods before; where it has none of one, that of who led the target before."""
    told = before.get(unit, ())
    led = plan.predecessors.get((unit, target))
    if led is not None:
        told = sorted([*told, *before.get(led, ())], key=lambda one: one[0], reverse=True)
    figures = (one.value(target) for _, one in told)
    found = next((figure for figure in figures if figure is not None), None)
    # Before the year's first period whoever took a target over has nothing, and that is zero.
    return 0 if found is None and led is not None and period.previous is None else found


class Pictures:
    """The boards of a plan, brought up to date when they are asked for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._plan: PlanView | None = None
        self._known = _Known()
        self._pictures: dict[str, _Picture] = {}
        self._layouts: dict[tuple[int, ...], Layout] = {}

    def boards(
        self,
        connection: Connection,
        plan: PlanView,
        periods: Sequence[Period],
        progress: Callable[[int, int, str], None],
    ) -> list[Board]:
        """The boards of these periods as the connection sees the database: what `load_board` makes, without texts."""
        with self._lock:
            if plan is not self._plan:
                self._plan = plan
                self._pictures.clear()
                self._layouts.clear()
            moved = self._known.refresh(connection, plan.key)
            for picture in self._pictures.values():
                picture.note(moved)
            found = []
            for done, period in enumerate(periods):
                progress(done, len(periods), period.code)
                found.append(self._board(connection, plan, period))
            return found

    def _board(self, connection: Connection, plan: PlanView, period: Period) -> Board:
        picture = self._pictures.get(period.code)
        if picture is None:
            then = plan.at(period)
            # Of the same targets, which those of many periods are.
            same = tuple(map(id, then.targets))
            layout = self._layouts.get(same)
            if layout is None:
                layout = self._layouts[same] = Layout(then.targets, then.units)
            picture = self._pictures[period.code] = _Picture(then, period, layout)
        self._known.read(connection, picture.codes)
        return picture.board(self._known)
