"""Number formats: what a number shows that is formatted so. 12 % is stored as 0.12, 5 March 2024 as 45356."""

import re
from collections.abc import Mapping
from typing import Final, Literal

# `number` shows a number, although a library may take its format for one of a day; "" shows one beyond doubt.
Look = Literal["", "number", "percent", "day", "time", "elapsed"]

# How files of XML write a number.
NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|General|(?<=[0#?.])E(?=[+-])', re.IGNORECASE)
_ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\[[^\]]*\]")
_NOON: Final = re.compile("AM/PM|A/P|上午/下午", re.IGNORECASE)
# Years of either calendar and of eras, days, and days of the week; a month alone is a day too, but m is also minutes.
_DAY: Final = re.compile("[ydegb]|aaa", re.IGNORECASE)
_TIME: Final = re.compile("[hs]", re.IGNORECASE)
# No library sees a day in a format without any of these.
_LETTERS: Final = re.compile("[dmyhsea]", re.IGNORECASE)


def _of_numbers() -> Mapping[int, Look]:
    found: dict[int, Look] = dict.fromkeys((9, 10), "percent")
    found |= dict.fromkeys((14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "day")
    found |= dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), "time")
    return {**found, 46: "elapsed"}


# The formats that every spreadsheet program has and no file spells out, as a Chinese one has them.
BUILT_IN: Final = _of_numbers()


def look_of(code: str, number: int | None = None) -> Look:
    """What a format's code shows; `number` where it stands in the place of one of the built-in formats."""
    bare = _QUOTED.sub("", code)
    if _ELAPSED.search(bare):
        return "elapsed"
    noon = _NOON.search(bare)
    bare = _BRACKETS.sub("", _NOON.sub("", bare))
    if _DAY.search(bare):
        return "day"
    if noon or _TIME.search(bare):
        return "time"
    if "m" in bare.lower():
        return "day"
    if "%" in bare:
        return "percent"
    return "number" if number in BUILT_IN or _LETTERS.search(code.replace("General", "")) else ""
