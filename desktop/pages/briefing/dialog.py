"""The briefing before it is sent: every page as it will be, and for each sentence the targets that made its numbers."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.operations.briefing import Briefing, Paragraph
from desktop.pages.briefing.ink import Sheet
from desktop.pages.briefing.pages import lay_out
from desktop.widgets.telling import Telling
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, dress, scaled

_SIZE: Final = (1120, 720)
_PAPER: Final = 640
_PANE: Final = 300


class PageView(QLabel):
    """One page; `picked` tells which block of the document was clicked."""

    picked = Signal(int)

    def __init__(self, sheet: Sheet, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._dots = width / sheet.size.width()
        self._width = width
        self._draw()

    def event(self, event: QEvent) -> bool:
        """Draw it anew on a screen that has more or fewer dots."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw()
        return super().event(event)

    def _draw(self) -> None:
        sheet, width, ratio = self._sheet, self._width, self.devicePixelRatioF()
        size = QSize(round(width * ratio), round(sheet.size.height() * self._dots * ratio))
        image = QImage(size, QImage.Format.Format_RGB32)
        # Paper is white, whatever the window is.
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet.draw(painter, self._dots * ratio)
        painter.end()
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)
        self.setFixedSize(pixmap.deviceIndependentSize().toSize())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on a sentence asks what made its numbers."""
        block = self._sheet.block_at(event.position().y() / self._dots)
        if block is not None:
            self.picked.emit(block)


class BriefingDialog(QDialog):
    """`word_wanted` and `pdf_wanted` ask for files, `print_wanted` for paper, `wording_wanted` for another wording."""

    word_wanted = Signal()
    pdf_wanted = Signal()
    print_wanted = Signal()
    wording_wanted = Signal()
    template_wanted = Signal()

    def __init__(self, brief: Briefing, names: Mapping[str, str], parent: QWidget) -> None:
        """`names` are the codes and titles of targets, by key."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("The briefing"))
        self.resize(*map(scaled, _SIZE))
        self._names = names
        self.brief = brief
        self.sheets: Sequence[Sheet] = ()
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(self.tr("Pages"))
        self.pane = Telling(self.tr("What made the numbers"), self)
        self.pane.setFixedWidth(scaled(_PANE))
        self.count = QLabel(self)
        dress(self.count, Part.SECONDARY)
        self._lay_out()
        self.show_briefing(brief)

    def show_briefing(self, brief: Briefing) -> None:
        """Show this one."""
        self.brief = brief
        self.sheets = lay_out(brief)
        paper = QWidget()
        column = QVBoxLayout(paper)
        column.setSpacing(GAP)
        for sheet in self.sheets:
            view = PageView(sheet, scaled(_PAPER), paper)
            view.picked.connect(self.tell)
            column.addWidget(view, 0, Qt.AlignmentFlag.AlignHCenter)
        self._area.setWidget(paper)
        self.count.setText(self.tr("Pages: {count}").format(count=len(self.sheets)))
        why = self.tr("Click a sentence to see which targets made its numbers.")
        self.pane.tell(self.tr("What made the numbers"), [(self.tr("Hint"), why)])

    def tell(self, block: int) -> None:
        """Tell which targets made the numbers of a paragraph."""
        one = self.brief.blocks[block]
        if not isinstance(one, Paragraph):
            return
        lines = [
            (run.text, "\n".join(self._names.get(key, key) for key in run.source)) for run in one.runs if run.source
        ]
        nothing = [("", self.tr("Nothing in this paragraph is counted from targets."))]
        self.pane.tell(self.tr("What made the numbers"), lines or nothing)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP_SMALL)
        title = QLabel(self.windowTitle(), self)
        dress(title, Part.HEADING)
        head.addWidget(title)
        head.addWidget(self.count, 1)
        self.template_button = self._button(self.tr("Copy of the wording…"), self.template_wanted)
        self.wording_button = self._button(self.tr("Other wording…"), self.wording_wanted)
        self.pdf_button = self._button(self.tr("Save as PDF…"), self.pdf_wanted)
        self.print_button = self._button(self.tr("Print…"), self.print_wanted)
        self.word_button = self._button(self.tr("Save for Word…"), self.word_wanted)
        dress(self.word_button, Part.PRIMARY)
        for button in (self.template_button, self.wording_button, self.print_button, self.pdf_button, self.word_button):
            head.addWidget(button)
        middle = QHBoxLayout()
        middle.setSpacing(GAP)
        middle.addWidget(self._area, 1)
        middle.addWidget(self.pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addLayout(middle, 1)

    def _button(self, words: str, wish: SignalInstance) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(wish)
        return button
