"""Texts on their way into and out of cells."""

import re
import unicodedata
from collections.abc import Collection
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from db.errors import refuse
from db.texts import TEXT_MAX, length

# What XML 1.0 has no way to write, and halves of characters.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_CHARACTER: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")
# The headers and titles of one plan are the same in every form.
_MANY_WORDS: Final = 4096
# What is listed leaves its cell room for a few words before it.
_ROOM: Final = 32_000
# What a spreadsheet would take for the beginning of a character that it has no other way to write.
_SIGN: Final = re.compile("_(?=x[0-9a-fA-F]{4}_)")
# Entered again, these become formulas, errors or links, and an apostrophe is eaten.
_STARTS: Final = ("=", "+", "-", "@", "#", "'", "\t", "\r")
# So do numbers, dates, times and amounts of money become what they look like, without their leading zeros.
_NUMBER_LIKE: Final = re.compile(r"[\d\s.,:/%$¥￥()（）年月日时分秒Ee+-]+|true|false", re.IGNORECASE)


def clean(text: str) -> str:
    """The text without what a workbook cannot hold, its line breaks as Excel writes them."""
    if text.isprintable():
        return text
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def forbidden_in(text: str) -> int:
    """How many characters `clean` would drop."""
    return len(_FORBIDDEN.findall(text))


def written(value: Any) -> str:
    """What a cell shows, as it was written: paragraphs are indented by blanks."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        # As a spreadsheet shows it: at 15 digits, and never with a power of ten.
        return f"{Decimal(f'{value:.15g}'):f}"
    return str(value)


def shown(value: Any) -> str:
    """What a cell shows, without the blanks around it."""
    return "" if value == "" else written(value).strip()


@lru_cache(_MANY_WORDS)
def plain_word(header: str) -> str:
    """A header as it is compared and remembered: without blanks, line breaks, brackets and their width."""
    text = unicodedata.normalize("NFKC", header).casefold()
    return re.sub(r"\s+|\([^)]*\)", "", text)


def unescaped(text: str) -> str:
    """A text of Office Open XML with the characters that are written in it by their numbers, as _x000D_ is."""
    said = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    # A rare character is written as its two halves; a half alone, or what is no character, stays as it was written.
    whole = said.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return _NO_CHARACTER.sub(lambda found: f"_x{ord(found[0]):04X}_", whole)


def escaped(text: str) -> str:
    """The text as it is written into a workbook: `_x0041_` would be read as A, so its first sign is spelt out."""
    return _SIGN.sub("_x005F_", text) if "_x" in text else text


def needs_quoting(text: str) -> bool:
    """Whether a spreadsheet would make something else of the text if somebody entered it again.

    Marked as quoted, it stays a text then; nobody sees the mark.
    """
    return text.startswith(_STARTS) or _NUMBER_LIKE.fullmatch(text) is not None


def require_room(text: str, sheet: str, cell: str) -> None:
    """Refused where a text is longer than a cell may be: cut off, it would be another text."""
    long = length(text)
    if long > TEXT_MAX:
        raise refuse("refusal.cell_full", sheet=sheet, cell=cell, length=long, limit=TEXT_MAX)


def listed(names: Collection[str], between: str = "、") -> str:
    """Names or sentences as one text, as many as a cell has room for, and how many there are where that is not all."""
    whole = between.join(names)
    if length(whole) <= _ROOM:
        return whole
    return f"{whole[: _ROOM // 2].rpartition(between)[0]}……（共 {len(names)} 项）"
