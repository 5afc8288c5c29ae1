"""Days and times that are kept as numbers: in every kind of workbook, by every format, right or at fault."""

import struct
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from html import escape
from itertools import product

import pytest
from made.compounds import number, old_workbook, record
from made.packages import binary, binary_cell, binary_record, binary_row, document, strict, wide, workbook

from desktop.exchange.days import read_day
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.sheets import Sheet, read_sheets
from desktop.exchange.opening.witness import address

DAYS: list[int | str] = [
    *(14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58),
    *(
        "yyyy/m/d;@",
        '[$-804]yyyy"年"m"月"d"日"',
        'm"月"d"日"',
        "[$-F800]dddd\\,\\ mmmm\\ dd",
        "mmm-yy",
        "[$-804]aaaa",
    ),
    *('[=0]"";yyyy/m/d', "e/m/d", 'yyyy"年"m"月"', "d", "YYYY-MM-DD hh:mm", "[Red]yyyy-m-d", "[DBNum1][$-804]m月d日"),
]
TIMES: list[int | str] = [
    18,
    19,
    20,
    21,
    32,
    33,
    34,
    35,
    45,
    47,
    55,
    56,
    "h:mm",
    'h"时"mm"分"',
    "上午/下午h:mm",
    "mm:ss.0",
]
LENGTHS: list[int | str] = [46, "[h]:mm", "[mm]:ss", "[s]"]
NUMBERS: list[int | str] = [
    *(
        0,
        1,
        2,
        3,
        4,
        11,
        37,
        48,
        49,
        "@",
        "#,##0.00",
        '0.00"d"',
        "[Red]0.0",
        "0\\y",
        "0_d",
        "*d0",
        "0.0E+00",
        '#,##0"个"',
    ),
    *("_-* #,##0.00_-", "[$€-407]#,##0", "[Blue]General", "# ?/?", '0"日"', "¥#,##0"),
]
FORMATS = [*DAYS, *TIMES, *LENGTHS, *NUMBERS]
# What is stored, and the day that it is counted from 1900 and from 1904; "" where there is none.
SERIALS: Mapping[float, tuple[str, str]] = {
    45356: ("2024-03-05", "2028-03-06"),
    45356.5: ("2024-03-05", "2028-03-06"),
    43894: ("2020-03-04", "2024-03-05"),
    1: ("1900-01-01", "1904-01-02"),
    59: ("1900-02-28", "1904-02-29"),
    60: ("", "1904-03-01"),
    60.5: ("", "1904-03-01"),
    61: ("1900-03-01", "1904-03-02"),
    2957003: ("9995-12-30", "9999-12-31"),
    2958465: ("9999-12-31", ""),
    2958466: ("", ""),
    9999999: ("", ""),
    -1: ("", ""),
}


def _own() -> Mapping[int | str, int]:
    """The number of every format; those that are spelt out have numbers of their own."""
    spelt = [one for one in FORMATS if isinstance(one, str)]
    return {one: one for one in FORMATS if isinstance(one, int)} | {one: 164 + at for at, one in enumerate(spelt)}


def _xlsx(*, since_1904: bool) -> bytes:
    own = _own()
    formats = "".join(
        f'<numFmt numFmtId="{own[one]}" formatCode="{escape(one)}"/>' for one in own if isinstance(one, str)
    )
    looks = "".join(f'<xf numFmtId="{own[one]}"/>' for one in FORMATS)
    rows = ""
    for row in range(len(FORMATS)):
        cells = (f'<c r="{address(row, at)}" s="{row + 1}"><v>{value!r}</v></c>' for at, value in enumerate(SERIALS))
        rows += f'<row r="{row + 1}">{"".join(cells)}</row>'
    return workbook(rows, formats=formats, looks=looks, properties='date1904="1"' if since_1904 else "")


def _xlsb(*, since_1904: bool) -> bytes:
    own = _own()
    formats = b"".join(
        binary_record(44, own[one].to_bytes(2, "little") + wide(one)) for one in own if isinstance(one, str)
    )
    looks = b"".join(binary_record(47, struct.pack("<2H12x", 0, own[one])) for one in FORMATS)
    rows = b""
    for row in range(len(FORMATS)):
        rows += binary_row(row)
        for column, value in enumerate(SERIALS):
            # Whole numbers are kept in half the room.
            small = 0 <= value < 2**29 and value == int(value)
            packed = struct.pack("<I", int(value) << 2 | 2) if small else struct.pack("<d", value)
            rows += binary_cell(2 if small else 5, column, packed, row)
    settings = binary_record(153, struct.pack("<3I", int(since_1904), 0, 0)) if since_1904 else b""
    return binary(rows, formats=formats, looks=looks, settings=settings)


def _xls(*, since_1904: bool) -> bytes:
    own = _own()
    spelt = [(own[one], one) for one in own if isinstance(one, str)]
    book = record(0x0022, struct.pack("<H", since_1904))
    book += b"".join(
        record(0x041E, struct.pack("<2HB", at, len(code), 1) + code.encode("utf-16-le")) for at, code in spelt
    )
    book += b"".join(record(0x00E0, struct.pack("<2H16x", 0, own[one])) for one in FORMATS)
    cells = (number(row, at, value, row) for row, (at, value) in product(range(len(FORMATS)), enumerate(SERIALS)))
    return old_workbook(b"".join(cells), book=book)


KINDS: Mapping[str, Callable[..., bytes]] = {
    "xlsx": _xlsx,
    "strict": lambda *, since_1904: strict(_xlsx(since_1904=since_1904)),
    "xlsb": _xlsb,
    "xls": _xls,
}


@cache
def _sheet(kind: str, since_1904: bool) -> Sheet:
    (sheet,) = read_sheets(KINDS[kind](since_1904=since_1904))
    return sheet


def _seen(sheet: Sheet, row: int, column: int) -> str:
    """The day in a cell, or "" where it is at fault."""
    if address(row, column) in sheet.faults:
        return ""
    day = read_day(sheet.at(row, column), "2024")
    assert day is not None
    return day.isoformat()


@pytest.mark.parametrize("since_1904", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_every_format_of_a_day_shows_the_day(kind: str, since_1904: bool) -> None:
    sheet, wrong = _sheet(kind, since_1904), {}
    for row, form in enumerate(DAYS):
        for column, (serial, days) in enumerate(SERIALS.items()):
            found = _seen(sheet, row, column)
            if found != days[since_1904]:
                wrong[form, serial] = found
    assert wrong == {}


@pytest.mark.parametrize("since_1904", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_what_shows_a_length_of_time_or_a_number_is_no_day(kind: str, since_1904: bool) -> None:
    sheet, days = _sheet(kind, since_1904), []
    for row, form in enumerate(FORMATS):
        values = [sheet.at(row, column) for column in range(len(SERIALS))]
        if form in LENGTHS:
            days += [(form, value) for value in values if read_day(value, "2024") is not None]
            assert values[list(SERIALS).index(60.5)] == "1452:00:00"
        elif form in NUMBERS:
            assert values == list(SERIALS), form
    assert days == []


@pytest.mark.parametrize("form", TIMES)
def test_a_time_with_a_day_behind_it_is_that_day_and_one_without_is_none(form: int | str) -> None:
    sheet = _sheet("xlsx", since_1904=False)
    row, column = FORMATS.index(form), list(SERIALS).index(45356.5)
    assert _seen(sheet, row, column) == "2024-03-05"
    look = f'<numFmt numFmtId="164" formatCode="{escape(str(form))}"/>' if isinstance(form, str) else ""
    cell = '<row r="1"><c r="A1" s="1"><v>0.3541666666666667</v></c></row>'
    looks = f'<xf numFmtId="{form if isinstance(form, int) else 164}"/>'
    (alone,) = read_sheets(workbook(cell, formats=look, looks=looks))
    assert (alone.at(0, 0), alone.faults) == ("08:30:00", {})


def test_a_moment_before_midnight_is_the_day_that_no_two_programs_agree_on() -> None:
    cells = '<row r="1"><c r="A1" s="1"><v>45356.9999999</v></c><c r="B1" s="1"><v>45356.9999</v></c></row>'
    (sheet,) = read_sheets(workbook(cells, looks='<xf numFmtId="14"/>'))
    assert sheet.faults.keys() == {"A1"}
    assert read_day(sheet.at(0, 1), "2024") == date(2024, 3, 5)


ISO: Mapping[str, str] = {
    "2024-03-05": "2024-03-05",
    "2024-03-05T08:30:00": "2024-03-05",
    "2024-03-05T00:00:00.000": "2024-03-05",
    "1900-02-29": "",
    "2024-02-30": "",
    "2024-03-05T25:00:00": "",
    "10000-01-01": "",
    "2024-3-5": "",
    "20240305": "",
}


@pytest.mark.parametrize(("written", "day"), ISO.items())
def test_days_in_words_of_xml_are_read_in_strict_workbooks_and_in_documents(written: str, day: str) -> None:
    cell = f'<row r="1"><c r="A1" t="d" s="1"><v>{written}</v></c></row>'
    (tight,) = read_sheets(strict(workbook(cell, looks='<xf numFmtId="14"/>')))
    value = f'<table:table-cell office:value-type="date" office:date-value="{written}"/>'
    (open_one,) = read_sheets(document(f"<table:table-row>{value}</table:table-row>"))
    for sheet in (tight, open_one):
        assert _seen(sheet, 0, 0) == day


@pytest.mark.parametrize("written", ["08:30:00", "1899-12-30T08:30:00", "1899-12-31T08:30:00.000"])
def test_a_time_in_words_of_xml_has_no_day(written: str) -> None:
    cell = f'<row r="1"><c r="A1" t="d" s="1"><v>{written}</v></c></row>'
    (sheet,) = read_sheets(strict(workbook(cell, looks='<xf numFmtId="20"/>')))
    assert (sheet.at(0, 0), sheet.faults) == ("08:30:00", {})


@pytest.mark.parametrize("form", [14, 20, 46])
def test_a_number_beyond_all_days_leaves_no_crash(form: int) -> None:
    cell = '<row r="1"><c r="A1" s="1"><v>1e14</v></c></row>'
    content = workbook(cell, looks=f'<xf numFmtId="{form}"/>')
    if form == 46:
        with pytest.raises(Unsafe, match="unusual"):
            read_sheets(content)
    else:
        (sheet,) = read_sheets(content)
        assert sheet.faults["A1"].code == "no_such_day"


@pytest.mark.parametrize("value", [45356.0, 45356, 20240305.0, 60.0, True, 0.5])
def test_a_number_that_its_cell_does_not_show_as_a_day_is_none(value: object) -> None:
    assert read_day(value, "2024") is None
