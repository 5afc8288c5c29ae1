"""Doing something once a window has been seen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class AfterPaint(QObject):
    """Does it after the widget's first paint; no timer knows when that is, since a screen takes its time."""

    def __init__(self, widget: QWidget, deed: Callable[[], object]) -> None:
        super().__init__(widget)
        self._deed = deed
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the paint, and then for its end."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._act)
        return False

    def _act(self) -> None:
        # What it holds may be all that keeps the widget, which must not go while a child of it is being destroyed.
        deed = vars(self).pop("_deed")
        self.deleteLater()
        deed()
