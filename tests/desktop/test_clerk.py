"""A clerk's month in the real window: import, type, paste, undo, mend, export; and headquarters takes it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db.vocabulary import FileState
from desktop.desk import Desk
from desktop.main_window import MainWindow
from desktop.operations.board import board
from desktop.operations.receive import receive
from desktop.pages.entry.page import EntryPage
from desktop.pages.seat import Seat
from desktop.pages.welcome import Welcome

KEY, CTRL, LEFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
PERIOD = "2024-03"
Settle = Callable[[MainWindow], None]


class Clerk:
    """Types as a person does, and waits until the window has nothing more to do."""

    def __init__(self, qtbot: QtBot, window: MainWindow, settle: Settle) -> None:
        self.qtbot = qtbot
        self.window = window
        self._settle = settle

    def rest(self) -> None:
        for _ in range(3):
            self._settle(self.window)

    @property
    def entry(self) -> EntryPage:
        assert isinstance(self.window.view, Seat)
        assert self.window.view.entry is not None
        return self.window.view.entry

    def bring(self, name: str) -> None:
        """Bring a page to the front by its key."""
        assert isinstance(self.window.view, Seat)
        number = next(number for number, place in enumerate(self.window.view.places) if place.name == name)
        self.qtbot.keyClick(self.window, Qt.Key(KEY.Key_1 + number), CTRL)
        self.rest()

    def go(self, code: str, key: str) -> None:
        model = self.entry.model
        row = next(n for n in range(model.rowCount()) if model.index(n, 0).data() == code)
        self.entry.grid.go_to(row, next(n for n, one in enumerate(model.columns) if one.key == key))
        self.entry.grid.setFocus()

    def type(self, text: str) -> None:
        """Type over the cell under the cursor, and leave it by Enter."""
        self.qtbot.keyClicks(self.entry.grid, text[0])
        line = self.entry.grid.viewport().findChild(QLineEdit)
        assert line is not None
        self.qtbot.keyClicks(line, text[1:])
        self.qtbot.keyClick(line, KEY.Key_Return)
        self.rest()

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.entry.grid, key, CTRL)
        self.rest()

    def click(self, button: QObject) -> None:
        self.qtbot.mouseClick(button, LEFT)
        self.rest()

    def value(self, code: str) -> int | None:
        return next(row.answer.value for row in self.entry.model.rows if row.target.code == code)


def test_a_clerks_month(
    qtbot: QtBot,
    window: MainWindow,
    settle: Settle,
    finished_round: Path,
    issued_database: Path,
    sit_down: Callable[[Path], Desk],
    tmp_path: Path,
) -> None:
    clerk, person, welcome = Clerk(qtbot, window, settle), window.arrival._chooser, window.view
    assert isinstance(welcome, Welcome)
    person.opens, person.keeps = [min((finished_round / "issued").glob("*.xlsx"))], tmp_path / "本单位.db"
    clerk.click(welcome.assignment_button)
    clerk.bring("entry")
    assert clerk.entry.head.blanks.text() == "已填 0 / 12"

    clerk.go("T001", "value")
    clerk.type("2.5")
    assert clerk.value("T001") == 2_500_000

    QGuiApplication.clipboard().setText("1\t7\r\n\t40\r\n")
    clerk.go("T002", "increment")
    clerk.press(KEY.Key_V)
    assert (clerk.value("T002"), clerk.value("T003")) == (7_000_000, 40_000_000)
    clerk.press(KEY.Key_Z)
    assert (clerk.value("T002"), clerk.value("T003")) == (None, None)
    clerk.press(KEY.Key_Y)
    assert clerk.value("T002") == 7_000_000

    clerk.go("T004", "value")
    clerk.type("12x")
    assert clerk.entry.head.errors.text() == "错误 1"
    person.saves = tmp_path / "上报.xlsx"
    clerk.click(clerk.entry.head.export_button)
    assert not person.saves.exists()

    clerk.click(window.view.rail.buttons[0])
    clerk.click(clerk.entry.head.errors)
    assert clerk.entry.grid.currentIndex().siblingAtColumn(0).data() == "T004"
    clerk.type("12")
    assert clerk.entry.head.errors.text() == "错误 0"
    clerk.click(clerk.entry.head.export_button)
    assert person.saves.exists()
    assert "校验码" in window.view.work.notice.text

    headquarters = sit_down(issued_database)
    assert [result.state for result in receive(headquarters, [person.saves])] == [FileState.TAKEN]
    lines = {line.target.code: line for line in board(headquarters, PERIOD).lines}
    for code in ("T001", "T002", "T003", "T004"):
        voice = next(voice for voice in lines[code].voices if voice.reported)
        assert voice.answer.value == clerk.value(code)
