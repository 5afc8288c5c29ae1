"""Brings resources/translations up to date with the strings in the sources, and compiles them.

Run it from the repository after changing a string: `python docs/translations.py`. It names what has no Chinese yet,
to be put into zh_CN.ts by hand or with Qt Linguist. With `--check` it changes nothing and only says what is missing.
"""
# ruff: noqa: INP001 - run by its path

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from xml.etree import ElementTree as ET

import PySide6

ROOT: Final = Path(__file__).parents[1]
SOURCE: Final = ROOT / "resources" / "translations" / "zh_CN.ts"


def collect(catalogue: Path) -> None:
    """Put every string of the window's sources into a catalogue."""
    sources = sorted(path for name in ("pages", "widgets") for path in (ROOT / "desktop" / name).rglob("*.py"))
    sources += [ROOT / "desktop" / name for name in ("app.py", "arrival.py", "fault_reports.py", "main_window.py")]
    options = ("-no-obsolete", "-locations", "none", "-source-language", "en_US", "-target-language", "zh_CN")
    _run("lupdate", *options, *map(str, sources), "-ts", str(catalogue))


def untranslated(catalogue: Path) -> list[str]:
    """The strings that have no translation yet."""
    messages = ET.parse(catalogue).iter("message")  # noqa: S314 - our own file
    return [one.findtext("source", "") for one in messages if not one.findtext("translation")]


def _run(tool: str, *arguments: str) -> None:
    command = [str(Path(PySide6.__file__).with_name(tool)), *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - a tool of our own


def main() -> int:
    """Update and compile, or only check; 1 where something has no translation."""
    with TemporaryDirectory() as folder:
        copy = Path(shutil.copy(SOURCE, folder))
        collect(copy)
        missing = untranslated(copy)
        if "--check" not in sys.argv:
            shutil.copy(copy, SOURCE)
            _run("lrelease", str(SOURCE), "-qm", str(SOURCE.with_suffix(".qm")))
    for text in missing:
        print(f"not translated: {text}")  # noqa: T201 - a script says what it found
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
