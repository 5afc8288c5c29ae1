"""The sheet of the summary workbook with every voice of every target: thousands of rows, written as they are."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import Final

from xlsxwriter.format import Format

from db.board import Board, BoardLine, Voice
from db.figures import decimals_of, fits_a_cell, plain, shown
from db.vocabulary import Role, Status
from desktop.exchange.cells import lines_of, row_height
from desktop.exchange.forms.seal import check_code
from desktop.exchange.layout import lamp_text, status_text
from desktop.exchange.rows import empty_cell, number_cell, row, start, text_cell
from desktop.exchange.shells import Shell, part_of, put_sample, quoted, with_quoted
from desktop.exchange.styles import FIGURES, colour_lamps
from desktop.exchange.summaries.page import DETAIL, Page, set_up_pages
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
# The second sheet of the workbook, and where its rows begin.
PART: Final = part_of(2)
FIRST: Final = 2
_LOOKS: Final = ("soft", "percent", "soft_text", "soft_centre", "text", "lamp")
# So many rows are handed on together, and so many texts of a plan are told again and again.
_AT_ONCE: Final = 500
_OFTEN: Final = 8192
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


def detail(board: Board, shell: Shell, tick: Tick) -> Iterator[bytes]:
    """The sheet in pieces, for every voice of every target; `tick` hears of targets written."""
    around = shell.waiting[PART]
    yield around.begun(len(_DETAIL), _rows_of(board) + 1).encode()
    rows = _DetailRows(board, shell).all(tick)
    while together := "".join(islice(rows, _AT_ONCE)):
        yield together.encode()
    yield around.after.encode()


def _rows_of(board: Board) -> int:
    return sum(len(line.voices) for line in board.lines)


class _DetailRows:
    """The rows, of pieces that stand in many of them."""

    def __init__(self, board: Board, shell: Shell) -> None:
        self._board = board
        self._looks = shell.looks
        self._text = lru_cache(_OFTEN)(self._made)
        self._of_unit = {unit: self._told_by(unit) for unit in board.plan.units}
        self._speaking = lru_cache(_OFTEN)(self._speaker)
        self._state = {status: self._text(17, status_text(status), "soft_centre")[0] for status in (None, *Status)}

    def all(self, tick: Tick) -> Iterator[str]:
        """Every voice of every target."""
        at = FIRST
        for done, line in enumerate(self._board.lines):
            tick(done, len(self._board.lines))
            target, ruled, most = self._shared(line)
            decimals, asked = line.target.decimals, frozenset(line.figure.missing)
            for voice in line.voices:
                answer = voice.answer
                speaker, lines = self._speaking(voice.unit, voice.role, self._reported(voice, asked))
                cells = [
                    target,
                    speaker,
                    self._figure(9, answer.increment, decimals),
                    self._figure(10, answer.value, decimals),
                    ruled,
                    self._state[answer.status],
                ]
                lines = max(lines, most)
                for column, text in (
                    (18, answer.narrative),
                    (19, answer.problems),
                    (20, answer.next_steps),
                    (21, answer.explanation),
                    (22, answer.evidence),
                ):
                    cell, its_lines = self._text(column, text, "text")
                    cells.append(cell)
                    lines = max(lines, its_lines)
                cells.append(self._of_unit[voice.unit_key])
                yield row(at, cells, row_height(lines) if lines > 1 else None)
                at += 1

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
        rule, rule_lines = self._text(12, str(line.figure.rule) if goal.measure.has_figure else "", "soft_text")
        figure = self._figure(11, line.figure.value, target.decimals)
        ratios = self._ratio(13, judged.pace) + self._ratio(14, judged.completion)
        lamp, lamp_lines = self._run((15, lamp_text(judged.lamp), "lamp"), (16, str(judged.because), "soft_text"))
        return first, f"{figure}{rule}{ratios}{lamp}", max(lines, rule_lines, lamp_lines)

    def _speaker(self, unit: str, role: Role, said: str) -> tuple[str, int]:
        """Who speaks, as what, and whether it has: three cells, and how many lines they take."""
        role_word = str(say(f"role.{role}"))
        return self._run((6, unit, "text"), (7, role_word, "soft_centre"), (8, said, "soft_centre"))

    def _told_by(self, unit_key: str) -> str:
        """Which report of a unit it was: two cells."""
        report, begun = self._board.reports.get(unit_key), start(23, self._looks["soft"])
        revision = empty_cell(begun) if report is None else number_cell(begun, str(report.revision))
        return revision + self._text(24, "" if report is None else check_code(report.seal), "soft_text")[0]

    def _run(self, *texts: tuple[int, str, str]) -> tuple[str, int]:
        """Cells in a run, and how many lines the longest takes."""
        cells = [self._text(*one) for one in texts]
        return "".join(cell for cell, _ in cells), max(lines for _, lines in cells)

    def _made(self, column: int, text: str, look: str) -> tuple[str, int]:
        """One text that stays one as a cell, and how many lines it takes."""
        cleaned = clean(text)
        begun = start(column, self._looks[quoted(look) if needs_quoting(cleaned) else look])
        if not cleaned:
            return empty_cell(begun), 1
        return text_cell(begun, cleaned), lines_of(cleaned, _DETAIL[column][1])

    def _figure(self, column: int, figure: int | None, decimals: int) -> str:
        if figure is None:
            return empty_cell(start(column, self._looks[FIGURES[decimals]]))
        look, digits = FIGURES[max(decimals, decimals_of(figure))], plain(figure)
        if fits_a_cell(figure):
            return number_cell(start(column, self._looks[look]), digits)
        return text_cell(start(column, self._looks[quoted(look)]), digits)

    def _ratio(self, column: int, ratio: Fraction | None) -> str:
        begun = start(column, self._looks["percent"])
        return empty_cell(begun) if ratio is None else number_cell(begun, repr(float(ratio)))

    def _reported(self, voice: Voice, asked: frozenset[str]) -> str:
        if voice.reported:
            return "已报"
        if voice.unit not in asked:
            return "不计数"
        return "未填" if self._board.reports.get(voice.unit_key) else "未报"
