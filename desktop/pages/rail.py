"""The rail at the left: the product, who sits here, and the pages as words."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.widgets.theme import CAPTION_SIZE, GAP, RAIL_WIDTH, Part, Theme, dress, scaled, text_font

_SPACING: Final = 4
# How high what stands above the pages is, and each of them with the room below it.
_ABOVE_PAGES: Final = 120
_ITEM: Final = 40


class Rail(QWidget):
    """`picked` tells the number of the page that was chosen; `leave` that another database is wanted."""

    picked = Signal(int)
    leave = Signal()

    def __init__(self, desk: Desk, pages: Sequence[str], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, Part.RAIL)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(_SPACING)
        name = QLabel(self.tr("Target Desk"), self)
        dress(name, Part.RAIL_NAME)
        place = self.tr("headquarters") if desk.is_headquarters else self.tr("department")
        self._one_line = self.tr("{unit} · {seat}").format(unit=desk.unit, seat=place)
        self._two_lines = f"{desk.unit}\n{place}"
        self._seat = QLabel(self)
        self._seat.setWordWrap(True)
        dress(self._seat, Part.CAPTION)
        column.addWidget(name)
        column.addWidget(self._seat)
        if desk.practice:
            pill = QLabel(self.tr("Practice data"), self)
            dress(pill, Part.PILL)
            column.addWidget(pill, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(GAP)
        self.buttons: list[QPushButton] = []
        self._add_pages(column, pages)
        leave = self._item(self.tr("Other database…"))
        leave.clicked.connect(self.leave)
        column.addWidget(leave)
        theme.changed.connect(self._fit)
        self._tight = False
        self._fit()

    def show_page(self, number: int) -> None:
        """Mark the page that is in front."""
        self.buttons[number].setChecked(True)

    def _fit(self) -> None:
        """As wide as texts of this size need; the unit and its seat on one line where they have room."""
        self.setFixedWidth(scaled(RAIL_WIDTH))
        fits = QFontMetrics(text_font(CAPTION_SIZE)).horizontalAdvance(self._one_line) <= self.width() - 3 * GAP
        self._seat.setText(self._one_line if fits else self._two_lines)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the pages closer together where they would not all have room."""
        super().resizeEvent(event)
        items = self.findChildren(QPushButton)
        tight = self.height() < scaled(_ABOVE_PAGES + len(items) * _ITEM)
        if tight != self._tight:
            self._tight = tight
            self._column.setSpacing(0 if tight else _SPACING)
            for item in items:
                item.setProperty("tight", tight)
                dress(item, Part.RAIL_ITEM)

    def _add_pages(self, column: QVBoxLayout, pages: Sequence[str]) -> None:
        group = QButtonGroup(self)
        for number, words in enumerate(pages):
            button = self._item(words)
            button.setCheckable(True)
            button.setToolTip(f"Ctrl+{number + 1}")
            group.addButton(button, number)
            if number == len(pages) - 1:
                # The settings keep apart, at the foot.
                column.addStretch(1)
            column.addWidget(button)
            self.buttons.append(button)
        group.idClicked.connect(self.picked)

    def _item(self, words: str) -> QPushButton:
        button = QPushButton(words, self)
        dress(button, Part.RAIL_ITEM)
        return button
