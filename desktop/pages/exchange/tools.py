"""What can be done with the line that is selected, as a row of buttons."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.operations.exchanges import Exchange
from desktop.pages.errands import Errands
from desktop.widgets.theme import GAP_SMALL


class Tools(QWidget):
    """Buttons that are on where they mean something for the line, and say why they are off by their tool tip."""

    def __init__(self, errands: Errands, parent: QWidget) -> None:
        super().__init__(parent)
        self._chosen: Exchange | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP_SMALL)
        self.folder = self._button(self.tr("Open folder"), errands.show_file)
        self.code = self._button(self.tr("Copy check code"), errands.copy_code)
        self.again = self._button(self.tr("Export again…"), errands.export_again)
        self.undo = self._button(self.tr("Undo import…"), errands.undo)
        self._row.addStretch(1)
        self.show_for(None)

    def show_for(self, exchange: Exchange | None) -> None:
        """Switch on what can be done with this one; with none, nothing."""
        self._chosen = exchange
        self._switch(
            self.folder,
            exchange is not None and exchange.path is not None,
            self.tr("Where this file lay was not kept"),
        )
        self._switch(
            self.code,
            exchange is not None and bool(exchange.check_code),
            self.tr("This file has no check code"),
        )
        self._switch(
            self.again,
            exchange is not None and exchange.can_repeat,
            self.tr("Only a report that went out can be exported again as it was"),
        )
        self._switch(
            self.undo,
            exchange is not None and exchange.can_undo,
            self.tr("Only an import that was taken, and not undone yet, can be undone"),
        )

    def _switch(self, button: QPushButton, on: bool, why_not: str) -> None:
        button.setEnabled(on)
        button.setToolTip("" if on else why_not if self._chosen is not None else self.tr("Select one line first"))

    def _button(self, text: str, deed: Callable[[Exchange], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(lambda: None if self._chosen is None else deed(self._chosen))
        self._row.addWidget(button)
        return button
