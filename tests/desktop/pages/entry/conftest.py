"""The entry page on practice data, and a clerk's hands on it: real keys, the real mouse, the real clipboard."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.operations.entry import EntryRow, load_entry
from desktop.pages.actions import Actions
from desktop.pages.commands import Commands, Level
from desktop.pages.dialogs import Chooser
from desktop.pages.entry.page import EntryPage
from desktop.pages.menu_bar import fill_menu_bar
from desktop.pages.runner import Runner
from desktop.settings import Settings
from desktop.widgets.theme import Theme

PERIOD = "2024-03"
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@dataclass
class Hands:
    """What a clerk does to the page, and what they see of it and find on disk."""

    page: EntryPage
    desk: Desk
    bot: QtBot
    runner: Runner

    def settle(self) -> None:
        self.bot.waitUntil(lambda: not self.runner.busy and not self.page.explaining.waiting, timeout=10_000)

    def stored(self, code: str) -> EntryRow:
        return next(row for row in load_entry(self.desk, PERIOD).rows if row.target.code == code)

    def column(self, key: str) -> int:
        return next(n for n, column in enumerate(self.page.model.columns) if column.key == key)

    def row(self, code: str) -> int:
        return self.codes().index(code)

    def codes(self) -> list[str]:
        model = self.page.model
        return [str(model.index(n, 0).data()) for n in range(model.rowCount())]

    def go(self, code: str, key: str) -> None:
        """Put the cursor on a target's cell, and look at what the pane says of it."""
        self.page.grid.go_to(self.row(code), self.column(key))
        self.page.explaining.now()

    def here(self) -> tuple[str, str]:
        index = self.page.grid.currentIndex()
        return str(self.page.model.index(index.row(), 0).data()), self.page.model.columns[index.column()].key

    def shown(self, code: str, key: str) -> str:
        return str(self.page.model.index(self.row(code), self.column(key)).data())

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key in the grid."""
        self.bot.keyClick(self.page.grid, key, modifiers)

    def type(self, text: str) -> None:
        """Type into the cell under the cursor, without leaving it; digits and Latin letters only."""
        self.bot.keyClicks(self.page.grid, text[0])
        self.bot.keyClicks(self.editor(), text[1:])

    def enter(self, text: str) -> None:
        """Type, and leave the cell by Enter."""
        self.type(text)
        self.bot.keyClick(self.editor(), Qt.Key.Key_Return)
        self.settle()

    def select(self, down: int, right: int) -> None:
        for _ in range(down):
            self.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        for _ in range(right):
            self.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)

    def selection(self) -> tuple[list[str], list[str]]:
        """The codes of the rows and the keys of the columns that are selected."""
        area = self.page.grid.selected()
        return [self.codes()[row] for row in area.rows], [self.page.model.columns[n].key for n in area.columns]

    def click(self, code: str, key: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        grid = self.page.grid
        where = grid.visualRect(grid.model().index(self.row(code), self.column(key))).center()
        self.bot.mouseClick(grid.viewport(), LEFT, modifiers, where)

    def click_header(self, key: str, modifiers: Qt.KeyboardModifier = NONE, *, funnel: bool = False) -> None:
        header = self.page.grid.header
        left = header.sectionViewportPosition(self.column(key))
        x = left + header.sectionSize(self.column(key)) - 10 if funnel else left + 12
        self.bot.mouseClick(header.viewport(), LEFT, modifiers, QPoint(x, header.height() // 2))

    def copy(self, text: str) -> None:
        """Have a text on the clipboard, as another program puts it there."""
        QGuiApplication.clipboard().setText(text)

    def paste(self) -> None:
        self.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def undo(self) -> None:
        self.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def editor(self) -> QWidget:
        found = self.page.grid.viewport().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return next(widget for widget in found if widget.isVisible())

    def say(self, widget: QWidget, text: str) -> None:
        """Commit a text as an input method does."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(widget, event)


@pytest.fixture
def desk(practice_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    return sit_down(practice_database)


@pytest.fixture
def open_page(
    qtbot: QtBot, desk: Desk, theme: Theme, runner: Runner, settings: Settings, person: Chooser
) -> Callable[[], EntryPage]:
    """Opens the page in a window whose menus it answers, as the real one does."""
    # Python owns them: given up, they would be gone from under their pages.
    windows: list[QMainWindow] = []

    def build() -> EntryPage:
        window = QMainWindow()
        windows.append(window)
        page = EntryPage(desk, theme, runner, settings, person, window)
        window.setCentralWidget(page)
        commands = Commands(Actions(window), window)
        fill_menu_bar(window.menuBar(), commands.actions.menus())
        commands.answer(Level.PAGE, page.commands(commands.actions))
        qtbot.addWidget(window)
        window.resize(1120, 790)
        with qtbot.waitExposed(window):
            window.show()
        for _ in range(2):
            qtbot.waitUntil(lambda: not runner.busy, timeout=10_000)
        page.grid.setFocus()
        return page

    return build


@pytest.fixture
def page(open_page: Callable[[], EntryPage], hands_of: Callable[[EntryPage], Hands]) -> Iterator[EntryPage]:
    page = open_page()
    yield page
    hands_of(page).settle()


@pytest.fixture
def hands_of(desk: Desk, qtbot: QtBot, runner: Runner) -> Callable[[EntryPage], Hands]:
    return lambda page: Hands(page, desk, qtbot, runner)


@pytest.fixture
def hands(page: EntryPage, hands_of: Callable[[EntryPage], Hands]) -> Hands:
    return hands_of(page)
