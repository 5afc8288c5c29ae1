"""The sheet of the summary workbook with every voice of every target: thousands of rows, written as they are."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final

from db.board import Board, BoardLine, Voice
from db.figures import DECIMALS, SCALE, decimals_of, fits_a_cell, plain, shown
from desktop.exchange.cells import lines_of, row_height
from desktop.exchange.forms.seal import check_code
from desktop.exchange.forms.write_form import colour_lamps
from desktop.exchange.layout import lamp_text, status_text
from desktop.exchange.summaries.page import DETAIL, Page, set_up_pages
from desktop.exchange.summaries.rows import empty_cell, number_cell, row, text_cell
from desktop.exchange.texts import clean, needs_quoting
from resources.texts import say

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
FIRST: Final = 2
DETAIL_PART: Final = "xl/worksheets/sheet2.xml"
_TEXT_LOOKS: Final = ("soft_text", "soft_centre", "text", "lamp")
_QUOTED: Final = "quoted_"
Tick = Callable[[int, int], None]


def prepare_detail(page: Page) -> tuple[int, list[str]]:
    """The sheet with its looks in a sample row, which the rows will replace; its last row and the looks' names."""
    sheet = page.book.add_worksheet(DETAIL)
    for column, (word, width) in enumerate(_DETAIL):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, word, page.look.header)
    sheet.set_row(0, 30)
    looks = {name: getattr(page.look, name) for name in ("soft", "percent", *_TEXT_LOOKS)}
    looks |= {f"figure_{places}": page.figures.fixed(None, places) for places in range(DECIMALS + 1)}
    looks |= {_QUOTED + name: page.look.quoted[look] for name, look in looks.items()}
    for column, look in enumerate(looks.values()):
        sheet.write_blank(FIRST - 1, column, None, look)
    last = max(sum(len(line.voices) for line in page.board.lines), 1)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, last, len(_DETAIL) - 1)
    colour_lamps(page.book, sheet, (1, 15, last, 15))
    sheet.repeat_rows(0)
    set_up_pages(sheet, DETAIL)
    # On paper the figures and why; the narratives are for the screen.
    sheet.print_area(0, 0, last, _LAST_PRINTED)
    return last + 1, list(looks)


class DetailRows:
    """The rows of the detail sheet, in the looks that the workbook has numbers for."""

    def __init__(self, board: Board, looks: Mapping[str, str]) -> None:
        self._board = board
        self._looks = looks
        # Units, roles, states and rules say the same in thousands of rows.
        self._made: dict[tuple[int, str], tuple[str, int]] = {}
        self._codes = {unit: check_code(report.seal) for unit, report in board.reports.items() if report}

    def all(self, tick: Tick) -> Iterator[str]:
        """Every voice of every target."""
        at = FIRST
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
        kept = _QUOTED + look if needs_quoting(cleaned) else look
        return text_cell(self._looks[kept], cleaned), lines_of(cleaned, _DETAIL[column][1])

    def _figure(self, figure: int | None, decimals: int) -> str:
        if figure is None:
            return empty_cell(self._looks[f"figure_{decimals}"])
        look = f"figure_{max(decimals, decimals_of(figure))}"
        if fits_a_cell(figure):
            return number_cell(self._looks[look], figure / SCALE)
        return text_cell(self._looks[_QUOTED + look], plain(figure))

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
