"""Two hundred and more spellings of numbers and days, in the cells of every kind of workbook: right or refused."""

import struct
from collections.abc import Callable, Mapping
from functools import cache
from html import escape

import pytest
from made.compounds import old_workbook, record, shared_texts
from made.packages import binary, binary_cell, binary_row, document, strict, workbook

from db.figures import FigureError, parse, plain
from desktop.exchange.days import read_day
from desktop.exchange.opening.sheets import Sheet, read_sheets

NUMBERS: list[tuple[str, str, str]] = [
    # As programs write them, and as people group them.
    *(("0", "", "0"), ("-0", "", "0"), ("7", "", "7"), ("007", "", "7"), ("+7", "", "7"), ("-3", "", "-3")),
    *(("12.50", "", "12.5"), (".5", "", "0.5"), ("-.5", "", "-0.5"), ("0.000001", "", "0.000001")),
    *(("1,234", "", "1234"), ("1,234,567.8", "", "1234567.8"), ("12,345", "", "12345"), ("-1,234", "", "-1234")),
    *(("1 234 567", "", "1234567"), ("1\u00a0234", "", "1234"), ("1\u202f234", "", "1234"), ("- 5", "", "-5")),
    *((" 5 ", "", "5"), ("\t5", "", "5"), ("5\n", "", "5"), ("\u30005\u3000", "", "5"), ("\u00a05", "", "5")),
    # Full-width characters of Chinese input methods, and signs that look like others.
    *(
        ("１２３", "", "123"),
        ("１，２３４．５", "", "1234.5"),
        ("－３", "", "-3"),
        ("＋３", "", "3"),
        ("１２％", "%", "12"),
    ),
    *(("1，234", "", "1234"), ("１ ２３４", "", "1234"), ("５．５", "", "5.5"), ("﹣3", "", "-3")),
    *(("\N{MINUS SIGN}3", "", "-3"), ("\N{EN DASH}3", "", "-3"), ("𝟏𝟐", "", "12")),
    # Marks without a width, and the apostrophe of a text.
    *(("\u202d1234.5\u202c", "", "1234.5"), ("12\u200b", "", "12"), ("\ufeff12", "", "12"), ("1\u200b2", "", "12")),
    *(("'123", "", "123"), ("＇123", "", "123"), ("' 123", "", "123"), ("5\u00ad", "", "5")),
    # Percentages, large units, and the unit itself.
    *(("12%", "%", "12"), ("12 %", "%", "12"), ("0.5％", "%", "0.5"), ("12", "%", "12"), ("-3%", "%", "-3")),
    *(("3万", "", "30000"), ("1.5亿", "亿元", "1.5"), ("1.5亿", "万元", "15000"), ("1.5亿元", "万元", "15000")),
    *(("2万亿", "亿元", "20000"), ("3 万", "万元", "3"), ("１．５亿", "亿元", "1.5"), ("150000000元", "亿元", "1.5")),
    *(
        ("120家", "家", "120"),
        ("120 家", "家", "120"),
        ("12 分钟", "分钟", "12"),
        ("80m²", "m²", "80"),
        ("80㎡", "m²", "80"),
    ),
    *(("5000元", "万元", "0.5"), ("5万人次", "万人次", "5"), ("1.2个百分点", "个百分点", "1.2"), ("5‰", "‰", "5")),
    # What Python takes for a number, and a person does not write.
    *(("1_000", "", "not_a_number"), ("nan", "", "not_a_number"), ("inf", "", "not_a_number")),
    *(("-Infinity", "", "not_a_number"), ("1e5", "", "not_a_number"), ("1E5", "", "not_a_number")),
    *(
        ("0x10", "", "not_a_number"),
        ("1.5e-3", "", "not_a_number"),
        ("1j", "", "wrong_unit"),
        ("٣", "", "not_a_number"),
    ),
    *(("१२", "", "not_a_number"), ("True", "", "not_a_number"), ("None", "", "not_a_number")),
    # Two numbers, half a number, another number.
    *(("12 34", "", "not_a_number"), ("12\n34", "", "not_a_number"), ("1\u3000234", "", "not_a_number")),
    *(("1\t234", "", "not_a_number"), ("1,23", "", "not_a_number"), ("1,2345", "", "not_a_number")),
    *(("0,123", "", "not_a_number"), ("1,234,56", "", "not_a_number"), ("1234,567", "", "not_a_number")),
    *(("1.234,5", "", "not_a_number"), ("1.2.3", "", "not_a_number"), ("1、200", "", "not_a_number")),
    *(("1;234", "", "not_a_number"), ("1'234", "", "not_a_number"), ("3-5", "", "not_a_number")),
    *(
        ("3~5", "", "not_a_number"),
        ("3—5", "", "not_a_number"),
        ("1/2", "", "not_a_number"),
        ("50:1", "", "not_a_number"),
    ),
    *(
        ("5.", "", "not_a_number"),
        ("5。5", "", "not_a_number"),
        ("5·5", "", "not_a_number"),
        ("5-", "", "not_a_number"),
    ),
    *(
        ("--5", "", "not_a_number"),
        ("+-5", "", "not_a_number"),
        ("(5)", "", "not_a_number"),
        ("（5）", "", "not_a_number"),
    ),
    *(
        ("''5", "", "not_a_number"),
        ("5'", "", "not_a_number"),
        ('"5"', "", "not_a_number"),
        ("\u202e321", "", "not_a_number"),
    ),
    *(("10²", "", "not_a_number"), ("⑤", "", "not_a_number"), ("5①", "", "not_a_number"), ("1½", "", "not_a_number")),
    *(("⒈5", "", "not_a_number"), ("🄂5", "", "not_a_number"), ("Ⅳ", "", "not_a_number"), ("x₂", "", "not_a_number")),
    # Words.
    *(("约5", "", "not_a_number"), ("5+", "", "not_a_number"), ("≥5", "", "not_a_number"), ("五", "", "not_a_number")),
    *(("-", "", "not_a_number"), ("—", "", "not_a_number"), (".", "", "not_a_number"), ("无", "", "not_a_number")),
    *(("#REF!", "", "not_a_number"), ("######", "", "not_a_number"), ("=1+1", "", "not_a_number")),
    *(("2024-03-05", "", "not_a_number"), ("12:30", "", "not_a_number"), ("¥5", "", "not_a_number")),
    *(
        ("5左右", "家", "wrong_unit"),
        ("12%", "家", "wrong_unit"),
        ("12家", "%", "wrong_unit"),
        ("3月", "家", "wrong_unit"),
    ),
    *(
        ("5人", "万元", "wrong_unit"),
        ("5万人", "万元", "wrong_unit"),
        ("5千", "元", "wrong_unit"),
        ("5‰", "%", "not_a_number"),
    ),
    *(("5000万", "亿元", "ambiguous"), ("3万", "%", "ambiguous"), ("1元", "亿元", "too_many_decimals")),
    *(("0.0000001", "", "too_many_decimals"), ("123456789012345678", "", "too_large"), ("10万亿", "元", "too_large")),
]
DAYS: dict[str, str] = {
    # One order of year, month and day, with one mark between them.
    **dict.fromkeys(("2024-03-05", "2024-3-5", "2024.3.5", "2024.03.05", "2024/3/5", "2024/03/05"), "2024-03-05"),
    **dict.fromkeys(("2024年3月5日", "2024年03月05日", "2024年3月5号", "2024年3月5", "20240305"), "2024-03-05"),
    **dict.fromkeys(("3月5日", "03月05日", "3月5号", "3月5", "㋂㏤", "３月５日"), "2024-03-05"),
    **dict.fromkeys(
        ("２０２４．３．５", "２０２４－０３－０５", "２０２４／３／５", "２０２４年３月５日"), "2024-03-05"
    ),
    **dict.fromkeys((" 2024-3-5 ", "2024 - 3 - 5", "2024 年 3 月 5 日", "\u30002024年3月5日\u3000"), "2024-03-05"),
    **dict.fromkeys(
        ("2024\u00a0年3月5日", "2024\N{EN DASH}3\N{EN DASH}5", "\u200b2024-3-5", "'2024-3-5"), "2024-03-05"
    ),
    # With a time behind, which is left out.
    **dict.fromkeys(
        ("2024-03-05 08:30", "2024-03-05 8:30:15", "2024-03-05T00:00:00", "2024-03-05T08:30:00.000"), "2024-03-05"
    ),
    **dict.fromkeys(
        ("2024年3月5日 8:30", "2024年3月5日8时30分", "2024年3月5日下午3点", "2024/3/5 上午 8：30"), "2024-03-05"
    ),
    **dict.fromkeys(("3月5日 8:30", "2024.3.5 23:59:59"), "2024-03-05"),
    # Another year is taken as it is written.
    **dict.fromkeys(("2023-12-31", "20231231", "2023年12月31日"), "2023-12-31"),
    **dict.fromkeys(("2024-02-29", "2月29日"), "2024-02-29"),
    "1999/1/1": "1999-01-01",
    # Numbers, fractions, ranges, other orders, and years of two digits.
    **dict.fromkeys(("3.5", "3-5", "3/5", "03-05", "3.05", "5", "2024", "45356", "45356.0", "0305"), ""),
    **dict.fromkeys(("24-3-5", "24.3.5", "24/3/5", "24年3月5日", "3/5/2024", "05.03.2024", "5/3/24", "240305"), ""),
    **dict.fromkeys(("2024-3/5", "2024.3-5", "2024年3-5", "2024 3 5", "20 24-3-5", "2024-1 2-5", "2024--3-5"), ""),
    **dict.fromkeys(("2024-3-5-6", "3月5日-8日", "3月5日至8日", "2024-3-5、2024-3-6", "2024-3-5前", "2024.3.5."), ""),
    **dict.fromkeys(("2024-3", "2024年3月", "3月", "3月底", "3月上旬", "一季度", "三月五日", "二〇二四年三月五日"), ""),
    **dict.fromkeys(
        ("2024。3。5", "2024—3—5", "2024,3,5", "2024:03:05", "2024年3月5日（星期二）", "星期二", "今天"), ""
    ),
    # Days and times that are none, and a time that may be of another place.
    **dict.fromkeys(
        ("2024-13-05", "2024-00-05", "2024-03-00", "2024-03-32", "2023-02-29", "2024-04-31", "20241305"), ""
    ),
    **dict.fromkeys(
        ("1900-02-29", "0024-03-05", "3024-03-05", "2024-03-05 25:00", "2024-03-05 08:60", "2024-03-05 8"), ""
    ),
    **dict.fromkeys(("2024-03-05T00:00:00Z", "2024-03-05T00:00+08:00", "2024-3-1²", "2024-3-⑤", "2024-3-5.5"), ""),
    **dict.fromkeys(("#REF!", "######", "-", "已完成", "nan", "2024_3_5", "２０２４－１３－０５"), ""),
}
TEXTS = [*(text for text, _, _ in NUMBERS), *DAYS]


def test_the_tables_do_not_shrink_unnoticed() -> None:
    assert len({(text, unit) for text, unit, _ in NUMBERS}) == len(NUMBERS) >= 140
    assert len(DAYS) >= 110


def _xlsx() -> bytes:
    texts = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in TEXTS)
    cells = (f'<row r="{at}"><c r="A{at}" t="s"><v>{at - 1}</v></c></row>' for at in range(1, len(TEXTS) + 1))
    return workbook("".join(cells), texts=texts)


def _xlsb() -> bytes:
    cells = (binary_row(at) + binary_cell(7, 0, at.to_bytes(4, "little")) for at in range(len(TEXTS)))
    return binary(b"".join(cells), texts=TEXTS)


def _xls() -> bytes:
    cells = (record(0x00FD, struct.pack("<3HI", at, 0, 0, at)) for at in range(len(TEXTS)))
    return old_workbook(b"".join(cells), book=shared_texts(*TEXTS))


def _ods() -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    cells = (cell.format(escape(text).replace("\t", "<text:tab/>")) for text in TEXTS)
    return document("".join(f"<table:table-row>{one}</table:table-row>" for one in cells))


KINDS: Mapping[str, Callable[[], bytes]] = {
    "xlsx": _xlsx,
    "strict": lambda: strict(_xlsx()),
    "xlsb": _xlsb,
    "xls": _xls,
    "ods": _ods,
}


@cache
def _cells(kind: str) -> Sheet:
    (sheet,) = read_sheets(KINDS[kind]())
    assert sheet.faults == {}
    return sheet


@pytest.mark.parametrize("kind", KINDS)
def test_texts_come_out_of_every_kind_of_workbook_as_they_are(kind: str) -> None:
    # A mark of the order of bytes is not seen, and some readers drop it.
    bare = [text.removeprefix("\ufeff") for text in TEXTS]
    assert [_cells(kind).at(at, 0).removeprefix("\ufeff") for at in range(len(TEXTS))] == bare


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_is_read_right_or_refused(kind: str) -> None:
    wrong = {}
    for at, (text, unit, expected) in enumerate(NUMBERS):
        try:
            found = plain(parse(_cells(kind).at(at, 0), unit))
        except FigureError as error:
            found = error.problem
        if found != expected:
            wrong[text, unit] = found
    assert wrong == {}


@pytest.mark.parametrize("kind", KINDS)
def test_every_day_is_read_right_or_refused(kind: str) -> None:
    wrong = {}
    for at, (text, expected) in enumerate(DAYS.items(), len(NUMBERS)):
        day = read_day(_cells(kind).at(at, 0), "2024")
        found = "" if day is None else day.isoformat()
        if found != expected:
            wrong[text] = found
    assert wrong == {}
