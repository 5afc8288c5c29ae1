"""A sheet for every area and every leading unit of the summary workbook, each figure with a note of its origin."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from db.board import Board, BoardLine
from db.figures import shown
from db.texts import length
from desktop.exchange.cells import lines_of, put_figure, put_text, row_height
from desktop.exchange.forms.seal import check_code
from desktop.exchange.layout import lamp_text
from desktop.exchange.styles import colour_lamps
from desktop.exchange.summaries.notes import Notes
from desktop.exchange.summaries.overview import groups
from desktop.exchange.summaries.page import DETAIL, MISSING, OVERVIEW, Page, link, set_up_pages
from desktop.exchange.texts import clean
from resources.texts import say

# Beyond these nobody turns over the sheets any more, and writing them would take longer than all the rest.
_MOST_AREAS: Final = 40
_MOST_UNITS: Final = 80
_MOST_TARGETS: Final = 2000
_LONGEST: Final = 31
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_TOP: Final = 4
_COLUMNS: Final = (
    ("编号", 8),
    ("目标任务", 30),
    ("年度要求", 13),
    ("计量单位", 9),
    ("上报值", 11),
    ("核定值", 11),
    ("汇总值", 11),
    ("序时进度", 9),
    ("完成率", 12),
    ("亮灯", 11),
    ("亮灯原因", 34),
    ("牵头单位", 16),
)
_VALUE, _PACE, _DONE, _LAMP = 6, 7, 8, 9
_BARS: Final = {
    "type": "data_bar",
    "bar_color": "#9DC3E6",
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 1,
}


@dataclass(frozen=True, slots=True)
class _Group:
    """An area or a unit: its name, and what is said of it below."""

    sheet: str
    name: str
    said: str
    lines: Sequence[BoardLine]


def group_sheets(board: Board) -> dict[tuple[str, str], str]:
    """The names of the sheets that areas and units get; none where there would be too many."""
    areas = groups(board.lines, lambda line: line.target.area)
    units = groups(board.lines, lambda line: line.target.lead or "")
    units.pop("", None)
    if len(areas) > _MOST_AREAS or len(units) > _MOST_UNITS or len(board.lines) > _MOST_TARGETS:
        return {}
    taken = {OVERVIEW, DETAIL, MISSING}
    found = {}
    for kind, key, name in (
        *(("area", area, area) for area in areas),
        *(("unit", unit, board.plan.units[unit]) for unit in units),
    ):
        found[kind, key] = _sheet_name(name, taken)
    return found


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that a sheet may have and none has yet."""
    plain = _FORBIDDEN.sub("_", clean(name)).strip().strip("'") or "_"
    number, wanted = 1, _cut(plain, _LONGEST)
    # Sheets of one name in capitals and in small letters are one to Excel; History is its own.
    lowered = {one.lower() for one in taken} | {"history"}
    while wanted.lower() in lowered:
        number += 1
        tail = f"_{number}"
        wanted = _cut(plain, _LONGEST - len(tail)) + tail
    taken.add(wanted)
    return wanted


def _cut(name: str, most: int) -> str:
    """As much of a name as is no longer than this to a spreadsheet."""
    while length(name) > most:
        name = name[:-1]
    return name


def write_groups(page: Page) -> None:
    """Write the sheet of every area, then of every unit."""
    notes = Notes(page)
    for group in _groups(page):
        _write(page, group, notes)


def _groups(page: Page) -> Iterator[_Group]:
    board = page.board
    lines = {
        "area": groups(board.lines, lambda line: line.target.area),
        "unit": groups(board.lines, lambda line: line.target.lead or ""),
    }
    for (kind, key), sheet in page.sheets.items():
        if kind == "area":
            yield _Group(sheet, key, _counted(board, lines[kind][key]), lines[kind][key])
        else:
            said = f"{_counted(board, lines[kind][key])}　{_reported(page, key)}"
            yield _Group(sheet, board.plan.units[key], said, lines[kind][key])


def _counted(board: Board, lines: Sequence[BoardLine]) -> str:
    counts = board.count(lines)
    told = "　".join(f"{lamp_text(lamp)} {count}" for lamp, count in counts.items() if count)
    return f"{board.period.title}：共 {len(lines)} 个目标　{told}"


def _reported(page: Page, unit_key: str) -> str:
    """When and how a unit has reported."""
    report = page.board.reports.get(unit_key)
    if report is None:
        return "本期未报"
    return f"第 {report.revision} 次上报，校验码 {check_code(report.seal)}，填报人 {report.filled_by or '—'}"


def _write(page: Page, group: _Group, notes: Notes) -> None:
    sheet, look = page.book.add_worksheet(group.sheet), page.look
    link(sheet, 0, 0, OVERVIEW, "← 总览", page)
    sheet.set_row(1, 26)
    put_text(sheet, 1, 0, group.name, look.title, look.quoted)
    put_text(sheet, 2, 0, group.said, look.label, look.quoted)
    for column, (word, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(_TOP - 1, column, word, look.header)
    for row, line in enumerate(group.lines, _TOP):
        _row(page, sheet, row, line, notes)
    last = _TOP + len(group.lines) - 1
    sheet.conditional_format(_TOP, _DONE, last, _DONE, dict(_BARS))
    colour_lamps(page.book, sheet, (_TOP, _LAMP, last, _LAMP))
    sheet.freeze_panes(_TOP, 2)
    sheet.autofilter(_TOP - 1, 0, last, len(_COLUMNS) - 1)
    sheet.repeat_rows(_TOP - 1)
    set_up_pages(sheet, group.sheet)
    sheet.print_area(0, 0, last, len(_COLUMNS) - 1)
    _chart(page, sheet, group, last)


def _row(page: Page, sheet: Worksheet, row: int, line: BoardLine, notes: Notes) -> None:
    target, goal, judged, look = line.target, line.target.goal, line.judgement, page.look
    asked = "" if goal.target is None else str(say(f"asked.{goal.comparator}", target=shown(goal.target)))
    because, lead = str(judged.because), line.lead.unit if line.lead is not None else ""
    texts = ((0, target.code), (1, target.title), (2, asked), (3, goal.unit), (10, because), (11, lead))
    for column, text in texts:
        put_text(sheet, row, column, text, look.soft_text if column != 1 else look.text, look.quoted)
    for column, figure in (
        (4, line.reported),
        (5, line.figure.value if line.settled else None),
        (_VALUE, line.figure.value),
    ):
        put_figure(sheet, row, column, figure, page.figures.fixed(figure, target.decimals), look.quoted)
    for column, ratio in ((_PACE, judged.pace), (_DONE, judged.completion)):
        _ratio(page, sheet, row, column, ratio)
    sheet.write_string(row, _LAMP, lamp_text(judged.lamp), look.lamp)
    note = notes.on(line)
    if note:
        sheet.write_comment(row, _VALUE, note, {"x_scale": 2.6, "y_scale": 1.0 + 0.4 * len(line.voices)})
    most = max(lines_of(text, _COLUMNS[column][1]) for column, text in texts)
    if most > 1:
        sheet.set_row(row, row_height(most))


def _ratio(page: Page, sheet: Worksheet, row: int, column: int, ratio: Fraction | None) -> None:
    if ratio is None:
        sheet.write_blank(row, column, None, page.look.soft)
    else:
        sheet.write_number(row, column, float(ratio), page.look.percent)


def _chart(page: Page, sheet: Worksheet, group: _Group, last: int) -> None:
    """Completion beside pace, beside the table, where anything is counted."""
    counted = sum(line.judgement.completion is not None for line in group.lines)
    if not counted:
        return
    chart = page.book.add_chart({"type": "bar"})
    quoted = "'" + group.sheet.replace("'", "''") + "'"
    names = f"={quoted}!{xl_range_abs(_TOP, 1, last, 1)}"
    for column, colour in ((_DONE, "#1D6FD6"), (_PACE, "#C8CED6")):
        chart.add_series(
            {
                "name": f"={quoted}!{xl_range_abs(_TOP - 1, column, _TOP - 1, column)}",
                "categories": names,
                "values": f"={quoted}!{xl_range_abs(_TOP, column, last, column)}",
                "fill": {"color": colour},
                "gap": 40,
            }
        )
    chart.set_title({"name": "完成率与序时进度", "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"num_format": "0%", "min": 0, "major_gridlines": {"visible": True, "line": {"color": "#DCE1E7"}}})
    chart.set_size({"width": 560, "height": min(max(160 + 22 * len(group.lines), 240), 1600)})
    sheet.insert_chart(_TOP - 1, len(_COLUMNS) + 1, chart)
