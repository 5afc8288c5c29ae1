"""What is known of the file that is selected: what holds it back, or what it changes."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP_SMALL, 0, 0)
        column.setSpacing(GAP_SMALL)
        column.addWidget(self.caption)
        column.addWidget(self._stack, 1)
        self.hide()

    def show_incoming(self, one: Incoming | None) -> None:
        """Tell of this file; of a clean one that changes an older report, the changes."""
        self.setVisible(one is not None and bool(one.moved or one.result.findings))
        if one is None:
            return
        self.findings.set_rows(one.result.findings)
        self.moved.set_rows(one.moved)
        if one.moved:
            said = self.tr("{count} fields are other than in the last report of {unit}")
            self.caption.setText(said.format(count=len(one.moved), unit=one.result.unit))
            self._stack.setCurrentWidget(self.moved_table)
        else:
            self.caption.setText(self.tr("What was found in {file}").format(file=one.result.name))
            self._stack.setCurrentWidget(self.finding_table)
