"""One window per database: the first holds a lock beside the file and listens; a second asks it to come forward."""

from hashlib import sha256
from pathlib import Path
from typing import Final, Self

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT: Final = 1000


class Instance(QObject):
    """The window that has a database; `called` tells that somebody tried to open it again."""

    called = Signal()

    def __init__(self, lock: QLockFile, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._lock = lock
        self._server = QLocalServer(self)
        # What a window that was killed left behind would keep this one from listening.
        QLocalServer.removeServer(name)
        self._server.newConnection.connect(self._on_connection)
        self._server.listen(name)

    @classmethod
    def claim(cls, database: Path, parent: QObject) -> Self | None:
        """Take the database for this window; None where another has it, which has been told to come forward.

        Where no lock can be written, opening the database says why.
        """
        lock = QLockFile(f"{database}.lock")
        lock.setStaleLockTime(0)
        name = f"target-desk-{sha256(str(database.resolve()).encode()).hexdigest()[:16]}"
        if not lock.tryLock(0) and lock.error() == QLockFile.LockError.LockFailedError:
            _call(name)
            return None
        return cls(lock, name, parent)

    @staticmethod
    def has(database: Path) -> bool:
        """Whether a window has the database."""
        lock = QLockFile(f"{database}.lock")
        lock.setStaleLockTime(0)
        free = lock.tryLock(0) or lock.error() != QLockFile.LockError.LockFailedError
        lock.unlock()
        return not free

    def release(self) -> None:
        """Let others have the database."""
        self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        connection = self._server.nextPendingConnection()
        connection.disconnected.connect(connection.deleteLater)
        connection.close()
        self.called.emit()


def _call(name: str) -> None:
    """Ask the window that listens under this name to come forward."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    socket.waitForConnected(_WAIT)
    socket.abort()
