"""Settings: what is set is kept and comes back as what it was; what cannot be is not taken from the file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import apply_look
from desktop.settings import (
    ASK_PASTE,
    EXPORT_FOLDER,
    FILLED_BY,
    FONT_SIZE,
    SETTINGS,
    THEME,
    Group,
    Settings,
)
from desktop.widgets.theme import ROW_HEIGHT, Theme
from resources.texts import LANGUAGES


def again(settings: Settings) -> Settings:
    return Settings(QSettings(settings.store.fileName(), QSettings.Format.IniFormat))


def test_every_setting_has_a_key_of_its_own_and_a_default_among_its_choices() -> None:
    assert len({one.key for one in SETTINGS}) == len(SETTINGS)
    for one in SETTINGS:
        assert not one.choices or one.default in [value for value, _ in one.choices]
        assert all(one.title.text(language) for language in LANGUAGES)
    assert {one.group for one in SETTINGS} == set(Group)


def test_nothing_set_is_the_default(settings: Settings) -> None:
    assert all(settings.get(one) == one.default for one in SETTINGS)


def test_what_is_set_comes_back_as_what_it_was(qtbot: QtBot, settings: Settings) -> None:
    with qtbot.waitSignal(settings.changed) as told:
        settings.set(ASK_PASTE, False)
    assert told.args == [ASK_PASTE.key]
    settings.set(FILLED_BY, "王填，科")
    settings.set(FONT_SIZE, 125)
    kept = again(settings)
    assert kept.get(ASK_PASTE) is False
    assert kept.get(FILLED_BY) == "王填，科"
    assert kept.get(FONT_SIZE) == 125


def test_setting_the_same_again_tells_nobody(qtbot: QtBot, settings: Settings) -> None:
    with qtbot.assertNotEmitted(settings.changed):
        settings.set(THEME, "system")


def test_what_cannot_be_is_the_default(settings: Settings) -> None:
    settings.store.setValue(THEME.key, "pink")
    settings.store.setValue(FONT_SIZE.key, "huge")
    assert settings.get(THEME) == "system"
    assert settings.get(FONT_SIZE) == 100


def test_a_group_goes_back_to_its_defaults_and_no_other(settings: Settings) -> None:
    settings.set(THEME, "dark")
    settings.set(FONT_SIZE, 150)
    settings.set(FILLED_BY, "王填")
    settings.restore(Group.LOOK)
    assert settings.get(THEME) == "system"
    assert settings.get(FONT_SIZE) == 100
    assert settings.get(FILLED_BY) == "王填"


def test_a_folder_that_is_gone_is_the_usual_one(settings: Settings, tmp_path: Path) -> None:
    usual = settings.folder(EXPORT_FOLDER)
    settings.set(EXPORT_FOLDER, str(tmp_path))
    assert settings.folder(EXPORT_FOLDER) == tmp_path
    settings.set(EXPORT_FOLDER, str(tmp_path / "gone"))
    assert settings.folder(EXPORT_FOLDER) == usual


@pytest.fixture
def usual_look(theme: Theme, settings: Settings) -> Iterator[Theme]:
    yield theme
    for group in Group:
        settings.restore(group)
    apply_look(theme, settings)
    theme.set_mode("light")


def test_the_window_looks_as_the_settings_say(qapp: QApplication, usual_look: Theme, settings: Settings) -> None:
    settings.set(THEME, "dark")
    settings.set(FONT_SIZE, 150)
    apply_look(usual_look, settings)
    assert usual_look.is_dark
    assert qapp.font().pixelSize() == 21
    assert usual_look.row_height == ROW_HEIGHT * 3 // 2
    assert "font-size: 30px" in qapp.styleSheet()
    settings.set(FONT_SIZE, 100)
    apply_look(usual_look, settings, FONT_SIZE.key)
    assert usual_look.row_height == ROW_HEIGHT
