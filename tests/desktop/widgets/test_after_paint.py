"""What waits for the first paint."""

import weakref

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.after_paint import AfterPaint


def test_it_is_done_once_and_not_before_the_widget_is_seen(qtbot: QtBot) -> None:
    widget, done = QWidget(), []
    qtbot.addWidget(widget)
    AfterPaint(widget, lambda: done.append(widget.isVisible()))
    QCoreApplication.processEvents()
    assert not done
    widget.show()
    qtbot.waitUntil(lambda: done == [True])
    widget.repaint()
    assert done == [True]


class Deed:
    """A deed that can be asked for whether anybody still has it."""

    def __call__(self) -> None:
        pass


def test_it_holds_nothing_once_it_is_done(qtbot: QtBot) -> None:
    widget, deed = QWidget(), Deed()
    qtbot.addWidget(widget)
    held = weakref.ref(deed)
    waiting = AfterPaint(widget, deed)
    del deed
    widget.show()
    qtbot.waitUntil(lambda: held() is None)
    assert waiting is not None
