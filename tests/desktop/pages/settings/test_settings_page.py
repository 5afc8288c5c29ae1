"""The settings page: every setting has its editor, which sets at once and shows what others set."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.pages.settings.editors import ChoiceBox, FlagBox, FolderLine, TextLine
from desktop.pages.settings.page import SettingsPage
from desktop.settings import ASK_PASTE, EXPORT_FOLDER, FILLED_BY, FONT_SIZE, SETTINGS, THEME, Group, Settings
from desktop.widgets.theme import Theme

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, settings: Settings, person: object) -> SettingsPage:
    assert theme.tokens
    page = SettingsPage(settings, person)
    qtbot.addWidget(page)
    page.resize(1120, 760)
    page.show()
    return page


def test_every_setting_has_an_editor_with_a_name(page: SettingsPage) -> None:
    assert sorted(page.editors) == sorted(one.key for one in SETTINGS)
    for editor in page.editors.values():
        named = editor.line if isinstance(editor, FolderLine) else editor
        assert named.accessibleName() or named.text()
    assert set(page.restore_buttons) == set(Group)


def test_what_is_typed_holds_at_once(qtbot: QtBot, page: SettingsPage, settings: Settings) -> None:
    line = page.editors[FILLED_BY.key]
    assert isinstance(line, TextLine)
    qtbot.keyClicks(line, "Wang Tian ")
    assert settings.get(FILLED_BY) == "Wang Tian"
    assert line.text() == "Wang Tian "


def test_a_choice_holds_at_once_and_one_made_elsewhere_is_shown(
    qtbot: QtBot, page: SettingsPage, settings: Settings
) -> None:
    box = page.editors[THEME.key]
    assert isinstance(box, ChoiceBox)
    assert box.currentText() == "跟随系统"
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert settings.get(THEME) == "light"
    settings.set(FONT_SIZE, 125)
    assert page.editors[FONT_SIZE.key].currentText() == "125%"


def test_a_question_is_switched_off(qtbot: QtBot, page: SettingsPage, settings: Settings) -> None:
    box = page.editors[ASK_PASTE.key]
    assert isinstance(box, FlagBox)
    assert box.isChecked()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert settings.get(ASK_PASTE) is False


def test_a_folder_is_chosen(
    qtbot: QtBot, page: SettingsPage, settings: Settings, person: object, tmp_path: Path
) -> None:
    folder = page.editors[EXPORT_FOLDER.key]
    assert isinstance(folder, FolderLine)
    qtbot.mouseClick(folder.button, LEFT)
    assert settings.get(EXPORT_FOLDER) == ""
    person.into = tmp_path
    qtbot.mouseClick(folder.button, LEFT)
    assert settings.get(EXPORT_FOLDER) == folder.line.text() == str(tmp_path)


def test_a_group_goes_back_to_its_defaults(qtbot: QtBot, page: SettingsPage, settings: Settings) -> None:
    settings.set(FONT_SIZE, 150)
    settings.set(FILLED_BY, "王填")
    qtbot.mouseClick(page.restore_buttons[Group.LOOK], LEFT)
    assert page.editors[FONT_SIZE.key].currentText() == "100%"
    assert settings.get(FILLED_BY) == "王填"


def test_the_page_is_freed(qtbot: QtBot, theme: Theme, settings: Settings, person: object) -> None:
    assert theme.tokens
    holder = QWidget()
    qtbot.addWidget(holder)
    page = SettingsPage(settings, person, holder)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    settings.set(FONT_SIZE, 110)
