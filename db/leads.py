"""What reports say of single targets in figure and state: of the few whose word a lamp goes by."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, String, case, func, select, type_coerce

from db.parts import entries_of, together
from db.slots import Placed
from db.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Led:
    """A figure and a status, and whether anything was said at all."""

    value: int | None
    status: Status | None
    given: bool


def led_by(connection: Connection, reports: Collection[Placed]) -> dict[tuple[str, str], Led]:
    """What these reports say, by report and target.

    Each is a group of one, since a server sends what it worked out of groups and else whole texts.
    """
    asked = []
    for rows, within in entries_of(connection, reports):
        status = type_coerce(rows.c.status, String)
        silent = rows.c.value.is_(None) & rows.c.increment.is_(None) & status.is_(None) & (rows.c.narrative == "")
        given = func.max(case((silent, 0), else_=1))
        said = select(rows.c.report_key, rows.c.target_key, func.max(rows.c.value), func.max(status), given)
        asked.append(said.where(within).group_by(rows.c.report_key, rows.c.target_key))
    found = connection.execute(together(asked)) if asked else ()
    return {
        (report, target): Led(value, None if status is None else Status(status), bool(given))
        for report, target, value, status, given in found
    }
