"""What was being typed when the program was ended by force, offered above the grid."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.operations.unfinished import Leftover
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.theme import GAP, GAP_SMALL, Part, dress
from desktop.widgets.words import word

# So many at a time; the others move up.
_SHOWN: Final = 3
# Of a title no more than leaves room for the text.
_TITLE: Final = 16


class LeftoverBar(QFrame):
    """A line for each text; nothing is put anywhere before somebody says so."""

    # The Leftover that goes where it was meant for, or is not wanted.
    wanted = Signal(object)
    unwanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, Part.BAR)
        self._left: list[Leftover] = []
        self.lines: list[LeftoverLine] = []
        self._caption = QLabel(self)
        dress(self._caption, Part.QUERY)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GAP, GAP_SMALL, GAP_SMALL, GAP_SMALL)
        self._column.setSpacing(2)
        self._column.addWidget(self._caption)
        self.hide()

    def offer(self, leftovers: Sequence[Leftover]) -> None:
        """Offer these, and none that were offered before."""
        self._left = list(leftovers)
        self._show_lines()

    def _show_lines(self) -> None:
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [LeftoverLine(one, self) for one in self._left[:_SHOWN]]
        for line in self.lines:
            line.put_in.clicked.connect(partial(self._settle, line.leftover, self.wanted))
            line.discard.clicked.connect(partial(self._settle, line.leftover, self.unwanted))
            self._column.addWidget(line)
        count = len(self._left)
        heading = self.tr("Typed last time and not saved:")
        more = self.tr("{count} texts typed last time and not saved, the newest first:").format(count=count)
        self._caption.setText(more if count > _SHOWN else heading)
        self.setAccessibleName(self._caption.text())
        self.setVisible(bool(self._left))

    def _settle(self, leftover: Leftover, answer: SignalInstance) -> None:
        self._left.remove(leftover)
        self._show_lines()
        answer.emit(leftover)


class LeftoverLine(QWidget):
    """One text, what it was meant for and what stands there now."""

    def __init__(self, leftover: Leftover, parent: QWidget) -> None:
        super().__init__(parent)
        self.leftover = leftover
        target = leftover.row.target
        title = target.title if len(target.title) <= _TITLE else f"{target.title[: _TITLE - 1]}…"
        place = f"{target.code} {title} · {word('field', leftover.field)}"
        said = self.tr("{place}: “{text}”").format(place=place, text=leftover.text.replace("\n", " "))
        if leftover.stored:
            said += self.tr(" (now “{stored}”)").format(stored=leftover.stored.replace("\n", " "))
        self.text = ElidedLabel(self)
        self.text.setText(said)
        self.put_in = QPushButton(self.tr("Put in"), self)
        self.discard = QPushButton(self.tr("Discard"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_SMALL)
        row.addWidget(self.text, 1)
        for button in (self.put_in, self.discard):
            dress(button, Part.LINK)
            button.setAccessibleDescription(said)
            row.addWidget(button)
