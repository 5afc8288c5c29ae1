"""What a cell says behind its address, as spreadsheet programs spell it: known by how it is spelled, once it was read.

The same is said by thousands of cells: nothing, the same status, the shared text of the same number.
"""

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from desktop.exchange.opening.formats import NUMBER, Look
from desktop.exchange.opening.usual_texts import BLANKS, FEW, TEXT, Unusual, text_of
from desktop.exchange.opening.witness import TOO_LONG

# Formulas are left out before a cell is looked at; this stands in their place.
FORMULA: Final = b"<f/>"
# The number of a shared text, or a number; any of them may have a look.
_USUAL: Final = re.compile(
    (
        r'"(?: s="([0-9]{1,6})")?'
        rf'(?: t="s"><v>(0|[1-9][0-9]{{0,8}})|(?: t="n")?>(?:<f/>)?<v>({NUMBER.pattern}))</v></c>'
    ).encode()
)
# Nothing; texts of formulas, truths, texts that stand in their cell, what nobody has calculated.
_RARE: Final = re.compile(
    (
        r'"(?: s="[0-9]{1,6}")?(?:'
        r'(?P<blank>(?: t="(?:s|n|str|b)")?/>|></c>| t="str"><f/></c>)'
        rf'| t="str">(?:<f/>)?<v>(?P<result>{TEXT})</v></c>| t="b">(?:<f/>)?<v>(?P<truth>[01])</v></c>'
        rf'| t="inlineStr"><is><t>(?P<inline>{TEXT})</t></is></c>'
        r'|(?: t="n")?>(?P<open><f/>)(?:<v></v>)?</c>)'
    ).encode()
)
# The number that stands for the text of a cell that is blank; no figure that is read here comes near it.
NOTHING: Final = -(10**18)
# A day or a time beyond it is for the library to judge.
_FAR: Final = 10**6
# So many ways of spelling what a cell says are kept, and so many of spelling it in front of another, if they are short.
_MANY: Final = 4096
_MANY_IN_FRONT: Final = 2**15
_SHORT: Final = 64
# What is between the number of a cell's row and its look; and between two cells of a row, but for the column.
LOOK: Final = b'" s="'
BETWEEN: Final = b'<c r="'


class Marked(NamedTuple):
    """What is more than a value: a number that shows a percentage or a day, or a formula that nobody calculated."""

    value: float | None
    look: Look


# A formula that nobody calculated.
OPEN: Final = Marked(None, "")


class Looks(dict[str, Look]):
    """What numbers show, by the look of their cell as it names it: with blanks and noughts, or one there is not."""

    def __missing__(self, name: str) -> Look:
        return self.get(str(int(name)), "")


class Kinds(dict[bytes, Any]):
    """By how it is spelled behind its address, what a cell says: the number of a shared text, or a value.

    Unusual where it is spelled otherwise. It goes with the looks of one table, of which few workbooks have their own.
    """

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self.looks = looks
        self.alike = Alike(looks)

    def __missing__(self, written: bytes) -> Any:
        said = _said(written, self.looks)
        if len(written) <= _SHORT:
            if len(self) >= _MANY:
                self.clear()
            self[written] = said
        return said


class _Before(dict[bytes, Any]):
    """By how it is spelled from its look on up to the row's number in the next cell, what a cell says.

    Unusual where the next cell is in another column.
    """

    def __init__(self, looks: Looks, column: bytes) -> None:
        super().__init__()
        self._looks, self._next = looks, BETWEEN + column if column else b""

    def __missing__(self, written: bytes) -> Any:
        if not written.endswith(self._next):
            raise Unusual
        said = _said(LOOK + written[: len(written) - len(self._next)], self._looks)
        if len(written) <= _SHORT:
            self[written] = said
        return said


class Alike(dict[bytes, Sequence[_Before]]):
    """By the columns of a row's cells, parted by blanks, what each of them says in front of the next."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self._before: dict[bytes, _Before] = {}

    def __missing__(self, columns: bytes) -> Sequence[_Before]:
        made = tuple(map(self._in_front_of, (*columns.split()[1:], b"")))
        self[columns] = made
        return made

    def _in_front_of(self, column: bytes) -> _Before:
        known = self._before.get(column)
        if known is None:
            known = self._before[column] = _Before(self._looks, column)
        return known

    def forget(self) -> None:
        """Forget what is known, if it is much."""
        if len(self) >= FEW or sum(map(len, self._before.values())) >= _MANY_IN_FRONT:
            self.clear()
            self._before.clear()


def _said(written: bytes, looks: Looks) -> Any:
    """What is said by a cell that is spelled like this."""
    usual = _USUAL.fullmatch(written)
    if usual is None:
        return _rare(written)
    look, shared, number = usual.groups()
    return int(shared) if shared else _number(float(number), looks[(look or b"0").decode()])


def _number(figure: float, look: Look) -> float | Marked:
    """A number, and what its look shows of it."""
    if not abs(figure) < TOO_LONG or (look and abs(figure) > _FAR):
        raise Unusual
    return Marked(figure, look) if look else figure


def _rare(written: bytes) -> Any:
    """What a cell says that holds neither a shared text nor a number."""
    found = _RARE.fullmatch(written)
    if found is None:
        raise Unusual
    if found.lastgroup == "blank":
        return NOTHING
    said = found[found.lastgroup or ""]
    if found.lastgroup == "truth":
        return said == b"1"
    if found.lastgroup == "open":
        return OPEN
    text = text_of(said)
    return text.strip(BLANKS) if found.lastgroup == "inline" else text
