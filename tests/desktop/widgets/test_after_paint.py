"""What waits for the first paint."""

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
