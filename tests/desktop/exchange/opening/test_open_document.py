"""What an OpenDocument sheet says of its cells, which have no addresses."""

import pytest
from made.packages import document, zipped

from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.sheets import Sheet, read_sheets
from desktop.exchange.opening.witness import NO_DAY, Block, Fault

FULL = 'office:value-type="float" office:value="1"'
ROW = "<table:table-row>{}</table:table-row>"
CELL = f"<table:table-cell {FULL}><text:p>1</text:p></table:table-cell>"
ERROR = (
    '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""'
    ' calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
)


def _verdict(content: bytes) -> str:
    try:
        read_sheets(content)
    except Unsafe as unsafe:
        return unsafe.code
    return "read"


def _only(rows: str, after: str = "") -> Sheet:
    (sheet,) = read_sheets(document(rows, after))
    return sheet


def test_what_is_repeated_counts() -> None:
    wide = f'<table:table-cell table:number-columns-repeated="300" {FULL}/>'
    gap = '<table:table-row table:number-rows-repeated="25000"><table:table-cell/></table:table-row>'
    pushed = '<table:table-cell table:number-columns-repeated="300"/>' + CELL
    assert _verdict(document(ROW.format(CELL) + gap + ROW.format(CELL))) == "too_large"
    assert _verdict(document(ROW.format(wide))) == "too_large"
    assert _verdict(document(ROW.format(pushed))) == "too_large"
    many = '<table:table-row table:number-rows-repeated="20000">{}</table:table-row>'
    assert _verdict(document(many.format(ERROR * 11))) == "too_large"
    assert _verdict(document("<table:table-row>")) == "damaged"
    # What stands empty to the far edge is how every such program writes the rest of a sheet.
    rest = '<table:table-cell table:number-columns-repeated="16000"/>'
    assert _only(ROW.format(CELL + rest) + gap).at(0, 0) == 1


def test_errors_and_percentages_are_found_at_their_cells() -> None:
    percent = (
        '<table:table-cell office:value-type="percentage" office:value="0.07"><text:p>7%</text:p></table:table-cell>'
    )
    gap = '<table:table-cell table:number-columns-repeated="2"/>'
    twice = '<table:table-row table:number-rows-repeated="2">{}</table:table-row>'
    sheet = _only(ROW.format(gap + ERROR) + twice.format(percent))
    assert (sheet.at(0, 2), sheet.faults) == ("", {"C1": Fault("cell_error", "#DIV/0!")})
    assert sheet.percents == {"A2", "A3"}


def test_a_note_beside_a_cell_does_not_stand_in_it() -> None:
    noted = "<table:table-cell><office:annotation><text:p>看</text:p></office:annotation></table:table-cell>"
    sheet = _only(ROW.format(noted + CELL))
    assert (sheet.at(0, 0), sheet.at(0, 1), sheet.faults) == ("", 1, {})


TEXT = '<table:table-cell office:value-type="string">{}</table:table-cell>'


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<text:p>一</text:p><text:p>二</text:p>", "一\n二"),
        ("<text:p>一<text:tab/>二<text:line-break/>三</text:p>", "一\t二\n三"),
        ('<text:p>一<text:s text:c="3"/>二</text:p>', "一   二"),
        ("\n <text:p>一<text:span>二<text:a>三</text:a></text:span></text:p>\n ", "一二三"),
        (
            "<text:p><text:ruby><text:ruby-base>课</text:ruby-base><text:ruby-text>カ</text:ruby-text></text:ruby></text:p>",
            "课",
        ),
        (
            "<draw:frame xmlns:draw='d'><text:p>框</text:p></draw:frame><text:p>字</text:p>",
            "字",
        ),
        ("<office:annotation><text:p>看</text:p></office:annotation><text:p>字</text:p>", "字"),
    ],
)
def test_a_text_is_its_own_paragraphs(inside: str, said: str) -> None:
    sheet = _only(ROW.format(TEXT.format(inside)))
    assert (sheet.rows, sheet.faults) == ([[said]], {})


def test_a_box_drawn_upon_an_empty_cell_does_not_fill_it() -> None:
    box = "<table:table-cell><draw:frame xmlns:draw='d'><text:p>框</text:p></draw:frame></table:table-cell>"
    sheet = _only(ROW.format(box + CELL))
    assert (sheet.rows, sheet.faults) == ([["", 1]], {})


@pytest.mark.parametrize(
    ("length", "shown"),
    [("PT12H30M00S", "12:30:00"), ("-PT1H", "-01:00:00"), ("PT100H00M01.5S", "100:00:01"), ("5", "")],
)
def test_a_length_of_time_is_a_text(length: str, shown: str) -> None:
    sheet = _only(ROW.format(f'<table:table-cell office:value-type="time" office:time-value="{length}"/>'))
    assert (sheet.at(0, 0), bool(sheet.faults)) == (shown or NO_DAY, not shown)


@pytest.mark.parametrize(
    ("value", "code"), [("nan", "cell_unread"), ("INF", "cell_unread"), ("420106199001011234", "digits_lost")]
)
def test_what_is_no_number_or_too_long_for_one_is_at_fault(value: str, code: str) -> None:
    sheet = _only(ROW.format(f'<table:table-cell office:value-type="float" office:value="{value}"/>'))
    assert {cell: fault.code for cell, fault in sheet.faults.items()} == {"A1": code}


def test_a_formula_without_a_value_is_not_calculated() -> None:
    sheet = _only(ROW.format('<table:table-cell table:formula="of:=1+1"/>' + CELL))
    assert sheet.faults == {"A1": Fault("cell_not_calculated", "=")}


def test_merged_cells_hidden_rows_and_filters_are_found() -> None:
    merged = f'<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" {FULL}/>'
    hidden = f'<table:table-row table:visibility="filter">{CELL}</table:table-row>'
    ranges = (
        '<table:database-ranges><table:database-range table:target-range-address="S.A1:S.B3"'
        ' table:display-filter-buttons="true"/></table:database-ranges>'
    )
    sheet = _only(ROW.format(merged) + ROW.format(CELL) + hidden, ranges)
    assert (sheet.merged, sheet.hidden, sheet.filtered) == ([Block(0, 0, 1, 1)], {2}, True)


@pytest.mark.parametrize(
    ("manifest", "code"),
    [("<m:manifest xmlns:m='m'/>", "damaged"), ("<m:manifest><m:encryption-data/></m:manifest>", "encrypted_document")],
)
def test_a_locked_document_asks_for_no_sense_in_its_bytes(manifest: str, code: str) -> None:
    parts = {"mimetype": b"x", "META-INF/manifest.xml": manifest.encode(), "content.xml": b"not xml at all"}
    assert _verdict(zipped(parts)) == code
