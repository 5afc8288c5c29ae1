"""What stands on the pages of a document, in millimetres of the sheet, and how it is drawn on any device."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextLayout, QTextOption

# Texts are measured in so many units a millimetre, and drawn scaled down: the same breaks on every device.
FINE: Final = 20.0
A4: Final = QSizeF(210, 297)
_BLACK: Final = QColor("black")
# A point in millimetres.
_POINT: Final = 25.4 / 72
# Fonts of official documents, with what stands in for them where they are not installed.
FANG: Final = ("FangSong", "仿宋", "FangSong_GB2312", "仿宋_GB2312", "STFangsong", "Noto Serif CJK SC", "serif")
HEI: Final = ("SimHei", "黑体", "STHeiti", "Noto Sans CJK SC", "sans-serif")
KAI: Final = ("KaiTi", "楷体", "KaiTi_GB2312", "STKaiti", "Noto Serif CJK SC", "serif")
SONG: Final = ("SimSun", "宋体", "STSong", "Noto Serif CJK SC", "serif")
SONG_TITLE: Final = ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "STZhongsong", "华文中宋", "Noto Serif CJK SC", "serif")


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface at a size in points."""

    families: tuple[str, ...]
    points: float
    bold: bool = False

    @property
    def font(self) -> QFont:
        """The font at the size it is measured and drawn in."""
        font = QFont()
        font.setFamilies(list(self.families))
        font.setPixelSize(round(self.points * _POINT * FINE))
        font.setBold(self.bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


@dataclass(frozen=True, slots=True)
class TextInk:
    """A line of text: where its box begins, how wide it is, and how high its line."""

    text: str
    face: Face
    left: float
    top: float
    width: float
    height: float
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class BoxInk:
    """A rectangle, filled with a colour or outlined."""

    left: float
    top: float
    width: float
    height: float
    fill: str = ""


@dataclass(slots=True)
class Sheet:
    """A page, upright or on its side; `marks` say which block of the document stands where."""

    landscape: bool = False
    inks: list[TextInk | BoxInk] = field(default_factory=list)
    marks: list[tuple[float, float, int]] = field(default_factory=list)

    @property
    def size(self) -> QSizeF:
        """Its width and height in millimetres."""
        return A4.transposed() if self.landscape else A4

    def draw(self, painter: QPainter, dots: float) -> None:
        """Draw it with so many dots a millimetre."""
        painter.save()
        painter.scale(dots / FINE, dots / FINE)
        for ink in self.inks:
            if isinstance(ink, TextInk):
                _draw_text(painter, ink)
            else:
                _draw_box(painter, ink)
        painter.restore()

    def block_at(self, top: float) -> int | None:
        """The number of the block at a height; None between blocks."""
        return next((block for begin, end, block in self.marks if begin <= top < end), None)


def _draw_text(painter: QPainter, ink: TextInk) -> None:
    painter.setFont(ink.face.font)
    painter.setPen(_BLACK)
    box = QRectF(ink.left * FINE, ink.top * FINE, ink.width * FINE, ink.height * FINE)
    flags = int(ink.align | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextDontClip)
    painter.drawText(box, flags | int(Qt.TextFlag.TextSingleLine), ink.text)


def _draw_box(painter: QPainter, ink: BoxInk) -> None:
    box = QRectF(ink.left * FINE, ink.top * FINE, ink.width * FINE, ink.height * FINE)
    if ink.fill:
        painter.fillRect(box, QColor(ink.fill))
        return
    painter.setPen(QPen(_BLACK, 0.18 * FINE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)


def broken(text: str, face: Face, width: float, indent: float = 0) -> Sequence[str]:
    """The lines that a text takes in a width, its first line indented; at least one."""
    layout = QTextLayout(text, face.font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth((width - (indent if not lines else 0)) * FINE)
        line.setPosition(QPointF(0, 0))
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return lines or [""]
