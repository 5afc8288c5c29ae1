"""Figures and lamps of a period or of the year, without what each unit says: servers add up what lies with them."""

from db.headlines import Headlines
from db.headlines import headlines as worked_out
from desktop.desk import Desk, require_period
from desktop.operations.consolidation import reported_periods


def headlines(desk: Desk, code: str) -> Headlines:
    """How far the targets have come by the end of a period."""
    with desk.read() as (connection, plan):
        return worked_out(connection, plan, [require_period(plan, code)])[0]


def headlines_of_year(desk: Desk) -> list[Headlines]:
    """The same for every period up to the newest of which somebody has reported."""
    with desk.read() as (connection, plan):
        return worked_out(connection, plan, reported_periods(connection, plan))
