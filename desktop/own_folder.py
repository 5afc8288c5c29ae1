"""Where the program keeps what is its own: databases, settings, the log. A portable copy keeps it beside itself."""

import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

from PySide6.QtCore import QSettings, QStandardPaths

from resources.texts import Sentence, say

NAME: Final = "target-desk"
# A file of this name beside the executables makes a copy of the program a portable one.
MARKER: Final = "portable.txt"
_DATA: Final = "data"


def program_folder() -> Path | None:
    """The folder that the program's executables lie in; None where it was installed into a Python."""
    return Path(sys.executable).resolve().parent if getattr(sys, "frozen", False) else None


def own_folder() -> Path:
    """Local to this computer, since shares break the locks of databases; or in the folder of a portable copy."""
    beside = _beside()
    if beside is not None:
        return beside
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation))


def settings_store() -> QSettings:
    """What remembers settings and the window's place."""
    beside = _beside()
    if beside is not None:
        return QSettings(str(beside / "window.ini"), QSettings.Format.IniFormat)
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, NAME, "window")


def unwritable() -> Sentence | None:
    """Why nothing can be kept, where nothing can: a portable copy may lie on a disk that is protected."""
    folder = own_folder()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            return None
    return say("place.portable_read_only" if _beside() else "place.own_read_only", path=str(folder))


def _beside() -> Path | None:
    program = program_folder()
    return program / _DATA if program is not None and (program / MARKER).is_file() else None
