"""Figures: exact numbers with six decimals, kept as scaled integers and shown as decimals."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from db.characters import plain_characters

DECIMALS: Final = 6
SCALE: Final = 10**DECIMALS
# Whole numbers below it have no more digits than a spreadsheet shows, and are no larger than a figure may be.
_WHOLE: Final = 10.0**12
# What a 64-bit column holds: ± 9.2 × 10¹² in the target's own unit.
LIMIT: Final = 2**63 - 1

Problem = Literal["not_a_number", "too_many_decimals", "too_large", "wrong_unit", "ambiguous"]

_NUMBER = re.compile(r"([+-]?)([1-9]\d{0,2}(?:,\d{3})+|\d+)?(?:\.(\d+))?", re.ASCII)
# What `plain` writes, or a program like ours: most of what is ever read.
_AS_WRITTEN = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?", re.ASCII)
# A plan counts in few units.
_MANY_UNITS: Final = 1024
_MULTIPLIERS: Final[dict[str, int]] = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
# A space between two digits groups thousands; what it groups otherwise, or a wide one or a new line, parts two numbers.
_GROUPED = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d)")
_TWO_NUMBERS = re.compile(r"[0-9]\s+[0-9]")


class FigureError(ValueError):
    """A text that is not a figure here, and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem: Problem = problem


def to_decimal(figure: int) -> Decimal:
    """The figure in the target's unit, exactly, without trailing zeros."""
    return Decimal(plain(figure))


def from_decimal(value: Decimal) -> int:
    """The scaled integer of a decimal; FigureError where that would round or overflow."""
    if not value.is_finite():
        raise FigureError("not_a_number")
    if value.is_zero():
        return 0
    if value.adjusted() < -DECIMALS:
        raise FigureError("too_many_decimals")
    if value.adjusted() > 12:
        raise FigureError("too_large")
    # Not by Decimal's own arithmetic, which rounds to the context's 28 digits without a word.
    sign, digits, exponent = value.as_tuple()
    shift = int(exponent) + DECIMALS
    multiply: int = 10 ** max(shift, 0)
    divide: int = 10 ** max(-shift, 0)
    figure, rest = divmod(int("".join(map(str, digits))) * multiply, divide)
    if rest:
        raise FigureError("too_many_decimals")
    if figure > LIMIT:
        raise FigureError("too_large")
    return -figure if sign else figure


def plain(figure: int) -> str:
    """The figure as a program writes it: digits, a point, no grouping, no trailing zeros."""
    whole, rest = divmod(abs(figure), SCALE)
    sign = "-" if figure < 0 else ""
    return f"{sign}{whole}.{rest:06}".rstrip("0") if rest else f"{sign}{whole}"


def shown(figure: int, decimals: int = 0) -> str:
    """The figure as people read it: thousands separated, at least so many decimals, none hidden."""
    whole, rest = divmod(abs(figure), SCALE)
    sign = "-" if figure < 0 else ""
    if not rest and not decimals:
        return f"{sign}{whole:,}"
    kept = max(decimals, decimals_of(figure))
    return f"{sign}{whole:,}.{f'{rest:06}'[:kept].ljust(kept, '0')}"


def decimals_of(figure: int) -> int:
    """How many decimals a figure needs, 0 to 6."""
    rest = abs(figure) % SCALE
    return len(f"{rest:06}".rstrip("0")) if rest else 0


def _normal(text: str) -> str:
    """A text in plain characters and without blanks; FigureError where that would make another number of it."""
    plainly = plain_characters(_GROUPED.sub(",", text))
    if plainly is None or _TWO_NUMBERS.search(plainly):
        raise FigureError("not_a_number")
    return "".join(plainly.split())


@lru_cache(_MANY_UNITS)
def split_unit(unit: str) -> tuple[int, str]:
    """A unit's own multiplier and what it counts: 万平方米 is (10000, 平方米)."""
    for prefix in ("万亿", "亿", "万"):
        if unit.startswith(prefix):
            return _MULTIPLIERS[prefix], unit[len(prefix) :]
    return 1, unit


def _scale_of(suffix: str, unit: str) -> tuple[int, int]:
    """By which ratio a number with this suffix is turned into the unit; FigureError where it cannot be."""
    if suffix in ("", unit):
        return 1, 1
    own, base = split_unit(unit)
    for prefix in ("万亿", "亿", "万"):
        if suffix.startswith(prefix):
            if suffix[len(prefix) :] not in ("", base):
                raise FigureError("wrong_unit")
            if base == "%" or own > _MULTIPLIERS[prefix]:
                raise FigureError("ambiguous")
            return _MULTIPLIERS[prefix], own
    if own > 1 and suffix == base:
        return 1, own
    raise FigureError("wrong_unit" if suffix == "%" or suffix.isalpha() else "not_a_number")


def parse(text: str, unit: str = "") -> int:
    """A number as people write it, read against the target's unit; FigureError with the reason where it is none.

    Takes full-width digits, thousands separators, a percent sign where the unit is %, 万 and 亿 against the unit
    ("1.5亿" is 1.5 for 亿元 and 15000 for 万元), and the unit itself behind the number.
    """
    if _AS_WRITTEN.fullmatch(text):
        return _as_written(text)
    normal, normal_unit = _normal(text), "".join((plain_characters(unit) or unit).split())
    found = _NUMBER.match(normal)
    if found is None or not (found[2] or found[3]):
        raise FigureError("not_a_number")
    sign, whole, fraction = found[1], (found[2] or "0").replace(",", ""), found[3] or ""
    if len(whole) + len(fraction) > 40:
        raise FigureError("too_large")
    multiply, divide = _scale_of(normal[found.end() :], normal_unit)
    numerator = int(whole + fraction) * multiply * SCALE
    denominator: int = divide * 10 ** len(fraction)
    figure, rest = divmod(numerator, denominator)
    if rest:
        raise FigureError("too_many_decimals")
    if figure > LIMIT:
        raise FigureError("too_large")
    return -figure if sign == "-" else figure


def _as_written(text: str) -> int:
    """The figure of a text in `_AS_WRITTEN`, digit by digit."""
    whole, _, fraction = text.partition(".")
    return int(whole + fraction.ljust(DECIMALS, "0"))


def from_float(value: float) -> int:
    """A number as a spreadsheet stores it, at the 15 digits that a spreadsheet shows."""
    if value.is_integer() and -_WHOLE < value < _WHOLE:
        return int(value) * SCALE
    text = f"{value:.15g}"
    return _as_written(text) if _AS_WRITTEN.fullmatch(text) else from_decimal(Decimal(text))


def rounded(figure: int, decimals: int) -> int:
    """The figure rounded half up to so many decimals: for what is only about, never for what was reported."""
    grain: int = 10 ** (DECIMALS - decimals)
    return (figure + grain // 2) // grain * grain


def fits_a_cell(figure: int) -> bool:
    """Whether a spreadsheet's binary number keeps every digit of it."""
    return abs(figure) < 10**15 or len(plain(figure).lstrip("-").replace(".", "").lstrip("0")) <= 15
