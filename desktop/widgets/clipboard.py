"""Blocks of cells as spreadsheets put them on the clipboard: tab-separated text and an HTML table."""

import csv
import io
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

from PySide6.QtCore import QMimeData

Block = list[list[str]]
_BREAK = "\n"


def read_tsv(text: str) -> Block:
    """A block from tab-separated text: cells with tabs, quotes or line breaks stand in quotes, as Excel writes them."""
    lines = text.replace("\r\n", _BREAK).replace("\r", _BREAK)
    if lines.endswith(_BREAK):
        lines = lines[:-1]
    # A quote inside an unquoted cell is a quote; csv alone would take it for the start of a quoted one only at a
    # cell's beginning, which is what spreadsheets mean, too.
    rows = list(csv.reader(io.StringIO(lines, newline=""), delimiter="\t", strict=False))
    return _squared([row or [""] for row in rows])


def write_tsv(block: Sequence[Sequence[str]]) -> str:
    """A block as tab-separated text."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\r\n").writerows(
        [[cell.replace("\r\n", _BREAK) for cell in row] for row in block]
    )
    return out.getvalue()


def write_html(block: Sequence[Sequence[str]]) -> str:
    """A block as an HTML table, so that line breaks and leading zeros arrive as they are."""
    rows = "".join(f"<tr>{''.join(f'<td>{_cell(text)}</td>' for text in row)}</tr>" for row in block)
    return f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'


def _cell(text: str) -> str:
    return escape(text).replace(_BREAK, "<br>")


def read_html(text: str) -> Block:
    """The block of the first table in an HTML text; empty where there is none."""
    reader = _TableReader()
    reader.feed(text)
    reader.close()
    return _squared(reader.rows)


class _TableReader(HTMLParser):
    """Collects the cells of the first table; white space is one blank, a break is a line break, as a browser shows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: Block = []
        self._cell: list[str] | None = None
        self._over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A row, a cell or a break begins."""
        if self._over:
            return
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows:
            self._close()
            self._cell = []
            span = dict(attrs).get("colspan") or "1"
            self._span = int(span) if span.isdigit() else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append(_BREAK)

    def handle_endtag(self, tag: str) -> None:
        """A cell, a row or the table ends."""
        if tag in {"td", "th", "tr", "table"}:
            self._close()
        if tag == "table" and self.rows:
            self._over = True

    def handle_data(self, data: str) -> None:
        """Text, in a cell or between cells."""
        if self._cell is not None:
            self._cell.append(" ".join(part for part in data.split(" ") if part.strip()) if data.strip() else " ")

    def _close(self) -> None:
        if self._cell is not None:
            lines = "".join(self._cell).replace("\xa0", " ").split(_BREAK)
            text = _BREAK.join(" ".join(line.split()) for line in lines)
            self.rows[-1] += [text.strip(), *[""] * (self._span - 1)]
            self._cell = None


def _squared(rows: Block) -> Block:
    """The rows, all as long as the longest."""
    width = max((len(row) for row in rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows] if width else []


def read(data: QMimeData) -> Block:
    """The block on a clipboard. Text comes first: it alone has line breaks and blanks exactly as they were."""
    if data.hasText() and data.text():
        return read_tsv(data.text())
    return read_html(data.html()) if data.hasHtml() else []


def write(block: Sequence[Sequence[str]]) -> QMimeData:
    """A block as data for the clipboard, in both forms."""
    data = QMimeData()
    data.setText(write_tsv(block).removesuffix("\r\n"))
    data.setHtml(write_html(block))
    return data
