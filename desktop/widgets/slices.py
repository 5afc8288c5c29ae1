"""Long work on the window's own thread, a little at a time, so that it goes on answering."""

import time
from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QObject, QTimer

# Seconds of work at a time, and milliseconds in which whatever a person does goes before it.
_LITTLE: Final = 0.005
_BETWEEN: Final = 1


class Slices(QObject):
    """Goes through steps, each of which is short, then does what comes after.

    What is quick is done at once, but where even the first step is to wait until the window has answered.
    """

    def __init__(
        self, steps: Iterator[object], done: Callable[[], object], parent: QObject, *, at_once: bool = True
    ) -> None:
        super().__init__(parent)
        self._steps = steps
        self._done = done
        self._timer = QTimer(self)
        self._timer.setInterval(_BETWEEN)
        self._timer.timeout.connect(self._go_on)
        if at_once:
            self._go_on()
        else:
            self._timer.start()

    def _go_on(self) -> None:
        end = time.perf_counter() + _LITTLE
        for _ in self._steps:
            if time.perf_counter() >= end:
                self._timer.start()
                return
        self._timer.stop()
        # Nothing that is held from here is to go while this object is being destroyed: it may hold the parent.
        done = vars(self).pop("_done")
        del self._steps
        self.deleteLater()
        done()
