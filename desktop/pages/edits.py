"""What a person enters into a sheet on its way to the disk, and back again by undo."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from db.errors import Refusal
from desktop.operations.editing import CellEdit, Edited
from desktop.pages.runner import Runner, Topic
from desktop.widgets.sheet_model import SheetModel
from desktop.widgets.words import speak

# How edits are stored; runs off the window's thread.
Store = Callable[[Sequence[CellEdit]], Edited[Any]]


class Edits(QObject):
    """Stores edits one after another; the undo stack has one command for each that changed something."""

    # Something is on disk now.
    saved = Signal()
    # A Refusal, and the edits it is about; what was typed stays in its cells.
    failed = Signal(object, object)

    def __init__(
        self, runner: Runner, model: SheetModel[Any], store: Store, changes: frozenset[Topic], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._model = model
        self._store = store
        self._changes = changes
        self.stack = QUndoStack(self)

    def open_sheet(self, store: Store) -> None:
        """Edits go elsewhere from now on; what was done before can no longer be undone from here."""
        self._store = store
        self.stack.clear()

    def enter(self, edits: Sequence[CellEdit], store: Store | None = None) -> None:
        """Store what was typed, pasted or cleared, as one step of undo; by a `store` of its own if one is given."""
        self.put(edits, store or self._store, record=True)

    def put(self, edits: Sequence[CellEdit], store: Store, *, record: bool) -> None:
        """Store edits, as a step of undo or as what an undo brings back."""
        if not edits:
            return
        wanted, sheet = list(edits), self._store
        self._runner.run(
            lambda _progress: store(wanted),
            partial(self._on_stored, sheet, store, wanted, record=record),
            failed=partial(self._on_failed, wanted),
            changes=self._changes,
        )

    def _on_stored(
        self, sheet: Store, store: Store, edits: Sequence[CellEdit], edited: Edited[Any], *, record: bool
    ) -> None:
        if sheet is not self._store:
            return
        self._model.forget_unsaved(edits)
        self._model.replace(edited.rows)
        if edited.back and record:
            self.stack.push(_Command(self, store, edits, edited.back))
        self.saved.emit()

    def _on_failed(self, edits: Sequence[CellEdit], refusal: Refusal) -> None:
        self._model.keep_unsaved(edits, speak(refusal.sentence))
        self.failed.emit(refusal, edits)


class _Command(QUndoCommand):
    """One step, by target and field and never by row, since rows may be sorted otherwise by then."""

    def __init__(self, edits: Edits, store: Store, forth: Sequence[CellEdit], back: Sequence[CellEdit]) -> None:
        super().__init__()
        self._edits = edits
        self._store = store
        self._forth = forth
        self._back = back
        self._new = True

    def redo(self) -> None:
        """Do it again; pushing it is not doing it, for it is on disk by then."""
        if not self._new:
            self._edits.put(self._forth, self._store, record=False)
        self._new = False

    def undo(self) -> None:
        """Put back what stood there."""
        self._edits.put(self._back, self._store, record=False)
