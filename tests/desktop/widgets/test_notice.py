"""Bars above the page, views with nothing in them, labels with little room."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.vocabulary import Lamp
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.empty import EmptyView
from desktop.widgets.notice import ActivityBar, NoticeBar
from desktop.widgets.theme import Part, Theme
from desktop.widgets.totals import Totals

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def parent(qtbot: QtBot, theme: Theme) -> QWidget:
    assert theme.tokens
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(600, 300)
    widget.show()
    return widget


def _button(bar: QWidget, text: str) -> QPushButton:
    return next(one for one in bar.findChildren(QPushButton) if one.text() == text)


def test_a_notice_says_follows_and_goes(qtbot: QtBot, parent: QWidget) -> None:
    notice, deeds = NoticeBar(parent), []
    assert not notice.isVisible()
    notice.say("汇总表已导出", Part.GOOD, ("打开文件夹", lambda: deeds.append("opened")))
    assert notice.isVisible()
    assert notice.accessibleName() == "汇总表已导出"
    qtbot.mouseClick(_button(notice, "打开文件夹"), LEFT)
    assert deeds == ["opened"]
    notice.say("磁盘满了", Part.ERROR)
    assert not notice._follow.isVisible()
    qtbot.mouseClick(_button(notice, "知道了"), LEFT)
    assert not notice.isVisible()


def test_work_shows_how_far_it_is_and_is_stopped_once(qtbot: QtBot, parent: QWidget) -> None:
    activity = ActivityBar(parent)
    activity.begin("正在导入")
    activity.move_to(37, 200, "上报_一个名字很长很长很长的单位_2024-03_第1次.xlsx")
    assert activity._count.text().startswith("37 / 200  上报_")
    assert "…" in activity._count.text()
    with qtbot.waitSignal(activity.cancelled):
        qtbot.mouseClick(activity.cancel, LEFT)
    assert not activity.cancel.isEnabled()
    activity.begin("正在导入")
    assert activity.cancel.isEnabled()


def test_an_empty_view_has_room_for_its_reason_and_a_button_only_where_one_helps(qtbot: QtBot, parent: QWidget) -> None:
    empty = EmptyView(parent)
    empty.resize(600, 300)
    empty.show()
    empty.explain("还没有", "因为还没有人上报。" * 12, "导入…")
    assert empty._why.height() >= 2 * empty._why.fontMetrics().height()
    with qtbot.waitSignal(empty.pressed):
        qtbot.mouseClick(empty.button, LEFT)
    empty.explain("没有", "没有。")
    assert not empty.button.isVisible()


def test_a_label_with_little_room_keeps_the_whole_text_at_hand(parent: QWidget) -> None:
    label = ElidedLabel(parent)
    label.setText("示例分工：公开公告没有写明责任单位，单位名称和分工只作示例。")
    label.resize(80, 20)
    assert label.toolTip() == label.text()
    assert label.minimumSizeHint().width() == 40
    assert not label.grab().isNull()


def test_totals_say_count_and_share_and_tell_once_when_they_are_released(
    qtbot: QtBot, theme: Theme, parent: QWidget
) -> None:
    totals, told = Totals(theme, parent), []
    totals.show_counts({Lamp.BLUE: 1, Lamp.GREEN: 2, Lamp.YELLOW: 0, Lamp.RED: 1, Lamp.GREY: 0})
    assert totals.buttons[Lamp.GREEN].text() == "正常 2 · 50%"
    totals.show()
    for lamp in (Lamp.GREEN, Lamp.RED):
        qtbot.mouseClick(totals.buttons[lamp], LEFT)
    assert totals.pressed == {Lamp.GREEN, Lamp.RED}
    totals.changed.connect(lambda: told.append(totals.pressed))
    totals.release()
    assert told == [frozenset()]
    totals.show_counts(dict.fromkeys(Lamp, 0))
    assert totals.buttons[Lamp.RED].text() == "严重滞后 0"
