"""Help, news, diagnostics and the log: in the language, for the page in front, and never with anybody's data."""

import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

from desktop import log
from desktop.main_window import MainWindow
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries
from desktop.pages.help import helper
from desktop.pages.help.diagnostics import describe
from desktop.pages.help.reader import Reader
from desktop.pages.seat import Seat
from desktop.settings import Settings
from resources.papers import program_version

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
Settle = Callable[[MainWindow], None]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A log of the test's own."""
    monkeypatch.setattr(log, "log_folder", lambda: tmp_path / "log")
    log.start_log()
    log.LOG.info("begun")
    yield tmp_path / "log" / "target-desk.log"
    for handler in list(log.LOG.handlers):
        log.LOG.removeHandler(handler)
        handler.close()
    log.LOG.setLevel(logging.NOTSET)


def reader(window: MainWindow) -> Reader:
    found = window.findChild(Reader)
    assert found is not None
    return found


def sit(window: MainWindow, database: Path, settle: Settle) -> Seat:
    window.open_database(database)
    for _ in range(3):
        settle(window)
    assert isinstance(window.view, Seat)
    return window.view


def test_f1_helps_with_the_page_in_front(
    qtbot: QtBot, window: MainWindow, settle: Settle, practice_database: Path
) -> None:
    qtbot.keyClick(window, KEY.Key_F1)
    assert reader(window).text.toPlainText().startswith("第一次使用")
    assert not reader(window).isModal()
    seat = sit(window, practice_database, settle)
    for number, place in enumerate(seat.places):
        seat.show_page(number)
        # The text beside it has the keyboard now.
        window.commands.actions.help.trigger()
        assert reader(window).text.toPlainText().startswith(place.words)
    assert len(window.findChildren(Reader)) == 1


def test_escape_closes_the_help_and_frees_it(qtbot: QtBot, window: MainWindow) -> None:
    window.commands.actions.help.trigger()
    open_reader = reader(window)
    with qtbot.waitSignal(open_reader.destroyed):
        qtbot.keyClick(open_reader, KEY.Key_Escape)
    assert window.findChild(Reader) is None


def test_what_is_new_is_shown_once_after_an_upgrade(
    window: MainWindow, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.helper.show_news_once()
    assert window.findChild(Reader) is None, "a first run has nothing to compare with"
    monkeypatch.setattr(helper, "program_version", lambda: "9.9")
    window.helper.show_news_once()
    assert reader(window).windowTitle() == "新版变化"
    reader(window).close()
    assert settings.store.value("news/seen") == "9.9"
    monkeypatch.setattr(window.helper, "show_news", pytest.fail)
    window.helper.show_news_once()


def test_about_says_what_this_is(window: MainWindow) -> None:
    window.commands.actions.about.trigger()
    text = reader(window).text.toPlainText()
    assert "Apache" in text
    assert program_version() in text
    assert "用到的其他软件" not in text


def test_about_a_bundle_lists_what_others_made(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    table = "| 名称 Name | 版本 Version | 许可 Licence |\n|---|---|---|\n| lxml | 6.1 | BSD-3-Clause |\n"
    monkeypatch.setattr(helper, "third_party", lambda: table)
    monkeypatch.setattr(helper, "program_folder", lambda: tmp_path / "目标 台账")
    window.commands.actions.about.trigger()
    assert "BSD-3-Clause" in reader(window).text.toPlainText()
    link = re.search(r'href="([^"]+)"', reader(window).text.toHtml())
    assert link is not None
    assert Path(QUrl(link[1]).toLocalFile()) == tmp_path / "目标 台账" / "licences.txt"


def test_the_log_is_opened_by_its_folder(window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(helper, "log_folder", lambda: tmp_path / "log")
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    window.commands.actions.log.trigger()
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path / "log"]
    assert (tmp_path / "log").is_dir()


def test_the_diagnostics_say_how_much_and_never_what(
    window: MainWindow, settle: Settle, practice_database: Path, written: Path
) -> None:
    seat = sit(window, practice_database, settle)
    assert seat.entry is not None
    settle(window)
    target = seat.entry.model.rows[3].target
    edit_entries(seat.desk, seat.entry.code, [CellEdit(target.key, "narrative", "机密进展")])
    window.commands.actions.diagnostics.trigger()
    settle(window)
    text = QGuiApplication.clipboard().text()
    assert "诊断信息已复制" in seat.work.notice.text
    assert "Database *.db" in text
    assert practice_database.stem not in text
    assert f"targets {len(seat.entry.model.rows)}" in text
    assert "practice" in text
    for row in seat.entry.model.rows:
        assert row.target.title not in text
    assert "机密" not in text + written.read_text(encoding="utf-8")


def test_without_a_database_the_diagnostics_speak_of_the_program(window: MainWindow, settle: Settle) -> None:
    window.commands.actions.diagnostics.trigger()
    settle(window)
    assert QGuiApplication.clipboard().text().startswith("Target Desk ")
    assert "Database" not in describe(None)


def test_the_log_keeps_refusals_exchanges_and_faults_without_their_words(
    window: MainWindow, settle: Settle, practice_database: Path, written: Path, tmp_path: Path
) -> None:
    seat = sit(window, practice_database, settle)
    (tmp_path / "收件").mkdir()
    (tmp_path / "收件" / "机密.xlsx").write_bytes(b"no workbook")
    seat.receive([tmp_path / "收件"])
    settle(window)

    def buggy(_progress: object) -> None:
        raise ValueError("机密 12.5")

    seat.runner.run(buggy, lambda _result: None)
    settle(window)
    window.arrival._chooser.crashes.clear()
    text = written.read_text(encoding="utf-8")
    assert "received rejected" in text
    assert "ValueError" in text
    assert "test_help.py" in text
    assert "机密" not in text
    assert log.last_lines(1)


def test_a_log_that_cannot_be_written_is_done_without(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "log").write_text("in the way")
    monkeypatch.setattr(log, "log_folder", lambda: tmp_path / "log")
    log.start_log()
    log.LOG.warning("nobody hears this")
    assert log.last_lines(5) == []
