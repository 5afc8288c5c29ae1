"""Lists what the program is installed with: each package, its version, its licence; 1 where one is not allowed.

Run it from the repository, with the program installed: `python packaging/dependencies.py`. What it prints can be given
to pip as constraints, and to pip-audit as requirements.
"""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, metadata, requires, version
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROGRAM: Final = "target-desk"
_ALLOWED: Final = re.compile(
    r"\b(MIT|MIT-0|BSD|0BSD|Apache|zlib|PSF|PSFL|Python Software Foundation|ISC)\b", re.IGNORECASE
)
_FORBIDDEN: Final = re.compile(r"\bA?GPL", re.IGNORECASE)
# Linked dynamically under the LGPL; of Qt's parts that are GPL alone none is used or shipped.
_LINKED: Final = frozenset({"pyside6-essentials", "shiboken6", "psycopg", "psycopg-binary"})
# What says nothing of its licence where a program could read it.
_KNOWN: Final = {"sqlcipher3": "zlib, with SQLCipher under BSD-3-Clause"}


def installed(name: str = PROGRAM) -> Iterator[str]:
    """The packages that one needs, and those that these need, without what only tests and benchmarks want."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for text in requires(waiting.pop()) or ():
            wanted = Requirement(text)
            one = canonicalize_name(wanted.name)
            if one not in found and (wanted.marker is None or wanted.marker.evaluate({"extra": ""})):
                found.add(one)
                waiting.append(one)
    yield from sorted(found)


def licence_of(name: str) -> str:
    """What a package says of its licence, in a line."""
    said: PackageMetadata = metadata(name)
    classifiers = [
        line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or () if line.startswith("License")
    ]
    told = [said.get("License-Expression") or "", *classifiers, *(said.get("License") or "").splitlines()[:1]]
    return next((one for one in told if one), _KNOWN.get(name, ""))


def is_allowed(name: str, licence: str) -> bool:
    """Whether the program may be given to others with it."""
    return name in _LINKED or (bool(_ALLOWED.search(licence)) and not _FORBIDDEN.search(licence))


def main() -> int:
    """Print the list; 1 where something in it is not allowed."""
    refused = 0
    for name in installed():
        licence = licence_of(name)
        mark = "" if is_allowed(name, licence) else "  NOT ALLOWED"
        refused += bool(mark)
        print(f"{name}=={version(name)}  # {licence or 'says nothing'}{mark}")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
