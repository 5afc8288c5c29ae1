"""The header of a grid: what it is sorted and filtered by, and the menu in which columns are arranged."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget

from desktop.widgets.fitting import rule_below
from desktop.widgets.lettering import lettering
from desktop.widgets.theme import HEADER_HEIGHT, SECONDARY_SIZE, Theme

_PAD: Final = 8
_BUTTON: Final = 18


@dataclass(frozen=True, slots=True)
class Mark:
    """How a column takes part: its place among the sort keys (0: in none), which way, and whether it is filtered."""

    sort: int = 0
    descending: bool = False
    filtered: bool = False


class GridHeader(QHeaderView):
    """Tells what is wanted of a column; whoever arranges the rows says by marks what came of it."""

    # A column, and whether it is to be sorted by after the keys there are.
    sort_wanted = Signal(int, bool)
    # A column, and where on the screen its filter may open.
    filter_wanted = Signal(int, QPoint)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._marks: Mapping[int, Mark] = {}
        self._sorts_many = False
        self._pressed = QPoint()
        self._hovered = -1
        # What of it is to be drawn; None where a section is drawn by itself, as one that is carried elsewhere.
        self._due: QRegion | None = None
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self.setFixedHeight(HEADER_HEIGHT)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.sectionClicked.connect(self._on_clicked)
        theme.changed.connect(self.viewport().update)

    def show_marks(self, marks: Mapping[int, Mark]) -> None:
        """Show by which columns the rows are sorted and filtered."""
        self._marks = marks
        self._sorts_many = sum(mark.sort > 0 for mark in marks.values()) > 1
        self.viewport().update()

    def below(self, column: int) -> QPoint:
        """Where on the screen something that belongs to a column may open."""
        return self.viewport().mapToGlobal(QPoint(self.sectionViewportPosition(column), self.height()))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember where, since a click does not say it."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The filter's button shows in the column under the mouse."""
        self._hover(self.logicalIndexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """No column is under the mouse any more."""
        self._hover(-1)
        super().leaveEvent(event)

    def sectionSizeFromContents(self, section: int) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the words and the filter's button."""
        width = lettering(SECONDARY_SIZE, bold=True)[0].pixelSize() // 2 + _BUTTON + 2 * _PAD
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        return QSize(width + self.fontMetrics().horizontalAdvance(words), HEADER_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt draws all that lies between the two corners where the frame of the grid looks otherwise with the focus."""
        self._due = event.region()
        super().paintEvent(event)
        self._due = None

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 - Qt's name
        """The words, the arrow with its place among several, the funnel, the line below."""
        if self._due is not None and not self._due.intersects(rect):
            return
        tokens, mark = self._theme.tokens, self._marks.get(section, Mark())
        painter.save()
        rule_below(painter, rect, tokens.line)
        box = QRectF(rect).adjusted(_PAD, 0, -_PAD, 0)
        if mark.filtered or section == self._hovered:
            funnel = QRectF(box.right() - 8, box.center().y() - 4, 9, 9)
            _draw_funnel(painter, funnel, QColor(tokens.accent if mark.filtered else tokens.soft), filled=mark.filtered)
            box.setRight(box.right() - _BUTTON)
        painter.setFont(lettering(SECONDARY_SIZE, bold=True)[0])
        painter.setPen(QColor(tokens.accent if mark.sort or mark.filtered else tokens.soft))
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        if mark.sort:
            words += f" {'↓' if mark.descending else '↑'}{mark.sort if self._sorts_many else ''}"
        flags = self.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        metrics, width = painter.fontMetrics(), int(box.width())
        lines = (metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in words.split("\n"))
        painter.drawText(box, int(flags), "\n".join(lines))
        painter.restore()

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()

    def _on_clicked(self, section: int) -> None:
        right = self.sectionViewportPosition(section) + self.sectionSize(section)
        if self._pressed.x() >= right - _BUTTON - _PAD // 2:
            self.filter_wanted.emit(section, self.below(section))
        else:
            held = QApplication.keyboardModifiers()
            several = held & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
            self.sort_wanted.emit(section, bool(several))

    def _on_menu(self, where: QPoint) -> None:
        section = self.logicalIndexAt(where)
        if section >= 0:
            self.menu_wanted.emit(section, self.viewport().mapToGlobal(where))


def _draw_funnel(painter: QPainter, box: QRectF, colour: QColor, *, filled: bool) -> None:
    """A funnel: the sign of a filter in every spreadsheet."""
    path = QPainterPath(box.topLeft())
    stem = box.width() * 0.36
    for x, y in (
        (box.right(), box.top()),
        (box.right() - stem, box.center().y()),
        (box.right() - stem, box.bottom()),
        (box.left() + stem, box.bottom() - 2),
        (box.left() + stem, box.center().y()),
    ):
        path.lineTo(x, y)
    path.closeSubpath()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(colour)
    painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
