"""What a window shows while it is left, for the first picture of the next start."""

import zlib
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPicture
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from desktop.widgets.fitting import lay_out
from desktop.widgets.grid import Grid
from desktop.widgets.last_picture import Shown
from desktop.widgets.shown_rows import ShownGrid

# Each is drawn once more while somebody waits for the window to close.
_MOST_ROWS: Final = 400
_QUICKLY: Final = 1


def shown_of(
    window: QWidget, page: str, grid: ShownGrid, look: Mapping[str, Any], fleeting: Sequence[QWidget]
) -> Shown:
    """A window as it is; without what is `fleeting`, since that is something else tomorrow."""
    picture = window.grab()
    painter = QPainter(picture)
    for widget in fleeting:
        painter.fillRect(QRect(widget.mapTo(window, QPoint()), widget.size()), QColor(look["tokens"]["bg"]))
    painter.end()
    size = window.width(), window.height()
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    dots = zlib.compress(bytes(image.constBits()), _QUICKLY)
    return Shown(page, window.windowTitle(), size, look, image.width(), image.height(), dots, grid.packed())


def grid_as_shown(grid: Grid, keys: Sequence[str]) -> ShownGrid | None:
    """The rows of a grid as they are drawn; None where there are none, too many, or not all columns lie in one row."""
    aside = grid.frozen.count or grid.horizontalScrollBar().value()
    if aside or not 0 < len(keys) <= _MOST_ROWS:
        return None
    lay_out(grid.window())
    view, order, model = grid.viewport(), grid.order(), grid.model()
    corner, scrolled = view.mapTo(grid.window(), QPoint()), grid.verticalScrollBar().value()
    drawn = [_drawn(grid, row, order, corner.y() - scrolled) for row in range(len(keys))]
    return ShownGrid(
        box=(corner.x(), corner.y(), view.width(), view.height()),
        row_height=grid.rowHeight(0),
        scrolled=scrolled,
        keys=list(keys),
        texts=[[str(model.index(row, column).data() or "") for column in order] for row in range(len(keys))],
        columns=order,
        widths=[grid.columnWidth(column) for column in order],
        lengths=[len(one) for one in drawn],
        ratio=grid.devicePixelRatio(),
        drawn=zlib.compress(b"".join(drawn), _QUICKLY),
    )


def _drawn(grid: Grid, row: int, order: Sequence[int], top: int) -> bytes:
    """A row as the grid draws it where it is: on the dots of a screen, lines lie differently from row to row."""
    picture = QPicture()
    painter, ratio, height = QPainter(picture), grid.devicePixelRatio(), grid.rowHeight(row)
    painter.translate(0, (top + row * height) * ratio)
    painter.scale(ratio, ratio)
    box: Any = QStyleOptionViewItem()
    for column in order:
        index = grid.model().index(row, column)
        box.rect = QRect(grid.columnViewportPosition(column), 0, grid.columnWidth(column), height)
        box.state = QStyle.StateFlag.State_Enabled
        if grid.selectionModel().isSelected(index):
            box.state |= QStyle.StateFlag.State_Selected
        grid.itemDelegate().paint(painter, box, index)
    painter.end()
    return bytes(cast("memoryview", picture.data()))
