"""Crockford's base 32: digits and letters that can be read aloud, copied by hand and compared by eye."""

import unicodedata
from typing import Final

# No I, L, O or U.
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# What is read for a sign that is not one of them.
_MEANT: Final = str.maketrans("ILO", "110")
_GROUP: Final = 5
_BETWEEN: Final = "-—–−_"


def encode(bits: int, count: int) -> str:
    """The lowest `5 * count` bits as so many signs, in groups of five."""
    signs = "".join(_ALPHABET[bits >> shift & 31] for shift in range(5 * (count - 1), -1, -5))
    return "-".join(signs[start : start + _GROUP] for start in range(0, count, _GROUP))


def decode(text: str) -> tuple[int, int]:
    """The bits behind signs as somebody typed them, in whatever groups, and how many signs; ValueError for others."""
    plainly = unicodedata.normalize("NFKC", text).upper()
    signs = "".join(sign for sign in plainly if sign not in _BETWEEN and not sign.isspace()).translate(_MEANT)
    bits = 0
    for sign in signs:
        bits = bits << 5 | _ALPHABET.index(sign)
    return bits, len(signs)
