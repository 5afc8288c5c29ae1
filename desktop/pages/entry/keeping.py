"""What is being typed on the entry page, kept on the disk before it is entered."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal

from db.unfinished import Place
from desktop.desk import Desk
from desktop.operations.editing import CellEdit
from desktop.operations.entry import EntrySheet
from desktop.operations.unfinished import Leftover, give_up_unfinished, keep_unfinished, leftovers
from desktop.pages.entry.model import EntryModel
from desktop.pages.runner import Runner
from desktop.widgets.cells import CellDelegate

# Two seconds of typing at most may be lost, writing included.
_EVERY: Final = 1000
# Of what could not be stored, no more than a person types.
_KEPT: Final = 20


class Keeping(QObject):
    """Keeps texts until they are entered or given up; storing an edit forgets by itself what was kept of it."""

    # Leftovers of a session that was ended by force, perhaps none.
    found = Signal(object)
    # A Refusal: what is being typed cannot be kept.
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, model: EntryModel, delegate: CellDelegate, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._model = model
        self._code = ""
        # Where an editor is open in the grid.
        self._here: Place | None = None
        self._typing: dict[Place, str] = {}
        self._kept: set[Place] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timer)
        delegate.begun.connect(self._on_begun)
        delegate.typed.connect(self._on_typed)
        delegate.ended.connect(self._on_ended)

    def open_sheet(self, sheet: EntrySheet) -> None:
        """Texts are of this sheet from now on; `found` tells what was left of it."""
        self._code = sheet.period.code
        self._runner.run(lambda _progress: leftovers(self._desk, sheet), self._on_found)

    def type(self, edit: CellEdit) -> None:
        """Keep a text that is being typed, at the latest a second from now."""
        self._typing[edit.target_key, edit.field] = edit.text
        if not self._timer.isActive():
            self._timer.start()

    def enter(self, edits: Sequence[CellEdit]) -> None:
        """These are being stored, and need not be kept any more."""
        for edit in edits:
            self._typing.pop((edit.target_key, edit.field), None)
            self._kept.discard((edit.target_key, edit.field))

    def keep(self, edits: Sequence[CellEdit]) -> None:
        """Keep what could not be stored; a block that came off the clipboard can come off it again."""
        for edit in edits[:_KEPT]:
            self.type(edit)

    def give_up(self, place: Place) -> None:
        """Nothing of what was typed there is wanted."""
        self._typing.pop(place, None)
        if place in self._kept:
            self._kept.discard(place)
            self._forget(place)

    def discard(self, leftover: Leftover) -> None:
        """Forget what was left of a field."""
        self._forget((leftover.edit.target_key, leftover.field))

    def _forget(self, place: Place) -> None:
        self._run(partial(give_up_unfinished, self._desk, self._code, place))

    def _run(self, job: Callable[[], None]) -> None:
        self._runner.run(lambda _progress: job(), lambda _nothing: None, failed=self._on_failed)

    def _on_begun(self, index: QModelIndex) -> None:
        row = self._model.row_of(index)
        self._here = None if row is None else (row.target.key, self._model.columns[index.column()].field)

    def _on_typed(self, text: str) -> None:
        if self._here is not None:
            self.type(CellEdit(*self._here, text))

    def _on_ended(self) -> None:
        here, self._here = self._here, None
        if here is not None:
            self.give_up(here)

    def _on_timer(self) -> None:
        texts, self._typing = self._typing, {}
        if texts:
            self._kept |= set(texts)
            self._run(partial(keep_unfinished, self._desk, self._code, texts))

    def _on_found(self, found: tuple[Leftover, ...]) -> None:
        self.found.emit(found)

    def _on_failed(self, refusal: object) -> None:
        self.failed.emit(refusal)
