"""Actions and who answers them: the page before the seat before the window, and an editor before them all."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.pages.actions import Actions, Menu
from desktop.pages.commands import Commands, Level
from desktop.pages.menu_bar import fill_menu_bar
from desktop.settings import THEME
from desktop.widgets.theme import Theme

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


class Room(QMainWindow):
    """A window with a line, a text and something that is neither."""

    def __init__(self) -> None:
        super().__init__()
        middle = QWidget(self)
        self.line, self.text, self.other = QLineEdit(middle), QPlainTextEdit(middle), QWidget(middle)
        self.other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(middle)
        for widget in (self.line, self.text, self.other):
            column.addWidget(widget)
        self.setCentralWidget(middle)
        self.said: list[str] = []
        self.commands = Commands(Actions(self), self)
        self.acts = self.commands.actions
        fill_menu_bar(self.menuBar(), self.acts.menus())

    def answer(self, level: Level, *names: str) -> None:
        self.commands.answer(
            level,
            {getattr(self.acts, name): lambda name=name: self.said.append(f"{level.name} {name}") for name in names},
        )


@pytest.fixture
def room(qtbot: QtBot, theme: Theme) -> Room:
    assert theme.tokens
    room = Room()
    qtbot.addWidget(room)
    with qtbot.waitActive(room):
        room.show()
        room.activateWindow()
    room.other.setFocus()
    return room


def test_every_action_has_words_and_no_two_share_a_key(room: Room) -> None:
    room.acts.name_pages(["填报", "设置"])
    shown = [action for action in room.acts.all if action.isVisible()]
    assert len(shown) == len(set(shown))
    assert all(action.text() and "&" not in action.iconText() for action in shown)
    keys = [key.toString() for action in room.acts.all for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    assert [action.iconText() for action in room.acts.pages[:3]] == ["填报", "设置", ""]


def test_every_entry_of_a_menu_has_an_alt_key_of_its_own(room: Room) -> None:
    def check(menus: list[Menu]) -> None:
        for menu in menus:
            below = [entry for entry in menu.entries if isinstance(entry, Menu)]
            texts = [entry.title for entry in below]
            texts += [entry.text() for entry in menu.entries if entry is not None and not isinstance(entry, Menu)]
            if menu.title[:2] in {"主题", "行距"}:
                continue
            marks = [found[0].upper() for text in texts if (found := re.findall(r"&(\w)", text))]
            assert len(marks) == len(set(marks)) == len([text for text in texts if text]), menu.title
            check(below)

    check(room.acts.menus())
    titles = [menu.title for menu in room.acts.menus()]
    assert titles == ["文件(&F)", "编辑(&E)", "转到(&G)", "视图(&V)", "帮助(&H)"]


def test_only_what_is_answered_is_enabled_and_the_page_goes_first(qtbot: QtBot, room: Room) -> None:
    assert not any(action.isEnabled() for action in room.acts.all)
    room.answer(Level.SEAT, "export", "import_files")
    room.answer(Level.PAGE, "export")
    assert room.acts.export.isEnabled()
    assert not room.acts.refresh.isEnabled()
    qtbot.keyClick(room, KEY.Key_E, CTRL)
    qtbot.keyClick(room, KEY.Key_O, CTRL)
    room.answer(Level.PAGE)
    qtbot.keyClick(room, KEY.Key_E, CTRL)
    assert room.said == ["PAGE export", "SEAT import_files", "SEAT export"]


def test_the_menus_are_reached_by_alt_keys(qtbot: QtBot, room: Room) -> None:
    room.answer(Level.PAGE, "export")
    qtbot.keyClick(room.other, KEY.Key_F, Qt.KeyboardModifier.AltModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert room.acts.export in menu.actions()
    qtbot.keyClick(menu, KEY.Key_E)
    assert room.said == ["PAGE export"]


def test_redo_answers_to_both_of_its_keys(qtbot: QtBot, room: Room) -> None:
    room.answer(Level.PAGE, "redo")
    qtbot.keyClick(room.other, KEY.Key_Y, CTRL)
    qtbot.keyClick(room.other, KEY.Key_Z, CTRL | SHIFT)
    assert room.said == ["PAGE redo"] * 2


def test_an_editor_keeps_its_keys(qtbot: QtBot, room: Room) -> None:
    room.answer(
        Level.PAGE, *("undo", "redo", "cut", "copy", "paste", "clear", "fill_down", "fill_right", "select_all", "today")
    )
    for editor in (room.line, room.text):
        editor.setFocus()
        QGuiApplication.clipboard().setText("abc")
        qtbot.keyClick(editor, KEY.Key_V, CTRL)
        qtbot.keyClick(editor, KEY.Key_A, CTRL)
        qtbot.keyClick(editor, KEY.Key_C, CTRL)
        qtbot.keyClick(editor, KEY.Key_Delete)
        qtbot.keyClick(editor, KEY.Key_Z, CTRL)
        text = editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()
        assert text == "abc"
        for key in (KEY.Key_D, KEY.Key_R, KEY.Key_Semicolon):
            qtbot.keyClick(editor, key, CTRL)
    assert room.said == []


def test_an_editor_leaves_the_window_its_keys(qtbot: QtBot, room: Room) -> None:
    room.answer(Level.SEAT, "palette", "export")
    for editor in (room.line, room.text):
        editor.setFocus()
        qtbot.keyClicks(editor, "ab")
        qtbot.keyClick(editor, KEY.Key_Home)
        qtbot.keyClick(editor, KEY.Key_K, CTRL)
        qtbot.keyClick(editor, KEY.Key_E, CTRL)
    assert room.said == ["SEAT palette", "SEAT export"] * 2
    assert room.line.text() == room.text.toPlainText() == "ab"


def test_the_keys_of_cells_are_left_to_what_has_the_focus(qtbot: QtBot, room: Room) -> None:
    room.answer(Level.PAGE, "clear", "fill_down", "copy")
    for key, modifier in ((KEY.Key_Delete, Qt.KeyboardModifier.NoModifier), (KEY.Key_D, CTRL), (KEY.Key_C, CTRL)):
        qtbot.keyClick(room.other, key, modifier)
    assert room.said == []
    room.other.addAction(room.acts.fill_down)
    qtbot.keyClick(room.other, KEY.Key_D, CTRL)
    room.acts.clear.trigger()
    assert room.said == ["PAGE fill_down", "PAGE clear"]


def test_the_edit_menu_speaks_of_the_text_that_is_edited(room: Room) -> None:
    room.answer(Level.PAGE, "copy", "fill_down", "clear", "undo")
    room.text.setPlainText("narrative")
    room.text.setFocus()
    assert not room.acts.fill_down.isEnabled()
    assert room.acts.paste.isEnabled()
    room.acts.select_all.trigger()
    room.acts.copy.trigger()
    assert QGuiApplication.clipboard().text() == "narrative"
    room.acts.clear.trigger()
    assert room.text.toPlainText() == ""
    room.acts.undo.trigger()
    assert room.text.toPlainText() == "narrative"
    room.text.setReadOnly(True)
    room.other.setFocus()
    room.text.setFocus()
    assert not room.acts.paste.isEnabled()
    room.other.setFocus()
    assert room.acts.fill_down.isEnabled()
    assert not room.acts.paste.isEnabled()
    room.acts.copy.trigger()
    assert room.said == ["PAGE copy"]


def test_a_list_that_may_be_typed_in_is_an_editor_too(room: Room) -> None:
    box = QComboBox(room.centralWidget())
    box.setEditable(True)
    box.setEditText("done")
    box.show()
    room.answer(Level.PAGE, "copy", "fill_down")
    box.setFocus()
    assert not room.acts.fill_down.isEnabled()
    room.acts.select_all.trigger()
    room.acts.copy.trigger()
    assert QGuiApplication.clipboard().text() == "done"


def test_nothing_is_answered_for_a_seat_that_was_left(room: Room) -> None:
    room.answer(Level.WINDOW, "quit")
    room.answer(Level.PAGE, "copy", "fill_down")
    room.acts.name_pages(["填报"])
    room.text.setFocus()
    room.commands.leave_seat()
    assert [action for action in room.acts.all if action.isEnabled()] == [room.acts.quit]
    assert not room.acts.pages[0].isVisible()


def test_the_menu_bar_takes_nothing_from_the_text_that_is_edited(room: Room) -> None:
    room.text.setFocus()
    room.menuBar().setFocus()
    assert room.acts.paste.isEnabled()


def test_a_choice_is_marked(room: Room) -> None:
    room.acts.show_choice(THEME, "dark")
    assert [value for value, action in room.acts.themes.items() if action.isChecked()] == ["dark"]
