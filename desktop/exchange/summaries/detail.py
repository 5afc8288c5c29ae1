"""The sheet of the summary workbook with every voice of every target: thousands of rows, written as they are."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Final

from xlsxwriter.format import Format

from db.board import Board, BoardLine, spoken
from db.figures import shown
from db.vocabulary import Role, Status
from desktop.exchange.cells import lines_of, row_height
from desktop.exchange.forms.seal import check_code
from desktop.exchange.known import Known
from desktop.exchange.layout import lamp_text, status_text
from desktop.exchange.pen import Pen
from desktop.exchange.rows import row
from desktop.exchange.shells import Shell, part_of, put_sample, with_quoted
from desktop.exchange.styles import colour_lamps
from desktop.exchange.summaries.page import DETAIL, Page, set_up_pages
from desktop.exchange.texts import clean
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
# The second sheet of the workbook, and where its rows begin.
PART: Final = part_of(2)
FIRST: Final = 2
# Where a unit tells what no figure says: its narrative, problems, next steps, explanation and evidence.
_TOLD: Final = range(18, 23)
_REPORTED: Final = "已报"
_LOOKS: Final = ("soft", "percent", "soft_text", "soft_centre", "text", "lamp")
# So many rows are handed on together.
_AT_ONCE: Final = 500
Tick = Callable[[int, int], None]


def prepare_detail(page: Page) -> dict[str, Format]:
    """The sheet with its looks in a sample row, which the rows will replace; the looks by their names."""
    sheet = page.book.add_worksheet(DETAIL)
    for column, (word, width) in enumerate(_DETAIL):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, word, page.look.header)
    sheet.set_row(0, 30)
    looks = {name: getattr(page.look, name) for name in _LOOKS} | page.figures.all()
    looks = with_quoted(looks, page.look.quoted)
    put_sample(sheet, FIRST, looks)
    last = max(_rows_of(page.board), 1)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, last, len(_DETAIL) - 1)
    colour_lamps(page.book, sheet, (1, 15, last, 15))
    sheet.repeat_rows(0)
    set_up_pages(sheet, DETAIL)
    # On paper the figures and why; the narratives are for the screen.
    sheet.print_area(0, 0, last, _LAST_PRINTED)
    return looks


def _rows_of(board: Board) -> int:
    return sum(len(line.voices) for line in board.lines)


class Detail:
    """The rows of the sheet, of cells that stand in many of them; the texts that they share are known behind the last.

    `tick` hears of targets written.
    """

    def __init__(self, board: Board, shell: Shell, tick: Tick) -> None:
        self.texts = shell.shared()
        self._board = board
        self._around = shell.waiting[PART]
        self._tick = tick
        self._pen = Pen(DETAIL, shell.looks, self.texts)
        self._text: Known[tuple[int, str, str], tuple[str, int]] = Known(lambda one: self._cell(*one))
        self._figure: Known[tuple[int, int | None, int], str] = Known(lambda one: self._pen.fixed(*one))
        self._speaking: Known[tuple[str, Role, str], tuple[str, int]] = Known(lambda one: self._speaker(*one))
        self._height: Known[int, float | None] = Known(lambda lines: row_height(lines) if lines > 1 else None)
        self._telling = [Known(partial(self._told, column)) for column in _TOLD]
        self._of_unit = {unit: self._told_by(unit) for unit in board.plan.units}
        self._state = {status: self._cell(17, status_text(status), "soft_centre")[0] for status in (None, *Status)}

    def pieces(self) -> Iterator[bytes]:
        """The sheet, piece by piece."""
        yield self._around.begun(len(_DETAIL), _rows_of(self._board) + 1).encode()
        rows = self._rows()
        while together := "".join(islice(rows, _AT_ONCE)):
            yield together.encode()
        yield self._around.after.encode()

    def _rows(self) -> Iterator[str]:
        """A row for every voice of every target."""
        pen, figure, speaking, height = self._pen, self._figure, self._speaking, self._height
        narratives, problems, steps, explanations, proofs = self._telling
        pen.at = FIRST
        for done, line in enumerate(self._board.lines):
            self._tick(done, len(self._board.lines))
            target, ruled, most = self._shared(line)
            decimals, asked = line.target.decimals, frozenset(line.figure.missing)
            for unit, role, reported, values in spoken(self._board, line):
                increment, value, _, _, status, narrative, problem, step, explanation, proof, _ = values
                speaker, lines = speaking[unit, role, _REPORTED if reported else self._unreported(unit, asked)]
                told, tall = narratives[narrative]
                troubled, tall_2 = problems[problem]
                next_step, tall_3 = steps[step]
                explained, tall_4 = explanations[explanation]
                proven, tall_5 = proofs[proof]
                cells = (
                    *(target, speaker, figure[9, increment, decimals], figure[10, value, decimals], ruled),
                    *(self._state[status], told, troubled, next_step, explained, proven, self._of_unit[unit]),
                )
                yield row(pen.at, cells, height[max(most, lines, tall, tall_2, tall_3, tall_4, tall_5)])
                pen.at += 1

    def _shared(self, line: BoardLine) -> tuple[str, str, int]:
        """The cells that stand in every row of one target, two runs of them, and how many lines they take."""
        target, goal, judged = line.target, line.target.goal, line.judgement
        asked = "" if goal.target is None else str(say(f"asked.{goal.comparator}", target=shown(goal.target)))
        first, lines = self._run(
            (0, target.code, "soft_text"),
            (1, target.area, "soft_text"),
            (2, target.title, "text"),
            (3, str(say(f"measure.{goal.measure}")), "soft_centre"),
            (4, asked, "soft_text"),
            (5, goal.unit, "soft_centre"),
        )
        rule, rule_lines = self._cell(12, str(line.figure.rule) if goal.measure.has_figure else "", "soft_text")
        figure = self._figure[11, line.figure.value, target.decimals]
        ratios = self._pen.ratio(13, judged.pace, "percent") + self._pen.ratio(14, judged.completion, "percent")
        lamp, lamp_lines = self._run((15, lamp_text(judged.lamp), "lamp"), (16, str(judged.because), "soft_text"))
        return first, f"{figure}{rule}{ratios}{lamp}", max(lines, rule_lines, lamp_lines)

    def _speaker(self, unit: str, role: Role, said: str) -> tuple[str, int]:
        """Who speaks, as what, and whether it has: three cells, and how many lines they take."""
        name, role_word = self._board.plan.units[unit], str(say(f"role.{role}"))
        return self._run((6, name, "text"), (7, role_word, "soft_centre"), (8, said, "soft_centre"))

    def _told_by(self, unit_key: str) -> str:
        """Which report of a unit it was: two cells."""
        report, pen = self._board.reports.get(unit_key), self._pen
        if report is None:
            return pen.blank(23, "soft") + pen.blank(24, "soft_text")
        return pen.number(23, report.revision, "soft") + pen.text(24, check_code(report.seal), "soft_text")

    def _run(self, *texts: tuple[int, str, str]) -> tuple[str, int]:
        """Cells in a run, and how many lines the longest takes."""
        cells = [self._text[one] for one in texts]
        return "".join(cell for cell, _ in cells), max(lines for _, lines in cells)

    def _told(self, column: int, text: str) -> tuple[str, int]:
        """What a unit tells beside its figures."""
        return self._cell(column, text, "text")

    def _cell(self, column: int, text: str, look: str) -> tuple[str, int]:
        """One text that stays one as a cell, and how many lines it takes."""
        return self._pen.text(column, text, look), lines_of(clean(text), _DETAIL[column][1])

    def _unreported(self, unit: str, asked: frozenset[str]) -> str:
        if self._board.plan.units[unit] not in asked:
            return "不计数"
        return "未填" if self._board.reports.get(unit) else "未报"
