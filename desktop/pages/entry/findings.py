"""What the checks say, as a list below the grid; a line leads to its cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.checks import Finding
from db.vocabulary import Lamp, Severity
from desktop.operations.entry import EntryRow
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.table import Table
from desktop.widgets.theme import Theme
from desktop.widgets.words import speak, word

_HEIGHT = 210
# A severity has the shape of the lamp that weighs as much, beside its word.
_SHAPES = {Severity.ERROR: Lamp.RED, Severity.QUERY: Lamp.YELLOW, Severity.HINT: Lamp.GREY}


@dataclass(frozen=True, slots=True)
class Line:
    """A finding with the row it speaks of."""

    row: EntryRow
    finding: Finding


class FindingList(QWidget):
    """`picked` tells the target and field of the line that was chosen."""

    picked = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(_HEIGHT)
        self._rows: Sequence[EntryRow] = ()
        self.lines: RowsModel[Line] = RowsModel(
            (
                Column(
                    self.tr("Weight"),
                    lambda line: word("severity", line.finding.severity),
                    96,
                    mark=lambda line: _SHAPES[line.finding.severity],
                    sort=lambda line: list(Severity).index(line.finding.severity),
                ),
                Column(self.tr("Target"), lambda line: f"{line.row.target.code} {line.row.target.title}", 240),
                Column(self.tr("Field"), lambda line: word("field", line.finding.field), 90, soft=True),
                Column(self.tr("What and how to mend it"), lambda line: speak(line.finding.message), 300),
            ),
            self,
        )
        self.table = Table(self.lines, theme, 3, self.tr("What the checks say"), self)
        self.table.clicked.connect(self._on_picked)
        self.table.activated.connect(self._on_picked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def show_findings(self, rows: Sequence[EntryRow]) -> None:
        """List what the checks say of these rows, the gravest first; worked out only while somebody looks."""
        self._rows = rows
        if self.isVisible():
            self._list()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Somebody looks."""
        super().showEvent(event)
        self._list()

    def _list(self) -> None:
        by_weight: dict[Severity, list[Line]] = {severity: [] for severity in Severity}
        for row in self._rows:
            for finding in row.findings:
                by_weight[finding.severity].append(Line(row, finding))
        self.lines.set_rows([line for lines in by_weight.values() for line in lines])

    def _on_picked(self) -> None:
        line = self.table.chosen_row
        if line is not None:
            self.picked.emit(line.row.target.key, line.finding.field)
