"""A reason that is being typed on a sheet of questions survives a crash, and nothing else is kept of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from db import unfinished
from desktop.desk import Desk
from desktop.operations.unfinished import keep_unfinished
from desktop.pages.asker import Asker
from desktop.pages.asking import AskDialog, Question
from desktop.pages.runner import Runner

TITLE = "退回科技创新局的上报"
QUESTIONS = (Question("针对"), Question("原因", long=True))
Deed = Callable[[AskDialog, QPlainTextEdit], None]


class Hand:
    """Answers each sheet by a deed, once all that was asked for in the background is over."""

    def __init__(self, qtbot: QtBot, runner: Runner, deed: Deed, *, agree: bool) -> None:
        self._qtbot, self._runner, self._deed, self._agree = qtbot, runner, deed, agree

    def show(self, dialog: QDialog) -> bool:
        assert isinstance(dialog, AskDialog)
        dialog.show()
        self._qtbot.waitUntil(lambda: not self._runner.busy)
        text = dialog.editors[1]
        assert isinstance(text, QPlainTextEdit)
        self._deed(dialog, text)
        dialog.hide()
        return self._agree


@pytest.fixture
def desk(headquarters_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    return sit_down(headquarters_database)


@pytest.fixture
def ask(qtbot: QtBot, desk: Desk, runner: Runner) -> Callable[..., list[str] | None]:
    window = QWidget()
    qtbot.addWidget(window)

    def run(deed: Deed, *, agree: bool) -> list[str] | None:
        chooser: Any = Hand(qtbot, runner, deed, agree=agree)
        answers = Asker(desk, runner, chooser, window).ask(TITLE, "", QUESTIONS)
        qtbot.waitUntil(lambda: not runner.busy)
        return answers

    return run


def kept(desk: Desk) -> list[str]:
    with desk.store.read() as connection:
        return [one.text for one in unfinished.kept(connection, "")]


@pytest.mark.parametrize("agree", [True, False])
def test_it_is_kept_while_it_is_typed_and_no_longer(
    qtbot: QtBot, desk: Desk, ask: Callable[..., list[str] | None], *, agree: bool
) -> None:
    def type_slowly(dialog: AskDialog, text: QPlainTextEdit) -> None:
        text.insertPlainText("数据与统计口径不")
        timers = dialog.parentWidget().findChildren(QTimer)
        qtbot.waitUntil(lambda: not any(one.isActive() for one in timers), timeout=2000)
        qtbot.waitUntil(lambda: kept(desk) == ["数据与统计口径不"])
        text.insertPlainText("符")

    answers = ask(type_slowly, agree=agree)
    assert answers == (["", "数据与统计口径不符"] if agree else None)
    assert kept(desk) == []


def test_what_a_crash_left_stands_there_again(desk: Desk, ask: Callable[..., list[str] | None]) -> None:
    keep_unfinished(desk, "", {(TITLE, "原因"): "数据与统计", ("另一张", "原因"): "别的"})
    assert ask(lambda _dialog, _text: None, agree=True) == ["", "数据与统计"]
    assert kept(desk) == ["别的"]


def test_what_a_crash_left_is_gone_where_nobody_wants_it(desk: Desk, ask: Callable[..., list[str] | None]) -> None:
    keep_unfinished(desk, "", {(TITLE, "原因"): "数据与统计"})
    assert ask(lambda _dialog, text: text.clear(), agree=False) is None
    assert kept(desk) == []
