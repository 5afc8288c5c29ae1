"""Collects the licences of everything in the bundle, and ends the build where one is unknown or not allowed.

Two files come of it: all texts, for the folder of the program, and a table, for its window.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import distribution, packages_distributions
from pathlib import Path, PurePosixPath
from typing import Final

from dependencies import PROGRAM, is_allowed, licence_of
from packaging.utils import canonicalize_name

HERE: Final = Path(__file__).parent
_TEXT: Final = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
# What is distributed under the LGPL says so in no file of its own.
_LGPL: Final = ("LGPL-3.0.txt", "GPL-3.0.txt")
_QT: Final = """Qt and PySide6 are used under the GNU Lesser General Public License, version 3. They lie in the folder
_internal/PySide6 as libraries of their own and may be replaced there by others of the same interface. Their source can
be had from the Qt Project. Nothing of Qt that is under the GPL alone is part of this program.
"""
_PSYCOPG: Final = """psycopg is used under the GNU Lesser General Public License, version 3, whose text is that of
PySide6_Essentials. It lies in the folders _internal/psycopg and _internal/psycopg_binary as modules of its own and may
be replaced there by others of the same interface. Its source can be had from the project of this name.
"""
# What stands for the text of a licence that is told once.
_INSTEAD: Final = {"shiboken6": "As PySide6_Essentials.", "psycopg": _PSYCOPG, "psycopg-binary": "As psycopg."}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing in the bundle that others made."""

    name: str
    version: str
    licence: str
    text: str


def parts(modules: Iterable[str]) -> list[Part]:
    """What others made of what is in a bundle, by the names of its modules and files; SystemExit where not allowed."""
    names = _distributions(modules)
    refused = [name for name in names if not is_allowed(name, licence_of(name))]
    if refused:
        raise SystemExit(f"not allowed in the bundle, or without a known licence: {', '.join(refused)}")
    found = [_python(), *(_of_distribution(name) for name in names), _starter(), *_embedded(names)]
    without = [part.name for part in found if not part.text.strip()]
    if without:
        raise SystemExit(f"without the text of a licence: {', '.join(without)}")
    return found


def write(texts: Path, table: Path, modules: Iterable[str]) -> None:
    """Write the texts of all licences, and the table of names."""
    found = parts(modules)
    bar = "=" * 100
    own = (HERE.parent / "LICENSE").read_text(encoding="utf-8")
    told = [("目标填报台账 Target Desk, Apache-2.0", own)]
    told += [(f"{part.name} {part.version}".strip() + f", {part.licence}", part.text) for part in found]
    texts.write_text("\n".join(f"{bar}\n{title}\n{bar}\n\n{text.strip()}\n" for title, text in told), encoding="utf-8")
    rows = "\n".join(f"| {part.name} | {part.version} | {part.licence.replace('|', '/')} |" for part in found)
    table.write_text(f"| 名称 Name | 版本 Version | 许可 Licence |\n|---|---|---|\n{rows}\n", encoding="utf-8")


def _distributions(modules: Iterable[str]) -> list[str]:
    """The installed packages that modules and files come from."""
    known = packages_distributions()
    tops = {name.replace("\\", "/").partition("/")[0].partition(".")[0] for name in modules}
    owners = {canonicalize_name(owner) for top in tops for owner in known.get(top, ())}
    return sorted(owners - {PROGRAM})


def _of_distribution(name: str) -> Part:
    found = distribution(name)
    files = [file for file in found.files or () if ".dist-info" in str(file) and _TEXT.search(PurePosixPath(file).name)]
    texts = [file.read_text(encoding="utf-8") for file in files if "Commercial" not in file.name]
    if name in _INSTEAD:
        texts = [_INSTEAD[name]]
    elif "LGPL" in licence_of(name):
        texts = [_QT, *((HERE / "texts" / text).read_text(encoding="utf-8") for text in _LGPL)]
    return Part(found.metadata["Name"], found.version, licence_of(name), "\n\n".join(texts))


def _python() -> Part:
    """Python itself, with what it incorporates."""
    library = Path(tomllib.__file__).parents[1]
    places = [folder / name for folder in (library, library.parent) for name in ("LICENSE.txt", "LICENSE")]
    text = next((place.read_text(encoding="utf-8") for place in places if place.is_file()), "")
    return Part("Python", ".".join(map(str, sys.version_info[:3])), "PSF-2.0", text)


def _starter() -> Part:
    """PyInstaller's start of the executables: under the GPL, with leave to start any program by it."""
    found = distribution("pyinstaller")
    text = next(file.read_text() for file in found.files or () if file.name == "COPYING.txt")
    return Part("PyInstaller bootloader", found.version, "GPL-2.0-or-later WITH Bootloader-exception", text)


def _embedded(names: Iterable[str]) -> Iterator[Part]:
    """What lies inside packages."""
    told = tomllib.loads((HERE / "embedded.toml").read_text(encoding="utf-8"))["part"]
    return (Part(one["name"], "", one["licence"], one["text"]) for one in told if one["inside"] in names)
