"""Draws a sheet of entries on paper: a title, the table with its header on every page, the signatures, page numbers."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPen, QTextLayout

from desktop.operations.entry import EntryRow
from desktop.operations.printing import Printed
from desktop.pages.printing.columns import PrintColumn, print_columns
from desktop.pages.printing.paper import Row, paginate
from desktop.pages.printing.previewing import in_black
from desktop.widgets.theme import text_font
from desktop.widgets.words import speak

# Landscape A4; in millimetres.
LAYOUT: Final = QPageLayout(
    QPageSize(QPageSize.PageSizeId.A4),
    QPageLayout.Orientation.Landscape,
    QMarginsF(12, 12, 12, 12),
    QPageLayout.Unit.Millimeter,
)
_TEXT_POINTS: Final = 8.5
_TITLE_POINTS: Final = 16.0
_HEAD: Final = 20.0
_FOOT: Final = 8.0
_PAD: Final = 1.2
_GAP: Final = 0.8
# Lines that the signatures take.
_SIGNED: Final = 6
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter


def press(printed: Printed, device: QPagedPaintDevice) -> None:
    """Print on a device whose pages lie as LAYOUT says."""
    painter = QPainter(device)
    in_black(painter)
    try:
        _Press(printed, device, painter).run()
    finally:
        painter.end()


class _Press:
    def __init__(self, printed: Printed, device: QPagedPaintDevice, painter: QPainter) -> None:
        self._printed = printed
        self._device = device
        self._painter = painter
        self._columns = print_columns()
        self._dot = device.logicalDpiX() / 25.4
        self._width = float(painter.viewport().width())
        self._height = float(painter.viewport().height())
        self._font = _points(_TEXT_POINTS)
        metrics = QFontMetricsF(self._font, device)
        # From one line to the next, with the room between rows in it.
        self._line = metrics.height() + self._mm(_GAP)
        whole = sum(column.share for column in self._columns)
        self._widths = [self._width * column.share / whole for column in self._columns]

    def run(self) -> None:
        """Print all pages."""
        rows = [
            Row(number, tuple(self._wrapped(column, row) for column in self._columns))
            for number, row in enumerate(self._printed.sheet.rows)
        ]
        below_title = self._height - self._mm(_HEAD + _FOOT)
        pages = paginate(rows, self._fits(below_title), self._fits(self._height - self._mm(_FOOT)), _SIGNED)
        for number, page in enumerate(pages, 1):
            if number > 1:
                self._device.newPage()
            self._page(page, number, len(pages))

    def _fits(self, room: float) -> int:
        """How many lines of rows a page holds below the header."""
        return int((room - self._line - 2 * self._mm(_PAD)) / self._line)

    def _page(self, rows: Sequence[Row], number: int, count: int) -> None:
        top = 0.0
        if number == 1:
            self._title()
            top = self._mm(_HEAD)
        if rows:
            top = self._row(top, [(column.title,) for column in self._columns], bold=True)
        for row in rows:
            top = self._row(top, row.cells, bold=False)
        if number == count:
            self._signatures(top + self._mm(4))
        self._foot(number, count)

    def _title(self) -> None:
        sheet = self._printed.sheet
        painter = self._painter
        painter.setPen(Qt.GlobalColor.black)
        painter.setFont(_points(_TITLE_POINTS, QFont.Weight.DemiBold))
        title = QCoreApplication.translate("Printing", "Progress on the year's targets, {period}").format(
            period=speak(sheet.period.title)
        )
        painter.drawText(QRectF(0, 0, self._width, self._mm(11)), Qt.AlignmentFlag.AlignHCenter | _MIDDLE, title)
        painter.setFont(self._font)
        line = QRectF(0, self._mm(12), self._width, self._mm(6))
        unit = QCoreApplication.translate("Printing", "Unit: {unit}").format(unit=sheet.unit)
        painter.drawText(line, _LEFT | _MIDDLE, unit)
        painter.drawText(line, _RIGHT | _MIDDLE, self._standing())

    def _standing(self) -> str:
        """The check code of the report, or that there is none yet."""
        printed = self._printed
        if not printed.check_code:
            return QCoreApplication.translate("Printing", "Draft, not reported yet")
        return QCoreApplication.translate("Printing", "Report no. {revision} · check code {code}").format(
            revision=printed.revision, code=printed.check_code
        )

    def _row(self, top: float, cells: Sequence[Sequence[str]], *, bold: bool) -> float:
        """One row with the lines around it; where it ends."""
        painter, pad = self._painter, self._mm(_PAD)
        count = max(1, *(len(lines) for lines in cells))
        height = count * self._line + (2 * pad if bold else 0)
        painter.setFont(_points(_TEXT_POINTS, QFont.Weight.DemiBold) if bold else self._font)
        left = 0.0
        for column, lines, width in zip(self._columns, cells, self._widths, strict=True):
            painter.setPen(QPen(Qt.GlobalColor.gray, self._mm(0.15)))
            painter.drawRect(QRectF(left, top, width, height))
            painter.setPen(Qt.GlobalColor.black)
            for number, line in enumerate(lines):
                box = QRectF(left + pad, top + (pad if bold else 0) + number * self._line, width - 2 * pad, self._line)
                painter.drawText(box, (_RIGHT if column.right else _LEFT) | _MIDDLE, line)
            left += width
        return top + height

    def _signatures(self, top: float) -> None:
        names = self._printed.names
        asked = (
            (QCoreApplication.translate("Printing", "Filled in by: {name}"), names.filled_by),
            (QCoreApplication.translate("Printing", "Checked by: {name}"), names.checked_by),
            (QCoreApplication.translate("Printing", "Telephone: {name}"), names.phone),
            (QCoreApplication.translate("Printing", "Date and seal: {name}"), ""),
        )
        self._painter.setFont(self._font)
        self._painter.setPen(Qt.GlobalColor.black)
        width = self._width / len(asked)
        for number, (words, name) in enumerate(asked):
            text = words.format(name=name or "＿" * 8)
            self._painter.drawText(QRectF(number * width, top, width, self._mm(8)), _LEFT | _MIDDLE, text)

    def _foot(self, number: int, count: int) -> None:
        self._painter.setFont(self._font)
        self._painter.setPen(Qt.GlobalColor.darkGray)
        line = QRectF(0, self._height - self._mm(6), self._width, self._mm(6))
        page = QCoreApplication.translate("Printing", "Page {number} of {count}")
        self._painter.drawText(line, _RIGHT | _MIDDLE, page.format(number=number, count=count))
        if self._printed.sheet.practice:
            self._painter.drawText(line, _LEFT | _MIDDLE, QCoreApplication.translate("Printing", "Practice data"))

    def _wrapped(self, column: PrintColumn, row: EntryRow) -> tuple[str, ...]:
        """The lines that a cell's text is broken into at its column's width."""
        text = column.text(row)
        width = self._widths[self._columns.index(column)] - 2 * self._mm(_PAD)
        return tuple(line for part in text.splitlines() for line in self._broken(part, width))

    def _broken(self, text: str, width: float) -> list[str]:
        layout = QTextLayout(text, self._font, self._device)
        layout.beginLayout()
        lines: list[str] = []
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            lines.append(text[line.textStart() : line.textStart() + line.textLength()])
        layout.endLayout()
        return lines

    def _mm(self, millimetres: float) -> float:
        return millimetres * self._dot


def _points(size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = text_font(weight=weight)
    font.setPointSizeF(size)
    return font
