"""What a cell says behind its address, as spreadsheet programs spell it: known by how it is spelled, once it was read.

The same is said by thousands of cells: nothing, the same status, the shared text of the same number.
"""

import re
from typing import Any, Final, NamedTuple

from desktop.exchange.opening.formats import NUMBER, Look
from desktop.exchange.opening.usual_texts import BLANKS, TEXT, Unusual, text_of
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
# A day or a time beyond it is for the library to judge.
_FAR: Final = 10**6
# So many ways of spelling what a cell says are kept, if they are short.
_MANY: Final = 4096
_SHORT: Final = 64


class Marked(NamedTuple):
    """What is more than a value: a number that shows a percentage or a day, or a formula that nobody calculated."""

    value: float | None
    look: Look


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

    def __missing__(self, written: bytes) -> Any:
        usual = _USUAL.fullmatch(written)
        if usual is None:
            said = _rare(written)
        else:
            look, shared, number = usual.groups()
            said = int(shared) if shared else self._number(look or b"0", float(number))
        if len(written) <= _SHORT:
            if len(self) >= _MANY:
                self.clear()
            self[written] = said
        return said

    def _number(self, name: bytes, figure: float) -> float | Marked:
        """A number, and what its look shows of it."""
        if not abs(figure) < TOO_LONG:
            raise Unusual
        look = self.looks[name.decode()]
        if look and abs(figure) > _FAR:
            raise Unusual
        return Marked(figure, look) if look else figure


def _rare(written: bytes) -> Any:
    """What a cell says that holds neither a shared text nor a number."""
    found = _RARE.fullmatch(written)
    if found is None:
        raise Unusual
    if found.lastgroup == "blank":
        return None
    said = found[found.lastgroup or ""]
    if found.lastgroup == "truth":
        return said == b"1"
    if found.lastgroup == "open":
        return Marked(None, "")
    text = text_of(said)
    return text.strip(BLANKS) if found.lastgroup == "inline" else text
