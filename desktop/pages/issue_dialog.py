"""Who is to get an assignment workbook, what changed for them, and whether each has a password."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.periods import Period
from desktop.operations.issue import Order, Recipient
from desktop.widgets.theme import BUTTON_HEIGHT, GAP, GAP_SMALL, HEADER_HEIGHT, MARGIN, Part, dress, scaled
from desktop.widgets.words import speak

_SIZE: Final = (760, 560)
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
# The columns that count targets.
_COUNTS: Final = (1, 2)


class IssueDialog(QDialog):
    """Every unit is ticked to begin with."""

    def __init__(self, period: Period, recipients: Sequence[Recipient], parent: QWidget) -> None:
        super().__init__(parent)
        self._recipients = tuple(recipients)
        self.setWindowTitle(self.tr("Issue the workbooks"))
        self.resize(*map(scaled, _SIZE))
        heading = QLabel(self.tr("Issue the workbooks of {period}").format(period=speak(period.title)), self)
        dress(heading, Part.HEADING)
        why = QLabel(self.tr("One workbook a unit goes into a folder, with a list to be signed on receipt."), self)
        why.setWordWrap(True)
        dress(why, Part.SECONDARY)
        self.table = self._table()
        self.locked = QCheckBox(self.tr("Put a password of its own on each; the list tells them"), self)
        self.buttons = QDialogButtonBox(self)
        self.go_on = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        dress(self.go_on, Part.PRIMARY)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(heading)
        column.addWidget(why)
        column.addLayout(self._choosing())
        column.addWidget(self.table, 1)
        column.addWidget(self.locked)
        column.addWidget(self.buttons)
        self.table.itemChanged.connect(lambda _item: self._count())
        self._count()

    @property
    def order(self) -> Order:
        """What is wanted."""
        return Order(frozenset(self._ticked()), self.locked.isChecked())

    def _ticked(self) -> list[str]:
        return [
            one.unit_key
            for row, one in enumerate(self._recipients)
            if (item := self.table.item(row, 0)) is not None and item.checkState() == _ON
        ]

    def _table(self) -> QTableWidget:
        headers = (self.tr("Unit"), self.tr("Leads"), self.tr("Supports"), self.tr("Issued"), self.tr("Changed since"))
        table = QTableWidget(len(self._recipients), len(headers), self)
        for column, words in enumerate(headers):
            header = QTableWidgetItem(words)
            header.setTextAlignment(_RIGHT if column in _COUNTS else _LEFT)
            table.setHorizontalHeaderItem(column, header)
        table.setAccessibleName(self.tr("Units"))
        table.verticalHeader().hide()
        table.horizontalHeader().setFixedHeight(scaled(HEADER_HEIGHT))
        table.verticalHeader().setDefaultSectionSize(scaled(BUTTON_HEIGHT))
        table.horizontalHeader().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setColumnWidth(0, scaled(200))
        for column in (1, 2, 3):
            table.setColumnWidth(column, scaled(72))
        for row, one in enumerate(self._recipients):
            issued = self.tr("yes") if one.issued else ""
            changes = [speak(change) for change in one.changes]
            for column, text in enumerate((one.unit, str(one.leads), str(one.supports), issued, " ".join(changes))):
                item = QTableWidgetItem(text)
                item.setToolTip("\n".join(changes) if column == 4 else text)
                item.setTextAlignment(_RIGHT if column in _COUNTS else _LEFT)
                table.setItem(row, column, item)
            first = table.item(row, 0)
            if first is not None:
                first.setFlags(first.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                first.setCheckState(_ON)
        return table

    def _choosing(self) -> QHBoxLayout:
        """Buttons that tick many at once."""
        row = QHBoxLayout()
        row.setSpacing(GAP_SMALL)
        every = {one.unit_key for one in self._recipients}
        changed = {one.unit_key for one in self._recipients if one.changes or not one.issued}
        for words, wanted in (
            (self.tr("All"), every),
            (self.tr("None"), set[str]()),
            (self.tr("Changed or not issued yet"), changed),
        ):
            button = QPushButton(words, self)
            dress(button, Part.LINK)
            button.clicked.connect(lambda _checked, wanted=wanted: self.tick(wanted))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def tick(self, wanted: set[str]) -> None:
        """Tick these units and no others."""
        for row, one in enumerate(self._recipients):
            item = self.table.item(row, 0)
            if item is not None:
                item.setCheckState(_ON if one.unit_key in wanted else _OFF)

    def _count(self) -> None:
        ticked = len(self._ticked())
        self.go_on.setText(self.tr("Issue to units: {count}…").format(count=ticked))
        self.go_on.setEnabled(ticked > 0)
