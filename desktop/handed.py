"""What a start is handed: a database to open, and files to receive in it; also from one process to another."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from db.address import Location, server_of
from db.reach import reachable
from desktop.exchange.endings import WORKBOOKS

# The program's own ending, which opens it on a double click, and the one that earlier databases have.
DATABASES: Final = (".tdesk", ".db")
# So many files, of such names, may be passed at once; what selects more of them may drop them on the window.
MOST: Final = 500
LARGEST: Final = 512 * 1024
_LONGEST: Final = 32_767


class Handed(NamedTuple):
    """A database to open where one is named, and what is to be received as if it were dropped on the window."""

    database: Location | None = None
    files: tuple[Path, ...] = ()

    @classmethod
    def of(cls, words: Sequence[str]) -> "Handed":
        """The words of a command line: a server's address, else the first that is neither workbook nor folder.

        Whatever else is among them is handed on as well: who opens or receives it says what is wrong with it.
        """
        server = next(filter(None, map(server_of, words)), None)
        paths = [reachable(Path(word).absolute()) for word in words if server_of(word) is None]
        file = None if server is not None else next((path for path in paths if not _to_receive(path)), None)
        return cls(server or file, tuple(path for path in paths if path is not file))

    def meant_for(self, last: Location | None) -> "Handed":
        """The same; files alone are received in the database that was used last, where one was."""
        return Handed(self.database or last, self.files) if self.files else self


def _to_receive(path: Path) -> bool:
    ending = path.suffix.lower()
    # A share that does not answer is not asked before there is a window to say so in.
    return ending in WORKBOOKS or (ending not in DATABASES and path.is_dir())


def packed(files: Sequence[Path]) -> bytes:
    """Files as one process tells another of them: a line of JSON."""
    import json

    return json.dumps([str(path) for path in files[:MOST]]).encode("ascii") + b"\n"


def unpacked(line: bytes) -> tuple[Path, ...]:
    """The files that a line names; none where it is anything but what `packed` makes."""
    import json

    if len(line) > LARGEST:
        return ()
    try:
        names = json.loads(line.decode("ascii"))
    except (ValueError, RecursionError):
        return ()
    if not isinstance(names, list) or len(names) > MOST or not all(_is_path(name) for name in names):
        return ()
    return tuple(Path(name) for name in names)


def _is_path(name: object) -> bool:
    return isinstance(name, str) and "\0" not in name and len(name) <= _LONGEST and Path(name).is_absolute()
