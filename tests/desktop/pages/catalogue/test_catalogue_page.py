"""The catalogue in the window: typed into as a sheet, changed with a reason where it was reported on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.figures import SCALE
from desktop.main_window import MainWindow
from desktop.operations.catalogue import CatalogueRow, add_target, load_catalogue
from desktop.pages.asking import AskDialog
from desktop.pages.catalogue.page import CataloguePage
from desktop.pages.lines import LinesDialog
from desktop.pages.runner import Topic
from desktop.pages.seat import Seat

LEFT, KEY, CTRL = Qt.MouseButton.LeftButton, Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window: MainWindow, settle: Callable[[MainWindow], None], headquarters_database: Path) -> CataloguePage:
    window.resize(1600, 900)
    assert window.open_database(headquarters_database)
    settle(window)
    assert isinstance(window.view, Seat)
    window.view.bring("catalogue")
    settle(window)
    found = window.view.pages.currentWidget()
    assert isinstance(found, CataloguePage)
    return found


@pytest.fixture
def rest(qtbot: QtBot, window: MainWindow, settle: Any, page: CataloguePage) -> Callable[[], None]:
    """Waits until everything is stored, read again and told."""

    def wait() -> None:
        settle(window)
        qtbot.waitUntil(lambda: not page._waiting.isActive(), timeout=5_000)
        settle(window)

    return wait


def answering(*texts: str) -> Callable[[QDialog], bool]:
    """A person who fills in a sheet of questions."""

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, AskDialog)
        for editor, text in zip(dialog.editors, texts, strict=True):
            if isinstance(editor, QComboBox):
                editor.setCurrentIndex(max(editor.findText(text), 0))
            elif isinstance(editor, QPlainTextEdit):
                editor.setPlainText(text)
            else:
                editor.setText(text)
        return dialog.go_on.isEnabled()

    return fill


def column(page: CataloguePage, key: str) -> int:
    return next(number for number, one in enumerate(page.model.columns) if one.key == key)


def stored(page: CataloguePage, code: str) -> CatalogueRow:
    return next(row for row in load_catalogue(page._desk).rows if row.target.code == code)


def paste(qtbot: QtBot, page: CataloguePage, row: int, key: str, text: str) -> None:
    page.sheet.grid.go_to(row, column(page, key))
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(page.sheet.grid, KEY.Key_V, CTRL)


def figured(page: CataloguePage) -> int:
    """The row of a target with a figure that was reported on."""
    return next(n for n, row in enumerate(page.model.rows) if row.target.goal.target and row.target.goal.adds_up)


def test_the_model_keeps_qts_rules(page: CataloguePage) -> None:
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.sheet.look_for("no such target")
    assert page.model.rowCount() == 0


def test_a_weight_is_typed_and_taken_back(qtbot: QtBot, page: CataloguePage, rest: Any) -> None:
    code = page.model.rows[0].target.code
    page.sheet.grid.go_to(0, column(page, "weight"))
    qtbot.keyClicks(page.sheet.grid, "3")
    qtbot.keyClick(page.sheet.grid.viewport().focusWidget() or page.sheet.grid, KEY.Key_Return)
    page.sheet.grid.commit_open_editor()
    rest()
    assert stored(page, code).weight == 3 * SCALE
    page.sheet.edits.stack.undo()
    rest()
    assert stored(page, code).weight == SCALE


def test_what_was_reported_on_asks_for_a_period_and_a_reason(
    qtbot: QtBot, page: CataloguePage, person: Any, rest: Any
) -> None:
    number = figured(page)
    before = page.model.rows[number].target
    person.show = answering("2024 年 4 月", "上级调整任务")
    paste(qtbot, page, number, "target", "98765")
    rest()
    after = stored(page, before.code)
    assert (after.target.goal.target, after.revisions) == (98_765 * SCALE, 1)
    page.sheet.grid.go_to(number, 1)
    rest()
    assert "上级调整任务" in page.pane.text


def test_a_change_without_a_reason_is_not_made_and_the_cell_says_what_stands(
    qtbot: QtBot, page: CataloguePage, person: Any, rest: Any
) -> None:
    number = figured(page)
    before = page.model.rows[number].target
    person.show = lambda _dialog: False
    paste(qtbot, page, number, "target", "98765")
    rest()
    assert stored(page, before.code).target == before
    assert page.model.index(number, column(page, "target")).data() != "98765"


def test_a_word_that_means_nothing_is_refused_at_its_cell(qtbot: QtBot, page: CataloguePage, rest: Any) -> None:
    paste(qtbot, page, 0, "measure", "随便")
    rest()
    assert page.sheet._said.isVisible()
    assert "随便" in page.sheet._said.text()


def test_a_target_is_added_with_its_nodes_and_its_schedule(
    qtbot: QtBot, page: CataloguePage, person: Any, rest: Any
) -> None:
    person.show = answering("Z9", "新馆建成投用", page._catalogue.areas[0], "")
    qtbot.mouseClick(page.add_button, LEFT)
    rest()
    number = next(n for n, row in enumerate(page.model.rows) if row.target.code == "Z9")
    page.sheet.grid.go_to(number, 1)
    rest()

    def nodes(dialog: QDialog) -> bool:
        assert isinstance(dialog, LinesDialog)
        QGuiApplication.clipboard().setText("开工\t\t2024-03-01\n封顶\t\t9月30日")
        dialog.table.setCurrentCell(0, 0)
        qtbot.keyClick(dialog.table, KEY.Key_V, CTRL)
        dialog.table.setCurrentCell(1, 0)
        dialog.table.move_row(-1)
        return True

    person.show = nodes
    qtbot.mouseClick(page.nodes_button, LEFT)
    rest()
    assert [node.title for node in stored(page, "Z9").target.nodes] == ["封顶", "开工"]

    def shares(dialog: QDialog) -> bool:
        assert isinstance(dialog, LinesDialog)
        item = dialog.table.item(2, 1)
        assert item is not None
        item.setText("30")
        return True

    person.show = shares
    qtbot.mouseClick(page.shares_button, LEFT)
    rest()
    assert stored(page, "Z9").target.goal.shares == {"2024-03": SCALE * 3 // 10}
    assert "封顶" in page.pane.text


def test_a_target_is_withdrawn_and_asked_for_again(qtbot: QtBot, page: CataloguePage, person: Any, rest: Any) -> None:
    code = page.model.rows[0].target.code
    page.sheet.grid.go_to(0, 1)
    rest()
    person.show = answering("2024 年 5 月", "任务取消")
    qtbot.mouseClick(page.withdraw_button, LEFT)
    rest()
    assert stored(page, code).withdrawn == "2024-05"
    assert "任务取消" in page.pane.text
    qtbot.mouseClick(page.withdraw_button, LEFT)
    rest()
    assert stored(page, code).withdrawn == ""


def test_areas_are_renamed_and_put_in_another_order(page: CataloguePage, person: Any, rest: Any) -> None:
    add_target(page._desk, "Z9", "新板块", "新馆")
    page.refresh()
    rest()
    first, second = page._catalogue.areas
    assert page.model.rows[0].target.area == first

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, LinesDialog)
        dialog.table.setCurrentCell(1, 1)
        dialog.table.move_row(-1)
        for row, name in enumerate((first, second)):
            item = dialog.table.item(row, 1)
            assert item is not None
            item.setText(name)
        return True

    person.show = fill
    page.deeds.edit_areas(page._catalogue)
    rest()
    # They swapped their places and their names.
    assert page._catalogue.areas == (first, second)
    assert [row.target.area for row in page.model.rows if row.target.code == "Z9"] == [first]


def test_the_plan_takes_another_rule_for_its_lamps(page: CataloguePage, person: Any, rest: Any) -> None:
    person.show = answering("2024 年度目标", "示例", "银川 2025")
    page._on_plan()
    rest()
    assert page._catalogue.policies[0] == "银川 2025"


def test_what_nobody_leads_is_found_with_one_press(qtbot: QtBot, page: CataloguePage, person: Any, rest: Any) -> None:
    qtbot.mouseClick(page.unassigned, LEFT)
    assert page._stack.currentWidget() is page.empty
    qtbot.mouseClick(page.empty.button, LEFT)
    assert page.model.rowCount() == len(page.model.rows)
    person.show = answering("Z9", "新馆", page._catalogue.areas[0], "")
    qtbot.mouseClick(page.add_button, LEFT)
    rest()
    qtbot.mouseClick(page.unassigned, LEFT)
    assert [page.model.row_at(n).target.code for n in range(page.model.rowCount())] == ["Z9"]


def test_what_is_being_typed_survives_that_the_catalogue_is_read_again(
    qtbot: QtBot, page: CataloguePage, rest: Any
) -> None:
    code = page.model.rows[1].target.code
    page.sheet.grid.go_to(1, column(page, "weight"))
    qtbot.keyClicks(page.sheet.grid, "4")
    page.refresh()
    rest()
    page.sheet.grid.commit_open_editor()
    rest()
    assert stored(page, code).weight == 4 * SCALE
    assert page.sheet.row.target.code == code


def test_a_target_that_somebody_else_adds_waits_until_the_cell_is_left(
    qtbot: QtBot, window: MainWindow, page: CataloguePage, rest: Any
) -> None:
    code, before = page.model.rows[0].target.code, page.model.rowCount()
    grid = page.sheet.grid
    grid.go_to(0, column(page, "weight"))
    qtbot.keyClicks(grid, "3")
    # As on a server, where others go on.
    add_target(page._desk, "Z9", page.model.rows[0].target.area, "新任务")
    window.view.runner.changed.emit(frozenset({Topic.PLAN}))
    rest()
    editor = grid.indexWidget(grid.currentIndex())
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "4")
    qtbot.keyClick(editor, KEY.Key_Escape)
    qtbot.waitUntil(lambda: page.model.rowCount() == before + 1)
    assert stored(page, code).weight == SCALE
