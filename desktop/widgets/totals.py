"""A line of totals: one button per lamp with its shape, word, count and share; pressed ones filter."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from db.vocabulary import Lamp
from desktop.widgets.lamp import SHAPE, lamp_word, paint_lamp
from desktop.widgets.theme import GAP_SMALL, Part, Theme, dress
from desktop.widgets.tokens import Tokens


def lamp_icon(lamp: Lamp, tokens: Tokens, ratio: float) -> QIcon:
    """A lamp's shape as an icon, sharp at this device pixel ratio."""
    side = SHAPE + 2
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_lamp(painter, QRectF(0, 0, side, side), lamp, tokens)
    painter.end()
    return QIcon(pixmap)


class Totals(QWidget):
    """Five toggles; `changed` tells that others are pressed now."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_SMALL)
        self.buttons: dict[Lamp, QPushButton] = {}
        for lamp in (Lamp.BLUE, Lamp.GREEN, Lamp.YELLOW, Lamp.RED, Lamp.GREY):
            button = QPushButton(self)
            dress(button, Part.CHIP)
            button.setCheckable(True)
            button.setIconSize(QSize(SHAPE + 2, SHAPE + 2))
            button.setToolTip(self.tr("Show only these targets"))
            button.toggled.connect(self.changed)
            self.buttons[lamp] = button
            row.addWidget(button)
        row.addStretch(1)
        theme.changed.connect(self._draw_icons)
        self._draw_icons()

    @property
    def pressed(self) -> frozenset[Lamp]:
        """The lamps that are asked for; none where all are."""
        return frozenset(lamp for lamp, button in self.buttons.items() if button.isChecked())

    def release(self) -> None:
        """Let go of every button, telling it once."""
        for button in self.buttons.values():
            button.blockSignals(True)
            button.setChecked(False)
            button.blockSignals(False)
        self.changed.emit()

    def event(self, event: QEvent) -> bool:
        """Draw the shapes anew on a screen that has more or fewer dots."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw_icons()
        return super().event(event)

    def show_counts(self, counts: Mapping[Lamp, int]) -> None:
        """Show these counts and their shares."""
        total = sum(counts.values())
        for lamp, button in self.buttons.items():
            share = f" · {counts[lamp] * 100 / total:.0f}%" if total else ""
            button.setText(f"{lamp_word(lamp)} {counts[lamp]}{share}")
            button.setAccessibleName(button.text())

    def _draw_icons(self) -> None:
        for lamp, button in self.buttons.items():
            button.setIcon(lamp_icon(lamp, self._theme.tokens, self.devicePixelRatioF()))
