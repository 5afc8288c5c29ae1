"""Every action of the window in one place, with its words and its keys."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence


class Actions(QObject):
    """The actions; whoever makes them connects them."""

    # The number of a page, from 0.
    page = Signal(int)

    def __init__(self, pages: int, parent: QObject) -> None:
        super().__init__(parent)
        self.import_files = self._action(self.tr("Import…"), QKeySequence(QKeySequence.StandardKey.Open))
        self.export = self._action(self.tr("Export…"), QKeySequence("Ctrl+E"))
        self.refresh = self._action(self.tr("Refresh"), QKeySequence(QKeySequence.StandardKey.Refresh))
        self.leave = self._action(self.tr("Other database…"), QKeySequence("Ctrl+Shift+O"))
        self.pages = [
            self._action(self.tr("Page {number}").format(number=number + 1), QKeySequence(f"Ctrl+{number + 1}"))
            for number in range(pages)
        ]
        for number, action in enumerate(self.pages):
            action.setData(number)
            action.triggered.connect(self._on_page)

    @property
    def all(self) -> list[QAction]:
        """Every action, to be added to a window."""
        return [self.import_files, self.export, self.refresh, self.leave, *self.pages]

    def _action(self, text: str, keys: QKeySequence) -> QAction:
        action = QAction(text, self)
        action.setShortcut(keys)
        return action

    def _on_page(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.page.emit(action.data())
