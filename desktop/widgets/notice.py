"""Bars above the page: what has just been said, and what is being done."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from desktop.widgets.cancel_button import CancelButton
from desktop.widgets.theme import GAP, GAP_SMALL, Part, dress


class NoticeBar(QFrame):
    """One sentence with its tone, perhaps a button that follows from it, and a way to put it away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, Part.BAR)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        # It names files: what their names hold is shown, and no markup.
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._follow = QPushButton(self)
        dress(self._follow, Part.LINK)
        self._follow.clicked.connect(self._on_follow)
        close = QPushButton(self.tr("Dismiss"), self)
        dress(close, Part.LINK)
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, 4, GAP_SMALL, 4)
        row.addWidget(self._text, 1)
        row.addWidget(self._follow)
        row.addWidget(close)
        self._next: Callable[[], None] | None = None
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(self, text: str, tone: Part = Part.GOOD, follow: tuple[str, Callable[[], None]] | None = None) -> None:
        """Say a sentence, good news or bad, with the words and the deed of a button where one follows from it."""
        self._text.setText(text)
        dress(self._text, tone)
        self.setAccessibleName(text)
        self._next = follow[1] if follow else None
        self._follow.setText(follow[0] if follow else "")
        self._follow.setVisible(follow is not None)
        self.show()

    def _on_follow(self) -> None:
        if self._next is not None:
            self._next()


class ActivityBar(QFrame):
    """What is being done, how far it is, and a button to stop it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, Part.BAR)
        self._title = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._count = QLabel(self)
        dress(self._count, Part.SECONDARY)
        self.cancel = CancelButton(self)
        self.cancel.cancelled.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, GAP_SMALL, GAP_SMALL, GAP_SMALL)
        row.setSpacing(GAP)
        row.addWidget(self._title)
        row.addWidget(self._bar, 1)
        row.addWidget(self._count)
        row.addWidget(self.cancel)
        self.hide()

    def begin(self, title: str) -> None:
        """Show that something has begun."""
        self._title.setText(title)
        self._bar.setAccessibleName(title)
        self._bar.setRange(0, 0)
        self._count.clear()
        self.cancel.arm()
        self.show()

    def move_to(self, done: int, total: int, what: str) -> None:
        """Show how far it is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        shown = what if len(what) <= 24 else f"{what[:11]}…{what[-12:]}"
        self._count.setText(f"{done} / {total}  {shown}".rstrip())
