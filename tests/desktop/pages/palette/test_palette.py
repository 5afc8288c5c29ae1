"""The palette: typing finds commands and targets by words and initials, keys pick, and it is quick."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.operations.finding import TargetName
from desktop.pages.palette.model import Line, LineModel
from desktop.pages.palette.palette import Palette
from desktop.pages.seat import Seat
from desktop.widgets.theme import Theme

KEY = Qt.Key
TARGETS = (
    TargetName("a", "T001", "规模以上工业增加值", "gmysgyzjz"),
    TargetName("b", "T002", "新建学校", "xjxx"),
    TargetName("c", "T003", "工业投资", "gytz"),
)


@pytest.fixture
def ran() -> list[str]:
    return []


@pytest.fixture
def palette(qtbot: QtBot, theme: Theme, ran: list[str]) -> Iterator[Palette]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    commands = []
    for words, keys in (("导出…", "Ctrl+E"), ("刷新", "F5")):
        action = QAction(words, window)
        action.setIconText(words)
        action.setShortcut(keys)
        action.triggered.connect(lambda _checked, words=words: ran.append(words))
        commands.append(action)
    palette = Palette(commands, theme, window)
    palette.set_targets(TARGETS)
    palette.set_initials(["dc…", "sx"])
    palette.open()
    yield palette
    window.close()


def shown(palette: Palette) -> list[str]:
    return [line.words for line in palette.model.shown]


def test_everything_is_offered_before_anything_is_typed(palette: Palette) -> None:
    assert shown(palette) == ["导出…", "刷新", "规模以上工业增加值", "新建学校", "工业投资"]
    assert [line.detail for line in palette.model.shown[:3]] == ["Ctrl+E", "F5", "T001"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("gy", ["工业投资", "规模以上工业增加值"]),
        ("T002", ["新建学校"]),
        ("dc", ["导出…"]),
        ("F5", ["刷新"]),
        ("gy tz", ["工业投资"]),
        ("nothing", []),
    ],
)
def test_what_is_typed_filters(qtbot: QtBot, palette: Palette, typed: str, found: list[str]) -> None:
    qtbot.keyClicks(palette.line, typed)
    assert shown(palette) == found
    assert palette.nothing.isVisible() == (not found)


def test_chinese_words_are_found_too(palette: Palette) -> None:
    event = QInputMethodEvent()
    event.setCommitString("工业")
    QCoreApplication.sendEvent(palette.line, event)
    assert shown(palette) == ["工业投资", "规模以上工业增加值"]


def test_enter_runs_a_command_and_closes(qtbot: QtBot, palette: Palette, ran: list[str]) -> None:
    qtbot.keyClick(palette.line, KEY.Key_Down)
    qtbot.keyClick(palette.line, KEY.Key_Return)
    assert ran == ["刷新"]
    assert not palette.isVisible()


def test_a_target_is_told(qtbot: QtBot, palette: Palette) -> None:
    qtbot.keyClicks(palette.line, "xjxx")
    with qtbot.waitSignal(palette.target_picked) as told:
        qtbot.keyClick(palette.line, KEY.Key_Return)
    assert told.args == ["b"]


def test_a_click_picks(qtbot: QtBot, palette: Palette, ran: list[str]) -> None:
    rect = palette.list.visualRect(palette.model.index(0, 0))
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert ran == ["导出…"]


def test_up_stops_at_the_top_and_escape_closes(qtbot: QtBot, palette: Palette, ran: list[str]) -> None:
    qtbot.keyClick(palette.line, KEY.Key_Up)
    assert palette.list.currentIndex().row() == 0
    qtbot.keyClicks(palette.line, "nothing")
    qtbot.keyClick(palette.line, KEY.Key_Return)
    assert palette.isVisible()
    qtbot.keyClick(palette.line, KEY.Key_Escape)
    assert not palette.isVisible()
    assert ran == []


def test_the_model_keeps_the_rules(qtbot: QtBot) -> None:
    assert qtbot
    holder = QWidget()
    qtbot.addWidget(holder)
    model = LineModel(holder)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, holder)
    model.set_lines([Line("刷新", "F5", "sx"), Line("新建学校", "T002", "xjxx", target_key="b")])
    model.find("xj")
    assert model.rowCount() == 1
    model.find("")
    assert model.rowCount() == 2


def test_the_window_finds_its_targets_and_goes_to_one(
    qtbot: QtBot, window: MainWindow, settle: Callable[[MainWindow], None], practice_database: Path
) -> None:
    window.open_database(practice_database)
    for _ in range(3):
        settle(window)
    seat = window.view
    assert isinstance(seat, Seat)
    assert seat.entry is not None
    qtbot.keyClick(window, KEY.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(Palette)
    assert palette is not None
    settle(window)
    qtbot.keyClicks(palette.line, "jh ctrl+4")
    assert [line.words for line in palette.model.shown] == ["交换"]
    palette.line.clear()
    last = seat.entry.model.rows[-1].target
    qtbot.keyClicks(palette.line, last.code)
    with qtbot.waitSignal(palette.destroyed):
        qtbot.keyClick(palette.line, KEY.Key_Return)
    assert seat.pages.currentWidget() is seat.entry
    assert seat.entry.grid.currentIndex().siblingAtColumn(0).data() == last.code
