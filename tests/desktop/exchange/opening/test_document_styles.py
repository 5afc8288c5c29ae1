"""What a number shows in an OpenDocument sheet is said by the styles of cells, rows and columns."""

from datetime import date, datetime

import pytest
from made.packages import document, unzipped, zipped

from desktop.exchange.opening.sheets import Sheet, read_sheets
from desktop.exchange.opening.witness import NO_DAY, Fault

ROW = "<table:table-row>{}</table:table-row>"
STYLES = (
    '<office:automatic-styles xmlns:style="s" xmlns:number="n"><number:date-style style:name="D"/>'
    '<number:percentage-style style:name="P"/><number:time-style style:name="L" number:truncate-on-overflow="false"/>'
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="D"/>'
    '<style:style style:name="child" style:family="table-cell" style:parent-style-name="day"/>'
    '<style:style style:name="itself" style:family="table-cell" style:parent-style-name="itself"/>'
    '<style:style style:name="share" style:family="table-cell" style:data-style-name="P"/>'
    '<style:style style:name="long" style:family="table-cell" style:data-style-name="L"/></office:automatic-styles>'
)


def _styled(rows: str, start: str = "") -> Sheet:
    """A sheet whose cells have styles, and days counted from a start of its own."""
    counted = f'<table:calculation-settings><table:null-date table:date-value="{start}"/></table:calculation-settings>'
    parts = unzipped(document(rows))
    text = parts["content.xml"].decode().replace("<office:body>", STYLES + "<office:body>")
    parts["content.xml"] = text.replace("<table:table ", (counted if start else "") + "<table:table ").encode()
    (sheet,) = read_sheets(zipped(parts))
    return sheet


def _number(value: str, style: str) -> str:
    return f'<table:table-cell {style} office:value-type="float" office:value="{value}"/>'


ONE = _number("1", "")


def test_a_number_shows_what_its_style_says() -> None:
    styles = ["day", "child", "share", "long", "itself", "none"]
    cells = "".join(_number("45356.5", f'table:style-name="{style}"') for style in styles)
    sheet = _styled(ROW.format(cells + _number("3", 'table:style-name="day"')))
    moment = datetime(2024, 3, 5, 12)  # noqa: DTZ001 - a cell knows no place
    assert sheet.rows[0][:6] == [moment, moment, 45356.5, "1088556:00:00", 45356.5, 45356.5]
    assert (sheet.percents, sheet.faults) == ({"C1"}, {"G1": Fault("no_such_day", "3")})


def test_a_column_and_a_row_give_their_style_to_cells_without_one() -> None:
    column = '<table:table-column/><table:table-column table:default-cell-style-name="day"/>'
    row = '<table:table-row table:default-cell-style-name="share">{}</table:table-row>'
    sheet = _styled(column + ROW.format(ONE + _number("45356", "")) + row.format(ONE + _number("45356", "")))
    assert (sheet.at(0, 1), sheet.percents) == (date(2024, 3, 5), {"A2", "B2"})


@pytest.mark.parametrize(("start", "day"), [("1904-01-01", date(2028, 3, 6)), ("1900-01-01", NO_DAY)])
def test_days_may_be_counted_from_another_start(start: str, day: object) -> None:
    sheet = _styled(ROW.format(_number("45356", 'table:style-name="day"')), start)
    assert (sheet.at(0, 0), bool(sheet.faults)) == (day, day == NO_DAY)


def test_styles_in_a_part_of_their_own_count_as_well() -> None:
    parts = unzipped(document(ROW.format(_number("45356", 'table:style-name="child"'))))
    parts["styles.xml"] = f'<office:document-styles xmlns:office="o">{STYLES}</office:document-styles>'.encode()
    (sheet,) = read_sheets(zipped(parts))
    assert sheet.at(0, 0) == date(2024, 3, 5)
