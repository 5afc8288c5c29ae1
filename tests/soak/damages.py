"""Ways to damage a workbook: bits, pieces, and the XML of its parts, packed again with good check sums."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from functools import partial
from typing import Final

Damage = Callable[[random.Random, bytes], bytes]

FORM: Final = "xl/worksheets/sheet1.xml"
NODES: Final = "xl/worksheets/sheet2.xml"
DESK: Final = "xl/worksheets/sheet4.xml"
TEXTS: Final = "xl/sharedStrings.xml"
LOOKS: Final = "xl/styles.xml"
CONTENT: Final = "content.xml"
_CELL: Final = re.compile(rb"<c [^>]*?/>|<c [^>]*>.*?</c>", re.DOTALL)
_TEXT: Final = re.compile(rb"<si>.*?</si>", re.DOTALL)
_LOOK: Final = re.compile(rb"<xf [^>]*?/>|<xf [^>]*>.*?</xf>", re.DOTALL)
_TABLE_CELL: Final = re.compile(rb"<table:table-cell[^>]*?/>|<table:table-cell[^>]*>.*?</table:table-cell>", re.DOTALL)
_TAG: Final = re.compile(rb"<[^>]*>")
_VALUES: Final = (
    *(b"1_000", b"nan", b"1e5", b" 7 ", b"", b"-0", b"1E+400", b"0x10", b"12345678901234567890", b"5."),
    *(
        b" 12",
        b"+3",
        b"\xef\xbc\x97",
        b"1<!-- -->2",
        b"1<![CDATA[2]]>",
        b"1&#50;",
        b"1<?x?>2",
        b"<v>3</v>",
        b"3</v><v>4",
    ),
)


def flip(dice: random.Random, content: bytes) -> bytes:
    """One to three bits the other way round."""
    out = bytearray(content)
    for _ in range(dice.randint(1, 3)):
        out[dice.randrange(len(out))] ^= 1 << dice.randrange(8)
    return bytes(out)


def cut(dice: random.Random, content: bytes) -> bytes:
    """Something missing at the end or in the middle."""
    at = dice.randrange(len(content))
    return content[:at] + (content[at + dice.randint(1, 400) :] if dice.random() < 0.5 else b"")


def edit(part: str, ways: tuple[Damage, ...], dice: random.Random, content: bytes) -> bytes:
    """One part changed in one to three places, in a package that is whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(dice.randint(1, 3)):
        parts[part] = dice.choice(ways)(dice, parts[part])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def _one(pattern: re.Pattern[bytes], dice: random.Random, text: bytes) -> re.Match[bytes]:
    """One of all that there are; where an earlier damage left none, the text's end."""
    found = list(pattern.finditer(text))
    return dice.choice(found) if found else next(re.finditer(rb"\Z", text))


def _drop(pattern: re.Pattern[bytes], dice: random.Random, text: bytes) -> bytes:
    one = _one(pattern, dice, text)
    return text[: one.start()] + text[one.end() :]


def _double(pattern: re.Pattern[bytes], dice: random.Random, text: bytes) -> bytes:
    one = _one(pattern, dice, text)
    return text[: one.end()] + one[0] + text[one.end() :]


def _move(pattern: re.Pattern[bytes], dice: random.Random, text: bytes) -> bytes:
    one, at = _one(pattern, dice, text), _one(pattern, dice, text).start()
    return text[:at] + one[0] + text[at:]


def _swap(pattern: re.Pattern[bytes], dice: random.Random, text: bytes) -> bytes:
    """Two of them in each other's place."""
    one, other = sorted((_one(pattern, dice, text), _one(pattern, dice, text)), key=lambda found: found.start())
    if one.end() > other.start():
        return text
    between = text[one.end() : other.start()]
    return text[: one.start()] + other[0] + between + one[0] + text[other.end() :]


def _comment_out(pattern: re.Pattern[bytes], dice: random.Random, text: bytes) -> bytes:
    one = _one(pattern, dice, text)
    return text[: one.start()] + b"<!--" + one[0].replace(b"--", b"") + b"-->" + text[one.end() :]


def _cut_tag(dice: random.Random, text: bytes) -> bytes:
    return _drop(_TAG, dice, text)


def _with(dice: random.Random, text: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A cell changed."""
    cell = _one(_CELL, dice, text)
    return text[: cell.start()] + change(cell[0]) + text[cell.end() :]


def _rename(dice: random.Random, text: bytes) -> bytes:
    name = f'r="{dice.choice("ABCDGHKLMNOPQ")}{dice.randint(1, 15)}"'.encode()
    return _with(dice, text, lambda cell: re.sub(rb'r="[^"]*"', name, cell, count=1))


def _unplace(dice: random.Random, text: bytes) -> bytes:
    return _with(dice, text, lambda cell: re.sub(rb' r="[^"]*"', b"", cell, count=1))


def _retype(dice: random.Random, text: bytes) -> bytes:
    kind = b'<c t="%b" ' % dice.choice([b"n", b"s", b"str", b"b", b"e", b"d", b"inlineStr", b"x"])
    return _with(dice, text, lambda cell: re.sub(rb' t="[^"]*"', b"", cell).replace(b"<c ", kind, 1))


def _relook(dice: random.Random, text: bytes) -> bytes:
    look = b's="%d"' % dice.randrange(20)
    return _with(dice, text, lambda cell: re.sub(rb's="[^"]*"', look, cell, count=1))


def _formula(dice: random.Random, text: bytes) -> bytes:
    return _with(dice, text, lambda cell: re.sub(rb">(<v>|$)", rb"><f>1+1</f>\1", cell, count=1))


def _revalue(dice: random.Random, text: bytes) -> bytes:
    value = _one(re.compile(rb"(?<=<v>)[^<]*(?=</v>)"), dice, text)
    return text[: value.start()] + dice.choice(_VALUES) + text[value.end() :]


def _redimension(dice: random.Random, text: bytes) -> bytes:
    said = f'<dimension ref="A1:{dice.choice("BZ")}{dice.randint(1, 9)}"'.encode()
    return re.sub(rb'<dimension ref="[^"]*"', said, text)


def _respell(dice: random.Random, text: bytes) -> bytes:
    """Some character of a text another."""
    said = _one(re.compile(rb"(?<=>)[^<]+(?=<)"), dice, text)
    letters = list(said[0].decode())
    letters[dice.randrange(len(letters))] = dice.choice("0１x ，\u00a0&<") if letters else ""
    return text[: said.start()] + "".join(letters).encode() + text[said.end() :]


def _renumber(dice: random.Random, text: bytes) -> bytes:
    """Some number of an attribute another."""
    number = _one(re.compile(rb'(?<==")\d+(?=")'), dice, text)
    return text[: number.start()] + str(dice.choice((0, 1, 9, 10, 14, 22, 164, 99_999))).encode() + text[number.end() :]


def _any(pattern: re.Pattern[bytes]) -> tuple[Damage, ...]:
    return tuple(partial(way, pattern) for way in (_drop, _double, _move, _swap, _comment_out))


_SHEET: Final = (
    *_any(_CELL),
    *(_cut_tag, _rename, _unplace, _retype, _relook, _formula, _revalue, _revalue, _redimension),
)
DAMAGES: Final[dict[str, tuple[str, Damage]]] = {
    "bits flipped": ("xlsx", flip),
    "cut": ("xlsx", cut),
    "form edited": ("xlsx", partial(edit, FORM, _SHEET)),
    "nodes edited": ("xlsx", partial(edit, NODES, _SHEET)),
    "_desk edited": ("xlsx", partial(edit, DESK, _SHEET)),
    "texts edited": ("xlsx", partial(edit, TEXTS, (*_any(_TEXT), _cut_tag, _respell, _respell))),
    "looks edited": ("xlsx", partial(edit, LOOKS, (*_any(_LOOK), _cut_tag, _renumber, _renumber))),
    ".xls flipped": ("xls", flip),
    ".xls cut": ("xls", cut),
    ".xlsb edited": ("xlsb", partial(edit, "xl/worksheets/sheet1.bin", (flip,))),
    ".ods edited": ("ods", partial(edit, CONTENT, (*_any(_TABLE_CELL), _cut_tag, _respell, _renumber))),
    "lock flipped": ("locked", flip),
}
