"""Filling one's own form from a period's consolidated picture."""

from datetime import date
from pathlib import Path

from db.board import load_board
from db.pasts import earlier
from desktop.desk import Desk, require_period
from desktop.exchange.templates.name_list import write_names_list
from desktop.exchange.templates.names import Names
from desktop.exchange.templates.template import Filled, fill
from desktop.operations.revising import require_headquarters

__all__ = ["Filled", "fill_template", "write_names"]


def fill_template(desk: Desk, code: str, template: Path, out: Path) -> Filled:
    """Write the form, filled; whole or not at all."""
    return fill(template, out, _names(desk, code))


def write_names(desk: Desk, code: str, out: Path) -> Path:
    """Write a workbook with every name that a form may hold, and what it stands for now."""
    write_names_list(_names(desk, code), out)
    return out


def _names(desk: Desk, code: str) -> Names:
    require_headquarters(desk)
    with desk.read() as (connection, plan):
        board = load_board(connection, plan, require_period(plan, code))
        leads = {target.key: target.lead for target in board.plan.targets if target.lead is not None}
        before = earlier(connection, board.plan, board.period, sorted({*leads.values()}))
    figures = {key: known.previous for key, unit in leads.items() if (known := before.get((unit, key))) is not None}
    return Names(board, date.today(), figures)
