"""Before an import is undone: what it would put back, or what stands in its way."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from db.vocabulary import Lamp
from desktop.operations.undoing import InTheWay, PutBack, UndoPreview
from desktop.pages.exchange.columns import local_time
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.theme import GAP, MARGIN, Part, Theme, dress, scaled
from desktop.widgets.words import speak, word

translate: Final = QCoreApplication.translate
_WHOLE: Final = "*"
# Fields whose text is the code of a word.
_WORDS: Final = frozenset({"status", "measure", "role", "lamp"})
_SIZE: Final = (980, 580)


def put_back_columns() -> Sequence[Column[PutBack]]:
    """What moves, from what to what."""
    return (
        Column(translate("UndoDialog", "What"), lambda one: word("thing", one.thing), 112, soft=True),
        Column(translate("UndoDialog", "Of"), lambda one: one.subject, 300),
        Column(translate("UndoDialog", "Field"), _field, 96, soft=True),
        Column(translate("UndoDialog", "Now"), lambda one: _said(one, one.now), 190),
        Column(translate("UndoDialog", "After the undo"), lambda one: _said(one, one.then), 190),
    )


def in_the_way_columns() -> Sequence[Column[InTheWay]]:
    """What stands in the way, and whose it is."""
    return (
        Column(
            translate("UndoDialog", "What"), lambda one: word("thing", one.thing), 116, mark=lambda _one: Lamp.YELLOW
        ),
        Column(translate("UndoDialog", "Of"), lambda one: one.subject, 220),
        Column(translate("UndoDialog", "What stands in the way"), lambda one: speak(one.message), 280),
        Column(translate("UndoDialog", "Who"), lambda one: one.who, 72, soft=True),
        Column(
            translate("UndoDialog", "Time"), lambda one: "" if one.at is None else local_time(one.at), 138, soft=True
        ),
    )


def _field(one: PutBack) -> str:
    return "" if one.field == _WHOLE else word("field", one.field)


def _said(one: PutBack, text: str | None) -> str:
    """A value as people read it; of a row that comes or goes, only that it is there."""
    if text is None:
        return translate("UndoDialog", "(none)")
    if one.field != _WHOLE:
        return word(one.field, text) if one.field in _WORDS else text
    return translate("UndoDialog", "no. {number}").format(number=text) if text else translate("UndoDialog", "(there)")


class UndoDialog(QDialog):
    """Asks whether really; where something stands in the way, it only says what."""

    def __init__(self, preview: UndoPreview, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Undo import"))
        self.resize(*map(scaled, _SIZE))
        title = QLabel(self.tr("Undo the import of “{file}”?").format(file=preview.exchange.file_name), self)
        title.setWordWrap(True)
        dress(title, Part.HEADING)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        dress(self.words, Part.QUERY if preview.in_the_way else Part.SECONDARY)
        self.table = self._table(preview, theme)
        self.buttons = QDialogButtonBox(self)
        self.go_on = self.buttons.addButton(self.tr("Undo import"), QDialogButtonBox.ButtonRole.AcceptRole)
        dress(self.go_on, Part.PRIMARY)
        cancel = self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        # Enter on this dialog must not undo anything by accident.
        cancel.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.go_on.setEnabled(not preview.in_the_way)
        self._explain(preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(title)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        column.addWidget(self.buttons)

    def _table(self, preview: UndoPreview, theme: Theme) -> KeyTable:
        if preview.in_the_way:
            ways: RowsModel[InTheWay] = RowsModel(in_the_way_columns(), self)
            ways.set_rows(preview.in_the_way)
            return KeyTable(ways, theme, 2, self.tr("What stands in the way"), self)
        lines: RowsModel[PutBack] = RowsModel(put_back_columns(), self)
        lines.set_rows(preview.lines)
        return KeyTable(lines, theme, 1, self.tr("What goes back to how it was"), self)

    def _explain(self, preview: UndoPreview) -> None:
        if preview.in_the_way:
            said = self.tr("This import cannot be undone: what it brought was changed or used since. Undo that first.")
            if preview.first:
                said = self.tr("This import cannot be undone before these: {files}").format(files=preview.first)
            self.words.setText(said)
            return
        if not preview.total:
            self.words.setText(self.tr("Nothing that is shown today changes. A backup is made first."))
            self.table.hide()
            return
        counts = " · ".join(f"{word('thing', thing)} {count}" for thing, count in preview.counts.items())
        said = self.tr("{count} places go back to how they were: {counts}. A backup is made first.").format(
            count=preview.total, counts=counts
        )
        if preview.total > len(preview.lines):
            said += self.tr(" The first {count} are listed.").format(count=len(preview.lines))
        self.words.setText(said)
