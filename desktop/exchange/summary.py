"""Writing the summary workbook: one page for the leadership, every figure behind it, and who is missing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from db.board import Board, BoardLine, Voice
from db.figures import shown
from db.vocabulary import Lamp, Role
from desktop.exchange.cells import lines_of, new_workbook, put_figure, put_text, row_height
from desktop.exchange.layout import LAMP_COLOURS, lamp_text, status_text
from desktop.exchange.seal import check_code
from desktop.exchange.styles import FigureStyles, Styles, styles
from desktop.exchange.write_form import colour_lamps
from resources.texts import say

OVERVIEW: Final = "总览"
DETAIL: Final = "明细"
MISSING: Final = "未报"
_ORDER: Final = (Lamp.BLUE, Lamp.GREEN, Lamp.YELLOW, Lamp.RED, Lamp.GREY)
_HEADERS: Final = ("目标数", *(lamp_text(lamp) for lamp in _ORDER), "已完成占比", "本期未报单位")
_DETAIL: Final = (
    ("任务编号", 8),
    ("板块", 12),
    ("目标任务", 26),
    ("指标类型", 7),
    ("年度要求", 12),
    ("计量单位", 8),
    ("填报单位", 16),
    ("分工", 6),
    ("上报情况", 9),
    ("本期完成", 10),
    ("上报值", 10),
    ("汇总值", 10),
    ("汇总规则", 18),
    ("序时进度", 8),
    ("完成率", 8),
    ("亮灯", 11),
    ("亮灯原因", 32),
    ("状态", 9),
    ("进展情况", 36),
    ("存在问题", 24),
    ("下一步措施", 24),
    ("情况说明", 24),
    ("佐证材料", 18),
    ("上报次数", 7),
    ("校验码", 13),
)
_LAST_PRINTED: Final = 16
Tick = Callable[[int, int], None]


@dataclass(slots=True)
class _Page:
    book: xlsxwriter.Workbook
    board: Board
    look: Styles
    figures: FigureStyles


def write_summary(board: Board, path: Path, *, practice: bool, tick: Tick) -> None:
    """Write the summary workbook; `tick` hears how many targets of how many are written."""
    with new_workbook(path) as book:
        page = _Page(book, board, styles(book), FigureStyles(book))
        _overview(page, practice=practice)
        _detail(page, tick)
        _missing(page)


def _overview(page: _Page, *, practice: bool) -> None:
    sheet, board, look = page.book.add_worksheet(OVERVIEW), page.board, page.look
    sheet.set_row(0, 30)
    mark = "（练习数据）" if practice else ""
    sheet.write_string(0, 0, f"{board.plan.title}　{board.period.title}进展汇总{mark}", look.title)
    counts = board.count()
    totals = "　".join(f"{lamp_text(lamp)} {counts[lamp]}" for lamp in _ORDER)
    sheet.write_string(1, 0, f"共 {len(board.lines)} 个目标：{totals}", look.plain)
    missing = "、".join(board.missing) or "无"
    sheet.write_string(2, 0, f"本期未报单位：{missing}", look.plain)
    if board.plan.note:
        sheet.write_string(3, 0, board.plan.note, look.label)
    by_area = _groups(board.lines, lambda line: line.target.area)
    by_unit = _groups(board.lines, lambda line: board.plan.units.get(line.target.lead or "", "—"))
    last = _table(page, sheet, 5, "板块", by_area)
    areas = (5, last)
    last = _table(page, sheet, last + 2, "牵头单位", by_unit)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 7, 11)
    sheet.set_column(8, 8, 34)
    _chart(page, sheet, areas)
    _pages(sheet, OVERVIEW)
    sheet.set_selection(0, 0, 0, 0)


def _groups(lines: Iterable[BoardLine], name: Callable[[BoardLine], str]) -> dict[str, list[BoardLine]]:
    groups: dict[str, list[BoardLine]] = {}
    for line in lines:
        groups.setdefault(name(line), []).append(line)
    return groups


def _table(page: _Page, sheet: Worksheet, top: int, title: str, groups: Mapping[str, Sequence[BoardLine]]) -> int:
    """One table of lamp counts; returns its last row, which holds the totals."""
    look, board = page.look, page.board
    for column, word in enumerate((title, *_HEADERS)):
        sheet.write_string(top, column, word, look.header)
    row = top
    for row, (name, lines) in enumerate(groups.items(), top + 1):
        counts = board.count(lines)
        put_text(sheet, row, 0, name, look.text, look.formula_like)
        sheet.write_number(row, 1, len(lines), look.soft)
        for column, lamp in enumerate(_ORDER, 2):
            sheet.write_number(row, column, counts[lamp], look.soft)
        share = counts[Lamp.BLUE] / len(lines)
        sheet.write_formula(row, 7, f"=IF(B{row + 1}=0,0,C{row + 1}/B{row + 1})", look.percent, share)
        missing = dict.fromkeys(unit for line in lines for unit in line.figure.missing)
        names = "、".join(board.plan.units.get(unit, unit) for unit in missing)
        put_text(sheet, row, 8, names, look.text, look.formula_like)
    total = row + 1
    sheet.write_string(total, 0, "合计", look.header)
    counts = board.count()
    for column, number in enumerate((len(board.lines), *(counts[lamp] for lamp in _ORDER)), 1):
        letter = chr(65 + column)
        sheet.write_formula(total, column, f"=SUM({letter}{top + 2}:{letter}{row + 1})", look.header, number)
    share = counts[Lamp.BLUE] / len(board.lines) if board.lines else 0
    sheet.write_formula(total, 7, f"=IF(B{total + 1}=0,0,C{total + 1}/B{total + 1})", look.percent, share)
    sheet.write_blank(total, 8, None, look.header)
    return total


def _chart(page: _Page, sheet: Worksheet, area: tuple[int, int]) -> None:
    top, total = area
    if total <= top + 1:
        return
    chart = page.book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, lamp in enumerate(_ORDER, 2):
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
    chart.set_size({"width": 620, "height": 320})
    sheet.insert_chart(5, 10, chart)


def _detail(page: _Page, tick: Tick) -> None:
    sheet = page.book.add_worksheet(DETAIL)
    for column, (word, width) in enumerate(_DETAIL):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, word, page.look.header)
    sheet.set_row(0, 30)
    at = 1
    for done, line in enumerate(page.board.lines):
        tick(done, len(page.board.lines))
        shared = _shared(line)
        for voice in line.voices:
            _voice(page, sheet, at, line, voice, shared)
            at += 1
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(at - 1, 1), len(_DETAIL) - 1)
    colour_lamps(page.book, sheet, (1, 15, max(at - 1, 1), 15))
    sheet.repeat_rows(0)
    _pages(sheet, DETAIL)
    # On paper the figures and why; the narratives are for the screen.
    sheet.print_area(0, 0, max(at - 1, 1), _LAST_PRINTED)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What stands in every row of one target, worked out once."""

    measure: str
    asked: str
    rule: str
    lamp: str
    because: str
    pace: float | None
    completion: float | None


def _shared(line: BoardLine) -> _Shared:
    goal, judged = line.target.goal, line.judgement
    asked = ""
    if goal.target is not None:
        asked = str(say(f"asked.{goal.comparator}", target=shown(goal.target)))
    return _Shared(
        measure=str(say(f"measure.{goal.measure}")),
        asked=asked,
        rule=str(line.figure.rule) if goal.measure.has_figure else "",
        lamp=lamp_text(judged.lamp),
        because=str(judged.because),
        pace=None if judged.pace is None else float(judged.pace),
        completion=None if judged.completion is None else float(judged.completion),
    )


def _voice(page: _Page, sheet: Worksheet, at: int, line: BoardLine, voice: Voice, shared: _Shared) -> None:
    target, look, answer = line.target, page.look, voice.answer
    report = page.board.reports.get(voice.unit_key)
    texts: tuple[tuple[int, str, Format], ...] = (
        (0, target.code, look.soft_text),
        (1, target.area, look.soft_text),
        (2, target.title, look.text),
        (3, shared.measure, look.soft_centre),
        (4, shared.asked, look.soft_text),
        (5, target.goal.unit, look.soft_centre),
        (6, voice.unit, look.text),
        (7, str(say(f"role.{voice.role}")), look.soft_centre),
        (8, _reported(page.board, line, voice), look.soft_centre),
        (12, shared.rule, look.soft_text),
        (15, shared.lamp, look.lamp),
        (16, shared.because, look.soft_text),
        (17, status_text(answer.status), look.soft_centre),
        (18, answer.narrative, look.text),
        (19, answer.problems, look.text),
        (20, answer.next_steps, look.text),
        (21, answer.explanation, look.text),
        (22, answer.evidence, look.text),
        (24, check_code(report.seal) if report else "", look.soft_text),
    )
    for column, text, style in texts:
        put_text(sheet, at, column, text, style, look.formula_like)
    lines = max(lines_of(text, _DETAIL[column][1]) for column, text, _ in texts)
    if lines > 1:
        sheet.set_row(at, row_height(lines))
    for column, figure in ((9, answer.increment), (10, answer.value), (11, line.figure.value)):
        put_figure(sheet, at, column, figure, page.figures.fixed(figure, target.decimals))
    for column, ratio in ((13, shared.pace), (14, shared.completion)):
        if ratio is None:
            sheet.write_blank(at, column, None, look.percent)
        else:
            sheet.write_number(at, column, ratio, look.percent)
    if report is None:
        sheet.write_blank(at, 23, None, look.soft)
    else:
        sheet.write_number(at, 23, report.revision, look.soft)


def _reported(board: Board, line: BoardLine, voice: Voice) -> str:
    if voice.reported:
        return "已报"
    asked = voice.unit_key in line.figure.missing
    if not asked:
        return "不计数"
    return "未填" if board.reports.get(voice.unit_key) else "未报"


def _missing(page: _Page) -> None:
    sheet, board, look = page.book.add_worksheet(MISSING), page.board, page.look
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, f"{board.period.title}未报情况", look.title)
    due = board.plan.due.get(board.period.code, board.period.due_on)
    sheet.write_string(1, 0, f"截止日期：{due.isoformat()}", look.label)
    for column, (word, width) in enumerate((("单位", 24), ("情况", 12), ("牵头目标数", 11), ("未填目标", 80))):
        sheet.set_column(column, column, width)
        sheet.write_string(3, column, word, look.header)
    row = 3
    for unit, report in board.reports.items():
        led = [line for line in board.lines if (unit, Role.LEAD) in line.target.units]
        blank = [line.target.code for line in board.lines if unit in line.figure.missing]
        if report is not None and not blank:
            continue
        row += 1
        put_text(sheet, row, 0, board.plan.units[unit], look.text, look.formula_like)
        put_text(sheet, row, 1, "整表未报" if report is None else "部分未填", look.text, look.text)
        sheet.write_number(row, 2, len(led), look.soft)
        put_text(sheet, row, 3, "、".join(blank), look.text, look.formula_like)
    if row == 3:
        sheet.write_string(4, 0, "所有单位都已上报，没有空着的目标。", look.plain)
    sheet.freeze_panes(4, 0)
    sheet.autofilter(3, 0, max(row, 4), 3)
    _pages(sheet, MISSING)


def _pages(sheet: Worksheet, name: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{name}&C第 &P 页，共 &N 页&R&D")
