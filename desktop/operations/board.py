"""The board: the consolidated picture of a period."""

from db.board import Board, load_board
from desktop.desk import Desk, require_period


def board(desk: Desk, code: str) -> Board:
    """The consolidated picture of a period."""
    with desk.read() as (connection, plan):
        return load_board(connection, plan, require_period(plan, code))
