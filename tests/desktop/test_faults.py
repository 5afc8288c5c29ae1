"""What goes wrong is in the log, without anybody's data, and shown when the work is saved."""

import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qCritical, qWarning
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import app, faults, log, log_file, pulse
from desktop.faults import heard
from desktop.main_window import MainWindow
from desktop.operations.entry import load_entry
from desktop.pulse import Pulse

Settle = Callable[[MainWindow], None]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A log of the test's own."""
    for module in (log, faults):
        monkeypatch.setattr(module, "log_folder", lambda: tmp_path / "log")
    log.start_log()
    yield tmp_path / "log" / "target-desk.log"
    for handler in list(log.LOG.handlers):
        log.LOG.removeHandler(handler)
        handler.close()
    log.LOG.setLevel(logging.NOTSET)


def test_qt_warnings_and_lost_threads_are_in_the_log_without_what_they_quote(written: Path) -> None:
    def lose() -> None:
        raise ValueError("机密 12.5")

    with heard():
        warnings.simplefilter("default")
        for _ in range(2):
            qWarning('cannot open "机密.db" in /home/机密/a.db')
        qCritical("no screen")
        warnings.warn_explicit("机密 12.5", RuntimeWarning, "/home/机密/site-packages/openpyxl/cell.py", 7)
        lost = threading.Thread(target=lose)
        lost.start()
        lost.join()
    text = written.read_text(encoding="utf-8")
    assert text.count("WARNING qt: cannot open … in …") == 1, "the same thing is said once"
    assert "ERROR qt: no screen" in text
    assert "RuntimeWarning at openpyxl/cell.py:7" in text
    assert "ValueError" in text
    assert "机密" not in text


def test_a_log_that_another_window_has_open_loses_no_line_and_begins_anew_when_it_has_not(
    written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_file, "_LARGEST", 200)
    rename = Path.rename

    def held(path: Path, target: str) -> Path:
        if path.name == written.name:
            raise PermissionError(13, "in use")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", held)
    for number in range(20):
        log.LOG.warning("line %d of many", number)
    assert written.read_text(encoding="utf-8").count("of many") == 20
    monkeypatch.setattr(Path, "rename", rename)
    log.LOG.warning("the last")
    assert written.read_text(encoding="utf-8").count("line") == 0
    assert written.with_name("target-desk.log.1").read_text(encoding="utf-8").count("of many") == 20


def test_a_crash_below_python_is_in_the_log_at_the_next_start(written: Path) -> None:
    crash = "import faulthandler, sys; faulthandler.enable(open(sys.argv[1], 'ab')); faulthandler._sigabrt()"
    fault = written.with_name("target-desk.fault")
    ended = subprocess.run([sys.executable, "-c", crash, str(fault)], check=False)  # noqa: S603 - our own test
    assert ended.returncode != 0
    with heard():
        pass
    assert "crash of an earlier run\nFatal Python error: Aborted" in written.read_text(encoding="utf-8")
    assert fault.read_bytes() == b""


def test_places_are_told_from_their_package_on() -> None:
    trace = '  File "C:\\Users\\张三\\Desktop\\app\\desktop\\pages\\page.py", line 3, in f\n    x\nValueError: 机密'
    assert log.places(trace) == '  File "desktop/pages/page.py", line 3, in f\nValueError'
    assert log.bare("/home/张三/x.py") == "x.py"


def test_without_a_log_faults_are_done_without(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(faults, "log_folder", lambda: tmp_path / "nowhere")
    with heard():
        assert not (tmp_path / "nowhere").exists()


def test_a_bug_is_shown_once_the_text_that_is_being_typed_is_saved(
    window: MainWindow, settle: Settle, practice_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = window.arrival._chooser
    window.open_database(practice_database)
    for _ in range(3):
        settle(window)
    entry = window.view.entry
    window.view.show_page(1)
    settle(window)
    entry.pane.texts["problems"].text.setPlainText("还没写完")
    shown_when: list[str] = []

    def show(_parent: object, details: str) -> None:
        row = next(one for one in load_entry(window.view.desk, entry.code).rows if one.answer.problems == "还没写完")
        shown_when.append(row.target.code)
        person.crashes.append(details)

    person.show_crash = show
    for _ in range(2):
        app.show_bug(window, ZeroDivisionError, ZeroDivisionError("机密"), None)
    settle(window)
    assert len(shown_when) == 1
    (details,) = person.crashes
    person.crashes.clear()
    assert details.startswith("ZeroDivisionError")
    assert "Target Desk " in details
    assert "机密" not in details
    assert "机密" in capsys.readouterr().err


def test_a_bug_that_comes_up_while_the_window_closes_is_shown_too(window: MainWindow) -> None:
    window.view.runner.close()
    app.show_bug(window, ZeroDivisionError, ZeroDivisionError("机密"), None)
    assert window.arrival._chooser.crashes.pop().startswith("ZeroDivisionError")


def test_a_window_that_does_not_answer_is_told_once_with_every_thread_and_once_when_it_does(
    qapp: QApplication, qtbot: QtBot, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulse, "_BEAT", 0.02)
    monkeypatch.setattr(pulse, "_LOOK", 0.05)
    told = threading.Event()

    class Hears(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "does not answer" in record.getMessage():
                told.set()

    log.LOG.addHandler(Hears())
    beating = Pulse(qapp)
    assert told.wait(10), "the thread of the window waits here, and nothing beats"
    qtbot.waitUntil(lambda: "answers again after" in written.read_text(encoding="utf-8"))
    beating.stop()
    beating.deleteLater()
    text = written.read_text(encoding="utf-8")
    assert text.count("does not answer") == 1
    assert "test_faults.py" in text
    assert "thread 0x" in text.lower()
