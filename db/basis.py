"""What an edit of entries is based on, kept for the next: as long as nobody wrote in between, it is not asked again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection

from db.drafts import Beside, draft_of, open_one
from db.earlier import Earlier
from db.editing import Change
from db.pasts import earlier_of
from db.periods import Period
from db.plan_version import commits
from db.plans import PlanView
from db.reports import Answers, Report, answers_of

# More targets than that are known after a whole sheet was pasted, and not for the sake of the next one.
_MANY: Final = 1000


@dataclass(frozen=True, slots=True)
class _State:
    """Which state of the database a transaction sees, told apart from every other."""

    # Of whatever counts its own.
    commits: int
    # By what the connection knows itself again, and how often it noticed that others wrote in the file, who may be
    # programs that count nothing. A server tells nothing of the kind.
    connection: object
    others: int


def _state_of(connection: Connection) -> _State:
    """Which state of the database this transaction sees."""
    if connection.dialect.name != "sqlite":
        return _State(commits(connection), None, 0)
    raw: Any = connection.connection.dbapi_connection
    others = raw.execute("PRAGMA data_version").fetchone()[0]
    return _State(commits(connection), connection.info.setdefault("itself", object()), others)


@dataclass(frozen=True, slots=True)
class Basis:
    """The draft of a period and what concerns it, as they are in one state of the database.

    `before` has every target that was asked for, `said` those of them that the draft has a row of.
    """

    plan: PlanView
    period: Period
    state: _State
    draft: Report
    beside: Beside
    before: Mapping[str, Earlier]
    said: Answers

    def after(self, changes: Mapping[str, Change]) -> "Basis | None":
        """As it is once an edit with these changes is committed; None where more than they may have changed."""
        if not changes or self.beside == Beside() or len(self.before) > _MANY:
            return None
        said = {**self.said, **{target: one.after for target, one in changes.items()}}
        return replace(self, state=replace(self.state, commits=self.state.commits + 1), said=said)


class Bases:
    """Keeps what the last edit left, for as long as nobody else writes."""

    def __init__(self) -> None:
        # Replaced as a whole and never changed: edits of two threads leave the one or the other.
        self._last: Basis | None = None

    def find(
        self, connection: Connection, plan: PlanView, unit_key: str, period: Period, targets: Collection[str]
    ) -> Basis:
        """What an edit of these targets is based on; asked within its transaction, and before it changes anything."""
        now, found = _state_of(connection), self._last
        if found is None or found.state != now or found.plan is not plan or _of(found) != (unit_key, period):
            found = Basis(plan, period, now, *draft_of(connection, plan.key, unit_key, period), {}, {})
        new = [target for target in targets if target not in found.before]
        if not new:
            return found
        before = {**found.before, **earlier_of(connection, plan, period, unit_key, new)}
        return replace(found, before=before, said={**found.said, **answers_of(connection, found.draft, new)})

    def learn(
        self,
        connection: Connection,
        plan: PlanView,
        unit_key: str,
        period: Period,
        before: Mapping[str, Earlier],
        said: Answers,
    ) -> None:
        """Keep what was read of a whole sheet: of all its targets, and all that the draft says."""
        found = open_one(connection, plan.key, unit_key, period)
        if found is not None:
            self._last = Basis(plan, period, _state_of(connection), *found, before, said)

    def keep(self, basis: Basis | None) -> None:
        """Keep what an edit left that is committed by now."""
        self._last = basis


def _of(basis: Basis) -> tuple[str, Period]:
    return basis.draft.unit_key, basis.period
