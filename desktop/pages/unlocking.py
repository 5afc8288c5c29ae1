"""Asking for the password of workbooks that want one, and reading them again."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.operations.shown_files import place_to_show
from desktop.pages.dialogs import Chooser
from desktop.pages.runner import Runner


class Unlocking(QObject):
    """What was opened with a password is kept until the database is closed."""

    def __init__(self, runner: Runner, chooser: Chooser, window: QWidget) -> None:
        super().__init__(window)
        self._runner = runner
        self._chooser = chooser
        self._window = window

    def ask(self, paths: Sequence[Path], locked: Sequence[Path], again: Callable[[list[Path]], None]) -> bool:
        """Where files are locked, ask for their password and go on `again` with all of them; whether that was done."""
        if not locked:
            return False
        from desktop.pages.asking import AskDialog, Question

        names = "、".join(path.name for path in locked[:3])
        why = self.tr("{files} can only be opened with its password. It stands in the covering list.")
        question = Question(self.tr("Password"))
        title = self.tr("A password is wanted")
        dialog = AskDialog(title, why.format(files=names), [question], self.tr("Open"), self._window)
        if not self._chooser.show(dialog):
            return False
        password, folder = dialog.answers[0], place_to_show()
        self._runner.run(lambda _progress: _open(paths, locked, password, folder), again)
        return True


def _open(paths: Sequence[Path], locked: Sequence[Path], password: str, folder: Path) -> list[Path]:
    # As every job of the first page, this one brings its libraries itself.
    from desktop.operations.unlocking import open_locked

    return open_locked(paths, locked, password, folder)
