"""What of the installed packages goes into the bundle, and what is left out of it and why."""

import re
from collections.abc import Iterable
from typing import Final

# Modules that something imports and nothing of ours reaches.
LEFT_OUT_MODULES: Final = (
    # GPL or commercial, or of a kind of window that this program has none of.
    *("PySide6.QtVirtualKeyboard", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets"),
    # OpenSSL: nothing goes over a network, hashlib has digests of its own, and `cryptography` brings what it needs.
    *("ssl", "_ssl", "_hashlib"),
    # SQLite without encryption: SQLAlchemy is given sqlcipher3.
    *("sqlite3", "_sqlite3"),
    *("sqlalchemy.ext.asyncio", "sqlalchemy.ext.mypy"),
    # Parts of lxml that only HTML and schemas need.
    *("lxml.objectify", "lxml.html", "lxml.isoschematron", "lxml.sax", "lxml.builder"),
    # For processors of the last years only; without them its plain ones are taken.
    *("rapidfuzz.fuzz_cpp_avx2", "rapidfuzz.distance.metrics_cpp_avx2"),
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
        # Pictures that nobody attaches.
        r"PySide6/(Qt/)?plugins/imageformats/(lib)?q(icns|tga|tiff|wbmp|webp|pdf)\.\w+",
        # The window speaks Chinese and English; of Qt's own words qtbase holds all that are shown.
        r"PySide6/(Qt/)?translations/(?!qtbase_zh_CN\.qm).*",
        # Its template is read from the .docx beside; what that was made from lies there unpacked.
        r"docx/templates/default-docx-template/.*",
        # Types for those who write programs, and the source of a translation that is there compiled.
        r".*\.(pyi|pxd|pxi)|.*/py\.typed|resources/translations/zh_CN\.ts",
        # A test's worth of data.
        r"(.*/)?tests?/.*",
    )
)


def is_kept(place: str) -> bool:
    """Whether a file goes into the bundle, by its place there."""
    return not any(pattern.fullmatch(place.replace("\\", "/")) for pattern in _LEFT_OUT_FILES)


def kept(entries: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Of PyInstaller's entries those that go into the bundle."""
    return [entry for entry in entries if is_kept(entry[0])]
