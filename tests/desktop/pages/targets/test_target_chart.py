import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.operations.practice import PERIOD, enter
from desktop.operations.targets import load_target, load_targets
from desktop.pages.targets.chart import TargetChart
from desktop.widgets.theme import Theme

Sit = Callable[[Path], Desk]


def test_the_chart_says_what_it_draws_and_follows_the_theme(
    qtbot: QtBot, theme: Theme, practice_database: Path, sit_down: Sit
) -> None:
    desk, holder = sit_down(practice_database), QWidget()
    qtbot.addWidget(holder)
    enter(desk, PERIOD)
    key = next(one.target.key for one in load_targets(desk).items if one.target.code == "C08")
    story = load_target(desk, key)
    assert story is not None
    chart = TargetChart(theme, holder)
    chart.show_story(story)
    assert chart.said.text() == "3 月：序时 425 P，上报 233 P"
    assert chart.plot.accessibleDescription().splitlines()[-1] == chart.said.text()
    schedule, reported = chart.plot.listDataItems()
    assert schedule.opts["pen"].style() == Qt.PenStyle.DashLine
    assert list(reported.getData()[1])[-1] == 233.0
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        assert chart.plot.backgroundBrush().color().name() == theme.tokens.surface.lower()
    assert not chart.grab().isNull()


def test_starting_the_window_does_not_import_the_chart() -> None:
    code = "import sys, desktop.app, desktop.main_window; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own words
