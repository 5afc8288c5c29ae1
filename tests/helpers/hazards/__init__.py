"""What a hazard is: a form made into something else, and what has to become of it.

The form is the assignment of the small plan, in which 80 stands in M8 as what target Q2 has reached.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from made.forms import Make

from db.vocabulary import FileState

REACHED: Final[Mapping[str, str]] = {"Q2.value": "80"}


@dataclass(frozen=True)
class Hazard:
    """What arrives, and the verdict: state, the code of a finding, a piece of its sentence, and where it points.

    `takes` is all that is taken of it: code of the target and field, and what stands there then.
    """

    name: str
    make: Make
    state: FileState
    code: str = ""
    words: str = ""
    cell: str = ""
    takes: Mapping[str, str] = field(default_factory=dict)
    file: str = "报表.xlsx"


def taken(name: str, make: Make, takes: Mapping[str, str] = REACHED, *, code: str = "", file: str = "") -> Hazard:
    """It is read right."""
    return Hazard(name, make, FileState.TAKEN, code, takes=takes, file=file or Hazard.file)


def rejected(name: str, make: Make, code: str, words: str, cell: str = "", *, file: str = "") -> Hazard:
    """It is refused, with the reason."""
    return Hazard(name, make, FileState.REJECTED, code, words, cell, file=file or Hazard.file)


def held(name: str, make: Make, code: str, words: str, cell: str = "") -> Hazard:
    """It waits for a person, with the reason."""
    return Hazard(name, make, FileState.HELD, code, words, cell)
