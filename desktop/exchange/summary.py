"""Writing the summary workbook: one page for the leadership, every figure behind it, and who is missing."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from db.board import Board, BoardLine, Voice
from db.figures import DECIMALS, SCALE, decimals_of, fits_a_cell, plain, shown
from db.vocabulary import Lamp, Role
from desktop.exchange.cells import lines_of, put_text, row_height
from desktop.exchange.files import replacing
from desktop.exchange.layout import LAMP_COLOURS, lamp_text, status_text
from desktop.exchange.rows import empty_cell, number_cell, put_rows, row, styles_in, text_cell
from desktop.exchange.seal import check_code
from desktop.exchange.styles import FigureStyles, Styles, styles
from desktop.exchange.texts import clean, looks_like_formula
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
# Where the rows of the detail sheet begin, the second one in the workbook.
_FIRST: Final = 2
_DETAIL_PART: Final = "xl/worksheets/sheet2.xml"
_LOOKS: Final = ("soft", "soft_text", "soft_centre", "text", "formula_like", "lamp", "percent")
Tick = Callable[[int, int], None]


@dataclass(slots=True)
class _Page:
    book: xlsxwriter.Workbook
    board: Board
    look: Styles
    figures: FigureStyles


def write_summary(board: Board, path: Path, *, practice: bool, tick: Tick) -> None:
    """Write the summary workbook; `tick` hears how many targets of how many are written."""
    shell = io.BytesIO()
    with replacing(path) as beside:
        book = xlsxwriter.Workbook(shell, {"in_memory": True})
        page = _Page(book, board, styles(book), FigureStyles(book))
        _overview(page, practice=practice)
        last, looks = _detail(page)
        _missing(page)
        book.close()
        numbers = dict(zip(looks, styles_in(shell.getvalue(), _DETAIL_PART, _FIRST), strict=True))
        rows = _Rows(board, numbers).all(tick)
        put_rows(shell.getvalue(), beside, _DETAIL_PART, _FIRST, rows, last)


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


def _detail(page: _Page) -> tuple[int, list[str]]:
    """The sheet with its looks in a sample row, which the rows will replace; its last row and the looks' names."""
    sheet = page.book.add_worksheet(DETAIL)
    for column, (word, width) in enumerate(_DETAIL):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, word, page.look.header)
    sheet.set_row(0, 30)
    looks = {name: getattr(page.look, name) for name in _LOOKS}
    looks |= {f"figure_{places}": page.figures.fixed(None, places) for places in range(DECIMALS + 1)}
    for column, look in enumerate(looks.values()):
        sheet.write_blank(_FIRST - 1, column, None, look)
    last = max(sum(len(line.voices) for line in page.board.lines), 1)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, last, len(_DETAIL) - 1)
    colour_lamps(page.book, sheet, (1, 15, last, 15))
    sheet.repeat_rows(0)
    _pages(sheet, DETAIL)
    # On paper the figures and why; the narratives are for the screen.
    sheet.print_area(0, 0, last, _LAST_PRINTED)
    return last + 1, list(looks)


class _Rows:
    """The rows of the detail sheet, in the looks that the workbook has numbers for."""

    def __init__(self, board: Board, looks: Mapping[str, str]) -> None:
        self._board = board
        self._looks = looks
        # Units, roles, states and rules say the same in thousands of rows.
        self._made: dict[tuple[int, str], tuple[str, int]] = {}
        self._codes = {unit: check_code(report.seal) for unit, report in board.reports.items() if report}

    def all(self, tick: Tick) -> Iterator[str]:
        """Every voice of every target."""
        at = _FIRST
        for done, line in enumerate(self._board.lines):
            tick(done, len(self._board.lines))
            shared, lines = self._shared(line)
            for voice in line.voices:
                yield self._voice(at, line, voice, shared, lines)
                at += 1

    def _shared(self, line: BoardLine) -> tuple[dict[int, str], int]:
        """The cells that stand in every row of one target, worked out once, and how many lines they take."""
        target, goal, judged = line.target, line.target.goal, line.judgement
        asked = "" if goal.target is None else str(say(f"asked.{goal.comparator}", target=shown(goal.target)))
        texts = (
            (0, target.code, "soft_text"),
            (1, target.area, "soft_text"),
            (2, target.title, "text"),
            (3, str(say(f"measure.{goal.measure}")), "soft_centre"),
            (4, asked, "soft_text"),
            (5, goal.unit, "soft_centre"),
            (12, str(line.figure.rule) if goal.measure.has_figure else "", "soft_text"),
            (15, lamp_text(judged.lamp), "lamp"),
            (16, str(judged.because), "soft_text"),
        )
        cells, lines = self._texts(texts)
        cells[11] = self._figure(line.figure.value, target.decimals)
        cells[13] = self._ratio(judged.pace)
        cells[14] = self._ratio(judged.completion)
        return cells, lines

    def _voice(self, at: int, line: BoardLine, voice: Voice, shared: Mapping[int, str], lines: int) -> str:
        answer, report = voice.answer, self._board.reports.get(voice.unit_key)
        texts = (
            (6, voice.unit, "text"),
            (7, str(say(f"role.{voice.role}")), "soft_centre"),
            (8, _reported(self._board, line, voice), "soft_centre"),
            (17, status_text(answer.status), "soft_centre"),
            (18, answer.narrative, "text"),
            (19, answer.problems, "text"),
            (20, answer.next_steps, "text"),
            (21, answer.explanation, "text"),
            (22, answer.evidence, "text"),
            (24, self._codes.get(voice.unit_key, ""), "soft_text"),
        )
        own, own_lines = self._texts(texts)
        own[9] = self._figure(answer.increment, line.target.decimals)
        own[10] = self._figure(answer.value, line.target.decimals)
        soft = self._looks["soft"]
        own[23] = empty_cell(soft) if report is None else number_cell(soft, report.revision)
        cells = {**shared, **own}
        most = max(lines, own_lines)
        return row(at, [cells[column] for column in range(len(_DETAIL))], row_height(most) if most > 1 else None)

    def _texts(self, texts: Iterable[tuple[int, str, str]]) -> tuple[dict[int, str], int]:
        """Texts that stay texts, by their columns, and how many lines the longest takes."""
        cells: dict[int, str] = {}
        most = 1
        for column, text, look in texts:
            if not text:
                cells[column] = empty_cell(self._looks[look])
                continue
            known = self._made.get((column, text))
            if known is None:
                known = self._made[column, text] = self._text(column, text, look)
            cells[column], lines = known
            most = max(most, lines)
        return cells, most

    def _text(self, column: int, text: str, look: str) -> tuple[str, int]:
        """One text as a cell, and how many lines it takes."""
        cleaned = clean(text)
        kept = "formula_like" if looks_like_formula(cleaned) else look
        return text_cell(self._looks[kept], cleaned), lines_of(cleaned, _DETAIL[column][1])

    def _figure(self, figure: int | None, decimals: int) -> str:
        if figure is None:
            return empty_cell(self._looks[f"figure_{decimals}"])
        look = self._looks[f"figure_{max(decimals, decimals_of(figure))}"]
        return number_cell(look, figure / SCALE) if fits_a_cell(figure) else text_cell(look, plain(figure))

    def _ratio(self, ratio: Fraction | None) -> str:
        look = self._looks["percent"]
        return empty_cell(look) if ratio is None else number_cell(look, float(ratio))


def _reported(board: Board, line: BoardLine, voice: Voice) -> str:
    if voice.reported:
        return "已报"
    asked = voice.unit in line.figure.missing
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
        blank = [line.target.code for line in board.lines if board.plan.units[unit] in line.figure.missing]
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
