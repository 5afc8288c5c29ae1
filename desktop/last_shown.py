"""What a window showed last, kept for the first picture of the next start; never of a database that is guarded."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from db.file_state import state_of
from desktop.own_folder import own_folder
from desktop.widgets.last_picture import Shown, ShownGrid
from resources import FOLDER

_NAME: Final = "last-shown"


class LastShown:
    """The one file that holds it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def own(cls) -> "LastShown":
        """The program's own, on this computer: it holds what a database holds."""
        return cls(own_folder() / _NAME)

    def keep(self, database: Path, shown: Shown | None) -> None:
        """Keep what was shown of a database that is closed by now; nothing where nothing of it may lie open."""
        state = None if shown is None else state_of(database)
        if shown is None or state is None:
            self.forget()
            return
        head, grid = shown._asdict(), shown.grid._asdict()
        pieces = [*grid.pop("drawn"), head.pop("dots")]
        head["grid"] = grid
        head |= {"program": _program(), "database": str(database.absolute()), "state": state}
        head["lengths"] = [len(piece) for piece in pieces]
        # Where it cannot be kept, the next start shows the name of the program, as the first one did.
        with suppress(OSError):
            beside = self._path.with_name(f"{_NAME}.part")
            beside.touch(0o600)
            beside.write_bytes(b"".join((json.dumps(head).encode("ascii"), b"\n", *pieces)))
            beside.replace(self._path)

    def forget(self) -> None:
        """Keep nothing."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def find(self, database: Path, look: Mapping[str, Any]) -> Shown | None:
        """What is kept of a database, where it is still what it was then and all would look the same."""
        try:
            with self._path.open("rb") as file:
                head, rest = json.loads(file.readline()), file.read()
            same = (
                head.pop("program") == _program()
                and head.pop("database") == str(database.absolute())
                and head["look"] == look
                and tuple(head.pop("state")) == state_of(database)
            )
            return _unpacked(head, rest) if same else None
        except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
            # Nothing is lost where it is not what it should be.
            return None


def _unpacked(head: dict[str, Any], rest: bytes) -> Shown:
    pieces, start = [], 0
    for length in head.pop("lengths"):
        pieces.append(rest[start : start + length])
        start += length
    *drawn, dots = pieces
    if start != len(rest) or len(dots) % (4 * head["wide"]):
        raise ValueError("cut short")
    grid = ShownGrid(**head.pop("grid"), drawn=drawn)
    return Shown(**head, grid=grid, dots=dots)


def _program() -> list[int]:
    """Which version of the program this is, by when its style sheet was installed and how long it is."""
    told = (FOLDER / "theme.qss").stat()
    return [told.st_mtime_ns, told.st_size]
