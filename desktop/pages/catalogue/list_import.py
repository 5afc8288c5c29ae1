"""The way of a foreign list into the plan: chosen, looked at, mapped, put right, taken."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.errors import Refusal
from desktop.desk import Desk
from desktop.operations.importing_targets import Imported, Looked, look, take
from desktop.operations.proposing import Proposed
from desktop.operations.revising import Revision
from desktop.pages.catalogue.list_dialog import ListDialog
from desktop.pages.dialogs import Chooser
from desktop.pages.plan_sheet import NEEDS_REVISION, PlanSheet
from desktop.pages.runner import Topic
from desktop.pages.work import Work
from desktop.settings import Settings
from desktop.widgets.theme import Part, Theme
from desktop.widgets.words import speak

_REMEMBERED: Final = "import/words"
_CHANGES: Final = frozenset({Topic.PLAN})


class ListImport(QObject):
    """Says above the page what came of it."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        work: Work,
        settings: Settings,
        chooser: Chooser,
        sheet: PlanSheet,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._theme = theme
        self._work = work
        self._runner = work.runner
        self._settings = settings
        self._chooser = chooser
        self._sheet = sheet
        self._window = window

    def start(self) -> None:
        """Ask for a file, then look at it."""
        path = self._chooser.catalogue(self._window)
        if path is not None:
            self.look_at(path)

    def look_at(self, path: Path) -> None:
        """Look at a file with what is remembered of columns."""
        words = self._words
        self._runner.run(lambda _progress: look(self._desk, path, words), self._on_looked)

    @property
    def _words(self) -> Mapping[str, str]:
        kept = str(self._settings.store.value(_REMEMBERED, "", type=str))
        words: dict[str, str] = json.loads(kept) if kept else {}
        return words

    def _on_looked(self, looked: Looked) -> None:
        dialog = ListDialog(self._desk, looked, self._words, self._theme, self._runner, self._chooser, self._window)
        dialog.mapped.connect(lambda words: self._on_mapped(words, looked.path, dialog))
        if self._chooser.show(dialog):
            self._take(dialog.ticked, None)

    def _on_mapped(self, words: Mapping[str, str], path: Path, dialog: ListDialog) -> None:
        """Remember what was said of the columns, and look again."""
        self._settings.store.setValue(_REMEMBERED, json.dumps(words, ensure_ascii=False))
        self._runner.run(lambda _progress: look(self._desk, path, words), dialog.show_looked)

    def _take(self, lines: Sequence[Proposed], revision: Revision | None) -> None:
        self._runner.run(
            lambda _progress: take(self._desk, lines, revision),
            self._on_taken,
            failed=lambda refusal: self._on_refused(lines, refusal),
            changes=_CHANGES,
        )

    def _on_refused(self, lines: Sequence[Proposed], refusal: Refusal) -> None:
        """What was reported on changes with a period and a reason, or nothing is taken."""
        if refusal.sentence.code != NEEDS_REVISION:
            self._runner.refused.emit(refusal)
            return
        revision = self._sheet.ask_revision(speak(refusal.sentence))
        if revision is not None:
            self._take(lines, revision)

    def _on_taken(self, imported: Imported) -> None:
        said = self.tr("Imported: {added} new, {changed} changed")
        self._work.notice.say(said.format(added=imported.added, changed=imported.changed), Part.GOOD)
