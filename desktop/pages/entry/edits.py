"""What a person enters on its way to the disk, and back again by undo."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from db.errors import Refusal
from desktop.desk import Desk
from desktop.operations.entry import CellEdit, Edited, edit_entries
from desktop.operations.progress import Progress
from desktop.pages.entry.model import EntryModel
from desktop.pages.runner import Runner, Topic
from desktop.widgets.words import speak

CHANGES = frozenset({Topic.ENTRIES})


class Edits(QObject):
    """Stores edits one after another; the undo stack has one command for each that changed something."""

    # Something is on disk now.
    saved = Signal()
    # The sentence of a refusal; what was typed stays in its cells.
    failed = Signal(str)

    def __init__(self, desk: Desk, runner: Runner, model: EntryModel, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._model = model
        self.stack = QUndoStack(self)
        self._period = ""

    def open_period(self, code: str) -> None:
        """Edits go to another period from now on; what was done before can no longer be undone from here."""
        if code != self._period:
            self._period = code
            self.stack.clear()

    def enter(self, edits: Sequence[CellEdit]) -> None:
        """Store what was typed, pasted or cleared, as one step of undo."""
        self._store(edits, record=True)

    def put_back(self, edits: Sequence[CellEdit]) -> None:
        """Store what an undo or redo brings back."""
        self._store(edits, record=False)

    def _store(self, edits: Sequence[CellEdit], *, record: bool) -> None:
        if not edits:
            return
        code, wanted = self._period, list(edits)

        def job(_progress: Progress) -> Edited:
            return edit_entries(self._desk, code, wanted)

        self._runner.run(
            job,
            lambda edited: self._on_stored(code, wanted, edited, record=record),
            failed=lambda refusal: self._on_failed(wanted, refusal),
            changes=CHANGES,
        )

    def _on_stored(self, code: str, edits: Sequence[CellEdit], edited: Edited, *, record: bool) -> None:
        if code != self._period:
            return
        self._model.forget_unsaved(edits)
        self._model.replace(edited.rows)
        if edited.back and record:
            self.stack.push(_Command(self, edits, edited.back))
        self.saved.emit()

    def _on_failed(self, edits: Sequence[CellEdit], refusal: Refusal) -> None:
        said = speak(refusal.sentence)
        self._model.keep_unsaved(edits, said)
        self.failed.emit(said)


class _Command(QUndoCommand):
    """One step, by target and field and never by row, since rows may be sorted otherwise by then."""

    def __init__(self, edits: Edits, forth: Sequence[CellEdit], back: Sequence[CellEdit]) -> None:
        super().__init__()
        self._edits = edits
        self._forth = forth
        self._back = back
        self._new = True

    def redo(self) -> None:
        """Do it again; pushing it is not doing it, for it is on disk by then."""
        if not self._new:
            self._edits.put_back(self._forth)
        self._new = False

    def undo(self) -> None:
        """Put back what stood there."""
        self._edits.put_back(self._back)
