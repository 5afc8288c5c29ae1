"""What a start is handed: which words are the database, which are received, and when."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from db.vocabulary import Origin
from desktop.handed import Handed
from desktop.main_window import MainWindow
from desktop.operations.new import new
from desktop.operations.receive import FileResult
from desktop.pages.seat import Seat
from desktop.pages.welcome import Welcome
from desktop.settings import Settings, last_database

Settle = Callable[[MainWindow], None]


@pytest.mark.parametrize(
    ("words", "database", "files"),
    [
        ([], None, []),
        (["台账 & 一.tdesk"], "台账 & 一.tdesk", []),
        (["a.XLSX", "b.et", "unit.db", "."], "unit.db", ["a.XLSX", "b.et", "."]),
        (["照片.jpg", "two.tdesk"], "照片.jpg", ["two.tdesk"]),
        (["--nonsense"], "--nonsense", []),
    ],
)
def test_the_first_word_that_is_nothing_to_receive_is_the_database(
    words: list[str], database: str | None, files: list[str]
) -> None:
    handed = Handed.of(words)
    assert handed.database == (None if database is None else Path(database).absolute())
    assert handed.files == tuple(Path(file).absolute() for file in files)


def test_files_alone_are_meant_for_the_database_used_last_and_a_start_with_nothing_for_none() -> None:
    last = Path("/last.tdesk")
    assert Handed.of(["a.xlsx"]).meant_for(last).database == last
    assert Handed.of(["b.tdesk", "a.xlsx"]).meant_for(last).database == Path("b.tdesk").absolute()
    assert Handed().meant_for(last).database is None


def test_a_start_with_a_database_and_a_workbook_opens_the_one_and_receives_the_other(
    qtbot: QtBot, window: MainWindow, issued_database: Path, finished_round: Path
) -> None:
    report = min((finished_round / "reports").glob("*.xlsx"))
    assert window.start_with(Handed(issued_database, (report,)))
    qtbot.waitUntil(lambda: isinstance(window.view, Seat), timeout=20_000)
    view = window.view
    assert isinstance(view, Seat)
    with qtbot.waitSignal(view.errands.looked, timeout=20_000) as looked:
        pass
    assert [one.result.path for one in looked.args[0]] == [report]


def test_while_a_question_is_open_files_wait(
    qtbot: QtBot, window: MainWindow, settle: Settle, issued_database: Path, tmp_path: Path
) -> None:
    assert window.open_database(issued_database)
    settle(window)
    view = window.view
    assert isinstance(view, Seat)
    seen: list[FileResult] = []
    view.errands.looked.connect(seen.extend)
    question = QDialog(window)
    question.open()
    assert window.start_with(Handed(None))
    window.arrival._claim._on_called(issued_database, [tmp_path / "没有.xlsx"])
    qtbot.wait(250)
    assert not seen
    question.reject()
    qtbot.waitUntil(lambda: len(seen) == 1, timeout=20_000)


def test_what_is_no_database_is_said_in_the_window_and_its_files_are_left_alone(
    qtbot: QtBot, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    photo = tmp_path / "照片 & 1.jpg"
    photo.write_bytes(b"\xff\xd8\xff" * 99)
    assert window.start_with(Handed(photo, (tmp_path / "a.xlsx",)))
    qtbot.waitUntil(lambda: not window._handing.files)
    settle(window)
    assert isinstance(window.view, Welcome)
    assert "照片 & 1.jpg" in window.view.work.notice.text


def test_the_database_that_was_open_last_is_known_unless_it_is_for_practice(
    window: MainWindow, settle: Settle, settings: Settings, practice_database: Path, tmp_path: Path
) -> None:
    assert window.open_database(practice_database)
    settle(window)
    assert last_database(settings.store) is None
    real = tmp_path / "督查室 & 目标办.tdesk"
    new(real, None, None, Origin.COMMAND)
    window.arrival.leave()
    assert window.open_database(real)
    settle(window)
    assert last_database(settings.store) == real
    window.arrival.leave()
    real.unlink()
    assert last_database(settings.store) is None


def test_an_assignment_that_is_opened_where_no_database_is_yet_makes_one(
    qtbot: QtBot, window: MainWindow, finished_round: Path, tmp_path: Path
) -> None:
    window.arrival._chooser.keeps = tmp_path / "本单位.tdesk"
    assert window.start_with(Handed.of([str(min((finished_round / "issued").glob("*.xlsx")))]))
    qtbot.waitUntil(lambda: isinstance(window.view, Seat), timeout=20_000)
