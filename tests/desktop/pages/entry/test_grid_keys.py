"""The keys that clerks' fingers know, pressed in the entry grid."""

from typing import Any

import pytest
from PySide6.QtCore import QDate, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from desktop.pages.entry.page import EntryPage
from desktop.widgets.filter_box import FilterBox

KEY = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def test_ctrl_arrow_goes_to_the_edge_of_the_data(hands: Any) -> None:
    hands.go("A01", "code")
    hands.press(KEY.Key_Down, CTRL)
    assert hands.here()[0] == hands.codes()[-1]
    hands.press(KEY.Key_Up, CTRL)
    assert hands.here() == ("A01", "code")
    # From a filled cell beside a blank one: over the gap to the next filled one.
    hands.go("A04", "target")
    hands.press(KEY.Key_Up, CTRL)
    assert hands.here() == ("A01", "target")
    hands.press(KEY.Key_Down, CTRL)
    assert hands.here() == ("A04", "target")
    hands.press(KEY.Key_Down, CTRL)
    assert hands.here() == ("A07", "target")


def test_ctrl_shift_arrow_stretches_the_selection_to_the_edge(hands: Any) -> None:
    hands.go("A04", "target")
    hands.press(KEY.Key_Down, CTRL | SHIFT)
    assert hands.selection() == (["A04", "A05", "A06", "A07"], ["target"])
    hands.press(KEY.Key_Left, SHIFT)
    assert hands.selection() == (["A04", "A05", "A06", "A07"], ["title", "target"])
    hands.press(KEY.Key_Up, SHIFT)
    assert hands.selection() == (["A04", "A05", "A06"], ["title", "target"])


def test_home_and_end_go_along_the_row_and_with_ctrl_over_the_whole_table(hands: Any) -> None:
    hands.go("A05", "value")
    hands.press(KEY.Key_Home)
    assert hands.here() == ("A05", "code")
    hands.press(KEY.Key_End)
    assert hands.here() == ("A05", "lamp")
    hands.press(KEY.Key_Home, CTRL)
    assert hands.here() == ("A01", "code")
    hands.press(KEY.Key_End, CTRL)
    assert hands.here() == (hands.codes()[-1], "lamp")
    hands.press(KEY.Key_Home, CTRL | SHIFT)
    assert hands.selection()[0] == hands.codes()


def test_page_keys_go_a_window_further_and_never_off_the_table(page: EntryPage, hands: Any) -> None:
    hands.go("A01", "value")
    hands.press(KEY.Key_PageDown)
    fit = page.grid.viewport().height() // page.grid.rowHeight(0) - 1
    assert hands.here() == (hands.codes()[fit], "value")
    for _ in range(5):
        hands.press(KEY.Key_PageDown)
    assert hands.here()[0] == hands.codes()[-1]
    for _ in range(5):
        hands.press(KEY.Key_PageUp, SHIFT)
    assert hands.selection()[0] == hands.codes()


def test_ctrl_a_selects_everything(page: EntryPage, hands: Any) -> None:
    hands.go("A05", "value")
    hands.press(KEY.Key_A, CTRL)
    rows, columns = hands.selection()
    assert rows == hands.codes()
    assert len(columns) == len(page.grid.order())


def test_shift_click_selects_from_the_cursor_to_there(hands: Any) -> None:
    hands.click("A05", "increment")
    hands.click("A07", "value", SHIFT)
    assert hands.selection() == (["A05", "A06", "A07"], ["increment", "value"])
    hands.click("A04", "increment", SHIFT)
    assert hands.selection() == (["A04", "A05"], ["increment"])


def test_a_selection_that_is_drawn_leaves_the_cursor_where_it_began(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    grid = page.grid
    begin, end = (
        grid.visualRect(page.model.index(hands.row(code), hands.column(key))).center()
        for code, key in (("A05", "increment"), ("A07", "value"))
    )
    qtbot.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    # A real drag reports every step; two of them show the cursor staying.
    for where in ((begin + end) / 2, end):
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(where),
            QPointF(grid.viewport().mapToGlobal(where)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(grid.viewport(), move)
    qtbot.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert hands.selection() == (["A05", "A06", "A07"], ["increment", "value"])
    assert hands.here() == ("A05", "increment")


def test_ctrl_enter_puts_what_is_typed_into_every_selected_cell(hands: Any, qtbot: QtBot) -> None:
    hands.go("A05", "value")
    hands.select(down=2, right=0)
    hands.type("3")
    qtbot.keyClick(hands.editor(), KEY.Key_Return, CTRL)
    hands.settle()
    assert {hands.stored(code).answer.value for code in ("A05", "A06", "A07")} == {3_000_000}
    hands.undo()
    assert {hands.stored(code).answer.value for code in ("A05", "A06", "A07")} == {None}


def test_ctrl_enter_repeats_what_stands_under_the_cursor(hands: Any) -> None:
    hands.go("A05", "value")
    hands.enter("4")
    hands.go("A05", "value")
    hands.press(KEY.Key_Down, SHIFT)
    hands.press(KEY.Key_Return, CTRL)
    hands.settle()
    assert hands.stored("A05").answer.value == 4_000_000
    hands.go("A06", "value")
    hands.press(KEY.Key_Up, SHIFT)
    hands.press(KEY.Key_Return, CTRL)
    hands.settle()
    assert hands.stored("A06").answer.value == 4_000_000


def test_ctrl_d_on_one_cell_takes_what_stands_above(hands: Any) -> None:
    hands.go("A05", "value")
    hands.enter("4")
    assert hands.here() == ("A06", "value")
    hands.press(KEY.Key_D, CTRL)
    hands.settle()
    assert hands.stored("A06").answer.value == 4_000_000


def test_ctrl_semicolon_adds_today(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    today = QDate.currentDate().toString("yyyy-MM-dd")
    page.arranging.show_column("narrative", shown=True)
    hands.go("A05", "narrative")
    hands.press(KEY.Key_Semicolon, CTRL)
    hands.settle()
    assert hands.stored("A05").answer.narrative == today
    hands.press(KEY.Key_F2)
    qtbot.keyClick(hands.editor(), KEY.Key_End)
    qtbot.keyClick(hands.editor(), KEY.Key_Semicolon, CTRL)
    qtbot.keyClick(hands.editor(), KEY.Key_Return)
    hands.settle()
    assert hands.stored("A05").answer.narrative == today * 2


@pytest.mark.parametrize(("keys", "expected"), [("A07", "A07"), ("sjdjs", "A06")])
def test_the_search_finds_by_words_and_by_pinyin_initials(
    page: EntryPage, hands: Any, qtbot: QtBot, keys: str, expected: str
) -> None:
    hands.press(KEY.Key_F, CTRL)
    qtbot.keyClicks(page.head.search, keys)
    assert hands.codes() == [expected]
    qtbot.keyClick(page.head.search, KEY.Key_Return)
    assert page.grid.hasFocus()
    hands.press(KEY.Key_F, CTRL)
    qtbot.keyClick(page.head.search, KEY.Key_Escape)
    assert len(hands.codes()) > 20
    assert page.grid.hasFocus()


def test_f3_goes_from_match_to_match_and_round(page: EntryPage, hands: Any) -> None:
    hands.press(KEY.Key_H, CTRL)
    assert page.replacing.sought.hasFocus()
    hands.say(page.replacing.sought, "建设")
    found = [code for code in hands.codes() if "建设" in hands.shown(code, "title")]
    assert len(found) > 2
    hands.go(found[0], "title")
    page.grid.setFocus()
    hands.press(KEY.Key_F3)
    assert hands.here() == (found[1], "title")
    hands.press(KEY.Key_F3, SHIFT)
    hands.press(KEY.Key_F3, SHIFT)
    assert hands.here() == (found[-1], "title")


def test_ctrl_h_replaces_in_every_cell_that_may_be_typed_in(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    page.arranging.show_column("narrative", shown=True)
    hands.copy("正在推进一期\n已推进")
    hands.go("A05", "narrative")
    hands.paste()
    hands.go("A05", "narrative")
    hands.press(KEY.Key_H, CTRL)
    hands.say(page.replacing.sought, "推进")
    hands.say(page.replacing.put, "建设")
    qtbot.mouseClick(page.replacing.one, Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.stored("A05").answer.narrative == "正在建设一期"
    assert hands.here() == ("A06", "narrative")
    qtbot.mouseClick(page.replacing.all, Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.stored("A06").answer.narrative == "已建设"
    assert not page.replacing.all.isEnabled()
    qtbot.keyClick(page.replacing.put, KEY.Key_Escape)
    assert not page.replacing.isVisible()
    assert page.grid.hasFocus()


def test_alt_down_opens_the_list_of_a_cell_or_the_filter_of_its_column(
    page: EntryPage, hands: Any, qtbot: QtBot
) -> None:
    page.arranging.show_column("status", shown=True)
    hands.go("A05", "status")
    hands.press(KEY.Key_Down, ALT)
    box = hands.editor()
    assert isinstance(box, QComboBox)
    assert box.view().isVisible()
    box.hidePopup()
    qtbot.keyClick(box, KEY.Key_Escape)
    hands.go("A05", "lamp")
    hands.press(KEY.Key_Down, ALT)
    opened = page.grid.findChild(FilterBox)
    assert opened is not None
    assert opened.isVisible()
    qtbot.keyClick(opened, KEY.Key_Escape)
    assert not opened.isVisible()


def test_zoom_makes_everything_larger_and_back(page: EntryPage, hands: Any) -> None:
    before = page.grid.rowHeight(0)
    hands.press(KEY.Key_Plus, CTRL)
    hands.press(KEY.Key_Plus, CTRL)
    assert page.grid.zoom == 125
    assert page.grid.rowHeight(0) == before * 125 // 100
    hands.press(KEY.Key_0, CTRL)
    assert (page.grid.zoom, page.grid.rowHeight(0)) == (100, before)
    hands.press(KEY.Key_Minus, CTRL)
    assert page.grid.zoom == 90


def test_escape_leaves_a_cell_as_it_was(hands: Any, qtbot: QtBot) -> None:
    hands.go("A05", "value")
    hands.type("99")
    qtbot.keyClick(hands.editor(), KEY.Key_Escape)
    hands.settle()
    assert hands.stored("A05").answer.value is None
    assert QApplication.focusWidget() is not None
    assert hands.here() == ("A05", "value")
