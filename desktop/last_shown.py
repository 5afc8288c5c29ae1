"""What a window showed last, kept for the first picture of the next start; never of a database that is guarded."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from db.file_state import FileState, state_of
from desktop.own_folder import own_folder
from resources import FOLDER

if TYPE_CHECKING:
    # The picture is loaded where there is one.
    from desktop.widgets.last_picture import Shown

_NAME: Final = "last-shown"
# Where the sum of the content begins, which is another one for another form of the file, and how long it is.
_FORMAT: Final = 2
_SUM: Final = 9


class LastShown:
    """The one file that holds it: a line of numbers, then pieces as they lie there, since people wait for them."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def own(cls) -> "LastShown":
        """The program's own, on this computer: it holds what a database holds."""
        return cls(own_folder() / _NAME)

    def keep(self, database: Path, shown: "Shown | None") -> None:
        """Keep what was shown of a database that is closed by now; nothing where nothing of it may lie open."""
        state = None if shown is None else state_of(database)
        if shown is None or state is None:
            self.forget()
            return
        told, title = _told(database, state, shown.look), shown.title.encode()
        pieces = (told, shown.page.encode(), title, shown.dots, shown.grid)
        numbers = (*shown.size, shown.wide, shown.high, *map(len, pieces))
        content = b"%b\n%b" % (" ".join(map(str, numbers)).encode("ascii"), b"".join(pieces))
        # Where it cannot be kept, the next start shows the name of the program, as the first one did.
        with suppress(OSError):
            beside = self._path.with_name(f"{_NAME}.part")
            beside.touch(0o600)
            beside.write_bytes(_sum(content) + content)
            beside.replace(self._path)

    def forget(self) -> None:
        """Keep nothing."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def find(self, database: Path, look: Mapping[str, Any]) -> "Shown | None":
        """What is kept of a database, where it is still what it was then and all would look the same."""
        try:
            with self._path.open("rb") as file:
                told, content = file.read(_SUM), file.read()
        except OSError:
            return None
        if told != _sum(content):
            # Cut short, or written by nobody we know: nothing is lost by it.
            return None
        numbers, _, pieces = content.partition(b"\n")
        width, height, wide, high, *lengths = map(int, numbers.split())
        then, page, title, dots, grid = _cut(pieces, lengths)
        if then != _told(database, state_of(database), look):
            return None
        from desktop.widgets.last_picture import Shown

        return Shown(page.decode(), title.decode(), (width, height), look, wide, high, dots, grid)


def _cut(pieces: bytes, lengths: Sequence[int]) -> Iterator[bytes]:
    start = 0
    for length in lengths:
        yield pieces[start : start + length]
        start += length


def _told(database: Path, state: FileState | None, look: Mapping[str, Any]) -> bytes:
    """All that a picture is true of, as it is written down."""
    return ascii((_program(), str(database.absolute()), state, dict(look))).encode("ascii")


def _sum(content: bytes) -> bytes:
    return b"%08x\n" % zlib.crc32(content, _FORMAT)


def _program() -> tuple[int, int]:
    """Which version of the program this is, by when its style sheet was installed and how long it is."""
    told = (FOLDER / "theme.qss").stat()
    return told.st_mtime_ns, told.st_size
