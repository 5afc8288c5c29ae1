"""The characters of what people type: input methods, web pages and calculators have others than a keyboard has."""

import re
import unicodedata
from typing import Final

# NFKC leaves the mathematical minus and the wave-like dashes of input methods alone.
_SIGNS: Final = {"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-"}
# Marks without a width, which copying from web pages and calculators leaves in a text. Not those that turn it round.
_UNSEEN: Final = dict.fromkeys(
    "\u00ad\u200b\u200c\u200d\u200e\u202a\u202c\u202d\u2060\u2066\u2068\u2069\ufe0e\ufe0f\ufeff", ""
)
_PLAIN: Final = str.maketrans({**_SIGNS, **_UNSEEN})
# 10² is not 102 and ⑤ is not 5.
ODD_DIGITS: Final = "²³¹⁰-⁹₀-₉①-⓿❶-➓㈠-㊿¼-¾⅐-⅟🄀-🄊"
# Only behind a letter, as in m², is such a digit part of a word.
_ODD_DIGIT: Final = re.compile(rf"(?:^|[^\w]|\d)[{ODD_DIGITS}]")


def plain_characters(text: str) -> str | None:
    """The text in the characters of a keyboard, as it is seen; None where that would make it another number."""
    seen = text.translate(_PLAIN)
    if _ODD_DIGIT.search(seen):
        return None
    # The apostrophe is how spreadsheets say that what follows is a text.
    return unicodedata.normalize("NFKC", seen).strip().removeprefix("'").translate(_PLAIN)
