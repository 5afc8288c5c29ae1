"""One writer per database: a window, a command, another computer, and what a process that is gone left behind."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSysInfo, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot
from systems import not_on_windows

from desktop.cli import run
from desktop.handed import LARGEST, packed
from desktop.instance import HeldElsewhere, Instance, holding
from desktop.main_window import MainWindow
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries
from desktop.operations.unfinished import keep_unfinished
from desktop.pages.seat import Seat
from desktop.pages.welcome import Welcome

Settle = Callable[[MainWindow], None]
PERIOD = "2024-03"


def lock_of(database: Path) -> Path:
    return Path(f"{database}.lock")


def leave_lock(database: Path, computer: str, machine: str, process: int = 4_000_000) -> None:
    """A lock as it is left by a process that ended while it had the database."""
    lock_of(database).write_text(f"{process}\ntarget-desk\n{computer}\n{machine}\n\n", encoding="utf-8")


def leave_ours(database: Path) -> None:
    leave_lock(database, QSysInfo.machineHostName(), bytes(QSysInfo.machineUniqueId().data()).decode())


def test_a_database_that_another_window_has_is_not_opened_twice(
    window: MainWindow, qtbot: QtBot, headquarters_database: Path
) -> None:
    other = Instance.claim(headquarters_database, window)
    assert other is not None
    with qtbot.waitSignal(other.called):
        assert not window.open_database(headquarters_database)
    window.view.ready.emit(headquarters_database)
    assert "另一个窗口" in window.view.work.notice.text
    other.release()
    assert window.open_database(headquarters_database)


@pytest.mark.parametrize(
    ("line", "files"),
    [
        (packed([Path("/收件/甲 & 乙 📎.xlsx").absolute()]), [Path("/收件/甲 & 乙 📎.xlsx").absolute()]),
        (b"", []),
        (b"\xff\x00\n", []),
        (b'["relative.xlsx"]\n', []),
        (b"[1, {}]\n", []),
        (b"x" * (LARGEST + 1), []),
        (b"[" * 100_000 + b"\n", []),
    ],
    ids=["files", "nothing", "bytes", "relative", "numbers", "large", "deep"],
)
def test_a_call_passes_files_and_whatever_else_is_said_only_brings_the_window_forward(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, line: bytes, files: list[Path]
) -> None:
    instance = Instance.claim(tmp_path / "a.db", window)
    assert instance is not None
    caller = QLocalSocket()
    with qtbot.waitSignal(instance.called) as called:
        caller.connectToServer(instance._server.serverName())
        assert caller.waitForConnected()
        caller.write(line)
        caller.flush()
        if not line:
            caller.abort()
    assert list(called.args[0]) == files
    instance.release()


@not_on_windows("a file cannot be locked there in a folder that is not")
def test_where_no_lock_can_be_written_the_database_says_why_itself(window: MainWindow, tmp_path: Path) -> None:
    instance = Instance.claim(tmp_path / "nowhere" / "a.db", window)
    assert instance is not None
    instance.release()


@pytest.mark.usefixtures("qapp")
def test_the_lock_of_a_process_that_is_gone_is_none_and_says_since_when(window: MainWindow, tmp_path: Path) -> None:
    leave_ours(tmp_path / "a.db")
    instance = Instance.claim(tmp_path / "a.db", window)
    assert instance is not None
    assert instance.left_since is not None
    assert datetime.now(UTC) - instance.left_since < timedelta(minutes=1)
    instance.release()
    again = Instance.claim(tmp_path / "a.db", window)
    assert again is not None
    assert again.left_since is None, "it was ended properly this time"
    again.release()


def test_a_lock_that_names_nobody_locks_nobody_out(window: MainWindow, tmp_path: Path) -> None:
    lock_of(tmp_path / "a.db").touch()
    instance = Instance.claim(tmp_path / "a.db", window)
    assert instance is not None
    with holding(tmp_path / "a.db", take_over=False, alone=False):
        pass
    instance.release()
    assert not lock_of(tmp_path / "a.db").exists()


def test_a_computer_of_the_same_name_is_another_one(window: MainWindow, tmp_path: Path) -> None:
    leave_lock(tmp_path / "a.db", QSysInfo.machineHostName(), "ffffffffffffffffffffffffffffffff")
    with pytest.raises(HeldElsewhere):
        Instance.claim(tmp_path / "a.db", window)


def test_a_window_opens_beside_a_command_and_has_the_database_after_it(
    window: MainWindow, qtbot: QtBot, settle: Settle, headquarters_database: Path
) -> None:
    with holding(headquarters_database, take_over=False, alone=False):
        assert window.open_database(headquarters_database)
        settle(window)
        assert isinstance(window.view, Seat)
    assert not lock_of(headquarters_database).exists()
    qtbot.waitUntil(lock_of(headquarters_database).exists)


def test_a_command_works_beside_a_window(
    window: MainWindow, settle: Settle, headquarters_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert window.open_database(headquarters_database)
    settle(window)
    assert run(["check", str(headquarters_database)]) == 0
    assert lock_of(headquarters_database).exists(), capsys.readouterr().out


def test_a_command_leaves_what_another_computer_has_alone_until_it_is_told_otherwise(
    headquarters_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    leave_lock(headquarters_database, "目标办-02", "ffffffffffffffffffffffffffffffff")
    for verb, *more in (("check",), ("board", "--period", PERIOD), ("receive", "nothing.xlsx")):
        assert run([verb, str(headquarters_database), *more]) == 1
        said = capsys.readouterr()
        assert "目标办-02" in said.err
        assert said.out == ""
    assert run(["check", str(headquarters_database), "--take-over"]) == 0
    assert not lock_of(headquarters_database).exists()


def test_a_window_asks_before_it_takes_over(
    window: MainWindow, qtbot: QtBot, settle: Settle, headquarters_database: Path
) -> None:
    person = window.arrival._chooser
    leave_lock(headquarters_database, "目标办-02", "ffffffffffffffffffffffffffffffff")
    assert window.open_database(headquarters_database)
    qtbot.waitUntil(lambda: bool(person.shown))
    assert isinstance(window.view, Welcome)
    assert "目标办-02" in window.view.work.notice.text
    person.agrees = True
    assert window.open_database(headquarters_database)
    qtbot.waitUntil(lambda: window.busy)
    settle(window)
    assert isinstance(window.view, Seat)


def test_after_an_end_by_force_it_says_what_is_there_and_has_a_report_to_copy(
    window: MainWindow, qtbot: QtBot, settle: Settle, practice_database: Path, sit_down: Callable[[Path], object]
) -> None:
    leave_ours(practice_database)
    desk = sit_down(practice_database)
    with desk.read() as (_, plan):
        keys = [target.key for target in plan.of_unit(desk.unit_key)]
        titles = [target.title for target in plan.targets]
    edit_entries(desk, PERIOD, [CellEdit(keys[0], "problems", "机密"), CellEdit(keys[1], "problems", "机密")])
    keep_unfinished(desk, PERIOD, {(keys[2], "problems"): "没写完"})
    assert window.open_database(practice_database)
    for _ in range(3):
        settle(window)
    notice = window.view.work.notice
    assert "没有正常结束" in notice.text
    assert "2 处修改都在" in notice.text
    assert "1 处没写完的输入" in notice.text
    qtbot.mouseClick(notice._follow, Qt.MouseButton.LeftButton)
    settle(window)
    report = QGuiApplication.clipboard().text()
    assert report.startswith("Target Desk ")
    assert not [word for word in (*titles, "机密", "没写完", practice_database.stem) if word in report]
