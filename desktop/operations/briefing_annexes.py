"""What is annexed to the briefing: every target in a table, and the lamps of each area in a chart."""

from typing import Final

from db.board import Board, BoardLine
from db.progress import ratio_text
from db.vocabulary import Lamp
from desktop.exchange.briefings.briefing import BarChart, BarSeries, TableBlock
from desktop.exchange.layout import LAMP_COLOURS
from desktop.operations.briefing_problems import asked_text, figure_text, lead_name
from resources.texts import say

_COLUMNS: Final = (
    ("序号", 12),
    ("板块", 34),
    ("目标任务", 61),
    ("年度目标", 26),
    ("累计完成", 26),
    ("完成率", 16),
    ("亮灯", 18),
    ("牵头单位", 32),
)
_LAMPS: Final = (Lamp.BLUE, Lamp.GREEN, Lamp.YELLOW, Lamp.RED, Lamp.GREY)


def annexes(board: Board, table: str, chart: str) -> tuple[TableBlock | BarChart, ...]:
    """The table and the chart under these titles; one without a title, and one of nothing, is left out."""
    if not board.lines:
        return ()
    return (*([_table(board, table)] if table else ()), *([_chart(board, chart)] if chart else ()))


def _table(board: Board, caption: str) -> TableBlock:
    rows = tuple(_row(number, line) for number, line in enumerate(board.lines, 1))
    headers, widths = zip(*_COLUMNS, strict=True)
    return TableBlock(caption, headers, rows, widths, board.plan.note)


def _row(number: int, line: BoardLine) -> tuple[str, ...]:
    reached = line.judgement.completion
    # A dash where there can be no figure; nothing where none was reported.
    none = "" if line.target.goal.measure.has_figure else "—"
    return (
        str(number),
        line.target.area,
        line.target.title,
        asked_text(line) or none,
        figure_text(line) or none,
        none if reached is None else f"{ratio_text(reached, 1)}%",
        str(say(f"lamp.{line.judgement.lamp}")),
        lead_name(line),
    )


def _chart(board: Board, title: str) -> BarChart:
    areas = tuple(dict.fromkeys(line.target.area for line in board.lines))
    counted = [board.count([line for line in board.lines if line.target.area == area]) for area in areas]
    series = (
        BarSeries(str(say(f"lamp.{lamp}")), LAMP_COLOURS[lamp], tuple(counts[lamp] for counts in counted))
        for lamp in _LAMPS
    )
    return BarChart(title, areas, tuple(series))
