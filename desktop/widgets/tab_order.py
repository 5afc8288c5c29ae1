"""Tab as the eye goes: in the order in which things are laid out, not in which they were made."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6 import QtCore
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget


def follow_layout(page: QWidget) -> None:
    """Let Tab lead through what is laid out in a page: each row from its beginning, from the top down."""
    for one, after in pairwise(_stops(page)):
        QWidget.setTabOrder(one, after)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    for inside in _inside(widget):
        if inside.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus:
            yield inside
        yield from _stops(inside)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QSplitter | QStackedWidget):
        yield from (one for number in range(widget.count()) if (one := widget.widget(number)) is not None)
    elif isinstance(widget, QScrollArea):
        if (shown := widget.widget()) is not None:
            yield shown
    elif (layout := widget.layout()) is not None:
        yield from _laid_in(layout)


def _laid_in(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        if (below := item.layout()) is not None:
            yield from _laid_in(below)
        elif (widget := item.widget()) is not None:
            yield widget
