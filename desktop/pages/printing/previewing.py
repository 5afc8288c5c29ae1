"""Pages as they would be printed, before they are; where there is no printer, a way without one."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from desktop.pages.dialogs import Chooser

Paint = Callable[[QPagedPaintDevice], None]


def preview(chooser: Chooser, layout: QPageLayout, name: str, paint: Paint, window: QWidget) -> str:
    """Show what `paint` puts on the pages, with the printers to choose from; why not where there is none."""
    if not chooser.has_printer():
        return no_printer()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    # Where a page has no margins of its own, what a printer cannot reach is nobody's to shift.
    printer.setFullPage(layout.margins().isNull())
    printer.setPageLayout(layout)
    printer.setDocName(name)
    dialog = QPrintPreviewDialog(printer, window)
    dialog.setWindowTitle(QCoreApplication.translate("Printing", "Print preview"))
    dialog.resize(window.window().size() * 0.9)
    dialog.paintRequested.connect(paint)
    chooser.show(dialog)
    return ""


def in_black(painter: QPainter) -> None:
    """Begin in black: the pen that a painter has already is not kept in a preview, which would take the window's."""
    painter.setPen(Qt.GlobalColor.white)
    painter.setPen(Qt.GlobalColor.black)


def no_printer() -> str:
    """What is said where there is none."""
    return QCoreApplication.translate(
        "Printing", "There is no printer on this computer. Save it as a PDF and print that where there is one."
    )
