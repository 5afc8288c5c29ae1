"""What is being typed on the entry page, kept on the disk before it is entered."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, Signal

from db.unfinished import Place
from desktop.desk import Desk
from desktop.operations.editing import CellEdit
from desktop.operations.entry import EntrySheet
from desktop.operations.unfinished import Leftover, leftovers
from desktop.pages.entry.model import EntryModel
from desktop.pages.keeper import Keeper
from desktop.pages.runner import Runner
from desktop.widgets.cells import CellDelegate

# Of what could not be stored, no more than a person types.
_KEPT: Final = 20


class Keeping(QObject):
    """Hears what is typed into the grid and beside it; storing an edit forgets by itself what was kept of it."""

    # Leftovers of a session that was ended by force, perhaps none.
    found = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, model: EntryModel, delegate: CellDelegate, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._model = model
        # Where an editor is open in the grid.
        self._here: Place | None = None
        self.keeper = Keeper(desk, runner, self)
        delegate.begun.connect(self._on_begun)
        delegate.typed.connect(self._on_typed)
        delegate.ended.connect(self._on_ended)

    def open_sheet(self, sheet: EntrySheet) -> None:
        """Texts are of this sheet from now on; `found` tells what was left of it."""
        self.keeper.code = sheet.period.code
        self._runner.run(lambda _progress: leftovers(self._desk, sheet), self._on_found)

    def type(self, edit: CellEdit) -> None:
        """Keep a text that is being typed."""
        self.keeper.type((edit.target_key, edit.field), edit.text)

    def enter(self, edits: Sequence[CellEdit]) -> None:
        """These are being stored, and need not be kept any more."""
        for edit in edits:
            self.keeper.enter((edit.target_key, edit.field))

    def keep(self, edits: Sequence[CellEdit]) -> None:
        """Keep what could not be stored; a block that came off the clipboard can come off it again."""
        for edit in edits[:_KEPT]:
            self.type(edit)

    def discard(self, leftover: Leftover) -> None:
        """Forget what was left of a field."""
        self.keeper.forget((leftover.edit.target_key, leftover.field))

    def _on_begun(self, index: QModelIndex) -> None:
        row = self._model.row_of(index)
        self._here = None if row is None else (row.target.key, self._model.columns[index.column()].field)

    def _on_typed(self, text: str) -> None:
        if self._here is not None:
            self.keeper.type(self._here, text)

    def _on_ended(self) -> None:
        here, self._here = self._here, None
        if here is not None:
            self.keeper.give_up(here)

    def _on_found(self, found: tuple[Leftover, ...]) -> None:
        self.found.emit(found)
