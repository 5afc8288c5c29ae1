"""The matrix in the window: roles typed and pasted, totals in the headers, what nobody leads."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.vocabulary import Role
from desktop.main_window import MainWindow
from desktop.operations.assigning import MatrixRow, load_matrix
from desktop.operations.catalogue import add_target
from desktop.pages.asking import AskDialog
from desktop.pages.assigning.page import AssigningPage
from desktop.pages.seat import Seat

LEFT, KEY, CTRL = Qt.MouseButton.LeftButton, Qt.Key, Qt.KeyboardModifier.ControlModifier
FIRST_UNIT = 3


@pytest.fixture
def page(window: MainWindow, settle: Callable[[MainWindow], None], headquarters_database: Path) -> AssigningPage:
    assert window.open_database(headquarters_database)
    settle(window)
    assert isinstance(window.view, Seat)
    add_target(window.view.desk, "Z9", "新板块", "新馆")
    window.view.bring("assigning")
    settle(window)
    found = window.view.pages.currentWidget()
    assert isinstance(found, AssigningPage)
    return found


@pytest.fixture
def paste(qtbot: QtBot, window: MainWindow, settle: Any, page: AssigningPage) -> Callable[[str, int, str], None]:
    """Pastes a block at a target's row and the nth unit."""

    def put(code: str, unit: int, text: str) -> None:
        shown = [page.model.row_at(number).target.code for number in range(page.model.rowCount())]
        page.sheet.grid.go_to(shown.index(code), FIRST_UNIT + unit)
        QGuiApplication.clipboard().setText(text)
        qtbot.keyClick(page.sheet.grid, KEY.Key_V, CTRL)
        settle(window)
        settle(window)

    return put


def stored(page: AssigningPage, code: str) -> MatrixRow:
    return next(row for row in load_matrix(page._desk).rows if row.target.code == code)


def header(page: AssigningPage, unit: int) -> str:
    return str(page.model.headerData(FIRST_UNIT + unit, Qt.Orientation.Horizontal))


def test_a_role_and_a_share_are_pasted_counted_and_taken_back(
    window: MainWindow, settle: Any, page: AssigningPage, paste: Any
) -> None:
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.unassigned.text().endswith("1")
    before = header(page, 0)
    paste("Z9", 0, "牵头 60\t配合 40")
    row = stored(page, "Z9")
    units = list(load_matrix(page._desk).units)
    assert {units.index(unit): one.role for unit, one in row.given.items()} == {0: Role.LEAD, 1: Role.SUPPORT}
    assert header(page, 0) != before
    # The cursor stays where it was put, on the last of what was pasted.
    assert page.sheet.row.target.code == "Z9"
    assert page.unassigned.text().endswith("0")
    assert page.model.index(page.model.rowCount() - 1, 2).data() == "100"
    page.sheet.edits.stack.undo()
    settle(window)
    settle(window)
    assert stored(page, "Z9").given == {}


def test_a_reported_target_passes_to_another_unit_with_a_reason(page: AssigningPage, paste: Any, person: Any) -> None:
    code = page.model.rows[0].target.code
    lead = page.model.rows[0].lead
    other = next(n for n, unit in enumerate(load_matrix(page._desk).units) if unit != lead)

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, AskDialog)
        reason = dialog.editors[1]
        assert isinstance(reason, QPlainTextEdit)
        reason.setPlainText("机构调整")
        return True

    person.show = lambda _dialog: False
    paste(code, other, "牵头")
    assert stored(page, code).lead == lead
    person.show = fill
    paste(code, other, "牵头")
    assert stored(page, code).lead == list(load_matrix(page._desk).units)[other]


def test_what_nobody_leads_and_what_a_unit_has_is_found(qtbot: QtBot, page: AssigningPage) -> None:
    qtbot.mouseClick(page.unassigned, LEFT)
    assert [page.model.row_at(n).target.code for n in range(page.model.rowCount())] == ["Z9"]
    qtbot.mouseClick(page.unassigned, LEFT)
    name = page.model.columns[FIRST_UNIT].title.split("\n")[0]
    page.search.setText(name)
    found = [page.model.row_at(n) for n in range(page.model.rowCount())]
    unit = page.model.columns[FIRST_UNIT].field
    assert found
    assert all(unit in row.given for row in found)
    page.search.setText("没有这样的目标")
    assert page._stack.currentWidget() is page.empty
    qtbot.mouseClick(page.empty.button, LEFT)
    assert page.model.rowCount() == len(page.model.rows)


def test_a_text_that_is_no_role_is_said_and_not_stored(page: AssigningPage, paste: Any) -> None:
    paste("Z9", 0, "随便")
    assert page.sheet._said.isVisible()
    assert stored(page, "Z9").given == {}
