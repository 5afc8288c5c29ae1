"""The milestone nodes of the target under the cursor, and when each was done."""

from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.operations.entry import EntryRow
from desktop.widgets.theme import GAP_SMALL, Part, Theme, dress


class NodeList(QWidget):
    """A line for each node: tick it when it is done, and say on which day."""

    # A node's key, its day or None, and the note that stays as it is.
    done = Signal(str, object, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = ""
        self.lines: list[NodeLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP_SMALL)
        caption = QLabel(self.tr("Nodes"), self)
        dress(caption, Part.CAPTION)
        self._column.addWidget(caption)

    def show_nodes(self, row: EntryRow, *, locked: bool) -> None:
        """Show the nodes of a row; nothing where it has none."""
        self.setVisible(bool(row.target.nodes))
        if self._key != row.target.key:
            self._key = row.target.key
            for line in self.lines:
                line.deleteLater()
            self.lines = [NodeLine(node.key, node.title, node.due_on, self) for node in row.target.nodes]
            for line in self.lines:
                line.done.connect(self.done)
                self._column.addWidget(line)
        for line in self.lines:
            line.show_answer(*row.nodes.get(line.key, (None, "")), locked=locked)


class NodeLine(QWidget):
    """One node."""

    done = Signal(str, object, str)

    def __init__(self, key: str, title: str, due_on: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self._note = ""
        self.tick = QCheckBox(self.tr("{node} (due {day})").format(node=title, day=due_on.isoformat()), self)
        self.day = QDateEdit(self)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setAccessibleName(self.tr("Done on"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.tick)
        row = QHBoxLayout()
        row.addSpacing(22)
        row.addWidget(self.day, 1)
        column.addLayout(row)
        self.tick.toggled.connect(self._on_changed)
        self.day.editingFinished.connect(self._on_changed)

    def show_answer(self, done_on: date | None, note: str, *, locked: bool) -> None:
        """Show what is stored."""
        self._note = note
        with QSignalBlocker(self.tick), QSignalBlocker(self.day):
            self.tick.setChecked(done_on is not None)
            shown = QDate.currentDate() if done_on is None else QDate(done_on.year, done_on.month, done_on.day)
            self.day.setDate(shown)
        self.day.setVisible(done_on is not None)
        self.setEnabled(not locked)

    def _on_changed(self) -> None:
        chosen = self.day.date()
        day = date(chosen.year(), chosen.month(), chosen.day()) if self.tick.isChecked() else None
        self.done.emit(self.key, day, self._note)
