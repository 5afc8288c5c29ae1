"""The desk: an open database and who sits at it."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, select

from db import plan_version, plans
from db.address import Location, Server
from db.basis import Bases
from db.condition import Damaged
from db.errors import refuse
from db.history import Author
from db.initials import lacking, store_initials
from db.models import Base
from db.periods import Period, periods_of
from db.picture import Pictures
from db.plans import PlanView
from db.server.store import server_user
from db.steps import Told, untold
from db.storage import Store
from db.store import open_store
from db.vocabulary import Kind, Origin, ReportState

_T = Base.metadata.tables
T = TypeVar("T")


class KnownPlan:
    """The plan as it was read last, which is read again where it was changed since."""

    def __init__(self) -> None:
        self._known: tuple[int, PlanView] | None = None

    def plan(self, connection: Connection, key: str) -> PlanView:
        """The plan as a transaction finds it that has changed nothing yet."""
        (now, overtaken), known = plan_version.look(connection), self._known
        if known is None or known[0] != now or overtaken:
            self._known = known = now, plans.load(connection, key)
        return known[1]


class Last(Generic[T]):
    """What was made of a plan last, which is made again where the plan or what else it was made of is another."""

    def __init__(self) -> None:
        self._known: tuple[PlanView, object, T] | None = None

    def made(self, plan: PlanView, other: object, make: Callable[[], T]) -> T:
        """The same as before, or what `make` makes."""
        known = self._known
        if known is None or known[0] is not plan or known[1] != other:
            self._known = known = plan, other, make()
        return known[2]


@dataclass(frozen=True, slots=True)
class Desk:
    """A database with a seat at it: headquarters' where the plan is this unit's own, else a department's."""

    store: Store
    unit_key: str
    unit: str
    plan_key: str
    is_headquarters: bool
    practice: bool
    author: Author
    # What the forms of its units are held against, as the processes that read them have learnt it.
    lesson: Last[Any] = field(default_factory=Last, repr=False, compare=False)
    # What the next edit of an entry can go on from.
    bases: Bases = field(default_factory=Bases, repr=False, compare=False)
    # The boards of the plan, as they were made last.
    pictures: Pictures = field(default_factory=Pictures, repr=False, compare=False)
    # Whether this person may change anything: on a server, some may only look.
    may_write: bool = True
    _known: KnownPlan = field(default_factory=KnownPlan, repr=False, compare=False)

    @property
    def on_server(self) -> bool:
        """Whether a server keeps it, with its copies and who may read it, and others may work at it as well."""
        return isinstance(self.store.location, Server)

    @contextmanager
    def read(self) -> Iterator[tuple[Connection, PlanView]]:
        """One state of the database, and the plan in it."""
        with self.store.read() as connection:
            yield connection, self._known.plan(connection, self.plan_key)

    @contextmanager
    def write(self) -> Iterator[tuple[Connection, PlanView]]:
        """One transaction on the database, and the plan in it."""
        with self.store.write() as connection:
            yield connection, self._known.plan(connection, self.plan_key)

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


def user_name() -> str:
    """The name of whoever is signed in at this computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        # A service account on Windows or a container may have no name at all.
        return "-"


def open_desk(location: Location, origin: Origin, told: Told = untold) -> Desk:
    """The desk at this database, a file's schema brought up to date; a damaged one is mended before it is sat at.

    `told` hears how far what takes long is, and may stop it.
    """
    store = open_store(location, told)
    if not store.condition.whole:
        store.close()
        raise Damaged(store.path, store.condition)
    seats, units, owner = _T["seats"], _T["units"], _T["plans"]
    with store.read() as connection:
        seat = connection.execute(
            select(seats, units.c.name, owner.c.owner_key)
            .join(units, units.c.key == seats.c.unit_key)
            .join(owner, owner.c.key == seats.c.plan_key)
        ).first()
        spelt = not lacking(connection)
        on_file = isinstance(location, Path)
        who, may_write = (user_name(), True) if on_file else server_user(connection)
    if seat is None:
        store.close()
        raise refuse("refusal.empty", path=str(location))
    if not spelt and may_write:
        # An older version of the program left them out.
        with store.write() as connection:
            store_initials(connection)
    return Desk(
        store=store,
        unit_key=seat.unit_key,
        unit=seat.name,
        plan_key=seat.plan_key,
        is_headquarters=seat.owner_key == seat.unit_key,
        practice=seat.practice,
        author=Author(who, origin),
        may_write=may_write,
    )


def require_period(plan: PlanView, code: str) -> Period:
    """The period with this code; refused where it lies outside the plan's year."""
    period = Period.parse(code)
    if period.year != plan.year:
        raise refuse("refusal.other_year", period=period.code, year=str(plan.year))
    return period


def require_open(plan: PlanView, code: str) -> Period:
    """The period with this code; refused where nothing can be entered in it any more."""
    period = require_period(plan, code)
    if period.code in plan.closed:
        raise refuse("refusal.closed", period=period.title)
    return period


def current_period(connection: Connection, plan: PlanView) -> Period:
    """The period that is being worked on: the newest that was issued or reported, else the year's first."""
    reports, batches, history = _T["reports"], _T["batches"], _T["history"]
    codes = set(connection.scalars(select(reports.c.period).where(reports.c.state != ReportState.RECEIVED).distinct()))
    codes |= set(
        connection.scalars(
            select(batches.c.period).where(batches.c.undone_at.is_(None), batches.c.kind != Kind.SUMMARY).distinct()
        )
    )
    # By their keys, for which there is an index: everything else of a long history has to be passed by.
    keys = [f"{plan.key}/{one.code}" for one in periods_of(plan.year)]
    issued = select(history.c.row_key).where(
        history.c.row_key.in_(keys), history.c.table_name == "periods", history.c.field == "issued"
    )
    codes |= {key.rpartition("/")[2] for key in connection.scalars(issued)}
    periods = [Period.parse(code) for code in codes if code]
    return max(periods, key=lambda period: period.order, default=Period(plan.year, "month", 1))
