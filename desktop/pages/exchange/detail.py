"""All that is known of one exchange, below the table."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.operations.exchanges import Exchange
from desktop.pages.exchange.columns import local_time, period_words, way_words
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, dress
from desktop.widgets.words import word


class Detail(QFrame):
    """A card with names and values in two columns; `closed` tells that it was put away."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, Part.CARD)
        self._title = ElidedLabel(self)
        dress(self._title, Part.HEADING)
        self.close_button = QPushButton(self.tr("Close"), self)
        dress(self.close_button, Part.LINK)
        self.close_button.clicked.connect(self._put_away)
        self._reason = QLabel(self)
        self._reason.setWordWrap(True)
        dress(self._reason, Part.ERROR)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(4)
        self._values: list[QLabel] = []
        names = (
            self.tr("Kind"),
            self.tr("State"),
            self.tr("Unit"),
            self.tr("Period"),
            self.tr("Time"),
            self.tr("Who"),
            self.tr("Rows"),
            self.tr("Check code"),
        )
        for number, name in enumerate(names):
            self._add(name, number // 2, 2 * (number % 2))
        self._add(self.tr("Folder"), len(names) // 2, 0, 3)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP_SMALL, MARGIN, GAP)
        column.setSpacing(GAP_SMALL)
        column.addLayout(head)
        column.addWidget(self._reason)
        column.addLayout(self._grid)

    @property
    def text(self) -> str:
        """Everything it says, a line each."""
        said = [self._title.text(), self._reason.text(), *(value.text() for value in self._values)]
        return "\n".join(line for line in said if line)

    def show_exchange(self, exchange: Exchange) -> None:
        """Tell of this one."""
        self._title.setText(exchange.file_name)
        self._reason.setText(exchange.reason)
        self._reason.setVisible(bool(exchange.reason))
        number = self.tr("no. {number}").format(number=exchange.revision) if exchange.revision else ""
        said = (
            " · ".join(part for part in (word("kind", exchange.kind or ""), number) if part),
            f"{way_words(exchange)} · {word('exchange_state', exchange.state)}",
            exchange.unit,
            period_words(exchange.period),
            local_time(exchange.at),
            exchange.who,
            str(exchange.rows) if exchange.rows else "",
            exchange.check_code,
            exchange.folder,
        )
        for label, text in zip(self._values, said, strict=True):
            label.setText(text or "—")
        self.setAccessibleName(self.text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self._put_away()
        else:
            super().keyPressEvent(event)

    def _put_away(self) -> None:
        self.hide()
        self.closed.emit()

    def _add(self, name: str, row: int, column: int, span: int = 1) -> None:
        caption = QLabel(name, self)
        dress(caption, Part.SECONDARY)
        value = ElidedLabel(self)
        value.setAccessibleName(name)
        self._grid.addWidget(caption, row, column)
        self._grid.addWidget(value, row, column + 1, 1, span)
        self._values.append(value)
