"""The passphrase in the window: set, asked for, recovered; the cover; and nothing of it in what the program wrote."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from db import keyring
from desktop.desk import Desk
from desktop.log import start_log
from desktop.main_window import MainWindow
from desktop.operations.access import set_passphrase
from desktop.operations.officers import add_officer
from desktop.pages.access.dialog import AccessDialog
from desktop.pages.access.lock import IdleLock, LockDialog
from desktop.pages.access.opening import OpenDialog, RecoverDialog
from desktop.pages.access.recovery import RecoveryDialog
from desktop.pages.access.secret_dialog import SecretDialog
from desktop.pages.officers import SignInDialog
from desktop.pages.seat import Seat
from desktop.settings import LOCK_AFTER, Settings

LEFT = Qt.MouseButton.LeftButton
PASSPHRASE, OTHER = "春眠不觉晓2024", "处处闻啼鸟2025"
Type = Callable[..., bool]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    keyring._opened.clear()
    monkeypatch.setattr("db.envelope._MEMORY", 64)
    monkeypatch.setattr("desktop.pages.access.secret_dialog.FIRST_PAUSE", 0)
    yield
    keyring._opened.clear()


@pytest.fixture
def type_in(qtbot: QtBot) -> Type:
    """Types into the lines of a dialog and presses its button; whether it was accepted."""

    def give(dialog: SecretDialog, *texts: str) -> bool:
        qtbot.waitUntil(dialog.go_on.isEnabled)
        for line, text in zip(dialog.lines, texts, strict=True):
            line.setText(text)
        qtbot.mouseClick(dialog.go_on, LEFT)
        qtbot.waitUntil(lambda: not dialog.runner.busy)
        return dialog.result() == QDialog.DialogCode.Accepted

    return give


@pytest.fixture
def opened(window: MainWindow, settle: Any, practice_database: Path) -> Seat:
    window.open_database(practice_database)
    settle(window)
    assert isinstance(window.view, Seat)
    return window.view


@pytest.fixture
def encrypted(practice_database: Path, sit_down: Callable[[Path], Desk]) -> tuple[Path, str]:
    """A database behind the passphrase, and its recovery key."""
    desk = sit_down(practice_database)
    told = set_passphrase(desk, PASSPHRASE)
    desk.close()
    keyring.forget(practice_database)
    return practice_database, told


def test_a_passphrase_is_set_changed_and_removed_in_the_settings(
    qtbot: QtBot, opened: Seat, person: Any, type_in: Type, tmp_path: Path
) -> None:
    path, keys = opened.desk.store.path, []
    out = tmp_path / "恢复密钥.pdf"
    person.saves = out

    def act(dialog: QDialog) -> bool:
        if isinstance(dialog, RecoveryDialog):
            keys.append(dialog.card.code.text())
            dialog.reject()
            assert not dialog.go_on.isEnabled()
            qtbot.mouseClick(dialog.save_button, LEFT)
            dialog.kept.setChecked(True)
            assert dialog.go_on.isEnabled()
            return True
        if isinstance(dialog, SecretDialog) and len(dialog.lines) == 2:
            assert not type_in(dialog, "123", "123")
            assert not type_in(dialog, PASSPHRASE, OTHER)
            assert "不一样" in dialog.said.text()
            return type_in(dialog, PASSPHRASE, PASSPHRASE)
        if isinstance(dialog, SecretDialog) and len(dialog.lines) == 3:
            assert not type_in(dialog, OTHER, OTHER, OTHER)
            return type_in(dialog, PASSPHRASE, OTHER, OTHER)
        if isinstance(dialog, SecretDialog):
            return type_in(dialog, OTHER)
        assert isinstance(dialog, AccessDialog)
        qtbot.waitUntil(lambda: not opened.runner.busy)
        for button in (dialog.set_button, dialog.change_button, dialog.key_button, dialog.remove_button):
            assert button.isVisibleTo(dialog)
            qtbot.mouseClick(button, LEFT)
            qtbot.waitUntil(lambda: dialog.isEnabled() and not opened.runner.busy, timeout=10_000)
            assert keyring.is_encrypted(path) is (button is not dialog.remove_button)
        return False

    person.show = act
    opened._open_access()
    assert len(keys) == 2
    assert keys[0] == keys[1]
    assert out.read_bytes().startswith(b"%PDF")


def test_opening_asks_and_a_wrong_passphrase_is_said(
    window: MainWindow, settle: Any, person: Any, type_in: Type, encrypted: tuple[Path, str]
) -> None:
    path, _ = encrypted
    said: list[str] = []

    def act(dialog: QDialog) -> bool:
        assert isinstance(dialog, OpenDialog)
        assert not type_in(dialog, OTHER)
        said.append(dialog.said.text())
        return type_in(dialog, PASSPHRASE)

    person.show = act
    window.open_database(path)
    settle(window)
    assert isinstance(window.view, Seat)
    assert said[0].startswith("口令不对")
    window.arrival.leave()
    # It is asked for again the next time; and whoever gives up is where they were.
    person.show = lambda dialog: bool(dialog.reject())
    window.open_database(path)
    settle(window)
    assert not isinstance(window.view, Seat)
    assert "口令" in window.view.work.notice.text


def test_the_recovery_key_sets_a_new_passphrase(
    qtbot: QtBot, window: MainWindow, settle: Any, person: Any, type_in: Type, encrypted: tuple[Path, str]
) -> None:
    path, told = encrypted

    def act(dialog: QDialog) -> bool:
        if isinstance(dialog, OpenDialog):
            qtbot.mouseClick(dialog.forgot_link, LEFT)
            return False
        assert isinstance(dialog, RecoverDialog)
        assert not type_in(dialog, told[:-1], OTHER, OTHER)
        return type_in(dialog, told.lower(), OTHER, OTHER)

    person.show = act
    window.open_database(path)
    settle(window)
    assert isinstance(window.view, Seat)
    keyring.opened_by(path, OTHER)


def test_an_encrypted_backup_is_restored_after_its_passphrase_was_given(
    window: MainWindow, settle: Any, person: Any, type_in: Type, encrypted: tuple[Path, str], tmp_path: Path
) -> None:
    (backup,) = encrypted[0].parent.glob("backups/*.db")
    person.opens, person.keeps = [backup], tmp_path / "还原.db"
    person.show = lambda dialog: type_in(dialog, PASSPHRASE)
    window.view._on_restore()  # type: ignore[union-attr]  # the welcome
    settle(window)
    assert isinstance(window.view, Seat)
    assert keyring.is_encrypted(tmp_path / "还原.db")


@pytest.fixture
def signed_in(
    window: MainWindow,
    settle: Any,
    headquarters_database: Path,
    sit_down: Callable[[Path], Desk],
    person: Any,
    type_in: Type,
) -> Seat:
    """Headquarters' seat with an officer at it who has a password."""
    desk = sit_down(headquarters_database)
    add_officer(desk, "王主任", PASSPHRASE)
    desk.close()
    person.show = lambda dialog: type_in(dialog, PASSPHRASE)
    window.open_database(headquarters_database)
    settle(window)
    assert isinstance(window.view, Seat)
    return window.view


def test_nothing_is_shown_until_the_officer_is_back(
    qtbot: QtBot, window: MainWindow, person: Any, type_in: Type, signed_in: Seat
) -> None:
    before = window.grab().toImage()

    def act(dialog: QDialog) -> bool:
        assert isinstance(dialog, LockDialog)
        assert "王主任" not in window.windowTitle()
        covered = window.grab().toImage()
        colours = {covered.pixel(x, y) for x in range(0, covered.width(), 40) for y in range(0, 300, 10)}
        assert len(colours) == 1
        window.resize(window.width() + 60, window.height())
        assert window.childAt(window.width() - 2, 40).parent() is window
        dialog.reject()
        assert not type_in(dialog, "")
        assert not type_in(dialog, OTHER)
        return type_in(dialog, PASSPHRASE)

    person.show = act
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    window.resize(before.size())
    assert window.windowTitle().endswith("王主任")
    assert window.grab().toImage().pixel(20, 200) == before.pixel(20, 200)
    assert signed_in.findChild(IdleLock) is not None


def test_it_locks_by_itself_and_a_sign_of_life_puts_that_off(
    window: MainWindow, settings: Settings, person: Any, type_in: Type, signed_in: Seat
) -> None:
    lock = signed_in.findChild(IdleLock)
    assert lock is not None
    timer = lock._timer
    assert timer.interval() == 10 * 60_000
    settings.set(LOCK_AFTER, 3)
    assert timer.interval() == 3 * 60_000
    timer.start(99)
    handle = window.windowHandle()
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    lock._on_focus(handle)
    QApplication.sendEvent(handle, event)
    assert timer.interval() == 3 * 60_000
    shown: list[str] = []
    person.show = lambda dialog: shown.append(type(dialog).__name__) or type_in(dialog, PASSPHRASE)
    timer.timeout.emit()
    assert shown == ["LockDialog"]
    assert timer.isActive()
    settings.set(LOCK_AFTER, 0)
    assert not timer.isActive()


def test_a_desk_that_nothing_guards_is_not_locked(opened: Seat, person: Any) -> None:
    opened._lock_now()
    assert person.shown == []
    assert "口令" in opened.work.notice.text


def test_whoever_does_not_come_back_closes_the_program(window: MainWindow, person: Any, signed_in: Seat) -> None:
    person.show = lambda dialog: bool(dialog.done(0))
    signed_in._lock_now()
    assert not window.isVisible()


def test_wrong_answers_are_waited_after(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, headquarters_database: Path, sit_down: Callable[[Path], Desk]
) -> None:
    from desktop.operations.officers import load_officers

    monkeypatch.setattr("desktop.pages.access.secret_dialog.FIRST_PAUSE", 60_000)
    desk = sit_down(headquarters_database)
    add_officer(desk, "王主任", PASSPHRASE)
    holder = MainWindow.__base__()
    qtbot.addWidget(holder)
    dialog = SignInDialog(desk, load_officers(desk), holder)
    dialog.show()
    dialog.password.setText(OTHER)
    qtbot.mouseClick(dialog.go_on, LEFT)
    qtbot.waitUntil(dialog.said.isVisible)
    assert not dialog.go_on.isEnabled()
    assert not dialog.password.isEnabled()
    dialog.reject()


def test_nothing_that_the_program_writes_holds_a_passphrase(
    window: MainWindow,
    settle: Any,
    person: Any,
    type_in: Type,
    settings: Settings,
    encrypted: tuple[Path, str],
    tmp_path: Path,
) -> None:
    start_log()
    path, told = encrypted
    person.show = lambda dialog: (type_in(dialog, OTHER), type_in(dialog, PASSPHRASE))[1]
    window.open_database(path)
    settle(window)
    assert isinstance(window.view, Seat)
    window.reports.copy()
    settle(window)
    clip = QApplication.clipboard().text()
    window.arrival.leave()
    settings.store.sync()
    places = [tmp_path, Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation))]
    places.append(Path(QSettings("target-desk", "window").fileName()).parent)
    files = [one for place in places for one in place.rglob("*") if one.is_file()]
    assert any(one.suffix == ".log" for one in files)
    for secret in (PASSPHRASE, OTHER, told, told.replace("-", "")):
        assert secret not in clip
        for code in ("utf-8", "utf-16-le", "gbk"):
            assert not [one for one in files if secret.encode(code) in one.read_bytes() or secret in one.name]
