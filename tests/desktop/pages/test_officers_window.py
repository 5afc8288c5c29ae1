"""Signing in at headquarters, and who may decide, in the window."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from db.vocabulary import EditedPolicy
from desktop.desk import Desk
from desktop.main_window import MainWindow
from desktop.operations.officers import add_officer, load_officers
from desktop.operations.trust import edited_policy, set_edited_policy
from desktop.pages.asking import AskDialog
from desktop.pages.officers import OfficersDialog, SignInDialog
from desktop.pages.seat import Seat

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def named(headquarters_database: Path, sit_down: Callable[[Path], Desk]) -> Path:
    """Headquarters' database with two officers, one behind a password."""
    desk = sit_down(headquarters_database)
    add_officer(desk, "李科长")
    add_officer(desk, "王主任", "春天2024")
    desk.close()
    return headquarters_database


def test_whoever_signs_in_is_at_the_desk_and_a_wrong_password_is_said(
    qtbot: QtBot, window: MainWindow, settle: Any, named: Path, person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def sign(dialog: QDialog) -> bool:
        assert isinstance(dialog, SignInDialog)
        dialog.name.setCurrentText("王主任")
        for password in ("冬天", "春天2024"):
            qtbot.waitUntil(dialog.go_on.isEnabled)
            dialog.password.setText(password)
            qtbot.mouseClick(dialog.go_on, LEFT)
            qtbot.waitUntil(lambda: not dialog.runner.busy)
            said.append(dialog.said.text())
        return dialog.result() == QDialog.DialogCode.Accepted

    person.show = sign
    monkeypatch.setattr("desktop.pages.access.secret_dialog.FIRST_PAUSE", 0)
    window.open_database(named)
    settle(window)
    assert said[0].startswith("密码不对")
    assert isinstance(window.view, Seat)
    assert window.view.desk.author.who == "王主任"
    assert window.windowTitle().endswith("王主任")


def test_nobody_gets_in_who_does_not_say_who_they_are(
    qtbot: QtBot, window: MainWindow, settle: Any, named: Path, person: Any
) -> None:
    window.open_database(named)
    settle(window)
    assert not isinstance(window.view, Seat)
    person.agrees = True

    def begin(dialog: QDialog) -> bool:
        assert isinstance(dialog, SignInDialog)
        qtbot.mouseClick(dialog.go_on, LEFT)
        qtbot.waitUntil(lambda: not dialog.runner.busy)
        return dialog.result() == QDialog.DialogCode.Accepted

    person.show = begin
    # The first of them has no password; the lock of the first try is gone.
    assert window.open_database(named)
    settle(window)
    assert isinstance(window.view, Seat)
    assert window.view.desk.author.who == "李科长"


def test_officers_are_named_given_a_password_and_let_go(
    qtbot: QtBot, window: MainWindow, settle: Any, headquarters_database: Path, person: Any
) -> None:
    window.open_database(headquarters_database)
    settle(window)
    assert isinstance(window.view, Seat)
    desk = window.view.desk
    answers = iter((("赵处长", ""), ("", "夏天2024")))

    def act(dialog: QDialog) -> bool:
        if isinstance(dialog, AskDialog):
            for editor, text in zip(dialog.editors, next(answers), strict=True):
                assert isinstance(editor, QLineEdit)
                editor.setText(text)
            return True
        assert isinstance(dialog, OfficersDialog)
        settle(window)
        for button in (dialog.add_button, dialog.password_button):
            qtbot.mouseClick(button, LEFT)
            settle(window)
            dialog.table.selectRow(0)
        assert [(one.name, one.has_password) for one in load_officers(desk)] == [("赵处长", True)]
        qtbot.mouseClick(dialog.retire_button, LEFT)
        settle(window)
        return False

    person.show = act
    window.view.bring("units")
    settle(window)
    qtbot.mouseClick(window.view.pages.currentWidget().officers_button, LEFT)  # type: ignore[attr-defined]  # the page
    assert load_officers(desk) == ()


def test_edited_reports_wait_or_do_not(headquarters_database: Path, sit_down: Callable[[Path], Desk]) -> None:
    desk = sit_down(headquarters_database)
    assert edited_policy(desk) is EditedPolicy.MARK
    set_edited_policy(desk, EditedPolicy.HOLD)
    assert edited_policy(desk) is EditedPolicy.HOLD
