"""What is told of a fault of ours, and of how things are: descriptions that hold nobody's data."""

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from desktop.log import log_fault, places
from desktop.stage import Stage
from desktop.widgets.theme import Part

if TYPE_CHECKING:
    from desktop.desk import Desk
    from desktop.operations.unfinished import Recovered
    from desktop.pages.dialogs import Chooser
    from desktop.pages.runner import Task


class FaultReports(QObject):
    """Shows faults one at a time, and puts what may be sent on onto the clipboard."""

    def __init__(self, stage: Stage, chooser: "Chooser", window: QWidget) -> None:
        super().__init__(window)
        self._stage = stage
        self._chooser = chooser
        self._window = window
        # Whether one is being shown.
        self._shown = False

    def show(self, details: str) -> None:
        """Log a fault of ours, store what is being typed, and then show what can be sent on; one at a time."""
        log_fault(details)
        if sys.stderr is not None:
            sys.stderr.write(details)
        self._stage.end_sight()
        if self._shown:
            return
        self._shown = True
        try:
            if self._stage.seat is not None:
                self._stage.seat.store()
        finally:
            asked = self._diagnose(partial(self._on_saved, details))
        if asked.cancelled:
            # The window is being closed, and everything that could be stored is.
            self._on_saved(details, _diagnostics(None))

    def copy(self) -> None:
        """Put on the clipboard what there is."""
        self._diagnose(self._on_diagnosed)

    def say_recovered(self, recovered: "Recovered") -> None:
        """What the session before this one left, which was ended by force."""
        said = self.tr("The program was not ended properly last time; the {count} changes saved in it are all there.")
        unfinished = self.tr(" {count} texts were not finished; they are offered where they were typed.")
        if not recovered.changes:
            said = self.tr("The program was not ended properly last time; what was saved is all there.")
        said = said.format(count=recovered.changes)
        if recovered.texts:
            said += unfinished.format(count=recovered.texts)
        self._stage.view.work.notice.say(said, Part.QUERY, (self.tr("Copy report"), self.copy))

    def _diagnose(self, done: Callable[[str], None]) -> "Task[str]":
        """Describe what there is, after everything that waits to be stored."""
        desk = None if self._stage.seat is None else self._stage.seat.desk
        return self._stage.view.runner.run(
            lambda _progress: _diagnostics(desk), done, failed=lambda _refusal: done(_diagnostics(None))
        )

    def _on_saved(self, details: str, diagnostics: str) -> None:
        self._chooser.show_crash(self._window, f"{places(details)}\n\n{diagnostics}")
        self._shown = False

    def _on_diagnosed(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        said = self.tr("The diagnostics are on the clipboard. They hold no figures and no targets.")
        self._stage.view.work.notice.say(said)


def _diagnostics(desk: "Desk | None") -> str:
    from desktop.operations.diagnostics import diagnose
    from desktop.pages.help.diagnostics import describe

    return describe(None if desk is None else diagnose(desk))
