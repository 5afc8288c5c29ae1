"""What is known of the file that is selected: what holds it back, or what it changes."""

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.checks import Finding
from db.comparing import Moved
from desktop.operations.inbox import Incoming
from desktop.pages.exchange.columns import finding_columns
from desktop.pages.inbox.columns import moved_columns
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import RowsModel
from desktop.widgets.theme import GAP_SMALL, Part, Theme, dress


class IncomingDetail(QWidget):
    """Two tables with a line above that says what they tell; hidden where there is nothing to tell."""

    def __init__(self, names: Mapping[str, str], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.caption = QLabel(self)
        dress(self.caption, Part.SECONDARY)
        self.findings: RowsModel[Finding] = RowsModel(finding_columns(), self)
        self.moved: RowsModel[Moved] = RowsModel(moved_columns(names), self)
        self._stack = QStackedWidget(self)
        self.finding_table = KeyTable(self.findings, theme, 4, self.tr("What was found in the selected file"), self)
        self.moved_table = KeyTable(self.moved, theme, 0, self.tr("What the selected file changes"), self)
        self._stack.addWidget(self.finding_table)
        self._stack.addWidget(self.moved_table)
        self.verified = QLabel(self.tr("Verified"), self)
        self.verified.setToolTip(self.tr("It bears the mark of the exchange key that was agreed with its unit."))
        dress(self.verified, Part.GOOD)
        # Where there is both, one is looked at after the other.
        self.other = QPushButton(self)
        dress(self.other, Part.LINK)
        self.other.clicked.connect(self._turn)
        head = QHBoxLayout()
        head.setSpacing(GAP_SMALL)
        head.addWidget(self.caption)
        head.addWidget(self.verified)
        head.addWidget(self.other)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP_SMALL, 0, 0)
        column.setSpacing(GAP_SMALL)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._one: Incoming | None = None
        self.hide()

    def show_incoming(self, one: Incoming | None) -> None:
        """Tell of this file; of a clean one that changes an older report the changes, unless it bears marks."""
        self._one = one
        self.setVisible(one is not None and bool(one.moved or one.result.findings))
        if one is None:
            return
        self.findings.set_rows(one.result.findings)
        self.moved.set_rows(one.moved)
        self.verified.setVisible(one.verified)
        self.other.setVisible(bool(one.moved and one.result.findings))
        self._show(one, changes=bool(one.moved) and not one.marks)

    def _turn(self) -> None:
        if self._one is not None:
            self._show(self._one, changes=self._stack.currentWidget() is self.finding_table)

    def _show(self, one: Incoming, *, changes: bool) -> None:
        if changes:
            said = self.tr("Fields other than in the last report of {unit}: {count}")
            self.caption.setText(said.format(count=len(one.moved), unit=one.result.unit))
            self.other.setText(self.tr("What was found ({count})").format(count=len(one.result.findings)))
            self._stack.setCurrentWidget(self.moved_table)
        else:
            self.caption.setText(self.tr("What was found in {file}").format(file=one.result.name))
            self.other.setText(self.tr("What it changes ({count})").format(count=len(one.moved)))
            self._stack.setCurrentWidget(self.finding_table)
