"""Sheets and shared texts spelled as spreadsheet programs spell them, read by expressions and not by elements.

A part that is spelled in any other way, or holds anything rare, is left to be gone through element by element and
read by the library: what is read here is what would be read there, in a tenth of the time. The expressions go over
bytes: what they say of signs is looked at once for a whole part, so that a text is all there is up to the next tag.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress, pairwise
from typing import Any, Final

from lxml import etree

from desktop.exchange.layout import MAX_COLUMNS, MAX_ROWS
from desktop.exchange.opening.elements import SPACES, local, tree
from desktop.exchange.opening.formats import NUMBER, Look
from desktop.exchange.opening.lookups import Shared
from desktop.exchange.opening.witness import NOT_CALCULATED, TOO_LONG, Witness, letters_of

_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_ROW_END, _CELL_BEGIN = b"</row>", b"<c "
_COLUMNS: Final = {letters_of(number).encode(): number for number in range(MAX_COLUMNS)}
# Text as it stands between two tags, in a part that was looked through for signs that it may not have.
_TEXT: Final = "[^<]*"
_FORMULA: Final = (
    '<f(?: t="(?:shared|array)")?(?: ref="[A-Z0-9:]*")?(?: si="[0-9]*")?(?: aca="(?:false|true)")?'
    rf"(?:/>|>{_TEXT}</f>)"
)
# What is written in few cells: texts of formulas, truths, texts that stand in their cell, what nobody has calculated.
_RARE: Final = (
    rf' t="str">(?:{_FORMULA})?<v>{_TEXT}</v></c>| t="b">(?:{_FORMULA})?<v>[01]</v></c>'
    rf'| t="inlineStr"><is><t>{_TEXT}</t></is></c>'
    rf'|(?: t="(?:n|str)")?>{_FORMULA}(?:<v></v>)?</c>|></c>'
)
# A cell: its letters, row and look; the number of a shared text, or a number, or what is rare.
_CELL: Final = re.compile(
    (
        r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,6})")?'
        r'(?: t="s"><v>([0-9]{1,9})</v></c>|(?: t="(?:s|n|str|b)")?/>'
        rf'|(?: t="n")?>(?:{_FORMULA})?<v>({NUMBER.pattern})</v></c>|({_RARE}))'
    ).encode()
)
_PARTS: Final = 7
# What is between the cells of two rows: the end of a row, or the tag of one with its number and what else it says.
_TAG: Final = re.compile(rb'(</row>)|<row r="([1-9][0-9]{0,5})"([^<>]*?)(/?)>')
_ATTRIBUTE: Final = re.compile(
    rb" (spans|s|ht|hidden|customFormat|customHeight|outlineLevel|collapsed|thickTop|thickBot|ph|x14ac:dyDescent)"
    rb'="([^"<>&\t\n]*)"'
)
_ROWS: Final = ("{*}sheetData", "{*}row", "{*}c")
# Signs that XML has not, or that readers make something else of; and an ampersand that begins none of its five names.
_FORBIDDEN: Final = bytes((*range(9), *range(11, 32)))
_NO_CHARACTERS: Final = ("\ufffe", "\uffff")
_ODD_AMPERSAND: Final = re.compile(b"&(?!(?:amp|lt|gt|quot|apos);)")
_NO_TEXT: Final = b"]]>"
# A text that is not what stands there has escapes, or blanks around it, which are dropped unless it says not.
_ESCAPE: Final = "_x"
_BLANKS: Final = " \t\n"
# What is around the rows has none of these: comments, characters by number.
_MARKS: Final = (b"<!", b"&#")
# The usual way from one row to the next.
_NEXT: Final = re.compile(rb'</row><row r="([1-9][0-9]{0,5})"([^<>]*[^<>/])?>')
# So much of a sheet is taken at once, up to the end of a row.
_PIECE: Final = 2**15
# A text or a row beyond that is for the library to judge, which takes no text of ten million characters.
_LONG: Final = 10**6
# A day or a time beyond it is for the library to judge, too.
_FAR: Final = 10**6
_PREFIX: Final = b'xmlns:x14ac="http'
_NOT_HIDDEN: Final = frozenset({None, b"0", b"false"})
_HIDDEN: Final = frozenset({b"1", b"true"})
# A text, or runs of one that look different; East Asian Excels say behind it how its pronunciation would look.
_LOOK: Final = '<[A-Za-z]{1,12}(?: [a-z]{1,8}="[^"<>&]*"(?: tint="[^"<>&]*")?)?/>'
_RUN: Final = f'<r>(?:<rPr>(?:{_LOOK})*</rPr>)?<t(?: xml:space="preserve")?>{_TEXT}</t></r>'
_SHARED: Final = re.compile(
    f'<si>(?:<t( xml:space="preserve")?>({_TEXT})</t>|((?:{_RUN})+))'
    '(?:<phoneticPr fontId="[0-9]+"(?: type="[A-Za-z]+")?/>)?</si>'
)
_OF_RUN: Final = re.compile(f'<t( xml:space="preserve")?>({_TEXT})</t>')
_KEPT: Final = re.compile(f'<t xml:space="preserve">({_TEXT})</t>')
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
# The rows of a sheet have few tags and few patterns of columns.
_FEW: Final = 256

Rows = dict[int, list[Any]]


class _Unusual(Exception):  # noqa: N818 - a verdict
    """A sheet that is to be gone through element by element."""


def shared_texts(part: bytes) -> list[str] | None:
    """The texts that cells share; None where they are not all plain."""
    start, end = part.find(b"<si>"), part.rfind(b"</si>") + len(b"</si>")
    root = _root(part, start, end, "sst") if 0 <= start < end else None
    table = _decoded(part[start:end]) if root is not None and not len(root) else ""
    if not table or _ESCAPE in table:
        return None
    said = _SHARED.split(table)
    kept, texts = said[1::4], said[2::4]
    if any(said[::4]):
        return None
    runs = said[3::4]
    for place in compress(range(len(runs)), runs):
        texts[place], kept[place] = _joined(runs[place]), _BLANKS
    texts = [text if keeps else text.strip(_BLANKS) for keeps, text in zip(kept, texts, strict=True)]
    if len(table) > _LONG and max(map(len, texts)) > _LONG:
        return None
    return list(map(_plain, texts)) if "&" in table else texts


def _joined(runs: str) -> str:
    """The text of several runs; the blanks around one are dropped unless it says that they stay."""
    if "<t>" not in runs:
        return "".join(_KEPT.findall(runs))
    return "".join(text if kept else text.strip(_BLANKS) for kept, text in _OF_RUN.findall(runs))


def _plain(text: str) -> str:
    if "&" in text:
        for written, sign in _ENTITIES:
            text = text.replace(written, sign)
    return text


def usual_rows(part: bytes, shared: Shared, found: Witness) -> etree._Element | None:
    """Read a sheet's rows into `found`; what is around them, or None where not all is as usual."""
    at, end = part.find(_BEGIN) + len(_BEGIN), part.rfind(_END)
    root = _root(part, at, end, "worksheet") if len(_BEGIN) <= at <= end else None
    if root is None or [local(one) for one in root.iter(*_ROWS)] != ["sheetData"]:
        return None
    rows: Rows = {}
    counted = shared.cells
    try:
        for piece in _pieces(part, at, end):
            shared.count(_read(piece, shared, found, rows, prefixed=_PREFIX in part[:at]))
    except _Unusual:
        shared.count(counted + part.count(_CELL_BEGIN, at, end) - shared.cells)
        return None
    found.rows = rows
    return root


def _pieces(part: bytes, at: int, end: int) -> Iterator[bytes]:
    """The rows, so many at once that what is known of their cells takes little room."""
    while at < end:
        close = part.find(_ROW_END, at + _PIECE, end)
        last = end if close < 0 else close + len(_ROW_END)
        if last - at > _PIECE + _LONG:
            raise _Unusual
        yield part[at:last]
        at = last


def _read(piece: bytes, shared: Shared, found: Witness, rows: Rows, *, prefixed: bool) -> int:
    """The rows of a piece, and how many cells it has; of its parts six are of each cell, one is between the cells."""
    if not _decoded(piece):
        raise _Unusual
    parts: list[Any] = _CELL.split(piece)
    between, letters, digits = parts[::_PARTS], parts[1::_PARTS], parts[2::_PARTS]
    values = _values(parts, shared, found)
    starts = [*compress(range(len(between)), between)]
    if starts[:1] != [0] or starts[-1] != len(values):
        # A cell in front of all rows, or one that no row ends behind.
        raise _Unusual
    for begin, end in pairwise((*starts, len(values))):
        number = _tags(between[begin], found, rows, opened=begin > 0, prefixed=prefixed)
        if digits[begin:end].count(number) != end - begin:
            raise _Unusual
        if begin < end:
            rows[int(number) - 1] = _row(values[begin:end], _columns((*letters[begin:end],)))
        elif number:
            raise _Unusual
    return len(values)


def _tags(between: bytes, found: Witness, rows: Rows, *, opened: bool, prefixed: bool) -> bytes:
    """The number of the row in whose cells these tags end, nothing where they end outside of one."""
    usual = _NEXT.fullmatch(between) if opened else None
    if usual is not None:
        return _begun(usual[1], usual[2] or b"", found, rows, prefixed=prefixed)
    said, number = _TAG.split(between), b""
    if any(said[::5]):
        raise _Unusual
    for close, begun, rest, bare in zip(said[1::5], said[2::5], said[3::5], said[4::5], strict=True):
        if bool(close) != opened:
            raise _Unusual
        opened = not close and not bare
        if not close:
            number = _begun(begun, rest, found, rows, prefixed=prefixed)
    return number if opened else b""


def _begun(number: bytes, rest: bytes, found: Witness, rows: Rows, *, prefixed: bool) -> bytes:
    """Take note of a row by its number, and what its tag says besides."""
    row = int(number) - 1
    if row >= MAX_ROWS or row in rows:
        raise _Unusual
    if _is_hidden(rest, prefixed=prefixed):
        found.hidden.add(row)
    rows[row] = []
    return number


@lru_cache(_FEW)
def _is_hidden(written: bytes, *, prefixed: bool) -> bool:
    """What the tag of a row says besides its number."""
    said = _ATTRIBUTE.findall(written)
    attributes = dict(said)
    hidden = attributes.get(b"hidden")
    if sum(len(name) + len(value) + 4 for name, value in said) != len(written) or len(attributes) != len(said):
        raise _Unusual
    if (b"x14ac:dyDescent" in attributes and not prefixed) or (hidden not in _NOT_HIDDEN and hidden not in _HIDDEN):
        raise _Unusual
    return hidden in _HIDDEN


@lru_cache(_FEW)
def _columns(letters: tuple[bytes, ...]) -> tuple[int, ...]:
    """The columns of a row's cells, from left to right as programs write them; nothing where none is left out."""
    columns = tuple(_COLUMNS.get(one, -1) for one in letters)
    if -1 in columns or any(left >= right for left, right in pairwise(columns)):
        raise _Unusual
    return () if columns == tuple(range(len(columns))) else columns


def _row(values: list[Any], columns: tuple[int, ...]) -> list[Any]:
    """The values of a row from its first column on to the last that is filled."""
    while values and values[-1] is None:
        values.pop()
    if columns and values:
        row: list[Any] = [""] * (columns[len(values) - 1] + 1)
        for column, value in zip(columns, values, strict=False):
            if value is not None:
                row[column] = value
        return row
    return ["" if value is None else value for value in values]


def _values(parts: Sequence[Any], shared: Shared, found: Witness) -> list[Any]:
    """What every cell of a piece says, one after the other; None where it says nothing."""
    looks, numbers, texts = parts[3::_PARTS], parts[5::_PARTS], shared.numbered
    figures = [*map(float, filter(None, numbers))]
    if figures and (min(figures) <= -TOO_LONG or max(figures) >= TOO_LONG):
        raise _Unusual
    others = iter(figures)
    try:
        values: list[Any] = [
            texts[index] if index else next(others) if number else None
            for index, number in zip(parts[4::_PARTS], numbers, strict=True)
        ]
    except KeyError as error:
        raise _Unusual from error
    shown = {look: name for look in {*looks} if (name := shared.looks[(look or b"0").decode()])}
    marked = compress(range(len(values)), map(shown.get, looks)) if shown else ()
    for place in marked:
        if numbers[place]:
            _look(found, parts[1 + _PARTS * place], parts[2 + _PARTS * place], shown[looks[place]], values[place])
    rare = parts[6::_PARTS]
    for place in compress(range(len(values)), rare):
        values[place] = _rare(rare[place], parts[1 + _PARTS * place] + parts[2 + _PARTS * place], found)
    return values


def _look(found: Witness, letters: bytes, digits: bytes, look: Look, figure: float) -> None:
    """What a cell shows of its number."""
    if abs(figure) > _FAR:
        raise _Unusual
    if look == "percent":
        found.percents.add((letters + digits).decode())
    else:
        found.number(int(digits) - 1, _COLUMNS.get(letters, MAX_COLUMNS), look, figure)


def _rare(written: bytes, cell: bytes, found: Witness) -> str | bool | None:
    """The value of a cell that is neither a number nor a text from elsewhere; None where it has none."""
    if written.endswith(b"</v></c>") and written.startswith(b' t="str"'):
        return _text_of(written[written.rindex(b"<v>") + len(b"<v>") : -len(b"</v></c>")])
    if written.startswith(b' t="b"'):
        return written.endswith(b"<v>1</v></c>")
    if written.startswith(b' t="inlineStr"'):
        text = _text_of(written[written.index(b"<t>") + len(b"<t>") : -len(b"</t></is></c>")])
        return text.strip(_BLANKS)
    if b"<f" in written and not written.startswith(b' t="str"'):
        found.faults[cell.decode()] = NOT_CALCULATED
    return None


@lru_cache(_FEW)
def _text_of(written: bytes) -> str:
    """A text without escapes: in most sheets formulas say few things."""
    text = written.decode()
    if _ESCAPE in text:
        raise _Unusual
    return _plain(text)


def _decoded(section: bytes) -> str:
    """What may stand between the tags of a part, as text; "" where it holds any other sign."""
    if len(section.translate(None, _FORBIDDEN)) != len(section):
        return ""
    if (_NO_TEXT[:1] in section and _NO_TEXT in section) or _ODD_AMPERSAND.search(section):
        return ""
    try:
        text = section.decode()
    except UnicodeDecodeError:
        return ""
    return "" if any(one in text for one in _NO_CHARACTERS) else text


def _root(part: bytes, at: int, end: int, name: str) -> etree._Element | None:
    """What is around that which is looked at, if it can be nothing else; XMLSyntaxError where it is broken."""
    if b"ascii" in part[:200].lower():
        # In another alphabet.
        return None
    rest = part[:at] + part[end:]
    if any(mark in rest for mark in _MARKS) or rest.count(b"<?") > 1:
        return None
    root = tree(rest)
    return root if root.tag in {f"{space}{name}" for space in SPACES} else None
