"""Changing what was reported on already: as a revision with a period and a reason, or not at all."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from db.batches import Journal
from db.errors import refuse
from db.plans import PlanView
from db.revisions import as_it_is, keep, reported
from desktop.desk import Desk, require_period


@dataclass(frozen=True, slots=True)
class Revision:
    """From which period (its code) a change holds, and why it is made."""

    since: str
    reason: str


def require_headquarters(desk: Desk) -> None:
    """Refused at a desk that has its plan from somebody else."""
    if not desk.is_headquarters:
        raise refuse("refusal.not_headquarters", unit=desk.unit)


@contextmanager
def revising(
    desk: Desk, connection: Connection, plan: PlanView, keys: Iterable[str], revision: Revision | None
) -> Iterator[Journal]:
    """A journal to change targets with; what a reported target was is kept, refused where `revision` is missing."""
    require_headquarters(desk)
    before = {key: as_it_is(connection, key) for key in dict.fromkeys(keys) if reported(connection, key)}
    journal = Journal(connection, desk.author)
    yield journal
    codes = {target.key: target.code for target in plan.targets}
    for key, text in before.items():
        if as_it_is(connection, key) == text:
            continue
        if revision is None:
            raise refuse("refusal.needs_revision", code=codes[key])
        keep(journal, key, text, require_period(plan, revision.since), revision.reason)
    journal.finish()
