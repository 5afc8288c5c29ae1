"""Whether the window answers: where it does not, the log says what every thread was at, and for how long it was."""

import faulthandler
import time
from tempfile import TemporaryFile
from threading import Event, Thread
from typing import Final

from PySide6.QtCore import QObject, QTimer

from desktop.log import LOG, places

_BEAT: Final = 0.5
# Looks without a beat in between, one each second. Counted and not timed: a computer that slept did not hang.
_LOOK: Final = 1.0
_PATIENCE: Final = 5


class Pulse(QObject):
    """Beats on the window's thread, and looks from a thread of its own whether it still does."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._beats = 0
        self._last = time.monotonic()
        # Whether the log knows that the window does not answer.
        self._told = Event()
        self._over = Event()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(round(_BEAT * 1000))
        self._watcher = Thread(target=self._watch, name="pulse")
        self._watcher.start()

    def stop(self) -> None:
        """End the thread."""
        self._timer.stop()
        self._over.set()
        self._watcher.join()

    def _beat(self) -> None:
        now = time.monotonic()
        if self._told.is_set():
            LOG.warning("the window answers again after %.1f s", now - self._last)
            self._told.clear()
        self._beats += 1
        self._last = now

    def _watch(self) -> None:
        seen, missed = self._beats, 0
        while not self._over.wait(_LOOK):
            missed = missed + 1 if self._beats == seen else 0
            seen = self._beats
            if missed == _PATIENCE:
                self._told.set()
                LOG.error("the window does not answer\n%s", _stacks())


def _stacks() -> str:
    """What every thread is at."""
    # faulthandler writes to a file's number alone.
    with TemporaryFile() as file:
        faulthandler.dump_traceback(file)
        file.seek(0)
        return places(file.read().decode(errors="replace"))
