"""The first sheet of the summary workbook: one page for the leadership."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from db.board import BoardLine
from db.vocabulary import Lamp
from desktop.exchange.cells import put_text
from desktop.exchange.layout import LAMP_COLOURS, lamp_text
from desktop.exchange.summaries.page import ORDER, OVERVIEW, Page, link, set_up_pages
from desktop.exchange.texts import listed

# So many rows, of so many pixels each, lie under the chart.
_CHART_ROWS: Final = 16
_ROW_HEIGHT: Final = 20
_HEADERS: Final = ("目标数", *(lamp_text(lamp) for lamp in ORDER), "已完成占比", "本期未报单位")


def write_overview(page: Page, *, practice: bool, by: str) -> None:
    """Totals, tables of areas and of units with a way to their sheets, and the chart."""
    sheet, board, look = page.book.add_worksheet(OVERVIEW), page.board, page.look
    sheet.set_row(0, 30)
    mark = "（练习数据）" if practice else ""
    put_text(sheet, 0, 0, f"{board.plan.title}　{board.period.title}进展汇总{mark}", look.title, look.quoted)
    counts = board.count()
    totals = "　".join(f"{lamp_text(lamp)} {counts[lamp]}" for lamp in ORDER)
    sheet.write_string(1, 0, f"共 {len(board.lines)} 个目标：{totals}", look.plain)
    put_text(sheet, 2, 0, f"本期未报单位：{listed(board.missing) or '无'}", look.plain, look.quoted)
    if board.plan.note:
        put_text(sheet, 3, 0, board.plan.note, look.label, look.quoted)
    put_text(sheet, 4, 0, page.book.stamp(by), look.label, look.quoted)
    by_area = groups(board.lines, lambda line: line.target.area)
    by_unit = groups(board.lines, lambda line: line.target.lead or "")
    last = _table(page, sheet, 5, ("area", "板块"), by_area)
    areas = (5, last)
    room = _chart(page, sheet, areas)
    last = _table(page, sheet, last + 2 + room, ("unit", "牵头单位"), by_unit)
    if not page.sheets:
        sheet.write_string(last + 2, 0, "目标或单位较多，没有另列分板块、分单位的工作表；请在明细中筛选。", look.label)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 7, 11)
    sheet.set_column(8, 8, 34)
    set_up_pages(sheet, OVERVIEW)
    sheet.set_selection(0, 0, 0, 0)


def groups(lines: Iterable[BoardLine], name: Callable[[BoardLine], str]) -> dict[str, list[BoardLine]]:
    """Targets by what they have in common, in the order of the first of each."""
    found: dict[str, list[BoardLine]] = {}
    for line in lines:
        found.setdefault(name(line), []).append(line)
    return found


def _table(
    page: Page, sheet: Worksheet, top: int, kind: tuple[str, str], found: Mapping[str, Sequence[BoardLine]]
) -> int:
    """One table of lamp counts; returns its last row, which holds the totals."""
    look, board = page.look, page.board
    for column, word in enumerate((kind[1], *_HEADERS)):
        sheet.write_string(top, column, word, look.header)
    row = top
    for row, (key, lines) in enumerate(found.items(), top + 1):
        counts = board.count(lines)
        _name(page, sheet, row, kind[0], key)
        sheet.write_number(row, 1, len(lines), look.soft)
        for column, lamp in enumerate(ORDER, 2):
            sheet.write_number(row, column, counts[lamp], look.soft)
        share = counts[Lamp.BLUE] / len(lines)
        sheet.write_formula(row, 7, f"=IF(B{row + 1}=0,0,C{row + 1}/B{row + 1})", look.percent, share)
        missing = dict.fromkeys(unit for line in lines for unit in line.figure.missing)
        names = listed([board.plan.units.get(unit, unit) for unit in missing])
        put_text(sheet, row, 8, names, look.text, look.quoted)
    total = row + 1
    bars = {"type": "data_bar", "bar_color": "#9DC3E6", "min_type": "num", "min_value": 0}
    sheet.conditional_format(top + 1, 7, row, 7, {**bars, "max_type": "num", "max_value": 1})
    sheet.write_string(total, 0, "合计", look.header)
    counts = board.count()
    for column, number in enumerate((len(board.lines), *(counts[lamp] for lamp in ORDER)), 1):
        letter = chr(65 + column)
        sheet.write_formula(total, column, f"=SUM({letter}{top + 2}:{letter}{row + 1})", look.header, number)
    share = counts[Lamp.BLUE] / len(board.lines) if board.lines else 0
    sheet.write_formula(total, 7, f"=IF(B{total + 1}=0,0,C{total + 1}/B{total + 1})", look.percent, share)
    sheet.write_blank(total, 8, None, look.header)
    return total


def _name(page: Page, sheet: Worksheet, row: int, kind: str, key: str) -> None:
    """The name of an area or a unit, leading to its sheet where it has one."""
    name = key if kind == "area" else page.board.plan.units.get(key, "—")
    there = page.sheets.get((kind, key))
    if there is None:
        put_text(sheet, row, 0, name, page.look.text, page.look.quoted)
    else:
        link(sheet, row, 0, there, name, page)


def _chart(page: Page, sheet: Worksheet, area: tuple[int, int]) -> int:
    """The areas' lamps as bars, below their table; how many rows that takes."""
    top, total = area
    if total <= top + 1:
        return 0
    chart = page.book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, lamp in enumerate(ORDER, 2):
        chart.add_series(
            {
                "name": f"={OVERVIEW}!{xl_range_abs(top, column, top, column)}",
                "categories": f"={OVERVIEW}!{xl_range_abs(top + 1, 0, total - 1, 0)}",
                "values": f"={OVERVIEW}!{xl_range_abs(top + 1, column, total - 1, column)}",
                "fill": {"color": LAMP_COLOURS[lamp]},
                "gap": 60,
            }
        )
    chart.set_title({"name": "各板块亮灯", "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": "#DCE1E7"}}})
    chart.set_size({"width": 900, "height": _CHART_ROWS * _ROW_HEIGHT - 10})
    sheet.insert_chart(total + 2, 0, chart)
    return _CHART_ROWS
