"""A box below a column's header: which of its values are shown."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.theme import GAP_SMALL, Part, dress

_VALUE: Final = Qt.ItemDataRole.UserRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class FilterBox(QFrame):
    """`chosen` tells the values that are ticked, as a frozenset; None where all are."""

    chosen = Signal(object)

    def __init__(self, title: str, counts: Mapping[str, int], ticked: frozenset[str] | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(264)
        dress(self, Part.CARD)
        heading = QLabel(self.tr("Show of “{column}”").format(column=title), self)
        dress(heading, Part.CAPTION)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Find a value"))
        self.search.setAccessibleName(self.tr("Find a value"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search)
        self.values = QListWidget(self)
        self.values.setAccessibleName(heading.text())
        for value, count in counts.items():
            item = QListWidgetItem(f"{value or self.tr('(blank)')}　{count}", self.values)
            item.setData(_VALUE, value)
            item.setCheckState(_ON if ticked is None or value in ticked else _OFF)
        self.values.itemChanged.connect(self._on_changed)
        self.values.itemActivated.connect(self._on_only)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(GAP_SMALL)
        for widget in (heading, self.search, self.values):
            column.addWidget(widget)
        column.addLayout(self._buttons())

    def open_at(self, where: QPoint) -> None:
        """Show the box at a place of the screen, moved so that all of it is seen."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        x = min(where.x(), room.right() - self.width())
        y = min(where.y(), room.bottom() - self.height())
        self.move(max(x, room.left()), max(y, room.top()))
        self.show()
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and Esc close it; what is ticked is shown already."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.close()
        else:
            super().keyPressEvent(event)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_SMALL)
        for words, state in ((self.tr("All"), _ON), (self.tr("None"), _OFF)):
            button = QPushButton(words, self)
            dress(button, Part.LINK)
            button.clicked.connect(lambda _checked, state=state: self._tick(state))
            row.addWidget(button)
        row.addStretch(1)
        done = QPushButton(self.tr("Close"), self)
        done.clicked.connect(self.close)
        row.addWidget(done)
        return row

    def _items(self) -> list[QListWidgetItem]:
        return [self.values.item(number) for number in range(self.values.count())]

    def _tick(self, state: Qt.CheckState) -> None:
        """Tick or clear all that the search leaves over, telling it once."""
        self.values.blockSignals(True)
        for item in self._items():
            if not item.isHidden():
                item.setCheckState(state)
        self.values.blockSignals(False)
        self._on_changed()

    def _on_search(self, words: str) -> None:
        for item in self._items():
            item.setHidden(words.strip().lower() not in item.text().lower())

    def _on_only(self, chosen: QListWidgetItem) -> None:
        """A double click shows this value alone."""
        self._tick(_OFF)
        chosen.setCheckState(_ON)

    def _on_changed(self) -> None:
        ticked = frozenset(item.data(_VALUE) for item in self._items() if item.checkState() == _ON)
        self.chosen.emit(None if len(ticked) == self.values.count() else ticked)
