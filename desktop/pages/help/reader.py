"""A text to read beside the window: help, what is new, what this program is."""

from typing import Final

from PySide6.QtGui import QFont, QPalette, QTextCharFormat, QTextCursor, QTextDocument, QTextFrameFormat, QTextTable
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from desktop.widgets.theme import GAP, GAP_SMALL, HEADING_SIZE, MARGIN, TITLE_SIZE, scaled, text_font

_INDENT: Final = 20


class Reader(QDialog):
    """Shows Markdown without stopping the window; Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.resize(scaled(600), scaled(620))
        self.text = QTextBrowser(self)
        self.text.setOpenExternalLinks(True)
        self.text.document().setDocumentMargin(MARGIN)
        self.text.document().setIndentWidth(_INDENT)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.addWidget(self.text)

    def read(self, title: str, markdown: str) -> None:
        """Show a text in place of the one before."""
        self.setWindowTitle(title)
        self.text.setAccessibleName(title)
        self.text.setMarkdown(markdown)
        _set_blocks(self.text.document())
        _set_tables(self.text.document(), self.palette())
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.show()
        self.raise_()
        self.activateWindow()


def _set_blocks(document: QTextDocument) -> None:
    """Headings in the sizes of the window, and room between paragraphs; Markdown brings neither."""
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        level, shape = block.blockFormat().headingLevel(), block.blockFormat()
        in_table = cursor.currentTable() is not None
        shape.setTopMargin(scaled(MARGIN) if level == 2 else 0)
        shape.setBottomMargin(0 if in_table else scaled(4 if block.textList() else GAP_SMALL))
        cursor.setBlockFormat(shape)
        if level:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            letters = QTextCharFormat()
            letters.setFont(text_font(TITLE_SIZE if level == 1 else HEADING_SIZE, QFont.Weight.DemiBold))
            # In place of Markdown's own: merged, its enlargement would stay.
            cursor.setCharFormat(letters)
        block = block.next()


def _set_tables(document: QTextDocument, palette: QPalette) -> None:
    """Quiet lines, and room in the cells."""
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            shape = frame.format()
            shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            shape.setBorderBrush(palette.brush(QPalette.ColorRole.Mid))
            shape.setBorderCollapse(True)
            shape.setCellPadding(scaled(6))
            shape.setTopMargin(scaled(GAP_SMALL))
            shape.setBottomMargin(scaled(GAP))
            frame.setFormat(shape)
