"""Rows in bulk: cells and rows as the XML of a sheet, for sheets around which a library has written the rest."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Final
from xml.sax.saxutils import escape

from desktop.exchange.opening.witness import letters_of
from desktop.exchange.texts import escaped

# What stands for a row's number in its addresses and formulas until the row is written; no XML can hold it.
NUMBER: Final = "\0"
_TEXTS_BEGIN: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
)
# So many texts are handed on together.
_AT_ONCE: Final = 500


class SharedTexts:
    """The texts that cells of a workbook share, by their numbers."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._numbers = {text: number for number, text in enumerate(texts)}

    def number(self, text: str) -> int:
        """The number of a text."""
        return self._numbers.setdefault(text, len(self._numbers))

    def part(self) -> bytes:
        """The part of a workbook that holds them."""
        return b"".join(self.pieces())

    def pieces(self) -> Iterator[bytes]:
        """The same, piece by piece."""
        yield f'{_TEXTS_BEGIN} uniqueCount="{len(self._numbers)}">'.encode()
        texts = map(_shared, self._numbers)
        while together := "".join(islice(texts, _AT_ONCE)):
            yield together.encode()
        yield b"</sst>"


def _shared(text: str) -> str:
    return f'<si><t xml:space="preserve">{marked_up(text)}</t></si>'


def marked_up(text: str) -> str:
    """A text without what a workbook cannot hold, as it stands between two tags."""
    if "_x" in text:
        text = escaped(text)
    return escape(text) if "&" in text or "<" in text or ">" in text else text


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


def shared_cell(begun: str, number: int) -> str:
    """A text by the number under which it is shared."""
    return f'{begun} t="s"><v>{number}</v></c>'


def formula_cell(begun: str, formula: str, value: str, *, says: bool) -> str:
    """A formula with its value, written out; whether that is a text. Without one a program works it out at once."""
    kind = ' t="str"' if says and value else ""
    return f"{begun}{kind}><f>{escape(formula.removeprefix('='))}</f><v>{marked_up(value)}</v></c>"


def row(at: int, cells: Iterable[str], height: float | None = None, *, hidden: bool = False) -> str:
    """One row, counted from 1, of the cells that there are in it, from the first column on."""
    return f"{_row(height, hidden)}{''.join(cells)}</row>".replace(NUMBER, str(at))


@cache
def _row(height: float | None, hidden: bool) -> str:
    tall = "" if height is None else f' ht="{height:g}" customHeight="1"'
    unseen = ' hidden="1"' if hidden else ""
    return f'<row r="{NUMBER}"{tall}{unseen}>'
