"""A bureau's own sections: making their database, and asking for what their figures come to."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.operations.editing import CellEdit
from desktop.pages.asking import AskDialog
from desktop.pages.dialogs import Chooser
from desktop.pages.runner import Runner

if TYPE_CHECKING:
    from desktop.operations.new import Created


class Sections(QObject):
    """`drawn` tells the CellEdits that the sections' figures would be."""

    drawn = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, chooser: Chooser, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._runner = runner
        self._chooser = chooser
        self._window = window

    def found(self) -> None:
        """Ask where to, then make the database in which the sections are consolidated."""
        database = self._chooser.new_database(self._window, self.tr("{unit} sections").format(unit=self._desk.unit))
        if database is not None:
            self._runner.run(lambda _progress: _found(self._desk, database), self._on_made)

    def draw(self, code: str) -> None:
        """Ask for that database, then for what it comes to in a period."""
        database = self._chooser.database(self._window)
        if database is not None:
            self._runner.run(lambda _progress: _drawn(self._desk, code, database), self._on_drawn)

    def _on_made(self, made: "Created") -> None:
        why = self.tr(
            "{file} holds the {count} targets of this unit. Open it with “Other database…”, add the sections on its "
            "page of units, give them the targets, issue and receive; then take their figures over with “Figures from "
            "our sections…”."
        )
        said = why.format(file=Path(str(made.database)).name, count=made.targets)
        self._chooser.show(AskDialog(self.tr("For our own sections"), said, [], self.tr("OK"), self._window))

    def _on_drawn(self, edits: Sequence[CellEdit]) -> None:
        if edits:
            self.drawn.emit(edits)
        else:
            said = self.tr("The sections have reported nothing for this period that would change the entries.")
            self._chooser.show(AskDialog(self.tr("Figures from our sections"), said, [], self.tr("OK"), self._window))


# Few clerks have sections; what reads lists of targets is loaded for those who do.
def _found(desk: Desk, database: Path) -> "Created":
    from desktop.operations.sections import found_below

    return found_below(desk, database)


def _drawn(desk: Desk, code: str, database: Path) -> Sequence[CellEdit]:
    from desktop.operations.sections import drawn

    return drawn(desk, code, database)
