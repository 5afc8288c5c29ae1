"""A database on a share in the window: refused with a way out, worked on here, sent back, never forgotten."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from systems import with_a_share

from db import places
from db.places import Place
from db.vocabulary import Origin
from desktop.desk import open_desk
from desktop.main_window import MainWindow
from desktop.operations.carrying import unsent
from desktop.operations.entry import CellEdit, edit_entries, load_entry
from desktop.pages.seat import Seat
from desktop.pages.welcome import Welcome

Settle = Callable[[MainWindow], None]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def share(tmp_path: Path, practice_source: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database on what this computer takes for a share; databases here are kept in a folder of the test's own."""
    for name in ("共享", "本机"):
        (tmp_path / name).mkdir()
    here = with_a_share(tmp_path / "共享")
    monkeypatch.setattr(places, "HERE", here)
    monkeypatch.setattr("desktop.pages.dialogs.own_folder", lambda: tmp_path / "本机")
    return Path(shutil.copy(practice_source, tmp_path / "共享" / "台账.db"))


def carry(qtbot: QtBot, window: MainWindow, share: Path, settle: Settle) -> Seat:
    """Open a database there, and follow the way out."""
    assert window.open_database(share)
    settle(window)
    assert isinstance(window.view, Welcome)
    assert "网络共享" in window.view.work.notice.text
    assert not share.with_name("台账.db.lock").exists()
    qtbot.mouseClick(window.view.work.notice._follow, LEFT)
    for _ in range(3):
        settle(window)
    assert isinstance(window.view, Seat)
    return window.view


def write(seat: Seat, text: str) -> None:
    key = load_entry(seat.desk, "2024-03").rows[0].target.key
    edit_entries(seat.desk, "2024-03", [CellEdit(key, "narrative", text)])


def said_at(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr("db.store.require_local", lambda _path: None)
        desk = open_desk(path, Origin.WINDOW)
    try:
        return load_entry(desk, "2024-03").rows[0].answer.narrative
    finally:
        desk.close()


def test_a_database_on_a_share_is_copied_here_worked_on_and_sent_back(
    qtbot: QtBot, window: MainWindow, settle: Settle, share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = carry(qtbot, window, share, settle)
    assert seat.desk.store.path == tmp_path / "本机" / "台账.db"
    assert str(share) in seat.work.notice.text
    write(seat, "在本机填的")
    window.commands.actions.send_back.trigger()
    settle(window)
    assert "已送回" in seat.work.notice.text
    assert said_at(share, monkeypatch) == "在本机填的"


def test_what_was_not_sent_back_is_reminded_of_when_it_is_closed(
    qtbot: QtBot, window: MainWindow, settle: Settle, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = carry(qtbot, window, share, settle)
    write(seat, "在本机填的")
    person: Any = window.arrival._chooser
    window.close()
    assert window.isVisible()
    assert person.shown == ["ChoiceDialog"]
    person.picks = ["send"]
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert said_at(share, monkeypatch) == "在本机填的"


def test_what_is_still_written_when_it_is_closed_is_waited_for(
    qtbot: QtBot, window: MainWindow, settle: Settle, share: Path
) -> None:
    seat = carry(qtbot, window, share, settle)
    seat.work.runner.run(lambda _progress: write(seat, "最后一格"), lambda _nothing: None)
    person: Any = window.arrival._chooser
    person.picks = ["later"]
    window.close()
    assert not window.isVisible()
    assert person.shown == ["ChoiceDialog"]


def test_a_page_that_still_reads_does_not_keep_the_window_open(
    qtbot: QtBot, window: MainWindow, settle: Settle, share: Path
) -> None:
    seat = carry(qtbot, window, share, settle)
    read: list[str] = []
    seat.work.runner.run(
        lambda _progress: "first",
        lambda first: seat.work.runner.run(lambda _progress: "second", lambda second: read.extend((first, second))),
    )
    window.close()
    assert not window.isVisible()
    assert read == ["first", "second"]


def test_another_database_may_be_opened_without_sending_back(
    qtbot: QtBot, window: MainWindow, settle: Settle, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = carry(qtbot, window, share, settle)
    before = said_at(share, monkeypatch)
    write(seat, "在本机填的")
    person: Any = window.arrival._chooser
    person.picks = ["later"]
    window.arrival.leave()
    assert isinstance(window.view, Welcome)
    assert said_at(share, monkeypatch) == before
    # The same copy is opened again.
    seat = carry(qtbot, window, share, settle)
    assert unsent(seat.desk)
    person.picks = ["later"]


def test_what_was_changed_there_is_asked_about(
    qtbot: QtBot, window: MainWindow, settle: Settle, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = carry(qtbot, window, share, settle)
    write(seat, "在本机填的")
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr("db.store.require_local", lambda _path: None)
        other = open_desk(share, Origin.WINDOW)
    key = load_entry(other, "2024-03").rows[0].target.key
    edit_entries(other, "2024-03", [CellEdit(key, "narrative", "那边的")])
    other.close()
    person: Any = window.arrival._chooser
    window.commands.actions.send_back.trigger()
    settle(window)
    assert said_at(share, monkeypatch) == "那边的"
    person.picks = ["replace"]
    window.commands.actions.send_back.trigger()
    for _ in range(2):
        settle(window)
    assert "改名为" in seat.work.notice.text
    assert said_at(share, monkeypatch) == "在本机填的"


def test_a_database_of_this_computer_is_sent_nowhere(
    window: MainWindow, settle: Settle, practice_database: Path
) -> None:
    assert window.open_database(practice_database)
    for _ in range(2):
        settle(window)
    assert not window.commands.actions.send_back.isEnabled()
    assert not window.view.work.notice.isVisible()


def test_a_folder_that_is_synchronised_is_warned_of_once(
    window: MainWindow, settle: Settle, practice_source: Path, tmp_path: Path
) -> None:
    (tmp_path / "我的坚果云").mkdir()
    path = Path(shutil.copy(practice_source, tmp_path / "我的坚果云" / "台账.db"))
    seen = []
    for _ in range(2):
        assert window.open_database(path)
        for _ in range(2):
            settle(window)
        notice = window.view.work.notice
        seen.append(notice.text if notice.isVisible() else "")
        window.arrival.leave()
    assert "坚果云" in seen[0]
    assert seen[1] == ""


def test_where_a_profile_was_moved_to_the_network_a_folder_is_asked_for(
    qtbot: QtBot, window: MainWindow, settle: Settle, share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.pages.dialogs.own_folder", lambda: share.parent / "数据")
    person: Any = window.arrival._chooser
    person.into = tmp_path / "本机"
    seat = carry(qtbot, window, share, settle)
    assert seat.desk.store.path.parent == tmp_path / "本机"
    assert places.place_of(seat.desk.store.path, places.HERE) is Place.LOCAL
