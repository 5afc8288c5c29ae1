from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.operations.practice import PERIOD, enter
from desktop.operations.targets import load_target, load_targets
from desktop.pages.targets.chart import TargetChart
from desktop.widgets.theme import Theme

Sit = Callable[[Path], Desk]


@pytest.fixture
def chart(qtbot: QtBot, theme: Theme, practice_database: Path, sit_down: Sit) -> Iterator[TargetChart]:
    """The year of a target that adds up, three months of it reported."""
    desk, holder = sit_down(practice_database), QWidget()
    qtbot.addWidget(holder)
    enter(desk, PERIOD)
    key = next(one.target.key for one in load_targets(desk).items if one.target.code == "C08")
    story = load_target(desk, key)
    assert story is not None
    chart = TargetChart(theme, holder)
    chart.show_story(story)
    chart.resize(480, 260)
    yield chart
    # Only now is what it stands on let go.
    holder.hide()


def test_the_chart_says_what_it_draws_and_follows_the_theme(chart: TargetChart, theme: Theme) -> None:
    assert chart.said.text() == "3 月：序时 425 P，上报 233 P"
    assert chart.plot.accessibleDescription().splitlines()[-1] == chart.said.text()
    schedule, reported = chart.plot.lines
    assert schedule.asked
    assert reported.points[-1] == (3, 233.0)
    drawn = []
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        drawn.append(chart.plot.grab().toImage())
    assert drawn[0] != drawn[1]


def test_the_figures_under_the_mouse_are_said(chart: TargetChart, qtbot: QtBot) -> None:
    chart.parentWidget().show()
    plot = chart.plot
    for share, month in ((0.99, "12 月"), (0.01, "1 月")):
        QTest.mouseMove(plot, QPoint(int(plot.width() * share), plot.height() // 2))
        qtbot.waitUntil(lambda month=month: chart.said.text().startswith(month))
