"""The box with the plan's periods: how wide it is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.address import Location
from desktop.desk import Desk
from desktop.pages.period_box import PeriodBox
from desktop.pages.runner import Runner
from desktop.widgets.fitting import lay_out


@pytest.mark.usefixtures("theme")
def test_it_has_room_for_its_periods_also_where_it_was_seen_before_they_were_known(
    qtbot: QtBot, runner: Runner, practice_database: Path, sit_down: Callable[[Location], Desk]
) -> None:
    window, desk = QWidget(), sit_down(practice_database)
    qtbot.addWidget(window)
    window.setStyleSheet("* { font-size: 40px; }")
    row, boxes = QHBoxLayout(window), [PeriodBox(desk, runner, window) for _ in range(2)]
    for box in boxes:
        row.addWidget(box)
    row.addStretch(1)
    window.resize(1200, 100)
    early, late = boxes
    early.refresh()
    qtbot.waitUntil(lambda: not runner.busy)
    with qtbot.waitExposed(window):
        window.show()
    late.refresh()
    qtbot.waitUntil(lambda: not runner.busy)
    lay_out(window)
    assert late.width() == early.width() > early.minimumWidth()
