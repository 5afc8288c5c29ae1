"""What of the installed packages goes into the bundle, and what is left out of it and why."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

# Modules that something imports and nothing of ours reaches.
LEFT_OUT_MODULES: Final = (
    # GPL or commercial, or of a kind of window that this program has none of.
    *("PySide6.QtVirtualKeyboard", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets"),
    # OpenSSL: hashlib has digests of its own, and `cryptography` and PostgreSQL's client bring what they need.
    *("ssl", "_ssl", "_hashlib"),
    # SQLite without encryption: SQLAlchemy is given sqlcipher3.
    *("sqlite3", "_sqlite3"),
    *("sqlalchemy.ext.asyncio", "sqlalchemy.ext.mypy"),
    # Parts of lxml that only HTML and schemas need.
    *("lxml.objectify", "lxml.html", "lxml.isoschematron", "lxml.sax", "lxml.builder"),
    # Measures of rapidfuzz that nothing asks for, and what only processors of the last years run; it does without.
    *("rapidfuzz.fuzz_cpp_avx2", "rapidfuzz.distance.metrics_cpp_avx2", "rapidfuzz.distance.metrics_cpp"),
    # Local time is the system's, and servers are spoken to in that of Greenwich.
    "tzdata",
    # What makes, tests and documents programs.
    *("setuptools", "pkg_resources", "distutils", "pip", "wheel", "packaging", "pytest", "unittest", "doctest", "pdb"),
    *("pydoc", "pydoc_data", "pygments", "tkinter", "idlelib", "turtle", "lib2to3", "mypy", "numpy", "pandas"),
    *("xmlrpc", "http.server", "smtplib", "ftplib", "PIL", "black", "dateutil", "pytz"),
)

# Files that the build would collect, by their place in the bundle.
_LEFT_OUT_FILES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # A software OpenGL and a second renderer, for windows that draw in three dimensions.
        r"PySide6/(opengl32sw|d3dcompiler_\d+)\.dll",
        r"PySide6/(Qt/)?plugins/platforms/(lib)?q(direct2d|minimal|minimalegl|eglfs|linuxfb|vnc|vkkhrdisplay)\b.*",
        r"PySide6/(Qt/)?plugins/(egldeviceintegrations|wayland-[\w-]+|platforms/(lib)?qwayland[\w-]*\.\w+)(/.*)?",
        # No network, no touch tables, no on-screen keyboard.
        r"PySide6/(Qt/)?plugins/(tls|networkinformation|generic|platforminputcontexts/.*virtualkeyboard)(/.*)?",
        # Every picture of the window is an SVG, and what is taken from the clipboard a PNG, which needs no plugin.
        r"PySide6/(Qt/)?plugins/imageformats/(lib)?q(?!svg)\w+\.\w+",
        # The window looks the same everywhere.
        r"PySide6/plugins/styles/.*",
        # The window speaks Chinese and English; of Qt's own words qtbase holds all that are shown.
        r"PySide6/(Qt/)?translations/(?!qtbase_zh_CN\.qm).*",
        # Its template is read from the .docx beside; what that was made from lies there unpacked.
        r"docx/templates/default-docx-template/.*",
        # Types for those who write programs, and the source of a translation that is there compiled.
        r".*\.(pyi|pxd|pxi)|.*/py\.typed|resources/translations/zh_CN\.ts",
        # Tests, and what packages say of themselves; what is given on of that stands in licences.txt.
        r"(.*/)?tests?/.*|(?!target_desk|psycopg)[\w.-]+\.dist-info/.*",
    )
)


_RUNTIME: Final = re.compile(r"(msvcp|vcruntime|concrt)140(_\w+)?\.dll", re.IGNORECASE)
# A place in the bundle, where the file is now, and of what kind it is.
Entry = tuple[str, str, str]


def is_kept(place: str) -> bool:
    """Whether a file goes into the bundle, by its place there."""
    return not any(pattern.fullmatch(place.replace("\\", "/")) for pattern in _LEFT_OUT_FILES)


def kept(entries: Iterable[Entry]) -> list[Entry]:
    """Of PyInstaller's entries those that go into the bundle."""
    found = [entry for entry in entries if is_kept(entry[0])]
    # Several packages bring Microsoft's runtime, each in its own folder; where it lies at the top all of them find it.
    shared = {entry[0].lower() for entry in found if _RUNTIME.fullmatch(entry[0])}
    return [entry for entry in found if not (_folder(entry[0]) and _name(entry[0]) in shared)]


def compacted(entries: Iterable[Entry], made: Path) -> list[Entry]:
    """The same with the tables of pinyin written anew: a fifth of them is the line break after every syllable."""
    return [_compacted(entry, made) if re.fullmatch(r"pypinyin.\w+\.json", entry[0]) else entry for entry in entries]


def _compacted(entry: Entry, made: Path) -> Entry:
    place, source, kind = entry
    table = json.loads(Path(source).read_text(encoding="utf-8"))
    target = made / _name(place)
    target.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return place, str(target), kind


def _name(place: str) -> str:
    return place.replace("\\", "/").rpartition("/")[2].lower()


def _folder(place: str) -> str:
    return place.replace("\\", "/").rpartition("/")[0]
