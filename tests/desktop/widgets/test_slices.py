"""Long work on the window's thread lets what a person does go between."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from desktop.widgets.slices import Slices


def test_what_is_quick_is_done_at_once(qtbot: QtBot) -> None:  # noqa: ARG001 - it makes the application
    done: list[str] = []
    parent = QObject()
    Slices(iter(range(10)), lambda: done.append("done"), parent)
    assert done == ["done"]


def test_between_slow_steps_events_are_handled(qtbot: QtBot) -> None:
    seen: list[str] = []

    def steps() -> Iterator[object]:
        for number in range(3):
            end = time.perf_counter() + 0.006
            while time.perf_counter() < end:
                pass
            seen.append(f"step {number}")
            yield number

    parent = QObject()
    QTimer.singleShot(0, parent, lambda: seen.append("event"))
    Slices(steps(), lambda: seen.append("done"), parent)
    qtbot.waitUntil(lambda: "done" in seen)
    assert seen.index("step 0") < seen.index("event") < seen.index("step 2") < seen.index("done")
