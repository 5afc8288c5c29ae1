"""One held file: what a person has to say of it, and for conflicts the three values cell by cell."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.vocabulary import Side
from desktop.operations.inbox import Incoming, Question
from desktop.operations.opened import Settled
from desktop.pages.exchange.columns import finding_columns
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import RowsModel
from desktop.widgets.theme import GAP, MARGIN, Part, Theme, dress
from desktop.widgets.words import word

_SIZE: Final = (900, 520)
_SIDES: Final = (Side.THEIRS, Side.OURS, Side.ISSUED)
# Target, field, three values, and whose stands.
_CHOICE: Final = 5


class SettleDialog(QDialog):
    """Asks how a file is to be settled; `settled` is the answer when it was accepted."""

    def __init__(self, one: Incoming, names: Mapping[str, str], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._one = one
        self.setWindowTitle(self.tr("Settle {file}").format(file=one.path.name))
        self.resize(*_SIZE)
        title = QLabel(self._question(), self)
        title.setWordWrap(True)
        dress(title, Part.HEADING)
        # Of which target or node, which field.
        self.choices: list[tuple[tuple[str, str], QComboBox]] = []
        body = self._conflicts(names) if one.question is Question.CONFLICTS else self._findings(theme)
        self.buttons = QDialogButtonBox(self)
        self.go_on = self.buttons.addButton(self.tr("Settle"), QDialogButtonBox.ButtonRole.AcceptRole)
        dress(self.go_on, Part.PRIMARY)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel).setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._on_choice()
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(title)
        column.addWidget(body, 1)
        column.addWidget(self.buttons)

    @property
    def settled(self) -> Settled:
        """What was said before, and what was said here."""
        before = Settled() if self._one.opened is None else self._one.opened.settled
        question = self._one.question
        if question is Question.REPAIRS:
            return replace(before, repairs=True)
        if question is Question.EDITED:
            return replace(before, edited=True)
        if question is Question.CLOSED:
            return replace(before, closed=True)
        chosen = {place: Side(box.currentData()) for place, box in self.choices}
        return replace(before, conflicts={**before.conflicts, **chosen})

    def _question(self) -> str:
        return {
            Question.REPAIRS: self.tr("These cells were found by their words alone. Are they meant as understood?"),
            Question.CONFLICTS: self.tr("Both sides changed these cells. Whose value is to stand?"),
            Question.EDITED: self.tr("This form is not as it was issued or exported. Take it all the same?"),
            Question.CLOSED: self.tr("The period is closed. Take this report all the same?"),
            None: "",
        }[self._one.question]

    def _findings(self, theme: Theme) -> QWidget:
        model = RowsModel(finding_columns(), self)
        model.set_rows(self._one.result.findings)
        return KeyTable(model, theme, 4, self.tr("What holds the file back"), self)

    def _conflicts(self, names: Mapping[str, str]) -> QWidget:
        conflicts = self._one.result.conflicts
        table = QTableWidget(len(conflicts), _CHOICE + 1, self)
        table.setAccessibleName(self.tr("Conflicts"))
        sides = (word("side", side) for side in (Side.ISSUED, Side.OURS, Side.THEIRS))
        table.setHorizontalHeaderLabels([self.tr("Target"), self.tr("Field"), *sides, self.tr("Take")])
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for row, conflict in enumerate(conflicts):
            name = names.get(conflict.target_key or conflict.node_key, "")
            texts = (name, word("field", conflict.field), conflict.issued, conflict.ours, conflict.theirs)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                table.setItem(row, column, item)
            box = self._box(name)
            self.choices.append(((conflict.node_key or conflict.target_key, conflict.field), box))
            table.setCellWidget(row, _CHOICE, box)
        table.resizeRowsToContents()
        return table

    def _box(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(self.tr("Which value stands for {target}").format(target=name))
        box.addItem(self.tr("Please choose"), None)
        for side in _SIDES:
            box.addItem(word("side", side), side)
        box.currentIndexChanged.connect(self._on_choice)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return box

    def _on_choice(self) -> None:
        """Nothing is settled before everything is."""
        self.go_on.setEnabled(all(box.currentData() is not None for _, box in self.choices))
