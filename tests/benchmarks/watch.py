"""Watching the window's thread: its longest stall while a person does one thing after the other."""
# ruff: noqa: T201 - a benchmark prints

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

LIMIT_MS = 50.0


@dataclass
class Step:
    """One thing a person does; its stalls are of the window's thread alone."""

    name: str
    deed: Callable[[], None]


class Watch(QObject):
    """A heart that beats every millisecond: the longest it was kept waiting, by whatever it was."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start(1)

    def begin(self) -> None:
        """Forget what was."""
        self.longest = 0.0
        self._last = time.perf_counter()

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def rest(busy: Callable[[], bool], least_ms: int = 150) -> None:
    """Let the window work until it has nothing more to do."""
    loop, timer = QEventLoop(), QTimer()
    timer.timeout.connect(lambda: None if busy() else loop.quit())
    timer.start(least_ms)
    loop.exec()


def report_stalls(rounds: Sequence[Mapping[str, float]]) -> float:
    """Print the longest stall of each step and of all; the longest of all, in milliseconds."""
    for name in rounds[0]:
        print(f"{name:24} {max(one[name] for one in rounds):7.1f}   {' '.join(f'{one[name]:.1f}' for one in rounds)}")
    longest = max(max(one.values()) for one in rounds)
    print(f"longest of all: {longest:.1f} ms, limit {LIMIT_MS:g} ms")
    return longest
