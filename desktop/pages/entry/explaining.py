"""The pane goes after the cursor, but never holds it up: a person may go on before it has been filled."""

import shiboken6
from PySide6.QtCore import QModelIndex, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.operations.entry import EntrySheet
from desktop.pages.entry.model import EntryModel
from desktop.pages.entry.pane import EntryPane
from desktop.widgets.grid import Grid


class Explaining(QObject):
    """Has the pane explain the row under the cursor, and tell what became of the cell."""

    def __init__(self, grid: Grid, model: EntryModel, pane: EntryPane, parent: QObject) -> None:
        super().__init__(parent)
        self.sheet: EntrySheet | None = None
        # Whether the pane still shows what was under the cursor before.
        self.waiting = False
        self._grid = grid
        self._model = model
        self._pane = pane
        # Until the window has drawn where the cursor went.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.now)
        grid.selectionModel().currentChanged.connect(self._on_cursor)
        model.dataChanged.connect(self._on_data)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def now(self) -> None:
        """Explain it before anything else is done."""
        self._soon.stop()
        self.waiting = False
        here, sheet = self._grid.currentIndex(), self.sheet
        row = self._model.row_of(here)
        self._pane.show_row(row, sheet)
        if row is not None and sheet is not None:
            field = self._model.columns[here.column()].field or "value"
            self._pane.history.follow(sheet.period.code, row.target.key, field)

    def _on_cursor(self) -> None:
        self._pane.store()
        self._wait()

    def _on_data(self, first: QModelIndex, last: QModelIndex) -> None:
        """Of what was changed, the row under the cursor alone is explained."""
        if first.row() <= self._grid.currentIndex().row() <= last.row():
            self._wait()

    def _wait(self) -> None:
        self.waiting = True
        self._soon.start(0)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """What is typed into the pane is said of the row that it shows: that has to be the one under the cursor."""
        if self.waiting and now is not None and shiboken6.isValid(self._pane) and self._pane.isAncestorOf(now):
            self.now()
