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
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.theme import GAP_SMALL, Part, dress
from desktop.widgets.tick_list import TickList

# Between the values, half of it on either side of each.
_APART: Final = 2


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
        self.values = TickList(counts, ticked, self.tr("(blank)"), self)
        self.search.textChanged.connect(self.values.look_for)
        self.values.ticks_changed.connect(lambda: self.chosen.emit(self.values.ticked))
        self._list = QListView(self)
        self._list.setModel(self.values)
        self._list.setUniformItemSizes(True)
        self._list.setSpacing(_APART)
        # A little at a time: it looks at every row.
        self._list.setLayoutMode(QListView.LayoutMode.Batched)
        self._list.setAccessibleName(heading.text())
        self._list.activated.connect(self.values.tick_only)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(GAP_SMALL)
        for widget in (heading, self.search, self._list):
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
        for words, on in ((self.tr("All"), True), (self.tr("None"), False)):
            button = QPushButton(words, self)
            dress(button, Part.LINK)
            button.clicked.connect(lambda _checked, on=on: self.values.tick_shown(on=on))
            row.addWidget(button)
        row.addStretch(1)
        done = QPushButton(self.tr("Close"), self)
        done.clicked.connect(self.close)
        row.addWidget(done)
        return row
