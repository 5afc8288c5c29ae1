r"""Paths that are longer than most of Windows takes: reached by their long names, shown by their usual ones.

Without a switch that only an administrator can set, Windows finds no path of 260 characters or more unless it begins
with \\?\, which also has it taken as it is written.
"""

import sys
from pathlib import Path, PurePath
from typing import Final

_LONG: Final = "\\\\?\\"
_SHARE: Final = "\\\\?\\UNC\\"
# What is put beside a database, a backup of it in their folder for one, has names of its own after this.
_NEAR: Final = 200


def long_name(path: PurePath) -> str:
    """The name of an absolute path by which Windows reaches it whatever its length."""
    text = str(path)
    if text.startswith(_LONG) or not path.is_absolute():
        return text
    return f"{_SHARE}{text[2:]}" if text.startswith("\\\\") else f"{_LONG}{text}"


def reachable(path: Path, *, beneath: bool = False) -> Path:
    """A path from outside as this system reaches it and what lies beside it, or `beneath` it however deep."""
    if sys.platform != "win32":
        return path
    whole = path.absolute()
    return Path(long_name(whole)) if beneath or len(str(whole)) >= _NEAR else path
