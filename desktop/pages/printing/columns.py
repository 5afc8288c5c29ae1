"""The columns of the printed table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from db.vocabulary import Lamp
from desktop.operations.entry import EntryRow
from desktop.pages.entry.columns import entry_columns, figure_text
from desktop.widgets.lamp import lamp_word
from desktop.widgets.words import word

# Shapes that print on any printer, and are told apart without colour.
_SHAPES: Final = {Lamp.GREEN: "●", Lamp.YELLOW: "▲", Lamp.RED: "■", Lamp.BLUE: "◆", Lamp.GREY: "○"}


@dataclass(frozen=True, slots=True)
class PrintColumn:
    """A column; its share of the width, and what it says of a row."""

    title: str
    share: int
    text: Callable[[EntryRow], str]
    right: bool = False


def print_columns() -> tuple[PrintColumn, ...]:
    """From left to right; the figures read as they do on the entry page."""
    shown = {column.key: column for column in entry_columns()}
    texts = (("narrative", 62), ("problems", 38), ("explanation", 32))
    return (
        PrintColumn(shown["code"].title, 12, lambda row: row.target.code),
        PrintColumn(shown["title"].title, 42, lambda row: row.target.title),
        PrintColumn(shown["target"].title, 20, _target, right=True),
        *(PrintColumn(shown[key].title, 17, shown[key].text, right=True) for key in ("increment", "value")),
        PrintColumn(QCoreApplication.translate("Printing", "Done"), 13, shown["completion"].text, right=True),
        PrintColumn(shown["lamp"].title, 19, _lamp),
        *(PrintColumn(word("field", name), share, shown[name].text) for name, share in texts),
    )


def _target(row: EntryRow) -> str:
    goal = row.target.goal
    return f"{figure_text(goal.target, row)} {goal.unit}".strip() if goal.target is not None else ""


def _lamp(row: EntryRow) -> str:
    return f"{_SHAPES[row.judgement.lamp]} {lamp_word(row.judgement.lamp)}"
