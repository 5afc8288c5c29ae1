"""The sheet of the summary workbook with every voice of every target: thousands of rows, written as they are."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import repeat
from typing import Any, Final

from xlsxwriter.format import Format

from db.board import Board, BoardLine
from db.figures import shown
from db.vocabulary import Role, Status
from desktop.exchange.cells import lines_of, row_height
from desktop.exchange.even_rows import Cut, EvenRows
from desktop.exchange.forms.seal import check_code
from desktop.exchange.known import Known
from desktop.exchange.layout import lamp_text, status_text
from desktop.exchange.packing import Piece, whole
from desktop.exchange.pen import Pen
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
# So many signs are handed on together.
_AT_ONCE: Final = 2**19
Tick = Callable[[int, int], None]
# How many lines the longest of a run of cells takes, and the cells.
_Cells = tuple[Any, ...]


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
        self._even = EvenRows(len(_DETAIL))
        self._text: Known[tuple[int, str, str], tuple[str, int]] = Known(lambda one: self._cell(*one))
        self._speaking: Known[tuple[str, Role, str], _Cells] = Known(lambda one: self._speaker(*one))
        self._telling = [Known(partial(self._told, column)) for column in _TOLD]
        self._figures: Known[tuple[int, int], Known[int | None, str]] = Known(
            lambda one: Known(partial(self._figure, *one))
        )
        self._head: Known[int, str] = Known(lambda lines: self._even.head(row_height(lines) if lines > 1 else None))
        self._of_unit = {unit: self._told_by(unit) for unit in board.plan.units}
        self._state = {status: self._stated(status) for status in (None, *Status)}

    def pieces(self) -> Iterator[Piece]:
        """The sheet, piece by piece; cells that stand in many rows are parsed once."""
        yield whole(self._around.begun(len(_DETAIL), _rows_of(self._board) + 1).encode())
        waiting: list[str] = []
        for rows in self._rows():
            waiting.append(rows)
            if sum(map(len, waiting)) > _AT_ONCE:
                yield self._piece(waiting)
                waiting.clear()
        yield self._piece(waiting)
        yield whole(self._around.after.encode())

    def _piece(self, rows: Iterable[str]) -> Piece:
        return Piece("".join(rows).encode(), self._even.unseen().encode())

    def _rows(self) -> Iterator[str]:
        """The rows of every target, one for each of its voices."""
        at = FIRST
        for done, line in enumerate(self._board.lines):
            self._tick(done, len(self._board.lines))
            if line.voices:
                yield self._of(line, at)
                at += len(line.voices)

    def _of(self, line: BoardLine, at: int) -> str:
        """The rows of one target, the first in row `at`."""
        self._pen.at = at
        target, ruled, most = self._shared(line)
        units = [unit for unit, _ in line.target.units]
        increments, figures, _, _, statuses, *telling, _ = zip(*line.spoken.values, strict=True)
        decimals = line.target.decimals
        of_figures = self._figures[9, decimals], self._figures[10, decimals]
        known: list[Known[Any, Any]] = [self._speaking, *self._telling, *of_figures]
        *found, increment, figure = self._made(at, known, (list(self._speakers(line)), *telling, increments, figures))
        (lines, *speakers), *told = (tuple(zip(*cells, strict=True)) for cells in found)
        tall = map(max, repeat(most), lines, *(lines for lines, _ in told))
        columns = (
            *(*map(repeat, target), *speakers, increment, figure, *map(repeat, ruled)),
            *(map(self._state.__getitem__, statuses), *(cells for _, cells in told)),
            *zip(*map(self._of_unit.__getitem__, units), strict=True),
        )
        return self._even.rows(at, list(map(self._head.__getitem__, tall)), columns)

    def _made(self, at: int, known: Sequence[Known[Any, Any]], keys: Sequence[Sequence[Any]]) -> list[list[Any]]:
        """The cells of a target's rows, column by column; what is new is made in the order and place of the rows."""
        columns = list(zip(known, keys, strict=True))
        new = [
            (wanted.index(key), column)
            for column, (made, wanted) in enumerate(columns)
            for key in set(wanted)
            if key not in made
        ]
        for place, column in sorted(new):
            self._pen.at = at + place
            made, wanted = columns[column]
            made[wanted[place]]
        return [list(map(made.__getitem__, wanted)) for made, wanted in columns]

    def _shared(self, line: BoardLine) -> tuple[Cut, Cut, int]:
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
        figure = self._pen.fixed(11, line.figure.value, target.decimals)
        ratios = self._pen.ratio(13, judged.pace, "percent") + self._pen.ratio(14, judged.completion, "percent")
        lamp, lamp_lines = self._run((15, lamp_text(judged.lamp), "lamp"), (16, str(judged.because), "soft_text"))
        ruled = self._even.cut(11, f"{figure}{rule}{ratios}{lamp}")
        return self._even.cut(0, first), ruled, max(lines, rule_lines, lamp_lines)

    def _speakers(self, line: BoardLine) -> Iterator[tuple[str, Role, str]]:
        """Who speaks in each row, as what, and whether it has."""
        asked = frozenset(line.figure.missing)
        for (unit, role), said in zip(line.target.units, line.spoken.reported, strict=True):
            yield unit, role, _REPORTED if said else self._unreported(unit, asked)

    def _speaker(self, unit: str, role: Role, said: str) -> _Cells:
        """The same as three cells."""
        name, role_word = self._board.plan.units[unit], str(say(f"role.{role}"))
        cells, lines = self._run((6, name, "text"), (7, role_word, "soft_centre"), (8, said, "soft_centre"))
        return lines, *self._even.cut(6, cells)

    def _told_by(self, unit_key: str) -> Cut:
        """Which report of a unit it was: two cells."""
        report, pen = self._board.reports.get(unit_key), self._pen
        if report is None:
            return self._even.cut(23, pen.blank(23, "soft") + pen.blank(24, "soft_text"))
        seal = pen.text(24, check_code(report.seal), "soft_text")
        return self._even.cut(23, pen.number(23, report.revision, "soft") + seal)

    def _run(self, *texts: tuple[int, str, str]) -> tuple[str, int]:
        """Cells in a run, and how many lines the longest takes."""
        cells = [self._text[one] for one in texts]
        return "".join(cell for cell, _ in cells), max(lines for _, lines in cells)

    def _figure(self, column: int, decimals: int, figure: int | None) -> str:
        """A figure of a unit's."""
        (cell,) = self._even.cut(column, self._pen.fixed(column, figure, decimals))
        return cell

    def _told(self, column: int, text: str) -> _Cells:
        """What a unit tells beside its figures."""
        cell, lines = self._cell(column, text, "text")
        return lines, *self._even.cut(column, cell)

    def _stated(self, status: Status | None) -> str:
        """The state that a unit gives, by its word."""
        (cell,) = self._even.cut(17, self._cell(17, status_text(status), "soft_centre")[0])
        return cell

    def _cell(self, column: int, text: str, look: str) -> tuple[str, int]:
        """One text that stays one as a cell, and how many lines it takes."""
        return self._pen.text(column, text, look), lines_of(clean(text), _DETAIL[column][1])

    def _unreported(self, unit: str, asked: frozenset[str]) -> str:
        if self._board.plan.units[unit] not in asked:
            return "不计数"
        return "未填" if self._board.reports.get(unit) else "未报"
