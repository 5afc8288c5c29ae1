"""Figures as people and programs write them: read exactly, or refused at their cell."""

from collections.abc import Iterator
from typing import Final

from made.forms import Make, cell, number, parts, shown, then, words
from made.packages import BOOK, Parts

from hazards import REACHED, Hazard, held, rejected, taken

_PLACE: Final = "填报!M8"
_NOT: Final = ("not_a_number", "不是数字")
# What stands in M8, where 亿元 are counted, and what is taken of it.
_READ: Final = {
    "full-width digits": ("８０", "80"),
    "a full-width point": ("８０．５", "80.5"),
    "thousands in groups": ("1,234.5", "1234.5"),
    "thousands in full-width groups": ("1，234.5", "1234.5"),
    "thousands by blanks": ("1 234.5", "1234.5"),
    "its unit behind it": ("80亿元", "80"),
    "half its unit behind it": ("80 亿", "80"),
    "the unit in full-width brackets": ("80.50", "80.5"),
    "blanks around it": ("  80  ", "80"),
    "non-breaking blanks around it": ("\u00a080\u00a0", "80"),
    "wide blanks around it": ("\u300080", "80"),
    "line breaks around it": ("\n80\n", "80"),
    "a sign": ("+80", "80"),
    "a mathematical minus": ("\u22125", "-5"),
    "a point in front": (".5", "0.5"),
    "zeros in front": ("0080", "80"),
    "six decimals": ("80.123456", "80.123456"),
    "many zeros behind": ("80.50000000000", "80.5"),
}
_REFUSED: Final = {
    "a word": ("八十", *_NOT),
    "about": ("约80", *_NOT),
    "a sum": ("40+40", *_NOT),
    "a formula that is a text": ("=40+40", *_NOT),
    "an interval": ("80-90", *_NOT),
    "two numbers": ("80\n90", *_NOT),
    "two numbers by a blank": ("80 90", *_NOT),
    "two points": ("1.234.567", *_NOT),
    "a comma at the wrong place": ("12,34", *_NOT),
    "a Chinese full stop": ("80。5", *_NOT),
    "a letter for a zero": ("8O", "wrong_unit", "单位"),
    "a power of ten": ("8e1", *_NOT),
    "a number of sixteen in a text": ("0x50", *_NOT),
    "Arabic digits": ("\u0668\u0660", *_NOT),
    "a digit in a circle": ("⑧", *_NOT),
    "a raised digit": ("8²", *_NOT),
    "a fraction": ("1/2", *_NOT),
    "brackets for a minus": ("(80)", *_NOT),
    "money": ("¥80", *_NOT),
    "a dash for nothing": ("-", *_NOT),
    "a long dash for nothing": ("——", *_NOT),
    "a word for nothing": ("无", *_NOT),
    "a sign twice": ("--5", *_NOT),
    "a percentage of what is no rate": ("80%", "wrong_unit", "单位"),
    "another unit": ("80家", "wrong_unit", "单位"),
    "a price": ("80元/平方米", *_NOT),
    "a point behind": ("80.", *_NOT),
    "a smaller unit": ("50000万元", "ambiguous", "看不出"),
    "seven decimals": ("80.1234567", "too_many_decimals", "小数超过 6 位"),
    "forty digits": ("8" * 40, "too_large", "太大"),
    "forty-one digits": ("8" * 41, "too_large", "太大"),
    "letters that turn the line round": ("\u202e08", *_NOT),
}
# Numbers as they are stored, and what is taken of them.
_STORED: Final = {
    "8E1": "80",
    "80.0": "80",
    "+80": "80",
    "0.30000000000000004": "0.3",
    "-0": "0",
    "1e-6": "0.000001",
    "-5": "-5",
    "999999999999": "999999999999",
    "123456789.123456": "123456789.123456",
}
_NOT_STORED: Final = {
    "1e-7": ("too_many_decimals", "小数超过 6 位"),
    "80.1234567": ("too_many_decimals", "小数超过 6 位"),
    "9007199254740993": ("digits_lost", "超过 15 位"),
    "12345678901234567890": ("digits_lost", "超过 15 位"),
    "1e308": ("digits_lost", "超过 15 位"),
    "1e400": ("cell_unread", "读不出来"),
}


def _texts() -> Iterator[Hazard]:
    for name, (said, figure) in _READ.items():
        yield taken(f"a figure with {name}", words("M8", said), {"Q2.value": figure, **_typed(said, figure)})
    for name, (said, code, sentence) in _REFUSED.items():
        yield rejected(f"a figure with {name}", words("M8", said), code, sentence, _PLACE)


def _typed(said: str, figure: str) -> dict[str, str]:
    """What was typed is kept where it is not what the program would show."""
    typed = said.strip()
    return {} if typed.replace(",", "") == figure else {"Q2.value_typed": typed}


def _numbers() -> Iterator[Hazard]:
    for stored, figure in _STORED.items():
        yield taken(f"a number stored as {stored}", number("M8", stored), {"Q2.value": figure})
    for stored, (code, sentence) in _NOT_STORED.items():
        yield rejected(f"a number stored as {stored}", number("M8", stored), code, sentence, _PLACE)
    yield rejected("a truth", cell("M8", '<c r="M8" t="b"><v>1</v></c>'), *_NOT, _PLACE)
    yield rejected("a truth in letters", cell("M8", '<c r="M8" t="b"><v>true</v></c>'), *_NOT, _PLACE)


def _rate(place: str, value: str, code: str) -> Make:
    """A rate and nothing else."""
    return then(cell("M8", '<c r="M8"/>'), shown(place, value, code))


def _from_1904(found: Parts) -> None:
    found[BOOK] = found[BOOK].replace(b"<workbookPr", b'<workbookPr date1904="1"')


def _formats() -> Iterator[Hazard]:
    for name, make, figure, typed in (
        ("a percentage", _rate("M9", "0.07", "0.0%"), "7", "7%"),
        ("a percentage to the last digit", _rate("M9", "0.0712345", "0.00%"), "7.12345", "7.12345%"),
        ("a percentage above one", _rate("M9", "1.2", "0%"), "120", "120%"),
        ("a text of a percentage", then(cell("M8", '<c r="M8"/>'), words("M9", "７％")), "7", "７％"),
    ):
        yield taken(name, make, {"R1.value": figure, "R1.value_typed": typed})
    yield taken(
        "a rate with a percent sign that only its format shows", _rate("M9", "7", "0.0&quot;%&quot;"), {"R1.value": "7"}
    )
    yield rejected("a percentage of what is no rate", shown("M8", "0.805", "0.0%"), "wrong_unit", "单位", _PLACE)
    yield taken("a whole number that is shown as a percentage", shown("M8", "80", "0%"))
    yield taken("a number in groups", shown("M8", "80", "#,##0.00"))
    yield taken("a number that its format hides", shown("M8", "80", ";;;"))
    yield taken("a number that its format shows as a word", shown("M8", "80", "&quot;无&quot;"))
    thousands = shown("M8", "80000", "#,##0,")
    yield held("a number in thousands", thousands, "figure_scaled", "差一万倍", _PLACE)
    yield taken("a number of money", shown("M8", "80", "¥#,##0.00"))
    for name, value, code in (
        ("a day", "45356", "yyyy-mm-dd"),
        ("a day in Chinese", "45356", "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"),
        ("a day and a time", "45356.5", "yyyy-mm-dd hh:mm"),
    ):
        yield rejected(name, shown("M8", value, code), "date_for_number", "是日期", _PLACE)
    yield rejected("the day that never was", shown("M8", "60", "yyyy-mm-dd"), "no_such_day", "没有这样一天", _PLACE)
    since = then(shown("M8", "45356", "yyyy-mm-dd"), parts(_from_1904))
    yield rejected("a day that is counted from 1904", since, "date_for_number", "2028-03-06", _PLACE)
    stated = cell("M8", '<c r="M8" t="d"><v>2024-03-05</v></c>')
    yield rejected("a day that is no number", stated, "date_for_number", "2024-03-05", _PLACE)
    yield rejected("a time", shown("M8", "0.5", "hh:mm"), *_NOT, _PLACE)


def _pairs() -> Iterator[Hazard]:
    alone = then(cell("M8", '<c r="M8"/>'), number("L8", "30"))
    yield rejected("an amount without that of the year", alone, "no_previous", "请填本期累计", _PLACE)
    yield rejected("a rank in words", words("M12", "第三"), *_NOT, "填报!M12")
    units = {**REACHED, "Q2.value_typed": "80亿元", "Q1.value": "30", "Q1.value_typed": "30家"}
    yield taken("a unit beside each figure", then(words("M8", "80亿元"), words("M7", "30家")), units)


HAZARDS: Final = (*_texts(), *_numbers(), *_formats(), *_pairs())
