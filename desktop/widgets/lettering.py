"""Texts as cells show them: fonts, measures and what fits are made once, since a page has hundreds of cells."""

from functools import cache, lru_cache
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

from desktop.widgets.theme import text_font, text_scale

# So many texts are remembered as they fit into their cells.
_REMEMBERED: Final = 20_000


def lettering(size: int, *, bold: bool = False) -> tuple[QFont, QFontMetrics]:
    """The font of texts of a size, enlarged as the application's own is, and its measures."""
    return _made(size, text_scale(), bold)


def line_of(text: str, width: int, size: int) -> str:
    """As much of a text as a width has room for, on one line."""
    return _fitting(text, width, size, text_scale())


@cache
def _made(size: int, _scale: float, bold: bool) -> tuple[QFont, QFontMetrics]:
    font = text_font(size, QFont.Weight.DemiBold if bold else None)
    return font, QFontMetrics(font)


@lru_cache(_REMEMBERED)
def _fitting(text: str, width: int, size: int, scale: float) -> str:
    return _made(size, scale, False)[1].elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, width)
