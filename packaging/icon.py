"""Makes the program's .ico of its drawing: `python packaging/icon.py OUT.ico`."""

import struct
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_DRAWING: Final = Path(__file__).parents[1] / "resources" / "icons" / "target-desk.svg"
_HEAD, _ENTRY = struct.Struct("<HHH"), struct.Struct("<BBBBHHII")


def picture(size: int) -> bytes:
    """The drawing in one size, as PNG."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(_DRAWING)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def icon() -> bytes:
    """All sizes in one file; a size of 256 is written as 0."""
    pictures = [picture(size) for size in SIZES]
    place, entries = _HEAD.size + _ENTRY.size * len(SIZES), []
    for size, data in zip(SIZES, pictures, strict=True):
        entries.append(_ENTRY.pack(size % 256, size % 256, 0, 0, 1, 32, len(data), place))
        place += len(data)
    return b"".join([_HEAD.pack(0, 1, len(SIZES)), *entries, *pictures])


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(icon())
