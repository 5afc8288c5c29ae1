"""The annexes of a briefing on sheets turned on their side: tables with their header on each page, and bar charts."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt

from desktop.operations.briefing import BarChart, Briefing, TableBlock
from desktop.pages.briefing.ink import FANG, HEI, SONG_TITLE, BoxInk, Face, Sheet, TextInk, broken

_TOP: Final = 28.0
_LEFT: Final = 35.0
_WIDTH: Final = 225.0
_HEIGHT: Final = 156.0
_MARK: Final = Face(HEI, 16)
_TITLE: Final = Face(SONG_TITLE, 22)
_CELL: Final = Face(FANG, 10.5)
_HEAD: Final = Face(HEI, 10.5)
_CELL_LINE: Final = 5.3
_PAD: Final = 1.0
_NARROW: Final = 26
_CENTRE: Final = Qt.AlignmentFlag.AlignHCenter
_LABEL: Final = 52.0


def lay_annexes(brief: Briefing) -> list[Sheet]:
    """The sheets of every annex."""
    sheets: list[Sheet] = []
    many = len(brief.annexes) > 1
    for number, (annex, title) in enumerate(zip(brief.annexes, brief.annex_titles, strict=True), 1):
        first = Sheet(landscape=True)
        first.inks.append(TextInk(f"附件{number}" if many else "附件", _MARK, _LEFT, _TOP, _WIDTH, 8))
        top = _TOP + 12
        for line in title.splitlines():
            first.inks.append(TextInk(line, _TITLE, _LEFT, top, _WIDTH, 11, _CENTRE))
            top += 11
        sheets += _table(annex, first, top + 4) if isinstance(annex, TableBlock) else [_chart(annex, first, top + 4)]
    return sheets


def _table(table: TableBlock, first: Sheet, top: float) -> list[Sheet]:
    sheets = [first]
    top = _row(first, table, table.headers, top, head=True)
    for row in table.rows:
        if top + _height(table, row, _CELL) > _TOP + _HEIGHT:
            sheets.append(Sheet(landscape=True))
            top = _row(sheets[-1], table, table.headers, _TOP, head=True)
        top = _row(sheets[-1], table, row, top, head=False)
    if table.note:
        for text in broken(f"注：{table.note}", _CELL, _WIDTH):
            if top + _CELL_LINE > _TOP + _HEIGHT:
                sheets.append(Sheet(landscape=True))
                top = _TOP
            sheets[-1].inks.append(TextInk(text, _CELL, _LEFT, top + 1, _WIDTH, _CELL_LINE))
            top += _CELL_LINE
    return sheets


def _height(table: TableBlock, row: Sequence[str], face: Face) -> float:
    lines = max(len(broken(text, face, width - 2 * _PAD)) for text, width in zip(row, table.widths, strict=True))
    return lines * _CELL_LINE + 1.2


def _row(sheet: Sheet, table: TableBlock, row: Sequence[str], top: float, *, head: bool) -> float:
    """One row; where the next one begins."""
    face = _HEAD if head else _CELL
    height, left = _height(table, row, face), _LEFT
    for text, width in zip(row, table.widths, strict=True):
        lines = broken(text, face, width - 2 * _PAD)
        begin = top + (height - len(lines) * _CELL_LINE) / 2
        centred = head or width <= _NARROW
        align = _CENTRE if centred else Qt.AlignmentFlag.AlignLeft
        sheet.inks.append(BoxInk(left, top, width, height))
        for number, line in enumerate(lines):
            place = begin + number * _CELL_LINE
            sheet.inks.append(TextInk(line, face, left + _PAD, place, width - 2 * _PAD, _CELL_LINE, align))
        left += width
    return top + height


def _chart(chart: BarChart, sheet: Sheet, top: float) -> Sheet:
    """One stacked bar a category, with its counts in it, and the legend below."""
    most = max((sum(values) for values in zip(*(one.values for one in chart.series), strict=True)), default=0) or 1
    room = _TOP + _HEIGHT - top - 12
    step = min(room / max(len(chart.categories), 1), 14)
    across = _WIDTH - _LABEL - 4
    for number, category in enumerate(chart.categories):
        begin, left = top + number * step, _LEFT + _LABEL
        label = broken(category, _CELL, _LABEL - 4)[0]
        sheet.inks.append(TextInk(label, _CELL, _LEFT, begin, _LABEL - 3, step, Qt.AlignmentFlag.AlignRight))
        for series in chart.series:
            width = across * series.values[number] / most
            if width:
                sheet.inks.append(BoxInk(left, begin + step * 0.18, width, step * 0.64, series.colour))
                sheet.inks.append(TextInk(str(series.values[number]), _HEAD, left, begin, width, step, _CENTRE))
            left += width
    left = _LEFT + _LABEL
    for series in chart.series:
        sheet.inks.append(BoxInk(left, _TOP + _HEIGHT - 7, 4, 4, series.colour))
        sheet.inks.append(TextInk(series.name, _CELL, left + 5.5, _TOP + _HEIGHT - 8, 28, 6))
        left += 34
    return sheet
