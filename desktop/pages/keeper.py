"""Texts that are being typed, kept on the disk until they are entered or given up."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from db.unfinished import Place
from desktop.desk import Desk
from desktop.operations.unfinished import give_up_unfinished, keep_unfinished
from desktop.pages.runner import Runner

# Two seconds of typing at most may be lost, writing included.
_EVERY: Final = 1000


class Keeper(QObject):
    """Keeps the texts of one period at a time; those that belong to none have a code of their own, the empty one."""

    # A Refusal: what is being typed cannot be kept.
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject, code: str = "") -> None:
        super().__init__(parent)
        self.code = code
        self._desk = desk
        self._runner = runner
        self._typing: dict[Place, str] = {}
        self._kept: set[Place] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timer)

    @property
    def waiting(self) -> bool:
        """Whether something that was typed is still to be kept."""
        return self._timer.isActive()

    def type(self, place: Place, text: str) -> None:
        """Keep a text that is being typed, at the latest a second from now."""
        self._typing[place] = text
        if not self._timer.isActive():
            self._timer.start()

    def enter(self, place: Place) -> None:
        """It is being stored by a job that forgets by itself what was kept of it."""
        self._typing.pop(place, None)
        self._kept.discard(place)

    def give_up(self, place: Place) -> None:
        """Nothing of what was typed there is wanted."""
        self._typing.pop(place, None)
        if place in self._kept:
            self._kept.discard(place)
            self.forget(place)

    def find(self, place: Place) -> None:
        """An earlier session left something there."""
        self._kept.add(place)

    def forget(self, place: Place) -> None:
        """Nothing of what an earlier session left there is wanted."""
        self._run(partial(give_up_unfinished, self._desk, self.code, place))

    def _run(self, job: Callable[[], None]) -> None:
        self._runner.run(lambda _progress: job(), lambda _nothing: None, failed=self._on_failed)

    def _on_timer(self) -> None:
        texts, self._typing = self._typing, {}
        if texts:
            self._kept |= set(texts)
            self._run(partial(keep_unfinished, self._desk, self.code, texts))

    def _on_failed(self, refusal: object) -> None:
        self.failed.emit(refusal)
