"""The summary workbook of a period."""

from pathlib import Path

from db.board import load_board
from db.errors import refuse
from db.periods import Period
from db.vocabulary import Kind
from desktop.desk import Desk, require_period
from desktop.exchange.layout import file_name
from desktop.exchange.summaries.summary import write_summary
from desktop.operations.bulk import uncollected
from desktop.operations.dispatching import dispatch_row, remember_sent
from desktop.operations.origins import sources
from desktop.operations.progress import Progress, silent


def suggested_name(code: str) -> str:
    """What the summary workbook of a period would be called."""
    return file_name(Kind.SUMMARY, Period.parse(code))


def summarize(desk: Desk, code: str, out: Path, progress: Progress = silent) -> Path:
    """Write the consolidated picture of a period as a workbook; whole or not at all."""
    if not desk.is_headquarters:
        raise refuse("refusal.not_headquarters", unit=desk.unit)
    with uncollected():
        with desk.read() as (connection, plan):
            board = load_board(connection, plan, require_period(plan, code))
            found = sources(connection, board)
        write_summary(
            board,
            out,
            found,
            practice=desk.practice,
            by=desk.author.who,
            tick=lambda done, total: progress(done, total, out.name),
        )
    remember_sent(desk, [dispatch_row(desk, Kind.SUMMARY, out, period=code, rows=len(board.lines))])
    return out
