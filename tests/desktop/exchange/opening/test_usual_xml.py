"""What is read by expressions is what the library reads, and what is found element by element."""

from collections.abc import Callable
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.etree import XMLSyntaxError
from made.packages import SHEET, parts_of, workbook, zipped

from desktop.exchange.opening import cell_kinds, open_xml, usual_cells, usual_texts
from desktop.exchange.opening.elements import elements
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.lookups import Shared
from desktop.exchange.opening.sheets import Sheet, read_sheets
from desktop.exchange.opening.witness import Witness

TEXTS_PART = "xl/sharedStrings.xml"
TEXTS = ["目标", "a & b", " blanks ", "", "1 < 2", "   ", "_x0041_", "两行\n字"]
SHARED = "".join(f'<si><t xml:space="preserve">{escape(one)}</t></si>' for one in TEXTS)
# Texts that are spelled in other ways: of runs, without what says that blanks stay, with how they are pronounced.
OTHER_WAYS = [
    '<r><t>a </t></r><r><t xml:space="preserve"> b</t></r><rPh sb="0" eb="1"><t>x</t></rPh>',
    "<t> x </t>",
    "",
    "<t/>",
    '<t>字</t><rPh sb="0" eb="1"><t>zi</t></rPh>',
    '<r><rPr><b/></rPr><t>粗</t></r><r><t xml:space="preserve">\n细 </t></r>',
    '<t xml:space="preserve">&amp;_x000D_</t>',
    "<t>&#10;a</t>",
]
# How East Asian Excels and LibreOffice spell most of theirs.
OFFICES_WAYS = [
    '<t>目标</t><phoneticPr fontId="1" type="noConversion"/>',
    '<t xml:space="preserve"> a &amp; b</t><phoneticPr fontId="1"/>',
    '<r><t xml:space="preserve">2024 </t></r><r><rPr><b val="true"/><color rgb="FF000000"/></rPr><t> 年 </t></r>',
    '<r><rPr><color theme="1" tint="0.5"/><rFont val="等线"/></rPr><t xml:space="preserve">&lt;\n</t></r>',
    "<t> 字\n</t>",
    "<t></t>",
]
TABLES = {"plain": SHARED, "of runs": "".join(f"<si>{one}</si>" for one in OTHER_WAYS)}
TABLES["of offices"] = "".join(f"<si>{one}</si>" for one in OFFICES_WAYS)
LOOKS = '<xf numFmtId="9"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="46"/>'
# What may stand in a cell after its address; some of it is rare, and some is no cell at all.
NUMBERS = ["0", "12", "-3.5", "0.25", "45356", "1e3", "123456789012345678", "0.1234567890123456", "1.", "+4"]
NUMBERS += ["-1", "1_0", ".", "99999999999999"]
INSIDE = [
    "/>",
    "></c>",
    *(f"><v>{one}</v></c>" for one in NUMBERS),
    *(f' t="s"><v>{number}</v></c>' for number in (*range(len(TEXTS)), 99, "01", "x")),
    *(f' t="str"><f>A1&amp;B1</f><v>{one}</v></c>' for one in ("", "字", " ", "a&amp;b", "_x0041_")),
    ' t="b"><v>1</v></c>',
    ' t="b"><v>true</v></c>',
    ' t="e"><v>#REF!</v></c>',
    ' t="d"><v>2024-03-05</v></c>',
    ' t="n"><v> 7 </v></c>',
    ' t="inlineStr"><is><t>行内</t></is></c>',
    ' t="inlineStr"><is><t></t></is></c>',
    ' t="str"><f>A1</f><v> 两边 </v></c>',
    ' t="str"><f>A1</f></c>',
    ' t="s"/>',
    ' t="b"><f>A1</f><v>0</v></c>',
    ' t="inlineStr"><is><t> a&amp;b</t></is></c>',
    "><f>SUM(A1:A2)</f><v>3</v></c>",
    "><f>SUM(A1:A2)</f><v></v></c>",
    '><f t="shared" ref="A1:A9" si="0">B1</f><v>5</v></c>',
    '><f t="shared" si="0"/><v>6</v></c>',
    ' t="n"><f aca="false">A1&lt;&gt;&quot;&quot;</f><v>7</v></c>',
    ' t="str"><f>A1>2</f><v>a>b</v></c>',
    "><v></v></c>",
    "><v>1</v><v>2</v></c>",
    "><v>12<x/>3</v></c>",
]
ROW = ["", ' spans="1:9"', ' hidden="1"', ' hidden="false" customHeight="1" ht="30"', ' x14ac:dyDescent="0.2"']
Drawn = list[tuple[int, str, list[tuple[int, str, int]]]]
cells = st.lists(st.tuples(st.integers(0, 8), st.sampled_from(INSIDE), st.integers(0, 5)), max_size=6)
sheets = st.lists(st.tuples(st.integers(1, 6), st.sampled_from(ROW), cells), max_size=5)
# Rows as programs write them: in order, no cell twice, and many with the same kinds of cells.
COMMON = [*INSIDE[:6], *INSIDE[19:21], ' t="str"><f>A1</f><v>字</v></c>', "><f>A1*2</f><v>0.5</v></c>"]
orderly = st.lists(
    st.tuples(
        st.sampled_from(ROW[:4]),
        st.dictionaries(
            st.integers(0, 8), st.tuples(st.sampled_from(COMMON) | st.sampled_from(INSIDE), st.integers(0, 5))
        ),
    ),
    max_size=9,
).map(
    lambda rows: [
        (number, said, [(place, *drawn[place]) for place in sorted(drawn)])
        for number, (said, drawn) in enumerate(rows, 6)
    ]
)


def rows_of(sheet: Drawn) -> str:
    return "".join(
        f'<row r="{row}"{said}>'
        + "".join(f'<c r="{"ABCDEFGHI"[place]}{row}" s="{look}"{inside}' for place, inside, look in cells)
        + "</row>"
        for row, said, cells in sheet
    )


def read(rows: str, texts: str = SHARED, foot: str = "") -> list[Sheet] | str:
    """What is read of these rows; the verdict where that is nothing."""
    after = '<autoFilter ref="A1:B2"/><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
    try:
        return read_sheets(workbook(rows, texts=texts, looks=LOOKS, after=after + foot))
    except Unsafe as unsafe:
        return unsafe.code


@given(sheets | orderly, st.sampled_from(sorted(TABLES)))
def test_a_sheet_says_the_same_to_us_and_to_the_library(sheet: Drawn, texts: str) -> None:
    # A line break before the rows means nothing, no program that packs them closely writes one, and the library reads
    # what has one.
    assert read(rows_of(sheet), TABLES[texts]) == read("\n" + rows_of(sheet), TABLES[texts])


@settings(max_examples=40)
@given(sheets | orderly)
def test_what_was_kept_of_other_workbooks_changes_nothing(sheet: Drawn) -> None:
    found = read(rows_of(sheet))
    with pytest.MonkeyPatch.context() as patch:
        for module in (cell_kinds, usual_cells):
            patch.setattr(module, "_MANY", 2)
        patch.setattr(cell_kinds, "_MANY_IN_FRONT", 2)
        assert read(rows_of(sheet)) == found


# Rows of a table: all have cells in the same columns, and most of a column say the same kind of thing.
TABLE = [*COMMON, "><v>-1</v></c>", "><f>A1</f><v></v></c>", ' t="str"><f>A1</f><v></v></c>', ' t="b"><v>1</v></c>']
lines = st.sets(st.integers(0, 8), min_size=1).flatmap(
    lambda places: st.lists(
        st.tuples(*(st.tuples(st.just(place), st.sampled_from(TABLE), st.integers(0, 5)) for place in sorted(places))),
        min_size=7,
        max_size=11,
    )
)


@settings(max_examples=60)
@given(lines, st.sampled_from(ROW[:4]))
def test_rows_of_like_cells_say_the_same_at_once(rows: list[tuple[tuple[int, str, int], ...]], said: str) -> None:
    written = rows_of([(number, said, [*cells]) for number, cells in enumerate(rows, 3)])
    plainly = read("\n" + written)
    for _ in range(2):
        # The second time where their cells stand is known.
        assert read(written) == plainly


FOOT = "<headerFooter><oddFooter>{}</oddFooter></headerFooter>"


@pytest.mark.parametrize(
    "said", ["", "a", "&amp;L字", "&x;", "]]>", "\0", "?>", '<row r="9"/>', "<mergeCell/>", "\ufffe"]
)
def test_what_stands_at_the_foot_is_left_out_only_where_it_is_a_text(said: str) -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    assert isinstance(read(row, foot=FOOT.format("b")), list)
    assert read(row, foot=FOOT.format(said)) == read("\n" + row, foot=FOOT.format(said))


def test_a_cell_that_is_spelled_the_same_says_what_it_does_in_its_own_workbook() -> None:
    rows = '<row r="1"><c r="A1" s="0" t="s"><v>0</v></c><c r="B1" s="1"><v>0.5</v></c></row>'

    def of(text: str, look: int) -> tuple[object, ...]:
        texts = f'<si><t xml:space="preserve">{text}</t></si>'
        (sheet,) = read_sheets(workbook(rows, texts=texts, looks=f'<xf numFmtId="{look}"/>'))
        return (*sheet.rows[0], *sheet.percents)

    for _ in range(2):
        assert of("甲", 9) == ("甲", 0.5, "B1")
        assert of("乙", 0) == ("乙", 0.5)


def test_a_name_space_is_declared_in_the_sheet_that_uses_it() -> None:
    rows = b'<row r="3" x14ac:dyDescent="0.2"><c r="A3"/></row>'
    assert usual_cells.read_cells(rows, Shared(), Witness(), {}, prefixed=True) == 1
    with pytest.raises(usual_texts.Unusual):
        usual_cells.read_cells(rows, Shared(), Witness(), {}, prefixed=False)


TEXT_ITEMS = [SHARED, *(f"<si>{one}</si>" for one in (*OTHER_WAYS, *OFFICES_WAYS))]
TEXT_ITEMS += [f'<si><t xml:space="preserve">{one}</t></si>' for one in ("字", " a ", "a&lt;b", "]", "")]
# What is torn, or is no text where it stands.
TEXT_ITEMS += ["<si></t></si>", "<si><t>a</si>", '<si><t xml:space="preserve">a</t></r><r><t>b</t></si>', "]]>", "&x;"]
TEXT_ITEMS += ["<si><r><rPr></r></si>", "<si><r><rPr><b/></rPr><rPr><b/></rPr><t>a</t></r></si>", "</rPr>", "\ufffe"]
TEXT_ITEMS += ['<si><r><rPr><rFont val="&x;"/></rPr><t>a</t></r></si>', "<si><rPr><b/></rPr><t>a</t></si>", "a"]


@given(st.lists(st.sampled_from(TEXT_ITEMS), max_size=6).map("".join))
def test_texts_are_read_at_once_as_they_are_one_by_one(items: str) -> None:
    table = parts_of("", texts=items)[TEXTS_PART]

    def read(texts: Callable[[], list[str] | None]) -> list[str] | None:
        try:
            return texts()
        except XMLSyntaxError:
            return None

    plainly = read(lambda: ["".join(open_xml._text(one)[0]) for one in elements(table, "{*}si")])
    assert read(lambda: usual_texts.shared_texts(table)) in (None, plainly)


@pytest.fixture
def by_elements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The rows that are gone through element by element, as they come."""
    seen: list[str] = []
    row = open_xml._row

    def watch(found: object, element: object, *rest: object) -> int:
        seen.append(element.get("r"))  # type: ignore[attr-defined]
        return row(found, element, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(open_xml, "_row", watch)
    return seen


@pytest.mark.parametrize("texts", ["plain", "of offices"])
def test_texts_as_spreadsheets_write_them_are_read_by_expressions(texts: str) -> None:
    table = parts_of("", texts=TABLES[texts].replace("_x0041_", ""))[TEXTS_PART]
    assert usual_texts.shared_texts(table) is not None


def test_what_spreadsheets_write_is_gone_through_by_expressions(by_elements: list[str]) -> None:
    plain = [(1, "", [(place, inside, 0) for place, inside in enumerate(INSIDE[:8])]), (2, ' ht="30"', [])]
    assert read(rows_of(plain)) != "damaged"
    assert by_elements == []
    read("\n" + rows_of(plain))
    assert by_elements == ["1", "2"]


@pytest.mark.parametrize(
    "broken",
    [
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<row r="1"><c r="A1"><v>1</v></row>',
        '<row r="1" r="2"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1 & 2</v></c></row>',
        '<row r="1"><c r="A1"><v>1\0</v></c></row>',
        '<row r="1"><c r="A1"><f>1 & 2</f><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f>1\1</f><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f>]]></f><v>1</v></c></row>',
        '<row r="1" ht="\1"><c r="A1"><v>1</v></c></row>',
        '<row r="1" ht="\ufffe"/>',
        '<row r="1"><c r="A1" t="str"><v>\ufffe</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>]]></t></is></c></row>',
        '<row r="1" x14ac:dyDescent="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>]]></v></c></row>',
        '<row r="1"><c r="A1" s="1"\nB1" s="1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" s="1" s="1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" s="1"/><v>1</v></c></row>',
    ],
)
def test_what_is_no_xml_is_damaged(broken: str) -> None:
    assert read(broken) == "damaged"


@pytest.mark.parametrize(
    "cell", ['<c r="A#1"><v>1</v></c>', '<c r="A1#"/>', '<c r="B2" s="1"><v>1</v></c>', '<c r="A11" s="1"><v>1</v></c>']
)
def test_a_cell_that_only_looks_like_one_of_its_row_is_read_as_the_library_reads_it(cell: str) -> None:
    row = f'<row r="1">{cell}</row>'
    assert read(row) == read("\n" + row)


@pytest.mark.parametrize("written", ["nan", "inf", "-Infinity", "1_0", "1e999"])
def test_what_is_no_number_is_not_read_as_one(written: str) -> None:
    sheets = read(f'<row r="1"><c r="A1" s="0"><v>{written}</v></c></row>')
    assert not isinstance(sheets, str)
    assert sheets[0].faults["A1"].code == "cell_unread"


def test_rows_outside_of_their_place_are_not_passed_over() -> None:
    parts = parts_of('<row r="1"><c r="A1"><v>1</v></c></row>')
    inside = b'<row r="2"><c r="A2"><v>2</v></c></row>'
    parts[SHEET] = parts[SHEET].replace(b"</worksheet>", b"<sheetData>" + inside + b"</sheetData></worksheet>")
    (sheet,) = read_sheets(zipped(parts))
    assert sheet.faults or sheet.at(1, 0) == 2
