"""Makes pictures of the program's drawing: its .ico, and the side of the installer's first and last page."""

import struct
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_DRAWING: Final = Path(__file__).parents[1] / "resources" / "icons" / "target-desk.svg"
# The size that NSIS gives to that side, and the colour of the window's rail.
_SIDE: Final = (164, 314)
_MARK: Final = QRectF(42, 117, 80, 80)
_GROUND: Final = "#EEF0F3"
_HEAD, _ENTRY = struct.Struct("<HHH"), struct.Struct("<BBBBHHII")


def picture(size: int) -> bytes:
    """The drawing in one size, as PNG."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(_DRAWING)).render(painter)
    painter.end()
    return _packed(image, "PNG")


def icon() -> bytes:
    """All sizes in one file; a size of 256 is written as 0."""
    pictures = [picture(size) for size in SIZES]
    place, entries = _HEAD.size + _ENTRY.size * len(SIZES), []
    for size, data in zip(SIZES, pictures, strict=True):
        entries.append(_ENTRY.pack(size % 256, size % 256, 0, 0, 1, 32, len(data), place))
        place += len(data)
    return b"".join([_HEAD.pack(0, 1, len(SIZES)), *entries, *pictures])


def side() -> bytes:
    """The drawing on a quiet ground, as BMP."""
    image = QImage(*_SIDE, QImage.Format.Format_RGB888)
    image.fill(QColor(_GROUND))
    painter = QPainter(image)
    QSvgRenderer(str(_DRAWING)).render(painter, _MARK)
    painter.end()
    return _packed(image, "BMP")


def _packed(image: QImage, kind: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)
    return bytes(buffer.data().data())
