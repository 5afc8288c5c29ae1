"""Questions that are asked on a sheet of their own; a reason that is being typed there survives a crash."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from db.unfinished import Place
from desktop.desk import Desk
from desktop.operations.unfinished import texts_left
from desktop.pages.asking import AskDialog, Question
from desktop.pages.dialogs import Chooser
from desktop.pages.keeper import Keeper
from desktop.pages.runner import Runner

# What a text is kept under has so much room.
_NAME: Final = 200


class Asker(QObject):
    """Asks over a page; what a session that was ended by force left of a text stands in its place again."""

    def __init__(self, desk: Desk, runner: Runner, chooser: Chooser, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._chooser = chooser
        self._window = parent
        self._keeper = Keeper(desk, runner, self)

    def ask(self, title: str, why: str, questions: Sequence[Question], go_on: str = "") -> list[str] | None:
        """What was answered, in the order of the questions; None where somebody thought better of it."""
        dialog = AskDialog(title, why, questions, go_on or self.tr("OK"), self._window)
        long = {(title[:_NAME], one.label): editor for one, editor in _long(dialog, questions)}
        if long:
            self._runner.run(
                lambda _progress: texts_left(self._desk, title[:_NAME]), partial(self._offer, dialog, long)
            )
        for place, editor in long.items():
            editor.textChanged.connect(partial(self._on_typed, place, editor))
        agreed = self._chooser.show(dialog)
        for place in long:
            self._keeper.give_up(place)
        return dialog.answers if agreed else None

    def _on_typed(self, place: Place, editor: QPlainTextEdit) -> None:
        self._keeper.type(place, editor.toPlainText())

    def _offer(self, dialog: AskDialog, long: dict[Place, QPlainTextEdit], left: dict[Place, str]) -> None:
        """Put what was left into what is still as it was shown."""
        for place, text in left.items():
            self._keeper.find(place)
            editor = long.get(place)
            if dialog.isVisible() and editor is not None and not editor.document().isModified():
                editor.setPlainText(text)
                editor.selectAll()


def _long(dialog: AskDialog, questions: Sequence[Question]) -> list[tuple[Question, QPlainTextEdit]]:
    pairs = zip(questions, dialog.editors, strict=True)
    return [(one, editor) for one, editor in pairs if isinstance(editor, QPlainTextEdit)]
