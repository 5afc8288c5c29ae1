"""A month by the keyboard alone: from the first start to the exported report, and headquarters takes it.

Keys go to whatever has the focus, as they do for a person. Only the system's own file dialogs are answered for them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from db.vocabulary import FileState
from desktop.desk import Desk
from desktop.main_window import MainWindow
from desktop.operations.receive import receive
from desktop.pages.checklist.dialog import ChecklistDialog
from desktop.pages.dialogs import Chooser
from desktop.pages.entry.page import EntryPage
from desktop.pages.reported import ReportedDialog
from desktop.pages.seat import Seat
from desktop.pages.signature import SignatureDialog
from desktop.settings import Settings
from desktop.widgets.cells import NumberEditor

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


class Files(Chooser):
    """Knows the names that a person would type into the system's file dialogs; every other question is asked."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.assignment, self.database, self.report = Path(), Path(), Path()
        self.crashes: list[str] = []

    def workbook(self, _parent: QWidget) -> Path:
        return self.assignment

    def new_database(self, _parent: QWidget, _name: str) -> Path:
        return self.database

    def save_workbook(self, _parent: QWidget, _folder: Path, _name: str) -> Path:
        return self.report

    def show_crash(self, _parent: QWidget, details: str) -> None:
        self.crashes.append(details)


@pytest.fixture
def person(settings: Settings) -> Files:
    return Files(settings)


@dataclass
class Typist:
    """Presses keys, and waits until the window has nothing more to do."""

    window: MainWindow
    bot: QtBot
    settle: Callable[[MainWindow], None]
    dialogs: list[str] = field(default_factory=list)

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    @property
    def entry(self) -> EntryPage:
        assert isinstance(self.window.view, Seat)
        assert self.window.view.entry is not None
        return self.window.view.entry

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus, key, modifiers)
        for _ in range(3):
            self.settle(self.window)

    def say(self, text: str) -> None:
        """Write as an input method does."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(self.focus, event)

    def tab_to(self, wanted: QWidget) -> None:
        for _ in range(40):
            if self.focus is wanted:
                return
            QTest.keyClick(self.focus, KEY.Key_Tab)
        pytest.fail(f"{wanted.accessibleName() or wanted} is not reached by Tab")

    def fill_blank(self) -> None:
        """F7, and whatever the cell or the list there wants."""
        self.press(KEY.Key_F7)
        if isinstance(self.focus, QComboBox):
            self.press(KEY.Key_Down)
            self.press(KEY.Key_Down)
            return
        QTest.keyClicks(self.focus, "1")
        assert isinstance(self.focus, NumberEditor)
        QTest.keyClicks(self.focus, "2")
        self.press(KEY.Key_Return)

    def answer_dialogs(self) -> None:
        """Answer what is asked on the way to the report, as soon as it is asked."""
        timer = QTimer(self.window)
        timer.timeout.connect(self._answer)
        timer.start(20)

    def _answer(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or not dialog.isVisible() or QApplication.focusWidget() is None:
            return
        self.dialogs.append(type(dialog).__name__)
        if isinstance(dialog, ChecklistDialog):
            self.tab_to(dialog.export_button)
            QTest.keyClick(self.focus, KEY.Key_Space)
        elif isinstance(dialog, SignatureDialog):
            for name in ("王填", "李审", "027-1"):
                self.say(name)
                QTest.keyClick(self.focus, KEY.Key_Tab)
            QTest.keyClick(dialog, KEY.Key_Return)
        elif isinstance(dialog, ReportedDialog):
            QTest.keyClick(dialog, KEY.Key_Escape)


def test_a_month_by_the_keyboard_alone(
    qtbot: QtBot,
    window: MainWindow,
    person: Files,
    settle: Callable[[MainWindow], None],
    finished_round: Path,
    issued_database: Path,
    sit_down: Callable[[Path], Desk],
    tmp_path: Path,
) -> None:
    person.assignment = min((finished_round / "issued").glob("*.xlsx"))
    person.database, person.report = tmp_path / "本单位.db", tmp_path / "上报.xlsx"
    typist = Typist(window, qtbot, settle)

    # First run: the first card, by Tab and Space.
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    typist.tab_to(window.view.assignment_button)
    typist.press(KEY.Key_Space)
    assert isinstance(window.view, Seat)

    # Every blank, one after another.
    typist.press(KEY.Key_2, CTRL)
    count = len(typist.entry.model.rows)
    assert typist.focus is typist.entry.grid
    for _ in range(count):
        typist.fill_blank()
    assert typist.entry.head.blanks.text() == f"已填 {count} / {count}"

    # Everything that wants a word.
    for _ in range(3 * count):
        if typist.entry.head.queries.text() == "需说明 0":
            break
        typist.press(KEY.Key_F8)
        if typist.focus is typist.entry.grid:
            typist.press(KEY.Key_F6)
        assert typist.focus.accessibleName() == "情况说明"
        typist.say("受前期手续影响，已倒排工期。")
        typist.press(KEY.Key_Escape)
        assert typist.focus is typist.entry.grid
    assert typist.entry.head.errors.text() == "错误 0"

    # Out.
    typist.answer_dialogs()
    typist.press(KEY.Key_E, CTRL)
    qtbot.waitUntil(lambda: "ReportedDialog" in typist.dialogs, timeout=20_000)
    settle(window)
    assert "SignatureDialog" in typist.dialogs
    assert person.crashes == []
    results = receive(sit_down(issued_database), [person.report])
    assert [result.state for result in results] == [FileState.TAKEN]
