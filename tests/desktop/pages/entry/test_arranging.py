"""Sorting, filtering, hiding, moving, freezing and widening the entry grid's columns; kept for next time."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from db.vocabulary import Role
from desktop.pages.entry.page import EntryPage
from desktop.widgets.filter_box import FilterBox
from desktop.widgets.sheet_view import SheetView, SortKey

KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

TICK = Qt.ItemDataRole.CheckStateRole


def filter_box(page: EntryPage) -> FilterBox:
    return next(one for one in page.grid.findChildren(FilterBox) if one.isVisible())


def item(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == words)


def test_a_click_on_a_header_sorts_by_it_once_more_the_other_way_and_then_not(page: EntryPage, hands: Any) -> None:
    plan = hands.codes()
    hands.click_header("target")
    ascending = hands.codes()
    assert ascending != plan
    assert page.model.view.sort == (SortKey("target"),)
    hands.click_header("target")
    assert page.model.view.sort == (SortKey("target", descending=True),)
    assert hands.codes()[0] == ascending[-1]
    hands.click_header("target")
    assert hands.codes() == plan


def test_with_shift_a_header_becomes_one_more_sort_key(page: EntryPage, hands: Any) -> None:
    hands.click_header("lamp")
    hands.click_header("target", SHIFT)
    assert page.model.view.sort == (SortKey("lamp"), SortKey("target"))
    rows = [page.model.row_at(number) for number in range(page.model.rowCount())]
    keys = [(row.judgement.lamp.value, row.target.goal.target or -1) for row in rows]
    groups = list(dict.fromkeys(lamp for lamp, _ in keys))
    for group in groups:
        figures = [figure for lamp, figure in keys if lamp == group]
        assert figures == sorted(figures)


def test_the_funnel_opens_a_columns_values_and_a_tick_hides_rows(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    hands.click_header("lamp", funnel=True)
    box = filter_box(page)
    values = [box.values.index(number) for number in range(box.values.rowCount())]
    assert sum(int(value.data().split("　")[1]) for value in values) == len(hands.codes())
    first = values[0].data(Qt.ItemDataRole.UserRole)
    box.values.setData(values[0], Qt.CheckState.Unchecked, TICK)
    assert first not in {hands.shown(code, "lamp") for code in hands.codes()}
    gone: list[bool] = []
    box.destroyed.connect(lambda: gone.append(True))
    qtbot.keyClick(box, KEY.Key_Return)
    qtbot.waitUntil(lambda: bool(gone))
    hands.click_header("lamp", funnel=True)
    again = filter_box(page)
    assert again.values.index(0).data(TICK) == Qt.CheckState.Unchecked
    again.values.setData(again.values.index(0), Qt.CheckState.Checked, TICK)
    assert page.model.view == SheetView()


def test_nothing_ticked_shows_why_the_table_is_empty_and_a_button_shows_all(
    page: EntryPage, hands: Any, qtbot: QtBot
) -> None:
    whole = len(hands.codes())
    page.arranging.arrange(SheetView(values={"code": frozenset()}))
    assert page.empty.isVisible()
    assert f"{whole} 项" in page.empty.text
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert len(hands.codes()) == whole


def test_chips_leave_blanks_findings_or_what_the_unit_leads(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    left = Qt.MouseButton.LeftButton
    hands.go("A05", "value")
    hands.enter("1")
    qtbot.mouseClick(page.head.only_blanks, left)
    assert "A05" not in hands.codes()
    assert all(not hands.stored(code).answer.given for code in hands.codes())
    qtbot.mouseClick(page.head.only_blanks, left)
    qtbot.mouseClick(page.head.only_findings, left)
    assert hands.codes() == ["A05"]
    qtbot.mouseClick(page.head.only_findings, left)
    qtbot.mouseClick(page.head.only_lead, left)
    assert {hands.stored(code).role for code in hands.codes()} == {Role.LEAD}


def test_columns_are_hidden_and_shown_from_the_menu_of_a_header(page: EntryPage, hands: Any) -> None:
    menu = page.arranging.menu_of(hands.column("previous"))
    item(menu, "隐藏此列").trigger()
    assert page.grid.isColumnHidden(hands.column("previous"))
    columns = next(action.menu() for action in menu.actions() if isinstance(action.menu(), QMenu))
    assert isinstance(columns, QMenu)
    item(columns, "板块").trigger()
    assert not page.grid.isColumnHidden(hands.column("area"))
    item(menu, "恢复默认布局").trigger()
    assert not page.grid.isColumnHidden(hands.column("previous"))
    assert page.grid.isColumnHidden(hands.column("area"))


def test_frozen_columns_stay_in_sight_while_the_others_scroll(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    item(page.arranging.menu_of(hands.column("title")), "冻结至此列").trigger()
    frozen = page.grid.frozen
    assert frozen.isVisible()
    assert frozen.width() == page.grid.columnWidth(0) + page.grid.columnWidth(1)
    for key in ("area", "role", "status", "narrative"):
        page.arranging.show_column(key, shown=True)
    qtbot.waitUntil(lambda: page.grid.horizontalScrollBar().maximum() > 0)
    hands.go("A05", "narrative")
    assert page.grid.horizontalScrollBar().value() > 0
    assert page.grid.visualRect(page.grid.currentIndex()).left() >= frozen.width()
    hands.press(KEY.Key_Home)
    hands.press(KEY.Key_Right)
    hands.press(KEY.Key_Right)
    assert hands.here()[1] == "area"
    assert page.grid.visualRect(page.grid.currentIndex()).left() >= frozen.width()
    page.grid.verticalScrollBar().setValue(40)
    assert frozen.verticalScrollBar().value() == 40
    place = page.model.index(hands.row("A05"), 0)
    tops = {view.viewport().mapTo(page.grid, view.visualRect(place).topLeft()).y() for view in (page.grid, frozen)}
    assert len(tops) == 1
    item(page.arranging.menu_of(hands.column("title")), "取消冻结").trigger()
    assert not frozen.isVisible()


def test_a_frozen_cell_is_edited_in_its_place(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    page.arranging.freeze_to(hands.column("value"))
    hands.go("A05", "value")
    hands.press(KEY.Key_F2)
    editor = page.grid.frozen.viewport().focusWidget()
    assert editor is not None
    assert editor.parent() is page.grid.frozen.viewport()
    qtbot.keyClicks(editor, "6")
    qtbot.keyClick(editor, KEY.Key_Return)
    hands.settle()
    assert hands.stored("A05").answer.value == 6_000_000


def test_the_arrangement_and_the_cursor_come_back_next_time(
    page: EntryPage, hands: Any, open_page: Callable[[], EntryPage], hands_of: Callable[[EntryPage], Any]
) -> None:
    hands.click_header("lamp")
    hands.click_header("target", CTRL)
    page.grid.setColumnWidth(hands.column("value"), 140)
    header = page.grid.header
    header.moveSection(header.visualIndex(hands.column("lamp")), 2)
    page.arranging.show_column("area", shown=True)
    page.arranging.freeze_to(hands.column("title"))
    page.grid.set_zoom(110)
    hands.go("A07", "value")
    page.close()
    hands.settle()
    again = open_page()
    other = hands_of(again)
    assert again.model.view.sort == (SortKey("lamp"), SortKey("target"))
    assert again.grid.columnWidth(other.column("value")) == page.grid.columnWidth(hands.column("value"))
    assert again.grid.order() == page.grid.order()
    assert (again.grid.frozen.count, again.grid.zoom) == (2, 110)
    assert other.here() == ("A07", "value")
