"""Cells that show an error, were never calculated, stand twice, or say two things at once."""

from collections.abc import Iterator
from typing import Final

from made.forms import FORM, Make, cell, parts, swap
from made.packages import Parts

from hazards import Hazard, held, rejected, taken

_PLACE: Final = "填报!M8"
_FOREIGN: Final = 'xmlns:e="urn:other"'
_CHOICE: Final = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="x"><c r="M8"><v>80</v></c></mc:Choice></mc:AlternateContent>'
)


def _cell(inside: str, kind: str = "") -> Make:
    """M8 with this in it."""
    said = f' t="{kind}"' if kind else ""
    return cell("M8", f'<c r="M8"{said}>{inside}</c>')


def _errors() -> Iterator[Hazard]:
    for shown in ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!"):
        yield rejected(f"a cell that shows {shown}", _cell(f"<v>{shown}</v>", "e"), "cell_error", shown, _PLACE)
    yield rejected(
        "a formula that shows an error", _cell("<f>A1/0</f><v>#DIV/0!</v>", "e"), "cell_error", "#DIV/0!", _PLACE
    )
    yield rejected("an error that says nothing", _cell("<v/>", "e"), "cell_error", "#ERROR", _PLACE)
    yield rejected(
        "an error in a text", cell("Q8", '<c r="Q8" t="e"><v>#REF!</v></c>'), "cell_error", "#REF!", "填报!Q8"
    )
    yield rejected(
        "an error in the status", cell("P8", '<c r="P8" t="e"><v>#N/A</v></c>'), "cell_error", "#N/A", "填报!P8"
    )
    yield rejected("an error of a kind to come", _cell("<v>#SPILL!</v>", "e"), "file_unusual", "“另存为”新的 .xlsx")
    yield taken("an error where nobody fills in", cell("N8", '<c r="N8" t="e"><v>#DIV/0!</v></c>'))


def _formulas() -> Iterator[Hazard]:
    for name, inside in (("", "<f>40+40</f>"), (" with an empty result", "<f>40+40</f><v/>")):
        yield rejected(
            f"a formula{name} that was never calculated", _cell(inside), "cell_not_calculated", "没有算出结果", _PLACE
        )
    yield rejected(
        "a formula for all rows that was never calculated",
        _cell('<f t="shared" ref="M8:M9" si="0">L8+K8</f>'),
        "cell_not_calculated",
        "没有算出结果",
        _PLACE,
    )
    yield taken("a formula with its result", _cell("<f>40+40</f><v>80</v>"))
    yield taken("a formula over many cells with its result", _cell('<f t="array" ref="M8">SUM(A1:A2)</f><v>80</v>'))
    yield taken("a formula that reaches into another workbook", _cell("<f>[1]Sheet1!A1</f><v>80</v>"))
    yield taken("a formula that asks another program", _cell("<f>cmd|'/c calc'!A0</f><v>80</v>"))
    yield taken("a formula whose result is a text", _cell("<f>TEXT(80,0)</f><v>80</v>", "str"))
    yield held("a formula whose result is nothing", _cell('<f>""</f><v></v>', "str"), "nothing_filled", "空表")


def _torn() -> Iterator[Hazard]:
    unread, unseen = ("cell_unread", "读不出来"), ("cell_unseen", "不一致")
    foreign_row = f'<e:row {_FOREIGN} r="20"><c r="M20"><v>99</v></c></e:row></sheetData>'
    for name, make, (code, words), place in (
        ("a cell twice", _cell('<v>80</v></c><c r="M8"><v>99</v>'), ("cell_twice", "出现了两次"), "M8"),
        (
            "a text twice",
            cell("Q8", '<c r="Q8" t="str"><v>a</v></c><c r="Q8" t="str"><v>b</v></c>'),
            ("cell_twice", "两次"),
            "Q8",
        ),
        (
            "a cell twice in two rows",
            swap(FORM, "</sheetData>", '<row r="8"><c r="M8"><v>9</v></c></row></sheetData>'),
            ("cell_twice", "两次"),
            "M8",
        ),
        ("two values in a cell", _cell("<v>99</v><v>80</v>"), unread, "M8"),
        ("a value and an empty one", _cell("<v>80</v><v/>"), unread, "M8"),
        ("a value within a value", _cell("<v><v>80</v></v>"), unread, "M8"),
        ("a value before its formula", _cell("<v>80</v><f>40+40</f>"), unread, "M8"),
        ("a value of another language", _cell(f"<v>99</v><e:v {_FOREIGN}>80</e:v>"), unread, "M8"),
        (
            "a cell of another language",
            _cell(f'<v>80</v></c><e:c {_FOREIGN} r="M8"><v>80</v></e:c><c r="M8">'),
            unread,
            "M8",
        ),
        ("a row of another language", swap(FORM, "</sheetData>", foreign_row), unseen, "M20"),
        ("a cell in two versions", cell("M8", _CHOICE), unseen, "M8"),
        ("a text in a cell of numbers", _cell("<is><t>80</t></is>"), unread, "M8"),
        ("a text beside a number", _cell("<v>80</v><is><t>99</t></is>"), unread, "M8"),
        ("a number in a cell of texts", _cell("<v>80</v>", "inlineStr"), unread, "M8"),
        ("a text by a number that is none", _cell("<v>-1</v>", "s"), unread, "M8"),
        ("a text by a number in full-width digits", cell("Q8", '<c r="Q8" t="s"><v>７</v></c>'), unread, "Q8"),
        ("a number in full-width digits", _cell("<v>８０</v>"), unread, "M8"),
        ("a number with a comma", _cell("<v>8,0</v>"), unread, "M8"),
        ("a number of sixteen", _cell("<v>0x50</v>"), unread, "M8"),
        ("a number without end", _cell("<v>inf</v>"), unread, "M8"),
        ("what is no number", _cell("<v>nan</v>"), unread, "M8"),
        (
            "a second table of rows",
            swap(FORM, "</sheetData>", '</sheetData><sheetData><row r="20"><c r="M20"><v>9</v></c></row></sheetData>'),
            unread,
            "M20",
        ),
    ):
        yield rejected(name, make, code, words, f"填报!{place}")


def _pieces() -> Iterator[Hazard]:
    for name, inside in (
        ("a remark", "8<!-- and -->0"),
        ("an instruction", "8<?and?>0"),
        ("a quotation", "8<![CDATA[0]]>"),
        ("a numbered character", "8&#48;"),
    ):
        yield taken(f"{name} within a number", _cell(f"<v>{inside}</v>"))
    # Whichever of the shared texts that is, it is no number.
    odd = _cell("<v>1<!-- -->4</v>", "s")
    yield rejected("a text by a number of a remark", odd, "", "")


def _places() -> Iterator[Hazard]:
    for place in ("A0", "M", "8", "$M$8", "M８", " M8", "M-8", "M8:M9"):
        yield rejected(f"a cell at “{place}”", swap(FORM, 'r="M8"', f'r="{place}"'), "", "")
    yield taken("a cell in small letters", swap(FORM, 'r="M8"', 'r="m8"'))
    yield taken("a cell of another row in a row", parts(_borrowed))


def _borrowed(found: Parts) -> None:
    """M8 stands among the cells of row 7."""
    one = b'<c r="M8"><v>80</v></c>'
    assert one in found[FORM]
    found[FORM] = found[FORM].replace(one, b"").replace(b'<c r="N7"', one + b'<c r="N7"')


HAZARDS: Final = (*_errors(), *_formulas(), *_torn(), *_pieces(), *_places())
