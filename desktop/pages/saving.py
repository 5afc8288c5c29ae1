"""Saving a file where a person said; where another program keeps it open, asking what to do instead."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from db.errors import FileInUse, Refusal
from desktop.operations.progress import Progress
from desktop.pages.dialogs import Chooser
from desktop.pages.runner import Topic
from desktop.pages.work import Work
from desktop.widgets.theme import GAP, MARGIN, Part, dress
from desktop.widgets.words import speak

T = TypeVar("T")
_WIDTH: Final = 520


class Saving(QObject):
    """What is written under a name that a person chose is written through here."""

    def __init__(self, work: Work, chooser: Chooser, window: QWidget) -> None:
        super().__init__(window)
        self._work = work
        self._chooser = chooser
        self._window = window

    def begin(
        self,
        title: str,
        out: Path,
        job: Callable[[Path, Progress], T],
        done: Callable[[T], None],
        changes: frozenset[Topic] = frozenset(),
    ) -> None:
        """Start a job that writes `out`, or what a person takes in its place."""

        def again(path: Path) -> None:
            self.begin(title, path, job, done, changes)

        self._work.begin(
            title, partial(job, out), done, changes, failed=lambda refusal: self._on_refused(refusal, out, again)
        )

    def _on_refused(self, refusal: Refusal, out: Path, again: Callable[[Path], None]) -> None:
        if not isinstance(refusal, FileInUse):
            self._work.runner.refused.emit(refusal)
            return
        dialog = InUseDialog(refusal, self._window)
        if self._chooser.show(dialog):
            again(out if dialog.closed_meanwhile else refusal.other)


class InUseDialog(QDialog):
    """Says which file is open elsewhere; it can be closed there, or a second name be taken."""

    def __init__(self, refusal: FileInUse, parent: QWidget) -> None:
        super().__init__(parent)
        self.closed_meanwhile = False
        self.setWindowTitle(self.tr("The file is open in another program"))
        self.setMinimumWidth(_WIDTH)
        heading, words = QLabel(self.windowTitle(), self), QLabel(speak(refusal.sentence), self)
        dress(heading, Part.HEADING)
        words.setWordWrap(True)
        buttons = QDialogButtonBox(self)
        accept = QDialogButtonBox.ButtonRole.AcceptRole
        self.second_name = buttons.addButton(self.tr("Save under the second name"), accept)
        self.try_again = buttons.addButton(self.tr("It is closed: try again"), QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        dress(self.second_name, Part.PRIMARY)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.try_again.clicked.connect(self._on_closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        for widget in (heading, words, buttons):
            column.addWidget(widget)

    def _on_closed(self) -> None:
        self.closed_meanwhile = True
        self.accept()
