"""What a sheet of Office Open XML says of its cells, and what it does not hide."""

import time
from datetime import date

import pytest
from made.packages import SHEET, Parts, parts_of, relations, strict, workbook, zipped

from desktop.exchange.opening import lookups
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.sheets import Sheet, read_sheets
from desktop.exchange.opening.witness import Block, Fault

CELL = '<row r="1"><c r="{}"><v>1</v></c></row>'


def _verdict(content: bytes) -> str:
    try:
        read_sheets(content)
    except Unsafe as unsafe:
        return unsafe.code
    return "read"


def _only(content: bytes) -> Sheet:
    (sheet,) = read_sheets(content)
    return sheet


@pytest.mark.parametrize(
    "address",
    ["XFD1048576", "xfd1048576", "A20001", "A0000000020001", "IW1", "iw1", "AAAA1", "A99999999999999"],
)
def test_a_cell_beyond_the_limits_however_it_is_spelled(address: str) -> None:
    assert _verdict(workbook(CELL.format("A1") + CELL.format(address))) == "too_large"


def test_cells_at_the_limits_are_read_and_empty_ones_beyond_them_do_not_matter() -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    sheet = _only(workbook(CELL.format("IV1") + CELL.format("A20000") + far))
    assert (sheet.at(0, 255), sheet.at(19_999, 0), sheet.at(19_999, 255), sheet.at(20_001, 0)) == (1, 1, "", "")


def test_cells_that_do_not_say_where_they_stand_are_counted() -> None:
    cell, other = "<c><v>1</v></c>", '<row r="3"><c r="B3"><v>2</v></c></row>'
    assert _only(workbook("<row>" + cell * 256 + "</row>" + other)).at(0, 255) == 1
    assert _verdict(workbook("<row>" + cell * 257 + "</row>" + other)) == "too_large"
    assert _verdict(workbook(f"<row>{cell}</row>" * 20_001)) == "too_large"


@pytest.mark.parametrize("cell", ['<c r="A{}"><v>1</v></c>', "<c><v>1</v></c>"])
@pytest.mark.parametrize("remark", ["", "<!-- -->"])
def test_the_most_cells_are_as_many_however_they_are_spelled(
    monkeypatch: pytest.MonkeyPatch, cell: str, remark: str
) -> None:
    monkeypatch.setattr(lookups, "_MOST_CELLS", 50)
    rows = [f'<row r="{at}">{cell.format(at)}</row>' for at in range(1, 52)]
    verdicts = [_verdict(workbook("".join(rows[:count]) + remark)) for count in (50, 51)]
    assert verdicts == ["read", "too_large"]


def _in_capitals(parts: Parts) -> None:
    parts["xl/worksheets/SHEET1.xml"] = parts.pop(SHEET)


def test_a_sheet_whose_part_is_named_in_capitals_is_found() -> None:
    parts = parts_of('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>')
    _in_capitals(parts)
    assert _only(zipped(parts)).faults == {"A1": Fault("cell_error", "#REF!")}


def test_a_workbook_part_that_stands_elsewhere_is_not_read() -> None:
    parts = parts_of(CELL.format("A1"))
    parts["data/book.xml"] = parts.pop("xl/workbook.xml")
    parts["data/_rels/book.xml.rels"] = relations(("worksheet", "/xl/worksheets/sheet1.xml"))
    parts["_rels/.rels"] = relations(("officeDocument", "data/book.xml"))
    assert _verdict(zipped(parts)) == "unusual"


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ('<c r="B2" t="e"><f>A9</f><v>#REF!</v></c>', {"B2": Fault("cell_error", "#REF!")}),
        ('<c t="e" r="F2"><v>#N/A</v></c>', {"F2": Fault("cell_error", "#N/A")}),
        ('<c r="C2"><f>1+1</f></c>', {"C2": Fault("cell_not_calculated", "=")}),
        ('<c r="D2"><f>1+1</f><v></v></c>', {"D2": Fault("cell_not_calculated", "=")}),
        ('<c r="E2"><f>1+1</f><v>2</v></c>', {}),
        ('<c r="E2" t="str"><f>""</f><v></v></c>', {}),
        ('<c r="A2"><v>1</v></c><c r="A2"><v>2</v></c>', {"A2": Fault("cell_twice", "")}),
        ('<c r="B2"><v>1</v></c><c r="A2"><v>2</v></c>', {}),
        ('<c r="A2" t="inlineStr"><is><t> </t></is></c>', {}),
        ('<c r="A2" t="inlineStr"><v>1</v></c>', {"A2": Fault("cell_unread", "1")}),
        ('<!-- <c r="A2"><v>1</v></c> --><c r="B2"><v>2</v></c>', {}),
    ],
)
def test_what_a_reader_does_not_tell_is_found(cells: str, faults: dict[str, Fault]) -> None:
    assert _only(workbook(f'<row r="2">{cells}</row>')).faults == faults


def test_cells_of_another_row_are_found_where_they_say() -> None:
    sheet = _only(workbook('<row r="5"><c r="A2"><v>7</v></c></row><row r="6"><c r="A6"><v>8</v></c></row>'))
    assert (sheet.at(1, 0), sheet.at(5, 0), sheet.faults) == (7, 8, {})


def test_cells_that_the_reader_leaves_out_are_no_blanks() -> None:
    other = '</sheetData><sheetData><row r="2"><c r="A2"><v>8</v></c></row>'
    assert _only(workbook(CELL.format("A1") + other)).faults == {"A2": Fault("cell_unread", "")}


def test_texts_are_what_is_seen_of_them() -> None:
    texts = (
        "<si><t>课</t><rPh sb='0' eb='1'><t>カ</t></rPh></si><si><r><t>粗</t></r><r><t>细</t></r></si>"
        "<si><t>a_x000D_b_x005F_c</t></si><si><t/></si>"
    )
    cells = "".join(f'<c r="{letter}1" t="s"><v>{number}</v></c>' for number, letter in enumerate("ABCD"))
    sheet = _only(workbook(f'<row r="1">{cells}</row>', texts=texts))
    assert (sheet.rows[0][:3], sheet.faults) == (["课", "粗细", "a\rb_c"], {})


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("a_x000D_b", "a\rb"),
        ("a_x000d_b", "a\rb"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x4E2D__x56FD_", "中国"),
        ("_xD83D__xDE00_", "😀"),
        ("_x00+5_ _x000_ x0041_ _X0041_", "_x00+5_ _x000_ x0041_ _X0041_"),
    ],
)
def test_characters_written_by_their_numbers_are_read_wherever_they_stand(written: str, said: str) -> None:
    cells = (
        f'<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>{written}</t></is></c>'
        f'<c r="C1" t="str"><f>A1</f><v>{written}</v></c>'
    )
    sheet = _only(workbook(f'<row r="1">{cells}</row>', texts=f"<si><t>{written}</t></si>"))
    assert (sheet.rows, sheet.faults) == ([[said] * 3], {})


@pytest.mark.parametrize("value", ["12", " 12 ", "1<!-- -->2", "1&#50;", "1<?x?>2", "+12", "012", "1.2e1"])
def test_a_number_is_all_that_stands_there_however_it_is_written(value: str) -> None:
    cell = f'<row r="1"><c r="A1"><v>{value}</v></c><c r="B1" s="1"><v>{value}</v></c></row>'
    sheet = _only(workbook(cell, looks='<xf numFmtId="9"/>'))
    assert (sheet.rows, sheet.percents, sheet.faults) == ([[12, 12]], {"B1"}, {})


@pytest.mark.parametrize("number", ["1", " 1", "1 ", "\n1", "01"])
def test_a_shared_text_is_the_one_whose_number_stands_there(number: str) -> None:
    sheet = _only(
        workbook(f'<row r="1"><c r="A1" t="s"><v>{number}</v></c></row>', texts="<si><t>一</t></si><si><t>二</t></si>")
    )
    assert (sheet.rows, sheet.faults) == ([["二"]], {})


def test_a_truth_in_words_a_text_that_is_no_cells_and_a_look_that_is_not_there() -> None:
    cells = (
        '<c r="A1" t="b"><v>false</v></c><c r="B1" t="b"><v>1</v></c><c r="C1"><v>5</v><is><t>7</t></is></c>'
        '<c r="D1" s="99"><v>5</v></c><c r="E1" s="01"><v>45356</v></c>'
    )
    sheet = _only(workbook(f'<row r="1">{cells}</row>', looks='<xf numFmtId="14"/>'))
    assert sheet.rows[0][:2] == [False, True]
    assert sheet.rows[0][3:] == [5, date(2024, 3, 5)]
    assert sheet.faults == {"C1": Fault("cell_unread", "")}


def test_cells_without_a_look_have_the_first_one() -> None:
    parts = parts_of('<row r="1"><c r="A1"><v>45356</v></c></row>')
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b'<xf numFmtId="0"/>', b'<xf numFmtId="31"/>')
    assert _only(zipped(parts)).at(0, 0) == date(2024, 3, 5)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("420106199001011234", "420106199001011000"),
        ("4.20106199001011E+17", "420106199001011000"),
        ("1000000000000000", "1000000000000000"),
        ("-1234567890123456789", "-1234567890123460000"),
        ("1e15", "1000000000000000"),
    ],
)
def test_a_number_longer_than_a_spreadsheet_keeps_is_no_number(value: str, shown: str) -> None:
    sheet = _only(workbook(f'<row r="1"><c r="A1"><v>{value}</v></c></row>'))
    assert sheet.faults == {"A1": Fault("digits_lost", shown)}


@pytest.mark.parametrize("value", ["999999999999999", "123456789.123456", "0.1000000000000000055", "1e-300"])
def test_fifteen_digits_are_kept(value: str) -> None:
    sheet = _only(workbook(f'<row r="1"><c r="A1"><v>{value}</v></c></row>'))
    assert (sheet.at(0, 0), sheet.faults) == (float(value), {})


def test_percentages_merged_cells_hidden_rows_and_filters_are_found() -> None:
    rows = '<row r="1"><c r="A1" s="1"><v>0.1</v></c><c r="B1" s="2"><v>0.1</v></c></row><row r="2" hidden="1"/>'
    sheet = _only(
        workbook(
            rows,
            formats="""<numFmt numFmtId="180" formatCode='0"%"'/>""",
            looks='<xf numFmtId="10"/><xf numFmtId="180"/>',
            after='<autoFilter ref="A1:B2"/><mergeCells><mergeCell ref="A3:B4"/></mergeCells>',
        )
    )
    assert (sheet.percents, sheet.merged, sheet.hidden, sheet.filtered) == ({"A1"}, [Block(2, 0, 3, 1)], {1}, True)


def test_strict_open_xml_is_read_alike() -> None:
    content = workbook(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="e"><v>#N/A</v></c></row>', texts="<si><t>好</t></si>"
    )
    loose, tight = _only(content), _only(strict(content))
    assert tight == loose
    assert tight.rows[0][0] == "好"


@pytest.mark.parametrize(
    "rows",
    [
        "<c " * 300_000,
        '<c t="e" r="A1"' * 70_000,
        '<c t="e" r="A1">' * 60_000,
        '<c r="A1"><f>' + " " * 900_000,
        '<c r="A1"><f/>' * 60_000,
        "<row " * 180_000,
        "<c r=" + "\n" * 900_000,
    ],
)
def test_a_sheet_made_to_keep_a_reader_busy_is_decided_soon(rows: str) -> None:
    began = time.monotonic()
    assert _verdict(workbook(rows)) in {"damaged", "too_large"}
    assert time.monotonic() - began < 5
