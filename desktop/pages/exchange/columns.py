"""What the tables of the exchange page say of a file, a finding and a past exchange."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from db.checks import Finding
from db.errors import Refusal
from db.periods import Period
from db.vocabulary import Direction, ExchangeState, FileState, Lamp, Severity
from desktop.operations.exchanges import Exchange
from desktop.operations.receive import FileResult
from desktop.widgets.rows import Column
from desktop.widgets.words import speak, word

translate: Final = QCoreApplication.translate

STATE_MARK: Final = {
    FileState.TAKEN: Lamp.GREEN,
    FileState.UNCHANGED: Lamp.GREY,
    FileState.HELD: Lamp.YELLOW,
    FileState.REJECTED: Lamp.RED,
}
EXCHANGE_MARK: Final = {
    ExchangeState.TAKEN: Lamp.GREEN,
    ExchangeState.SENT: Lamp.BLUE,
    ExchangeState.UNDONE: Lamp.GREY,
    ExchangeState.HELD: Lamp.YELLOW,
    ExchangeState.REJECTED: Lamp.RED,
}
# The columns of what it was, which its name tells as well, and of who it was: only a wide window has room for them.
ROOMY: Final = (4, 10)
_ARROW: Final = {Direction.IN: "↓", Direction.OUT: "↑"}
SEVERITY_MARK: Final = {Severity.ERROR: Lamp.RED, Severity.QUERY: Lamp.YELLOW, Severity.HINT: Lamp.GREY}


def period_words(code: str) -> str:
    """A period as people say it; a code that is none, as it stands."""
    if not code:
        return ""
    try:
        return speak(Period.parse(code).title)
    except Refusal:
        # A rejected file may call anything its period.
        return code


def local_time(moment: datetime) -> str:
    """A moment on the clock of this computer, to the minute."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone().strftime("%Y-%m-%d %H:%M")


def _count(number: int) -> str:
    return str(number) if number else ""


def file_columns() -> Sequence[Column[FileResult]]:
    """What became of a file."""
    return (
        Column(
            translate("ExchangeColumns", "State"),
            lambda one: word("file_state", one.state),
            96,
            mark=lambda one: STATE_MARK[one.state],
        ),
        Column(translate("ExchangeColumns", "File"), lambda one: one.name, 280),
        Column(translate("ExchangeColumns", "Kind"), lambda one: word("kind", one.kind or ""), 104),
        Column(translate("ExchangeColumns", "Unit"), lambda one: one.unit, 140),
        Column(
            translate("ExchangeColumns", "Period"),
            lambda one: period_words(one.period),
            112,
            sort=lambda one: one.period,
        ),
        Column(
            translate("ExchangeColumns", "No."),
            lambda one: _count(one.revision),
            56,
            right=True,
            sort=lambda one: one.revision,
        ),
        Column(
            translate("ExchangeColumns", "Rows"),
            lambda one: _count(one.rows),
            56,
            right=True,
            sort=lambda one: one.rows,
        ),
        Column(
            translate("ExchangeColumns", "Findings"),
            lambda one: _count(len(one.findings)),
            88,
            right=True,
            sort=lambda one: len(one.findings),
        ),
    )


def finding_columns() -> Sequence[Column[Finding]]:
    """What a check says of a cell."""
    return (
        Column(
            translate("ExchangeColumns", "Finding"),
            lambda one: word("severity", one.severity),
            92,
            mark=lambda one: SEVERITY_MARK[one.severity],
        ),
        Column(translate("ExchangeColumns", "Sheet"), lambda one: one.sheet, 96, soft=True),
        Column(translate("ExchangeColumns", "Cell"), lambda one: one.cell, 64, soft=True),
        Column(translate("ExchangeColumns", "Found"), lambda one: one.found, 140),
        Column(translate("ExchangeColumns", "What to do"), lambda one: speak(one.message), 400),
    )


def exchange_columns() -> Sequence[Column[Exchange]]:
    """A file that came in or went out."""
    return (
        Column(
            translate("ExchangeColumns", "Way"),
            way_words,
            64,
            sort=lambda one: one.direction,
        ),
        Column(
            translate("ExchangeColumns", "State"),
            lambda one: word("exchange_state", one.state),
            100,
            mark=lambda one: EXCHANGE_MARK[one.state],
        ),
        Column(
            translate("ExchangeColumns", "Time"),
            lambda one: local_time(one.at),
            138,
            soft=True,
            sort=lambda one: one.at,
        ),
        Column(translate("ExchangeColumns", "File"), lambda one: one.file_name, 220),
        Column(translate("ExchangeColumns", "Kind"), lambda one: word("kind", one.kind or ""), 104),
        Column(translate("ExchangeColumns", "Unit"), lambda one: one.unit, 132),
        Column(
            translate("ExchangeColumns", "Period"),
            lambda one: period_words(one.period),
            102,
            sort=lambda one: one.period,
        ),
        Column(
            translate("ExchangeColumns", "No."),
            lambda one: _count(one.revision),
            48,
            right=True,
            sort=lambda one: one.revision,
        ),
        Column(
            translate("ExchangeColumns", "Rows"),
            lambda one: _count(one.rows),
            52,
            right=True,
            sort=lambda one: one.rows,
        ),
        Column(translate("ExchangeColumns", "Check code"), lambda one: one.check_code, 124, soft=True),
        Column(translate("ExchangeColumns", "Who"), lambda one: one.who, 72, soft=True),
    )


def way_words(exchange: Exchange) -> str:
    """Which way a file went, as an arrow and a word."""
    return f"{_ARROW[exchange.direction]} {word('direction', exchange.direction)}"
