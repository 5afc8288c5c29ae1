"""Periods in the window: a due date, closing, and opening again for one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.pages.asking import AskDialog
from desktop.pages.periods.page import PeriodsPage
from desktop.pages.seat import Seat

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: MainWindow, settle: Callable[[MainWindow], None], headquarters_database: Path) -> PeriodsPage:
    assert window.open_database(headquarters_database)
    settle(window)
    assert isinstance(window.view, Seat)
    window.view.bring("periods")
    settle(window)
    settle(window)
    found = window.view.pages.currentWidget()
    assert isinstance(found, PeriodsPage)
    return found


def answer(person: Any, *texts: str) -> None:
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

    person.show = fill


def test_the_period_being_worked_on_is_selected_with_its_counts(page: PeriodsPage) -> None:
    QAbstractItemModelTester(page.periods, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.line is not None
    assert (page.line.period.code, page.line.reported, page.line.late) == ("2024-03", 4, 4)
    assert page.periods.rowCount() == 12


def test_a_due_date_is_written_as_people_do(
    qtbot: QtBot, window: MainWindow, settle: Any, page: PeriodsPage, person: Any
) -> None:
    answer(person, "4月12日")
    qtbot.mouseClick(page.due_button, LEFT)
    settle(window)
    settle(window)
    assert page.line is not None
    assert page.line.due_on.isoformat() == "2024-04-12"
    answer(person, "下周")
    qtbot.mouseClick(page.due_button, LEFT)
    settle(window)
    assert isinstance(window.view, Seat)
    assert "下周" in window.view.work.notice.text
    assert page.line.due_on.isoformat() == "2024-04-12"


def test_a_closed_period_is_opened_for_one_unit_and_closed_again(
    qtbot: QtBot, window: MainWindow, settle: Any, page: PeriodsPage, person: Any
) -> None:
    assert page.reopen_button.isEnabled() is False
    qtbot.mouseClick(page.close_button, LEFT)
    settle(window)
    settle(window)
    assert page.line is not None
    assert page.line.closed
    assert page.issue_button.isEnabled() is False
    unit = next(one.name for one in page._units if one.leads)
    answer(person, unit, "所有目标", "数据有误")
    qtbot.mouseClick(page.reopen_button, LEFT)
    settle(window)
    settle(window)
    assert [(one.unit, one.reason) for one in page.reopened.rows] == [(unit, "数据有误")]
    assert page.reopened_table.isVisible()
    page.reopened_table.selectRow(0)
    qtbot.mouseClick(page.end_button, LEFT)
    settle(window)
    settle(window)
    assert page.reopened.rowCount() == 0
    qtbot.mouseClick(page.close_button, LEFT)
    settle(window)
    settle(window)
    assert page.line.closed is False
