"""File names from outside texts: such as every system takes, says what it is, and stays in its folder.

Windows' rules hold on every system, since what is written on one computer is carried to another.
"""

import re
import unicodedata
from pathlib import Path
from typing import Final

# What separates folders, drives, streams and patterns; among them what some programs turn into a slash on the way.
_SEPARATORS: Final = frozenset('<>:"/\\|?*／＼∕⁄⧸⧵⧹﹨')
# Controls, invisible and direction-changing signs, halves of characters, line and paragraph separators.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
# Fillers that are letters to Unicode and nothing to the eye.
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u3164\uffa0")
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)
# Hidden files, lock files of Excel, options of a command.
_STARTS: Final = (".", "~$", "-")
# A name with a number after it has to be one as well; Linux counts bytes, Windows less.
_LONGEST: Final = 240
_LONGEST_PATH: Final = 259
_LEAST: Final = 32
_LONGEST_SUFFIX: Final = 24


def safe_name(text: str, room: int = _LONGEST) -> str:
    """A file name of no more than so many bytes that says what the text says; never empty, never a path."""
    seen = "".join("_" if _unfit(sign) else sign for sign in unicodedata.normalize("NFC", text))
    name = seen.strip().rstrip(". ") or "_"
    if name.startswith(_STARTS) or _DEVICES.fullmatch(name.split(".")[0].rstrip()):
        name = f"_{name}"
    stem, suffix = _parts(name)
    return f"{shortened(stem, room - len(suffix.encode()))}{suffix}"


def shortened(text: str, most: int) -> str:
    """As much of the beginning of a text as so many bytes hold."""
    return text if len(text.encode()) <= most else text.encode()[:most].decode(errors="ignore").rstrip(". ")


def inside(folder: Path, name: str) -> Path:
    """Where a file of such a name is written in a folder, short enough for Windows where the folder lets it be."""
    left = _LONGEST_PATH - 1 - len(str(folder.absolute()))
    return folder / safe_name(name, min(max(left, _LEAST), _LONGEST))


def marked(name: str) -> str:
    """A name as it is, with what cannot be seen of it spelt out."""
    return "".join(f"[U+{ord(sign):04X}]" if _hidden(sign) else sign for sign in name)


def _unfit(sign: str) -> bool:
    return sign in _SEPARATORS or _hidden(sign)


def _hidden(sign: str) -> bool:
    return unicodedata.category(sign) in _UNSEEN or sign in _BLANK_LETTERS


def _parts(name: str) -> tuple[str, str]:
    """The name before its ending and the ending, where it has one that is no longer than endings are."""
    stem, dot, ending = name.rpartition(".")
    return (stem, dot + ending) if stem and len(ending.encode()) <= _LONGEST_SUFFIX else (name, "")
