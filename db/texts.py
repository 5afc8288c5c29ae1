"""Texts as people type them: how they are kept, and how long they are for whoever counts as spreadsheets do."""

import re
from typing import Final

# So many characters one cell of a spreadsheet holds, and no text here is longer.
TEXT_MAX: Final = 32_767
# Halves of characters, which JSON can spell and no database can store.
_HALVES: Final = re.compile("[\ud800-\udfff]")
_RARE: Final = re.compile("[\U00010000-\U0010ffff]")
# Stands where a character was lost.
LOST: Final = "\N{REPLACEMENT CHARACTER}"


def storable(text: str) -> str:
    """The text with every line break as one character, and a sign of loss in the place of each half of a character."""
    if text.isascii() and "\r" not in text:
        return text
    return _HALVES.sub(LOST, text.replace("\r\n", "\n").replace("\r", "\n"))


def length(text: str) -> int:
    """How many characters a spreadsheet counts: two for an emoji, and for a character as rare as 𠮷."""
    return len(text) if text.isascii() else len(text) + len(_RARE.findall(text))
