"""What people do to a form in a spreadsheet program before they send it back."""

from collections.abc import Iterator
from typing import Any, Final

from made.forms import FORM, Make, cell, parts, reshape, swap, then, words
from made.packages import BOOK, Parts
from made.xmls import after_rows, rows
from openpyxl.comments import Comment

from hazards import Hazard, held, rejected, taken

_PLACE: Final = "填报!C8"
_EMPTY: Final = cell("M8", '<c r="M8"/>')


def _on(change: str) -> Make:
    """A change to the form's sheet that openpyxl has a name for."""
    name, _, arguments = change.partition(" ")
    return reshape(lambda book: getattr(book["填报"], name)(*map(int, arguments.split())))


def _hidden(found: Parts) -> None:
    found[FORM] = found[FORM].replace(b'<row r="8"', b'<row r="8" hidden="1"')


def _sorted(book: Any) -> None:
    """The rows in the opposite order, each with its hidden key."""
    sheet = book["填报"]
    lines = [[one.value for one in row] for row in sheet.iter_rows(7, 15)]
    for row, line in enumerate(reversed(lines), 7):
        for column, value in enumerate(line, 1):
            sheet.cell(row, column).value = value


def _sorted_without_keys(book: Any) -> None:
    """The rows in the opposite order, the keys where they were."""
    sheet = book["填报"]
    keys = [sheet.cell(row, 1).value for row in range(7, 16)]
    _sorted(book)
    for row, key in enumerate(keys, 7):
        sheet.cell(row, 1).value = key


def _other_places(book: Any) -> None:
    """The columns of figures and texts change places, with their headers and keys."""
    sheet = book["填报"]
    for row in range(5, 16):
        one, other = sheet.cell(row, 13), sheet.cell(row, 17)
        one.value, other.value = other.value, one.value


def _renamed(book: Any) -> None:
    book["填报"].title, book["_desk"].title = "Sheet1", "Sheet2"


def _added(book: Any) -> None:
    for name in ("说明", "Sheet1"):
        book.create_sheet(name, 0).append(["任务编号", "完成"])


def _without(name: str) -> Make:
    return reshape(lambda book: book.remove(book[name]))


def _twice(book: Any) -> None:
    """The row of Q2 once more, with another figure."""
    sheet = book["填报"]
    sheet.append([one.value for one in sheet[8]])
    sheet.cell(sheet.max_row, 13).value = 99


def _notes(book: Any) -> None:
    book["填报"]["M8"].comment = Comment("请核对", "李")


def _stray(code: str) -> Make:
    """A row more, of a target that is not this unit's."""
    return reshape(lambda book: book["填报"].append(["", 10, code, "开放", "外贸总额", *[""] * 7, 5]))


def _shown() -> Iterator[Hazard]:
    """What changes how it looks and not what it says."""
    yield taken("a row that is hidden", parts(_hidden))
    yield taken("a filter over the rows", after_rows('<autoFilter ref="A6:W15"><filterColumn colId="2"/></autoFilter>'))
    merged = after_rows('<mergeCells><mergeCell ref="M8:M9"/></mergeCells>')
    yield rejected("figures that were merged", merged, "merged_figure", "Q2、R1", "填报!M8")
    yield taken("a note at the figure", reshape(_notes))
    yield taken("rows in the opposite order", reshape(_sorted))
    yield taken("rows written once more by another program", reshape(lambda _: None))
    yield taken("a row that was put in between", _on("insert_rows 8 3"))
    yield taken("a row that was put in above the table", _on("insert_rows 1 2"))
    yield taken("columns that were put in", _on("insert_cols 5 2"))
    yield taken("columns that changed places", reshape(_other_places))
    yield taken("sheets that were renamed", reshape(_renamed))
    yield taken("sheets that were added in front", reshape(_added))
    yield taken("no guide", _without("填写说明"))
    yield taken("the form is hidden", swap(BOOK, '<sheet name="填报"', '<sheet name="填报" state="hidden"'))
    yield taken("everything is shown", swap(BOOK, 'state="veryHidden"', ""))
    yield taken(
        "a protected workbook",
        swap(BOOK, "<bookViews>", '<workbookProtection workbookPassword="CC1A" lockStructure="1"/><bookViews>'),
    )
    yield taken("what is locked was changed", words("E8", "固定资产投资（修改）"))
    yield taken("an empty row at the end", rows(lambda each: [*each, b'<row r="900"><c r="A900"/></row>']))
    mine = '<row r="30"><c r="E30" t="inlineStr"><is><t>以上属实</t></is></c></row>'
    yield taken("a remark of one's own below the table", rows(lambda each: [*each, mine.encode()]))


def _lost() -> Iterator[Hazard]:
    """What a person has to say how it is meant."""
    yield held("nothing is filled in", _EMPTY, "nothing_filled", "空表")
    yield held("no hidden document", _without("_desk"), "unit_guessed", "“科创局”的表")
    yield held("a row without its key", cell("A8", '<c r="A8"/>'), "row_by_word", "认作 Q2", _PLACE)
    yield held(
        "a row without its key and code",
        then(cell("A8", '<c r="A8"/>'), cell("C8", '<c r="C8"/>')),
        "row_by_word",
        "认作 Q2",
        _PLACE,
    )
    yield held(
        "keys that stayed behind when rows were sorted",
        reshape(_sorted_without_keys),
        "row_mixed",
        "可能是排序时错了行",
    )
    yield held("a row with another code", words("C8", "Q1"), "row_mixed", "编号写着“Q1”", _PLACE)
    yield held("a row twice", reshape(_twice), "row_twice", "Q2 出现了两行", "填报!C16")
    yield held("a row of another unit's target", _stray("T1"), "row_unknown", "“T1 外贸总额”", "填报!C16")
    yield held("a row of no target", _stray("Z9"), "row_unknown", "“Z9 外贸总额”", "填报!C16")
    yield held("a row that is gone", _on("delete_rows 9 1"), "rows_missing", "R1")
    yield held("most rows are gone", _on("delete_rows 9 7"), "rows_missing", "少了 7 个目标")
    yield held("a column that is gone", _on("delete_cols 17 1"), "no_column", "进展情况")
    yield held("no row of keys", _on("delete_rows 5 1"), "headers", "按表头文字认出来")
    yield held(
        "a filled-in form of another plan",
        swap("xl/sharedStrings.xml", '"plan":"', '"plan":"x'),
        "other_plan",
        "另一个年度计划",
    )
    yield held(
        "a form of a unit nobody knows",
        swap("xl/sharedStrings.xml", '"unit":"', '"unit":"x'),
        "other_unit",
        "不归这里接收",
    )
    yield held(
        "a form of another year",
        swap("xl/sharedStrings.xml", '"period":"2024-03"', '"period":"2023-03"'),
        "other_period",
        "不在本计划里",
    )
    yield held("a form without its column of figures", _on("delete_cols 13 1"), "no_column", "本期累计")
    yield rejected("a form without its header", _on("delete_rows 5 2"), "file_not_ours", "没有找到填报表")
    yield rejected("a form without its sheet", _without("填报"), "file_not_ours", "没有找到填报表")


HAZARDS: Final = (*_shown(), *_lost())
