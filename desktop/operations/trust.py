"""By what this desk tells where a workbook comes from, and what it does with one that was edited."""

from typing import Final

from sqlalchemy import select

from db.batches import Journal
from db.models import Base
from db.vocabulary import EditedPolicy
from desktop.desk import Desk
from desktop.operations.revising import require_headquarters

_SEATS: Final = Base.metadata.tables["seats"]


def edited_policy(desk: Desk) -> EditedPolicy:
    """What becomes of a form that was edited where it should not have been, or after its export."""
    with desk.store.read() as connection:
        return EditedPolicy(connection.scalars(select(_SEATS.c.edited_policy)).one())


def set_edited_policy(desk: Desk, policy: EditedPolicy) -> None:
    """Take edited forms with a mark, let them wait for a person, or refuse them."""
    require_headquarters(desk)
    with desk.store.write() as connection:
        row = dict(connection.execute(select(_SEATS)).mappings().one())
        journal = Journal(connection, desk.author)
        journal.put("seats", [{**row, "edited_policy": policy}])
        journal.finish()
