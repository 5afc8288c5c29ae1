"""Counting the commits of a file, each within itself."""

from typing import Final

from sqlalchemy import Connection, bindparam, update

from db import clock
from db.models import Base
from db.witness import Mark

_LEDGER: Final = Base.metadata.tables["ledger"]
# A file on its way from an earlier schema has these columns, and not all of today's.
_COUNTING: Final = (
    update(_LEDGER)
    .values(commits=_LEDGER.c.commits + 1, at=bindparam("moment"))
    .returning(_LEDGER.c.store_key, _LEDGER.c.commits, _LEDGER.c.head, _LEDGER.c.at)
)


# Under which name a connection knows how many commits there were with its own last one.
COUNTED: Final = "counted"


def count_commit(connection: Connection) -> Mark:
    """Count this commit; what is to be known of it outside."""
    mark = Mark(*connection.execute(_COUNTING, {"moment": clock.now()}).one())
    connection.info[COUNTED] = mark.commits
    return mark
