"""Texts as people type them: how they are kept, and how long they are for whoever counts as spreadsheets do."""

import re
from typing import Final

# So many characters one cell of a spreadsheet holds, and no text here is longer.
TEXT_MAX: Final = 32_767
# Halves of characters, and the one with which a text ends for some: JSON can spell them, no database can store them.
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
_RARE: Final = re.compile("[\U00010000-\U0010ffff]")
# Stands where a character was lost.
LOST: Final = "\N{REPLACEMENT CHARACTER}"


def storable(text: str) -> str:
    """The text with every line break as one character, and a sign of loss in the place of what cannot be stored."""
    if text.isascii() and "\r" not in text and "\0" not in text:
        return text
    return _UNSTORABLE.sub(LOST, text.replace("\r\n", "\n").replace("\r", "\n"))


def length(text: str) -> int:
    """How many characters a spreadsheet counts: two for an emoji, and for a character as rare as 𠮷."""
    return len(text) if text.isascii() else len(text) + len(_RARE.findall(text))
