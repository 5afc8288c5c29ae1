"""Blocks of cells as spreadsheets put them on the clipboard: tab-separated text and an HTML table."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from html import escape
from html.parser import HTMLParser
from typing import Final

from PySide6.QtCore import QMimeData

Block = list[list[str]]


@dataclass(frozen=True, slots=True)
class Copied:
    """A block off a clipboard; `exact` has, by row and column, the numbers that are not shown with all their digits."""

    block: Block
    exact: Mapping[tuple[int, int], str]


_BREAK: Final = "\n"
# A cell is quoted where its closing quote is followed by the cell's end. A quote that is never closed is a letter, or
# everything behind it would be swallowed into one cell.
_QUOTED: Final = re.compile(r'"((?:[^"]|"")*+)"(?=[\t\n]|\Z)')
_PLAIN: Final = re.compile(r"[^\t\n]*")
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
# No sheet is wider or longer; an HTML text that claims so would only fill the memory.
_WIDEST: Final = 1_000
_LONGEST: Final = 1_048_576
# Excel ends a table with merged cells by a row that only tells the columns' widths.
_HIDDEN: Final = re.compile(r"display\s*:\s*none")


def read_tsv(text: str) -> Block:
    """A block from tab-separated text: cells with tabs, quotes or line breaks stand in quotes, as Excel writes them."""
    if not text:
        return []
    lines = text.replace("\r\n", _BREAK).replace("\r", _BREAK).removesuffix(_BREAK)
    rows: Block = [[]]
    place = 0
    while True:
        quoted = _QUOTED.match(lines, place)
        found = quoted or _PLAIN.match(lines, place)
        if found is None:
            break
        rows[-1].append(quoted[1].replace('""', '"') if quoted else found[0])
        place = found.end()
        if place >= len(lines):
            break
        if lines[place] == _BREAK:
            rows.append([])
        place += 1
    return _squared(rows)


def write_tsv(block: Sequence[Sequence[str]]) -> str:
    """A block as tab-separated text, each row ended."""
    return "".join("\t".join(_quoted(cell) for cell in row) + "\r\n" for row in block)


def _quoted(cell: str) -> str:
    text = cell.replace("\r\n", _BREAK).replace("\r", _BREAK)
    return '"' + text.replace('"', '""') + '"' if any(one in text for one in '\t\n"') else text


def write_html(block: Sequence[Sequence[str]]) -> str:
    """A block as an HTML table, so that line breaks and leading zeros arrive as they are."""
    rows = "".join(f"<tr>{''.join(f'<td>{_cell(text)}</td>' for text in row)}</tr>" for row in block)
    return f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'


def _cell(text: str) -> str:
    return escape(text).replace(_BREAK, "<br>")


def read_html(text: str) -> Copied:
    """The block of the first table in an HTML text; empty where there is none."""
    reader = _TableReader()
    reader.feed(text)
    reader.close()
    block = _squared(reader.rows)
    rounded = {place: exact for place, exact in reader.numbers.items() if _hides(block[place[0]][place[1]], exact)}
    return Copied(block, rounded)


def _hides(shown: str, exact: str) -> bool:
    """Whether what is shown of a number is not all of it, at the 15 digits that a spreadsheet keeps."""
    try:
        number = Decimal(f"{Decimal(exact):.15g}")
        plain = shown.replace(",", "")
        seen = Decimal(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except InvalidOperation:
        # A date, a text, a currency: not a number that could go where numbers go.
        return False
    return number != seen


class _TableReader(HTMLParser):
    """Collects the cells of the first table; white space is one blank, a break is a line break, as a browser shows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: Block = []
        # By row and column, the number behind what a cell shows, where the program says it.
        self.numbers: dict[tuple[int, int], str] = {}
        self._cell: list[str] | None = None
        self._span = 1
        # By column, how many rows further down a merged cell still reaches.
        self._below: dict[int, int] = {}
        self._hidden = False
        self._over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A row, a cell or a break begins."""
        if self._over:
            return
        if tag == "tr":
            self._end_row()
            self._hidden = bool(_HIDDEN.search(dict(attrs).get("style") or ""))
            if not self._hidden:
                self.rows.append([])
        elif tag in {"td", "th"} and self.rows and not self._hidden:
            self._close()
            self._begin(dict(attrs))
        elif tag == "br" and self._cell is not None:
            self._cell.append(_BREAK)

    def handle_endtag(self, tag: str) -> None:
        """A cell, a row or the table ends."""
        if tag in {"td", "th"}:
            self._close()
        elif tag in {"tr", "table"}:
            self._end_row()
        if tag == "table" and self.rows:
            self._over = True

    def handle_data(self, data: str) -> None:
        """Text, in a cell or between cells; a line break of the source is a blank."""
        if self._cell is not None:
            self._cell.append(_BLANKS.sub(" ", data))

    def _begin(self, attributes: dict[str, str | None]) -> None:
        self._skip_merged()
        self._cell = []
        # Excel's and LibreOffice's word for it.
        number = attributes.get("x:num") or attributes.get("sdval")
        if number:
            self.numbers[len(self.rows) - 1, len(self.rows[-1])] = number
        self._span = _span(attributes.get("colspan"), _WIDEST)
        deep = _span(attributes.get("rowspan"), _LONGEST)
        if deep > 1:
            start = len(self.rows[-1])
            self._below |= dict.fromkeys(range(start, start + self._span), deep - 1)

    def _end_row(self) -> None:
        self._close()
        if self.rows:
            self._skip_merged()

    def _skip_merged(self) -> None:
        """Leave blank what a merged cell above covers."""
        row = self.rows[-1]
        while self._below.get(len(row), 0) > 0:
            self._below[len(row)] -= 1
            row.append("")

    def _close(self) -> None:
        if self._cell is not None:
            lines = "".join(self._cell).replace("\xa0", " ").split(_BREAK)
            text = _BREAK.join(" ".join(line.split()) for line in lines)
            self.rows[-1] += [text.strip(), *[""] * (self._span - 1)]
            self._cell = None


def _span(text: str | None, most: int) -> int:
    return min(int(text), most) or 1 if text and text.isascii() and text.isdigit() and len(text) < 8 else 1


def _squared(rows: Block) -> Block:
    """The rows, all as long as the longest."""
    width = max((len(row) for row in rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows] if width else []


def read(data: QMimeData) -> Copied:
    """The block on a clipboard.

    The text comes first: it alone has line breaks and blanks exactly as they were. Where it has more rows than the
    table, a program did not quote the line breaks in its cells, and the table is right.
    """
    text = read_tsv(data.text()) if data.hasText() else []
    table = read_html(data.html()) if data.hasHtml() else Copied([], {})
    if not text or 0 < len(table.block) < len(text):
        return table
    same = len(table.block) == len(text) and len(table.block[0]) == len(text[0])
    return Copied(text, table.exact if same else {})


def write(block: Sequence[Sequence[str]]) -> QMimeData:
    """A block as data for the clipboard, in both forms."""
    data = QMimeData()
    data.setText(write_tsv(block).removesuffix("\r\n"))
    data.setHtml(write_html(block))
    return data
