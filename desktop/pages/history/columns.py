"""The columns of the history."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from db.vocabulary import Origin
from desktop.operations.changes import ChangeLine
from desktop.widgets.rows import Column
from desktop.widgets.theme import width_of
from desktop.widgets.words import speak, word
from resources.texts import Sentence

SUBJECT = 3


def change_columns() -> tuple[Column[ChangeLine], ...]:
    """From left to right."""
    from_title = QCoreApplication.translate("History", "Where from")
    return (
        Column(QCoreApplication.translate("History", "Time"), lambda line: local_time(line.at), 160, soft=True),
        Column(QCoreApplication.translate("History", "Who"), lambda line: line.who, 76),
        Column(
            from_title,
            origin_of,
            max(width_of(words) for words in (from_title, *(word("origin", one) for one in Origin))),
            soft=True,
        ),
        Column(QCoreApplication.translate("History", "Target"), subject_of, 190),
        Column(
            QCoreApplication.translate("History", "Period"),
            lambda line: speak(line.period.title) if line.period else "",
            104,
            soft=True,
        ),
        Column(QCoreApplication.translate("History", "Field"), field_of, 128),
        Column(
            QCoreApplication.translate("History", "Before"), lambda line: value_of(line.old), 144, soft=True, grows=True
        ),
        Column(QCoreApplication.translate("History", "After"), lambda line: value_of(line.new), 144, grows=True),
    )


def origin_of(line: ChangeLine) -> str:
    """Through which door the change came."""
    return word("origin", line.origin)


def subject_of(line: ChangeLine) -> str:
    """What the line is about; the kind of thing where it has no name of its own."""
    return line.subject or word("thing", line.thing)


def field_of(line: ChangeLine) -> str:
    """What was changed of it."""
    return word("thing", line.thing) if line.field == "*" else word("field", line.field)


def value_of(value: str | Sentence) -> str:
    """A value, on one line; a blank says that it is one."""
    text = speak(value) if isinstance(value, Sentence) else value
    return text.replace("\n", " ") or QCoreApplication.translate("History", "(blank)")


def local_time(at: datetime) -> str:
    """A moment as the clock on the wall shows it."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
