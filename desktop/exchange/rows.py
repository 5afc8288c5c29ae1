"""Rows in bulk: cells and rows as the XML of a sheet, for sheets around which a library has written the rest."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Final, Protocol
from xml.sax.saxutils import escape

from desktop.exchange.opening.witness import letters_of
from desktop.exchange.texts import escaped

# What stands for a row's number in its addresses and formulas until the row is written; no XML can hold it.
NUMBER: Final = "\1"
# What stands for a number that is not known yet, for `%` to put in.
HOLE: Final = "%d"
# What is kept of spelt texts: those of a plan's targets, none of what travels unseen.
_SHORT: Final = 256
_MANY: Final = 8192
_TEXTS_BEGIN: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
)
# So many texts are handed on together.
_AT_ONCE: Final = 500


def marked_up(text: str) -> str:
    """A text without what a workbook cannot hold, as it stands between two tags."""
    # By its rarer sign first, which is found in a tenth of the time.
    if "x" in text and "_x" in text:
        text = escaped(text)
    return escape(text) if "&" in text or "<" in text or ">" in text else text


def _shared(text: str) -> str:
    return f'<si><t xml:space="preserve">{marked_up(text)}</t></si>'


class Numbering(Protocol):
    """What gives the texts of cells their numbers."""

    def number(self, text: str) -> int | str:
        """The number of a text."""


class SharedTexts:
    """The texts that cells of a workbook share, by their numbers."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._numbers = {text: number for number, text in enumerate(texts)}

    def number(self, text: str) -> int:
        """The number of a text."""
        return self._numbers.setdefault(text, len(self._numbers))

    def numbers(self, texts: Iterable[str]) -> list[int]:
        """The numbers of several."""
        known = self._numbers
        return [known.setdefault(text, len(known)) for text in texts]

    def part(self, spell: Callable[[str], str] = _shared) -> bytes:
        """The part of a workbook that holds them."""
        return b"".join(self.pieces(spell))

    def pieces(self, spell: Callable[[str], str] = _shared) -> Iterator[bytes]:
        """The same, piece by piece."""
        yield f'{_TEXTS_BEGIN} uniqueCount="{len(self._numbers)}">'.encode()
        texts = map(spell, self._numbers)
        while together := "".join(islice(texts, _AT_ONCE)):
            yield together.encode()
        yield b"</sst>"


class Holes:
    """Gives no numbers: keeps the texts in whose cells holes are left for them, in order."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def number(self, text: str) -> str:
        """A hole for the number of a text."""
        self.texts.append(text)
        return HOLE


class SpeltTexts(dict[str, str]):
    """Texts as the part that holds them spells them; the first short ones, which many workbooks share, are kept."""

    def __missing__(self, text: str) -> str:
        spelt = _shared(text)
        if len(text) < _SHORT and len(self) < _MANY:
            self[text] = spelt
        return spelt


@cache
def start(column: int, style: str) -> str:
    """How a cell begins: its column, counted from 0, and its look by the number that the workbook has for it."""
    return f'<c r="{letters_of(column)}{NUMBER}" s="{style}"'


def empty_cell(begun: str) -> str:
    """Nothing but a look."""
    return f"{begun}/>"


def number_cell(begun: str, digits: str) -> str:
    """A number, written out."""
    return f"{begun}><v>{digits}</v></c>"


def shared_cell(begun: str, number: int | str) -> str:
    """A text by the number under which it is shared."""
    return f'{begun} t="s"><v>{number}</v></c>'


def formula_cell(begun: str, formula: str, value: str, *, says: bool) -> str:
    """A formula with its value, written out; whether that is a text. Without one a program works it out at once."""
    kind = ' t="str"' if says and value else ""
    return f"{begun}{kind}><f>{escape(formula.removeprefix('='))}</f><v>{marked_up(value)}</v></c>"


def row(at: int, cells: Iterable[str], height: float | None = None, *, hidden: bool = False) -> str:
    """One row, counted from 1, of the cells that there are in it, from the first column on."""
    return row_without_number(cells, height, hidden=hidden).replace(NUMBER, str(at))


def row_without_number(cells: Iterable[str], height: float | None = None, *, hidden: bool = False) -> str:
    """The same of a row that may stand anywhere."""
    return f"{_row(height, hidden)}{''.join(cells)}</row>"


@cache
def _row(height: float | None, hidden: bool) -> str:
    tall = "" if height is None else f' ht="{height:g}" customHeight="1"'
    unseen = ' hidden="1"' if hidden else ""
    return f'<row r="{NUMBER}"{tall}{unseen}>'
