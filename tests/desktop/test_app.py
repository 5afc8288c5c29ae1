"""Starting: one window per database, its language, its entry points."""

import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QLocale, QProcess, QProcessEnvironment, QSettings, QTranslator
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from desktop import app
from desktop.main_window import MainWindow
from desktop.own_folder import NAME
from desktop.pages.seat import Seat
from desktop.settings import remember_database

Settle = Callable[[MainWindow], None]


# The settings' folder is given to Qt, since on Windows no variable of the environment moves it.
_PROGRAM = """
import sys
from PySide6.QtCore import QSettings
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv.pop(1))
from desktop.__main__ import window
sys.exit(window())
"""


def _start(arguments: list[str], folder: Path) -> QProcess:
    """This program once more, in a process, with settings of its own."""
    process = QProcess()
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("QT_QPA_PLATFORM", "offscreen")
    environment.insert("XDG_DATA_HOME", str(folder / "data"))
    process.setProcessEnvironment(environment)
    process.start(sys.executable, ["-c", _PROGRAM, str(folder / "config"), *arguments])
    return process


def test_a_second_start_brings_the_first_window_forward_and_ends_well(
    qtbot: QtBot, window: MainWindow, settle: Settle, headquarters_database: Path, tmp_path: Path
) -> None:
    assert window.open_database(headquarters_database)
    settle(window)
    window.hide()
    process = _start([str(headquarters_database)], tmp_path)
    with qtbot.waitSignal(process.finished, timeout=20_000):
        pass
    assert process.exitCode() == 0, bytes(process.readAllStandardError().data()).decode()
    qtbot.waitUntil(window.isVisible)


def test_a_workbook_that_is_opened_alone_goes_to_the_window_that_has_the_database_used_last(
    qtbot: QtBot, window: MainWindow, settle: Settle, issued_database: Path, finished_round: Path, tmp_path: Path
) -> None:
    assert window.open_database(issued_database)
    settle(window)
    last = QSettings(str(tmp_path / "config" / NAME / "window.ini"), QSettings.Format.IniFormat)
    remember_database(last, issued_database)
    last.sync()
    report = min((finished_round / "reports").glob("*.xlsx"))
    process = _start([str(report)], tmp_path)
    view = window.view
    assert isinstance(view, Seat)
    with qtbot.waitSignal(view.errands.looked, timeout=20_000) as looked:
        pass
    assert [one.result.path for one in looked.args[0]] == [report]
    if process.state() is not QProcess.ProcessState.NotRunning:
        with qtbot.waitSignal(process.finished, timeout=20_000):
            pass
    assert process.exitCode() == 0, bytes(process.readAllStandardError().data()).decode()


@pytest.mark.usefixtures("theme")
def test_qt_speaks_chinese_too(qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert "取消" in box.button(QDialogButtonBox.StandardButton.Cancel).text()


def test_every_string_is_translated_and_keeps_its_places() -> None:
    source = files("resources").joinpath("translations", "zh_CN.ts").read_text(encoding="utf-8")
    messages = list(ET.fromstring(source).iter("message"))  # noqa: S314 - our own file
    assert messages
    for message in messages:
        english, chinese = message.findtext("source", ""), message.find("translation")
        assert chinese is not None
        assert chinese.get("type") is None, english
        assert chinese.text, english
        assert sorted(_places(english)) == sorted(_places(chinese.text)), english


def _places(text: str) -> list[str]:
    return [part.partition("}")[0] for part in text.split("{")[1:]]


def test_no_string_of_the_sources_is_missing_in_the_translation() -> None:
    script = Path(__file__).parents[2] / "docs" / "translations.py"
    checked = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(script), "--check"], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_compiled_translation_is_that_of_the_source() -> None:
    folder = files("resources").joinpath("translations")
    translator = QTranslator()
    assert translator.load(str(folder.joinpath("zh_CN.qm")))
    assert translator.language() in {QLocale("zh_CN").name(), "zh_CN"}
    source = ET.fromstring(folder.joinpath("zh_CN.ts").read_text(encoding="utf-8"))  # noqa: S314 - our own file
    for context in source.iter("context"):
        for message in context.iter("message"):
            words = translator.translate(context.findtext("name", ""), message.findtext("source", ""))
            assert words == message.findtext("translation")


@pytest.mark.usefixtures("qapp")
def test_the_icon_can_be_drawn() -> None:
    assert not app.application_icon().pixmap(64, 64).toImage().isNull()
