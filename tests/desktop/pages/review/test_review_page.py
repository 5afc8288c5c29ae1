"""Reviewing in the window: what needs a look first, a word on it, a figure beside it, a decision."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.vocabulary import Verdict
from desktop.main_window import MainWindow
from desktop.pages.asking import AskDialog, Question
from desktop.pages.review.page import ReviewPage
from desktop.pages.seat import Seat

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key


@pytest.fixture
def page(window: MainWindow, settle: Callable[[MainWindow], None], headquarters_database: Path) -> ReviewPage:
    """The review page of March, with every report in."""
    assert window.open_database(headquarters_database)
    settle(window)
    settle(window)
    assert isinstance(window.view, Seat)
    window.view.bring("review")
    for _ in range(4):
        settle(window)
    found = window.view.pages.currentWidget()
    assert isinstance(found, ReviewPage)
    return found


def answer(person: Any, *texts: str) -> None:
    """Fill in the next sheet of questions, and accept it."""

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, AskDialog)
        for editor, text in zip(dialog.editors, texts, strict=True):
            if isinstance(editor, QComboBox):
                editor.setCurrentIndex(editor.findData(text))
            elif isinstance(editor, QPlainTextEdit):
                editor.setPlainText(text)
            else:
                editor.setText(text)
        return dialog.go_on.isEnabled()

    person.show = fill


def test_what_needs_a_look_comes_first_and_f8_goes_through_it(qtbot: QtBot, page: ReviewPage) -> None:
    QAbstractItemModelTester(page.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    weights = [one.weight for one in page.rows.rows]
    assert weights == sorted(weights, reverse=True)
    assert page.unit is not None
    assert page.unit.unit in page.caption.text()
    seen = set()
    for _ in range(30):
        assert page.unit is not None
        seen.add((page.unit.unit, page.row.target.code if page.row else ""))
        qtbot.keyClick(page.window(), KEY.Key_F8)
        qtbot.waitUntil(lambda: not page._runner.busy)
    assert {unit for unit, _ in seen} == {one.unit for one in page.units.rows}


def test_a_report_is_commented_verified_and_returned(
    qtbot: QtBot, window: MainWindow, settle: Any, page: ReviewPage, person: Any, tmp_path: Path
) -> None:
    assert page.return_button.isEnabled() is False
    number = next(n for n, one in enumerate(page.rows.rows) if one.target.goal.measure.has_figure)
    page.table.selectRow(number)
    answer(person, "narrative", "请写明原因")
    qtbot.mouseClick(page.comment_button, LEFT)
    for _ in range(3):
        settle(window)
    assert page.row is not None
    assert [one.comment for one in page.row.remarks] == ["请写明原因"]
    answer(person, "7", "统计局口径")
    qtbot.mouseClick(page.verify_button, LEFT)
    for _ in range(3):
        settle(window)
    assert page.row.verified is not None
    assert "统计局口径" in page.detail.text
    person.saves = tmp_path / "审核.xlsx"
    answer(person, "请按意见修改")
    qtbot.mouseClick(page.return_button, LEFT)
    for _ in range(3):
        settle(window)
    assert (tmp_path / "审核.xlsx").exists()
    assert page.unit is not None
    assert page.unit.verdict is Verdict.RETURNED
    assert "退回" in page.caption.text()


def test_a_report_is_accepted_and_taken_back(
    qtbot: QtBot, window: MainWindow, settle: Any, page: ReviewPage, person: Any
) -> None:
    qtbot.mouseClick(page.accept_button, LEFT)
    for _ in range(3):
        settle(window)
    assert page.unit is not None
    assert page.unit.verdict is Verdict.ACCEPTED
    assert page.accept_button.isEnabled() is False
    answer(person, "误点")
    qtbot.mouseClick(page.reopen_button, LEFT)
    for _ in range(3):
        settle(window)
    assert page.unit.verdict is None


def test_a_sheet_of_questions_wants_every_answer(qtbot: QtBot, page: ReviewPage) -> None:
    questions = [
        Question("一"),
        Question("二", long=True, optional=True),
        Question("三", "b", choices=[("a", "甲"), ("b", "乙")]),
    ]
    dialog = AskDialog("问", "为什么", questions, "好", page)
    qtbot.addWidget(dialog)
    assert dialog.go_on.isEnabled() is False
    line = dialog.editors[0]
    assert isinstance(line, QLineEdit)
    line.setText(" x ")
    assert dialog.go_on.isEnabled()
    assert dialog.answers == ["x", "", "b"]
