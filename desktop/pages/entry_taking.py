"""Which texts the cells of the grid can take, and the question asked where some cannot."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from db.errors import Refusal
from desktop.operations.entry import CellEdit, read_status
from desktop.pages.entry_model import EntryModel
from desktop.widgets.grid import Cell
from desktop.widgets.theme import GAP, MARGIN, Part, dress
from desktop.widgets.words import speak

# What a spreadsheet shows where a column is too narrow for the number behind it.
_TOO_NARROW: Final = re.compile(r"#+")
_ROUNDED: Final = re.compile(r"[+-]?\d+(\.\d+)?[eE][+-]?\d+")


@dataclass(frozen=True, slots=True)
class Sorted:
    """The edits that can be made, and of the other cells where they are and why not."""

    edits: tuple[CellEdit, ...]
    refused: tuple[str, ...]


def sort_out(model: EntryModel, cells: Sequence[Cell]) -> Sorted:
    """Tell what can be taken from what cannot; what stands there already is neither."""
    edits: list[CellEdit] = []
    refused: list[str] = []
    for cell in cells:
        index = model.index(cell.row, cell.column)
        if cell.text.strip() in {str(model.data(index) or ""), str(model.data(index, Qt.ItemDataRole.EditRole) or "")}:
            continue
        edit = model.edit_of(cell)
        why = _why_not(edit, model.columns[cell.column].number)
        if edit is not None and not why:
            edits.append(edit)
        else:
            row = model.row_of(index)
            code = row.target.code if row else ""
            refused.append(f"{code} {model.columns[cell.column].title}　{cell.text}　{why}")
    return Sorted(tuple(edits), tuple(refused))


def _why_not(edit: CellEdit | None, number: bool) -> str:
    """Why a text cannot go where it was meant to; empty where it can."""
    if edit is None:
        return QCoreApplication.translate("Taking", "nothing can be typed here")
    text = edit.text.strip()
    if number and _TOO_NARROW.fullmatch(text):
        return QCoreApplication.translate(
            "Taking", "Excel showed this because the column was too narrow; widen it and copy again"
        )
    if number and _ROUNDED.fullmatch(text):
        return QCoreApplication.translate(
            "Taking", "Excel showed a rounded number; show all of its digits and copy again"
        )
    if edit.field == "status":
        try:
            read_status(text)
        except Refusal as refusal:
            return speak(refusal.sentence)
    return ""


class RefusedCells(QDialog):
    """Lists the cells that cannot take what was meant for them; the rest may go on."""

    def __init__(self, sorted_out: Sorted, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Some cells cannot take this"))
        self.resize(560, 340)
        title = QLabel(self.tr("{count} cells cannot take this").format(count=len(sorted_out.refused)), self)
        dress(title, Part.HEADING)
        text = QPlainTextEdit("\n".join(sorted_out.refused), self)
        text.setReadOnly(True)
        text.setAccessibleName(self.windowTitle())
        self.buttons = QDialogButtonBox(self)
        if sorted_out.edits:
            label = self.tr("Put in the other {count}").format(count=len(sorted_out.edits))
            go_on = self.buttons.addButton(label, QDialogButtonBox.ButtonRole.AcceptRole)
            dress(go_on, Part.PRIMARY)
        self.buttons.addButton(self.tr("Put in nothing"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        for widget in (title, text, self.buttons):
            column.addWidget(widget)
