"""Prints what a Windows Python needs: `python packaging/requirements.py [EXTRA…]`, each without its condition."""

import sys
import tomllib
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

_PROJECT: Final = Path(__file__).parents[1] / "pyproject.toml"
# What pyproject's conditions are asked about: the computer that the program is for, and not this one.
_THERE: Final = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "python_version": "3.11"}


def requirements(extras: list[str]) -> list[str]:
    """The program's packages and those of its extras."""
    project = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]
    texts = [*project["dependencies"], *(text for extra in extras for text in project["optional-dependencies"][extra])]
    wanted = [one for one in map(Requirement, texts) if one.marker is None or one.marker.evaluate(_THERE)]
    for one in wanted:
        one.marker = None
    return [str(one) for one in wanted]


if __name__ == "__main__":
    print("\n".join(requirements(sys.argv[1:])))
