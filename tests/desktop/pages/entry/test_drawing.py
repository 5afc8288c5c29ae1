"""What is drawn when a cell is typed into or the grid is scrolled: what is another one now, and nothing else."""

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint
from PySide6.QtGui import QColor, QPaintEvent
from pytestqt.qtbot import QtBot

from desktop.pages.entry.page import EntryPage


class Painted(QObject):
    """Adds up how much of a view is drawn, in dots."""

    def __init__(self, page: EntryPage) -> None:
        super().__init__(page)
        self.area = 0
        page.grid.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QPaintEvent):
            self.area += sum(rect.width() * rect.height() for rect in event.region())
        return False


@pytest.fixture
def painted(page: EntryPage, hands: Any) -> Painted:
    hands.go("A05", "value")
    hands.settle()
    # All that was still to be drawn.
    for _ in range(9):
        QCoreApplication.processEvents()
    return Painted(page)


def test_a_figure_that_is_typed_leaves_the_other_rows_as_they_are(
    page: EntryPage, hands: Any, painted: Painted
) -> None:
    whole = page.grid.viewport().width() * page.grid.viewport().height()
    hands.enter("17")
    hands.settle()
    assert hands.shown("A05", "value") == "17"
    assert 0 < painted.area < whole / 3


def test_what_stays_in_sight_is_moved_by_scrolling(page: EntryPage, painted: Painted, qtbot: QtBot) -> None:
    bar, step = page.grid.verticalScrollBar(), page.grid.rowHeight(0)
    bar.setValue(bar.value() + step)
    qtbot.waitUntil(lambda: painted.area > 0)
    assert painted.area <= 2 * step * page.grid.viewport().width()


def test_the_frame_tells_where_the_keys_go(page: EntryPage, painted: Painted, qtbot: QtBot) -> None:
    assert painted.area == 0
    edge = page.grid.mapTo(page.window(), QPoint(0, page.grid.height() // 2))

    def seen() -> QColor:
        return page.screen().grabWindow(page.window().winId()).toImage().pixelColor(edge)

    before = seen()
    page.head.search.setFocus()
    qtbot.waitUntil(lambda: seen() != before)
    page.grid.setFocus()
    qtbot.waitUntil(lambda: seen() == before)
