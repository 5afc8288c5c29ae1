"""The files just received: what became of each, and under it what was found in the one that is selected."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from db.checks import Finding
from db.vocabulary import FileState
from desktop.operations.inbox import question_of
from desktop.operations.receive import FileResult
from desktop.pages.exchange.columns import file_columns, finding_columns
from desktop.widgets.rows import RowsModel
from desktop.widgets.table import Table
from desktop.widgets.theme import GAP_SMALL, Part, Theme, dress

# What asks for a person comes first.
_ASKING: Final = (FileState.REJECTED, FileState.HELD, FileState.TAKEN, FileState.UNCHANGED)


class ReceivedView(QSplitter):
    """Two tables over each other."""

    # The file that was held back and is to be settled, a FileResult.
    settle_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, *, settles: bool) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        # Headquarters settles in its inbox.
        self._settles = settles
        self.setChildrenCollapsible(False)
        self.setHandleWidth(GAP_SMALL)
        self.files = RowsModel(file_columns(), self)
        self.findings = RowsModel(finding_columns(), self)
        self.file_table = Table(self.files, theme, 1, self.tr("Files just received"), self)
        self.finding_table = Table(self.findings, theme, 4, self.tr("What was found in the selected file"), self)
        self._caption = QLabel(self)
        dress(self._caption, Part.SECONDARY)
        self._lower = QWidget(self)
        column = QVBoxLayout(self._lower)
        column.setContentsMargins(0, GAP_SMALL, 0, 0)
        column.setSpacing(GAP_SMALL)
        self.settle_button = QPushButton(self.tr("Settle…"), self._lower)
        head = QHBoxLayout()
        head.addWidget(self._caption, 1)
        head.addWidget(self.settle_button)
        column.addLayout(head)
        column.addWidget(self.finding_table)
        self.addWidget(self.file_table)
        self.addWidget(self._lower)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.file_table.chosen.connect(self._on_chosen)
        self.settle_button.clicked.connect(lambda: self.settle_asked.emit(self.file_table.chosen_row))
        self._lower.hide()

    def show_files(self, results: Sequence[FileResult]) -> None:
        """Show what became of these files, the first that needs a look selected."""
        self.file_table.show()
        self.files.set_rows(sorted(results, key=lambda one: _ASKING.index(one.state)))
        telling = next((row for row, one in enumerate(self.files.rows) if one.findings), None)
        if telling is not None:
            self.file_table.selectRow(telling)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what stands in the way of a report of one's own."""
        self.file_table.hide()
        self._fill(self.tr("Put these right, then export again"), findings)

    def _on_chosen(self) -> None:
        result: FileResult | None = self.file_table.chosen_row
        name = result.name if result else ""
        self._fill(self.tr("What was found in {file}").format(file=name), result.findings if result is not None else ())

    def _fill(self, caption: str, findings: Sequence[Finding]) -> None:
        self._caption.setText(caption)
        self.findings.set_rows(findings)
        result: FileResult | None = self.file_table.chosen_row
        self.settle_button.setVisible(self._settles and result is not None and question_of(result) is not None)
        self._lower.setVisible(bool(findings))
