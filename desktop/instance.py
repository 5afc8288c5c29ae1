"""One writer per database: a lock beside it says who has it, and a window that has it comes forward when called."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final, Self

from PySide6.QtCore import QLockFile, QObject, QSysInfo, QThread, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from db.errors import Refusal, refuse
from desktop.handed import LARGEST, packed, unpacked

# A window listens a moment after it took its lock; milliseconds between two calls, and how long one may take.
_CALLS: Final = 3
_BETWEEN: Final = 100
_WAIT: Final = 500
_READ: Final = 10_000
_AGAIN: Final = 1000
_LONGEST_CALL: Final = 3000


class HeldElsewhere(Refusal):
    """Another computer has the database; a person may know that it has not any more."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who a lock names: a process, on which computer, since when."""

    process: int
    computer: str
    here: bool
    since: datetime


class Instance(QObject):
    """The window that has a database; `called` tells that somebody tried to open it again, and with which files."""

    called = Signal(object)

    def __init__(self, lock: QLockFile, name: str, left_since: datetime | None, parent: QObject) -> None:
        super().__init__(parent)
        # When the session began that was ended by force before this one, if one was.
        self.left_since = left_since
        self._lock = lock
        self._waiting = QTimer(self)
        self._waiting.setInterval(_AGAIN)
        self._waiting.timeout.connect(self._on_waited)
        self._server = QLocalServer(self)
        # What is passed here is received: nobody else on this computer may pass anything.
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # What a window that was killed left behind would keep this one from listening.
        QLocalServer.removeServer(name)
        self._server.newConnection.connect(self._on_connection)
        self._server.listen(name)
        if lock.error() == QLockFile.LockError.LockFailedError:
            self._waiting.start()

    @classmethod
    def claim(
        cls, database: Path, parent: QObject, files: Sequence[Path] = (), *, take_over: bool = False
    ) -> Self | None:
        """Take the database for this window; None where another one has it, which came forward and has the files.

        Where another computer has it, it is refused unless a person said to `take_over`. Where no lock can be written,
        opening the database says why; a command of ours that has it leaves the two to SQLite's own locks.
        """
        lock, left = _take(database, take_over=take_over)
        name = _name(database)
        if lock.error() == QLockFile.LockError.LockFailedError and _call(name, left, files, _CALLS):
            return None
        return cls(lock, name, left.since if left is not None and lock.isLocked() else None, parent)

    def release(self) -> None:
        """Let others have the database."""
        self._waiting.stop()
        self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        call = _Call(self._server.nextPendingConnection())
        call.heard.connect(self.called)
        call.listen()

    def _on_waited(self) -> None:
        """The command that had the lock may be over."""
        if self._lock.tryLock(0):
            self._waiting.stop()


class _Call(QObject):
    """One that calls: `heard` tells the files it passes, once, when its line is whole or it has hung up."""

    heard = Signal(object)

    def __init__(self, connection: QLocalSocket) -> None:
        super().__init__(connection)
        self._connection = connection
        connection.setReadBufferSize(LARGEST + 1)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._end)

    def listen(self) -> None:
        """Hear what has been said already, and what comes."""
        self._connection.readyRead.connect(self._on_read)
        self._connection.disconnected.connect(self._end)
        self._patience.start(_LONGEST_CALL)
        self._on_read()

    def _on_read(self) -> None:
        connection = self._connection
        gone = connection.state() == QLocalSocket.LocalSocketState.UnconnectedState
        if gone or connection.canReadLine() or connection.bytesAvailable() > LARGEST:
            self._end()

    def _end(self) -> None:
        connection = self._connection
        self._patience.stop()
        connection.readyRead.disconnect(self._on_read)
        connection.disconnected.disconnect(self._end)
        line = bytes(connection.readLine(LARGEST + 1).data())
        connection.abort()
        connection.deleteLater()
        self.heard.emit(unpacked(line))


def call_window(database: Path, files: Sequence[Path]) -> bool:
    """Ask the window that has a database to come forward and receive files, before one is made here.

    False where no window has it.
    """
    holder = _holder(Path(f"{database}.lock"))
    return holder is not None and holder.here and _call(_name(database), holder, files, 1)


@contextmanager
def holding(database: Path, *, take_over: bool, alone: bool) -> Iterator[None]:
    """Have a database during a command, beside a window of the same computer unless `alone`; refused otherwise."""
    lock, _ = _take(database, take_over=take_over)
    if alone and not lock.isLocked():
        raise refuse("refusal.open_elsewhere", path=str(database))
    try:
        yield
    finally:
        lock.unlock()


def _take(database: Path, *, take_over: bool) -> tuple[QLockFile, Holder | None]:
    """The lock, taken if it could be, and who had it before; a process that is gone has it no more."""
    path = Path(f"{database}.lock")
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)
    before = _holder(path)
    if lock.tryLock(0) or lock.error() != QLockFile.LockError.LockFailedError:
        return lock, before
    # One that names nobody was cut off by a loss of power.
    if before is None or (take_over and not before.here):
        lock.removeStaleLockFile()
        lock.tryLock(0)
    elif not before.here:
        raise HeldElsewhere(refuse("refusal.other_computer", path=str(database), computer=before.computer).sentence)
    return lock, before


def _holder(path: Path) -> Holder | None:
    """Who a lock names; None where there is none, or it names nobody."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
        since = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        process, _, computer, machine = int(lines[0]), *lines[1:4]
    except (OSError, ValueError):
        return None
    # Two computers that were set up from one image have one name.
    ours = bytes(QSysInfo.machineUniqueId().data()).decode()
    here = machine == ours if machine and ours else computer == QSysInfo.machineHostName()
    return Holder(process, computer, here, since)


def _name(database: Path) -> str:
    """What the window that has a database listens under."""
    return f"target-desk-{sha256(str(database.resolve()).encode()).hexdigest()[:16]}"


def _call(name: str, holder: Holder | None, files: Sequence[Path], calls: int) -> bool:
    """Ask the window that listens under this name to come forward and receive files; False where none does."""
    if sys.platform == "win32" and holder is not None:
        import ctypes

        # Windows lets no program come to the front by itself; the one that was just started may pass its turn on.
        ctypes.windll.user32.AllowSetForegroundWindow(holder.process)
    for call in range(calls):
        if call:
            QThread.msleep(_BETWEEN)
        socket = QLocalSocket()
        socket.connectToServer(name)
        if socket.waitForConnected(_WAIT):
            socket.write(packed(files))
            socket.flush()
            if files:
                # The window hangs up when it has read them. A busy one is given its time: on Windows what was not
                # read by the end of this process would be lost.
                socket.waitForDisconnected(_READ)
            return True
    return False
