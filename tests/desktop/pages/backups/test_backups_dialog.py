"""备份 as a person uses it: what can be gone back to, one made by hand, and the way back."""

import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.backups import Backup, folder_of
from db.steps import Tell
from db.vocabulary import BackupReason
from desktop.desk import Desk
from desktop.main_window import MainWindow
from desktop.operations import restore as restoring
from desktop.operations.backups import back_up_now, list_backups
from desktop.operations.entry import Signature, set_signature, signature_of
from desktop.pages.asking import AskDialog
from desktop.pages.backups.dialog import BackupsDialog
from desktop.pages.runner import Runner
from desktop.pages.seat import Seat
from desktop.pages.stage_card import StageCard
from desktop.pages.welcome import Welcome
from desktop.settings import BACKUP_FOLDER, Settings
from desktop.widgets.theme import Theme

LEFT = Qt.MouseButton.LeftButton
PERIOD = "2024-03"
Open = Callable[[], BackupsDialog]


@pytest.fixture
def desk(practice_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    return sit_down(practice_database)


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, runner: Runner, settings: Settings, person: Any, desk: Desk) -> Open:
    def show() -> BackupsDialog:
        parent = QWidget()
        qtbot.addWidget(parent)
        dialog = BackupsDialog(desk, theme, runner, settings, person, parent)
        dialog.parent_kept = parent  # type: ignore[attr-defined]  # so that it outlives the fixture
        dialog.show()
        qtbot.waitUntil(lambda: not runner.busy)
        return dialog

    return show


def sign(desk: Desk, name: str) -> None:
    set_signature(desk, PERIOD, Signature(name, "审核员", ""))


def signed(desk: Desk) -> str:
    names = signature_of(desk, PERIOD)
    return "" if names is None else names.filled_by


def test_where_there_is_none_it_says_when_one_is_made_and_makes_one(
    qtbot: QtBot, opened: Open, runner: Runner, desk: Desk
) -> None:
    dialog = opened()
    assert "还没有备份" in dialog.empty.text
    assert not dialog.table.isVisible()
    assert not dialog.restore_button.isEnabled()
    assert not dialog.folder_button.isEnabled()
    qtbot.mouseClick(dialog.empty.button, LEFT)
    qtbot.waitUntil(lambda: not runner.busy and dialog.table.isVisible())
    assert len(list_backups(desk)) == 1
    assert not dialog.empty.isVisible()
    model = dialog.steps
    assert model.index(0, 1).data() == "手动"
    assert model.index(0, 5).data() == "没有改动"


def test_what_was_done_since_is_told(opened: Open, desk: Desk) -> None:
    back_up_now(desk, None)
    sign(desk, "王")
    dialog = opened()
    # Who answers for a report is no entry.
    assert dialog.detail.text() == "这份备份之后到现在：没有改动"
    assert str(folder_of(desk.store.path)) in dialog.where.text()
    assert "可以在“设置”里再选一处" in dialog.where.text()


def test_a_backup_that_cannot_be_made_is_said(qtbot: QtBot, opened: Open, runner: Runner, desk: Desk) -> None:
    dialog = opened()
    folder_of(desk.store.path).write_text("in the way", encoding="utf-8")
    qtbot.mouseClick(dialog.make_button, LEFT)
    qtbot.waitUntil(lambda: not runner.busy and dialog.said.isVisible())
    assert "备份没有做成" in dialog.said.text()
    assert dialog.make_button.isEnabled()


def test_the_second_place_gets_the_one_made_by_hand(
    qtbot: QtBot, opened: Open, runner: Runner, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "U盘").mkdir()
    settings.set(BACKUP_FOLDER, str(tmp_path / "U盘"))
    dialog = opened()
    assert "U盘" in dialog.where.text()
    qtbot.mouseClick(dialog.make_button, LEFT)
    qtbot.waitUntil(lambda: not runner.busy)
    assert len(list((tmp_path / "U盘").iterdir())) == 1


def test_going_back_is_asked_with_what_it_puts_away(
    qtbot: QtBot, opened: Open, desk: Desk, person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up_now(desk, None).backup
    assert made is not None
    dialog = opened()
    asked: list[AskDialog] = []
    monkeypatch.setattr(person, "show", lambda ask: bool(asked.append(ask)))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    (ask,) = asked
    assert ask.buttons.button(QDialogButtonBox.StandardButton.Cancel).isDefault()
    assert dialog.isVisible()
    monkeypatch.setattr(person, "show", lambda _ask: True)
    with qtbot.waitSignal(dialog.chosen) as told:
        qtbot.mouseClick(dialog.restore_button, LEFT)
    assert told.args == [made.path]
    assert not dialog.isVisible()


Settle = Callable[[MainWindow], None]


def sit(window: MainWindow, database: Path, settle: Settle) -> Seat:
    assert window.open_database(database)
    settle(window)
    settle(window)
    assert isinstance(window.view, Seat)
    return window.view


def test_the_window_goes_back_and_opens_again(
    qtbot: QtBot, window: MainWindow, settle: Settle, practice_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = sit(window, practice_database, settle)
    sign(seat.desk, "王")
    back_up_now(seat.desk, None)
    sign(seat.desk, "李")

    def choose(dialog: Any) -> bool:
        if isinstance(dialog, BackupsDialog):
            qtbot.waitUntil(dialog.restore_button.isEnabled)
            dialog.restore_button.click()
        return True

    monkeypatch.setattr(window.arrival._chooser, "show", choose)
    window.commands.actions.backups.trigger()
    qtbot.waitUntil(lambda: isinstance(window.view, Seat) and window.view is not seat, timeout=20_000)
    settle(window)
    again = window.view
    assert isinstance(again, Seat)
    assert signed(again.desk) == "王"
    assert [one.reason.value for one in list_backups(again.desk)][:2] == ["before_restore", "by_hand"]


def test_what_cannot_be_restored_leaves_the_welcome_with_its_reason(
    qtbot: QtBot, window: MainWindow, settle: Settle, practice_database: Path, tmp_path: Path
) -> None:
    sit(window, practice_database, settle)
    (tmp_path / "坏.db").write_text("no database" * 500, encoding="utf-8")
    window.arrival.restore(tmp_path / "坏.db")
    settle(window)
    welcome = window.view
    assert isinstance(welcome, Welcome)
    assert "不是目标填报台账" in welcome.work.notice.text
    qtbot.waitUntil(welcome.open_link.isVisible)
    assert signed(sit(window, practice_database, settle).desk) == ""


def test_going_back_that_is_stopped_comes_back_to_the_database_as_it_was(
    qtbot: QtBot, window: MainWindow, settle: Settle, practice_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.steps._SOON", 0)
    seat = sit(window, practice_database, settle)
    sign(seat.desk, "王")
    made = back_up_now(seat.desk, None).backup
    assert made is not None
    sign(seat.desk, "李")
    stopped, back_up = Event(), restoring.back_up_written

    def wait(database: Path, reason: BackupReason, tell: Tell) -> Backup | None:
        tell("copy", 0, 0)
        stopped.wait(20)
        return back_up(database, reason, tell)

    monkeypatch.setattr(restoring, "back_up_written", wait)
    window.arrival.restore(made.path)
    qtbot.waitUntil(lambda: window.findChild(StageCard) is not None)
    card = window.findChild(StageCard)
    assert card is not None
    titles = [label.text() for label in card.findChildren(QLabel)]
    qtbot.mouseClick(card.cancel, LEFT)
    stopped.set()
    qtbot.waitUntil(lambda: isinstance(window.view, Seat), timeout=20_000)
    settle(window)
    assert "正在恢复备份" in titles
    assert isinstance(window.view, Seat)
    assert signed(window.view.desk) == "李"


def test_a_second_place_that_is_gone_is_told_above_the_page(
    window: MainWindow, settle: Settle, practice_database: Path, settings: Settings, tmp_path: Path
) -> None:
    seat = sit(window, practice_database, settle)
    back_up_now(seat.desk, None)
    window.arrival.leave()
    settings.set(BACKUP_FOLDER, str(tmp_path / "拔掉的U盘"))
    seat = sit(window, practice_database, settle)
    settle(window)
    assert "第二处备份没有做成" in seat.work.notice.text
    shutil.rmtree(folder_of(practice_database))
