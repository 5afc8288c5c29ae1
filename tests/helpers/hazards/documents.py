"""The form saved as an .ods, and what can be wrong in one."""

from collections.abc import Callable, Iterator
from typing import Final

from made.forms import Make, parts
from made.packages import Parts, unzipped, zipped
from made.saved import document_form

from hazards import Hazard, rejected, taken

_PLACE: Final = "填报!M8"
_UNUSUAL: Final = ("file_unusual", "“另存为”新的 .xlsx")
_DAMAGED: Final = ("file_damaged", "请让对方重新保存")
_LARGE: Final = ("file_too_large", "请删去无关的内容")
_NUMBER: Final = 'office:value-type="float" office:value="{}">'
_NEVER: Final = ("cell_not_calculated", "没有算出结果")


def _document(cell: str, after: str = "") -> Make:
    """An .ods with this in M8."""
    return lambda form: document_form(form, {"M8": f"<table:table-cell {cell}</table:table-cell>"}, after=after)


def _changed(change: Callable[[Parts], None]) -> Make:
    return lambda form: parts(change)(document_form(form, {}))


def _taken() -> Iterator[Hazard]:
    """What is read as it is meant."""
    yield taken("an .ods", _document(_NUMBER.format(80)))
    yield taken("an .ods in which a number shows another", _document(_NUMBER.format(80) + "<text:p>79</text:p>"))
    yield taken("an .ods with a number that is a text", _document('office:value-type="string"><text:p>80</text:p>'))
    yield taken(
        "an .ods with a note at the figure",
        _document(_NUMBER.format(80) + "<office:annotation><text:p>核对</text:p></office:annotation>"),
    )
    yield taken(
        "an .ods with money", _document('office:value-type="currency" office:currency="CNY" office:value="80">')
    )
    yield taken(
        "an .ods with the result of a formula",
        _document('table:formula="of:=40+40" office:value-type="float" office:value="80">'),
    )
    yield taken(
        "an .ods that is empty to its furthest corner",
        _rest('<table:table-cell table:number-columns-repeated="16384"/>'),
    )
    yield taken("an .ods with macros", _changed(_macros))


def _wrong_cells() -> Iterator[Hazard]:
    """What a cell says that is no figure."""
    error = 'table:formula="of:=1/0" calcext:value-type="error"'
    yield rejected(
        "an error in an .ods", _document(f"{error}><text:p>#DIV/0!</text:p>"), "cell_error", "#DIV/0!", _PLACE
    )
    yield rejected(
        "an error by its number in an .ods",
        _document(f"{error}><text:p>Err:502</text:p>"),
        "cell_error",
        "Err:502",
        _PLACE,
    )
    yield rejected(
        "a formula in an .ods that was never calculated", _document('table:formula="of:=40+40">'), *_NEVER, _PLACE
    )
    yield rejected(
        "a percentage of what is no rate in an .ods",
        _document('office:value-type="percentage" office:value="0.805">'),
        "wrong_unit",
        "单位",
        _PLACE,
    )
    yield rejected(
        "a day in an .ods",
        _document('office:value-type="date" office:date-value="2024-03-05">'),
        "date_for_number",
        "是日期",
        _PLACE,
    )
    yield rejected(
        "a truth in an .ods",
        _document('office:value-type="boolean" office:boolean-value="true">'),
        "not_a_number",
        "TRUE",
        _PLACE,
    )
    yield rejected(
        "a text in an .ods with a number behind it",
        _document('office:value-type="string" office:value="99"><text:p>80</text:p>'),
        "cell_unread",
        "读不出来",
        _PLACE,
    )
    yield rejected(
        "a number in an .ods that is not stated",
        _document('office:value-type="float"><text:p>80</text:p>'),
        "cell_unread",
        "读不出来",
        _PLACE,
    )
    yield rejected("a number in an .ods that is none", _document(_NUMBER.format("1,5")), *_UNUSUAL)


def _too_much() -> Iterator[Hazard]:
    """What is small in the file and large when it is read."""
    yield rejected(
        "a cell of an .ods ten thousand times",
        _document('table:number-columns-repeated="10000" ' + _NUMBER.format(80)),
        *_LARGE,
    )
    yield rejected(
        "a row of an .ods a million times",
        _rest('<table:table-cell office:value-type="float" office:value="1"/>'),
        *_LARGE,
    )
    yield rejected(
        "three hundred million blanks in an .ods",
        _document('office:value-type="string"><text:p>a<text:s text:c="300000000"/>b</text:p>'),
        *_LARGE,
    )


def _wrong_packages() -> Iterator[Hazard]:
    """What is wrong with the file as a whole."""
    yield rejected("an .ods that is written over many lines", _changed(_indented), *_UNUSUAL)
    yield rejected(
        "an .ods that does not say what it is",
        _changed(lambda found: found.pop("mimetype") and None),
        *_UNUSUAL,
    )
    yield rejected(
        "an .ods without its content",
        _changed(lambda found: found.pop("content.xml") and None),
        "file_not_a_workbook",
        "这不是 Excel 工作簿",
    )
    yield rejected("an .ods that is torn", _changed(_torn), *_DAMAGED)
    yield rejected("an .ods with a declared type", _changed(_declared), *_DAMAGED)
    yield rejected("an .ods in UTF-16", _changed(_utf_16), *_UNUSUAL)
    yield rejected("an .ods behind a password", _changed(_locked), "file_encrypted_document", "去掉密码")
    yield rejected(
        "an .ods and an .xlsx in one",
        lambda form: zipped(unzipped(form) | unzipped(document_form(form, {}))),
        *_DAMAGED,
    )


def _content(found: Parts, old: str, new: str) -> None:
    assert old.encode() in found["content.xml"]
    found["content.xml"] = found["content.xml"].replace(old.encode(), new.encode(), 1)


def _indented(found: Parts) -> None:
    found["content.xml"] = found["content.xml"].replace(b"<table:table-cell", b"\n  <table:table-cell")


def _torn(found: Parts) -> None:
    _content(found, "</table:table-row>", "")


def _declared(found: Parts) -> None:
    found["content.xml"] = b"<!DOCTYPE x>" + found["content.xml"]


def _macros(found: Parts) -> None:
    found["Basic/script-lc.xml"] = b"<!DOCTYPE library:libraries PUBLIC '-//x' 'libraries.dtd'><x/>"


def _utf_16(found: Parts) -> None:
    found["content.xml"] = found["content.xml"].decode().encode("utf-16")


def _locked(found: Parts) -> None:
    found["META-INF/manifest.xml"] = b"<m:manifest><m:encryption-data/></m:manifest>"


def _rest(row: str) -> Make:
    """A form with one more row on its first sheet, repeated very often."""
    more = f'<table:table-row table:number-rows-repeated="1000000">{row}</table:table-row></table:table>'
    return _changed(lambda found: _content(found, "</table:table>", more))


HAZARDS: Final = (*_taken(), *_wrong_cells(), *_too_much(), *_wrong_packages())
