"""Which texts the cells of a sheet can take, and the preview of a block before it goes in."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from db.errors import Refusal
from db.vocabulary import Lamp
from desktop.operations.editing import CellEdit
from desktop.widgets.blocks import Cell
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.sheet_model import SheetModel
from desktop.widgets.sheet_view import OfTarget, SheetColumn
from desktop.widgets.table import Table
from desktop.widgets.theme import GAP, MARGIN, Part, Theme, dress, scaled
from desktop.widgets.words import speak

# Raises the Refusal that an edit would meet with, where a look at its text is enough to know.
WhyNot = Callable[[CellEdit], object]
# What a spreadsheet shows where a column is too narrow for the number behind it.
_TOO_NARROW: Final = re.compile(r"#+")
_ROUNDED: Final = re.compile(r"[+-]?\d+(\.\d+)?[eE][+-]?\d+")
# A block that changes more than this is shown before it goes in.
UNSEEN: Final = 20


@dataclass(frozen=True, slots=True)
class Taking:
    """One cell of a block: where it goes, what stands there, what would, and why not if it cannot."""

    row: OfTarget
    column: SheetColumn[Any]
    before: str
    after: str
    edit: CellEdit | None
    why_not: str


@dataclass(frozen=True, slots=True)
class Takings:
    """What a block of cells would come to; what stands there already is no part of it."""

    cells: tuple[Taking, ...]
    # Whether a person is to see it first: more changes than the eye follows, or a cell that cannot take its text.
    asks: bool

    @classmethod
    def of(
        cls, model: SheetModel[Any], why_not: WhyNot, cells: Sequence[Cell], *, pasted: bool, show_large: bool
    ) -> Self:
        """Look at each cell; what is `pasted` is what another program showed. Large blocks are shown if asked for."""
        found = tuple(taking for cell in cells if (taking := _taking(model, why_not, cell, pasted=pasted)) is not None)
        refused = any(one.edit is None for one in found)
        return cls(found, refused or (show_large and len(found) > UNSEEN))

    @property
    def edits(self) -> list[CellEdit]:
        """What can go in."""
        return [one.edit for one in self.cells if one.edit is not None]


def _taking(model: SheetModel[Any], why_not: WhyNot, cell: Cell, *, pasted: bool) -> Taking | None:
    """What a cell would come to; None where it says already what it is to say."""
    row, column = model.row_at(cell.row), model.columns[cell.column]
    text, shown = cell.text.strip(), model.shown_text(row, column)
    if text == shown or text == model.held_text(row, column):
        return None
    edit = model.edit_of(cell)
    if edit is None:
        why = QCoreApplication.translate("Taking", "nothing can be typed here")
    else:
        why = (_displayed(cell) if pasted and column.number else "") or _refused(why_not, edit)
    return Taking(row, column, shown, cell.text, None if why else edit, why)


def _displayed(cell: Cell) -> str:
    """Why what another program showed of a number is not the number."""
    text = cell.text.strip()
    if _TOO_NARROW.fullmatch(text):
        return QCoreApplication.translate(
            "Taking", "Excel showed this because the column was too narrow; widen it and copy again"
        )
    if cell.exact or _ROUNDED.fullmatch(text):
        said = QCoreApplication.translate(
            "Taking", "Excel showed a rounded number; show all of its digits and copy again"
        )
        return f"{said} ({cell.exact})" if cell.exact else said
    return ""


def _refused(why_not: WhyNot, edit: CellEdit) -> str:
    try:
        why_not(edit)
    except Refusal as refusal:
        return speak(refusal.sentence)
    return ""


class TakingPreview(QDialog):
    """Lists what a block would change and which cells cannot take it; the rest may go in."""

    def __init__(self, takings: Takings, outside: int, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Before it goes in"))
        self.resize(scaled(980), scaled(520))
        good = len(takings.edits)
        title = QLabel(self._title(good, len(takings.cells) - good), self)
        dress(title, Part.HEADING)
        detail = QLabel(self._detail(outside), self)
        dress(detail, Part.SECONDARY)
        detail.setWordWrap(True)
        self.lines = RowsModel(self._columns(), self)
        # What cannot go in comes first: it is what has to be read.
        self.lines.set_rows(sorted(takings.cells, key=lambda one: one.edit is not None))
        table = Table(self.lines, theme, 4, self.windowTitle(), self)
        self.buttons = QDialogButtonBox(self)
        if good:
            words = self.tr("Put in cells: {count}").format(count=good)
            dress(self.buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole), Part.PRIMARY)
        self.buttons.addButton(self.tr("Put in nothing"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        for widget in (title, detail, table, self.buttons):
            column.addWidget(widget)

    def _title(self, good: int, bad: int) -> str:
        if not bad:
            return self.tr("Cells that would change: {count}").format(count=good)
        return self.tr("Cells that would change: {good}, that cannot take it: {bad}").format(good=good, bad=bad)

    def _detail(self, outside: int) -> str:
        said = self.tr("One undo (Ctrl+Z) takes all of it back.")
        if outside:
            said += " " + self.tr("{count} cells of the block lie beside the table and are left out.").format(
                count=outside
            )
        return said

    def _columns(self) -> tuple[Column[Taking], ...]:
        return (
            Column(self.tr("Target"), lambda one: f"{one.row.target.code} {one.row.target.title}", 210),
            Column(self.tr("Column"), lambda one: one.column.title, 84, soft=True),
            Column(self.tr("Now"), lambda one: one.before, 100, right=True, soft=True),
            Column(self.tr("Then"), lambda one: one.after, 120, right=True),
            Column(
                self.tr("Goes in?"),
                lambda one: one.why_not or self.tr("yes"),
                200,
                mark=lambda one: Lamp.RED if one.why_not else Lamp.GREEN,
            ),
        )
