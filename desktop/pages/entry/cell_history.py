"""What became of the cell under the cursor: when, who, from where, old and new; shown when somebody asks."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.operations.changes import ChangeLine, cell_history
from desktop.pages.history.columns import local_time, origin_of, value_of
from desktop.pages.runner import Runner
from desktop.widgets.theme import Part, dress
from desktop.widgets.words import word

# Older ones stand on the history page.
_SHOWN = 12


class CellHistory(QWidget):
    """A link that opens the list; while it is open, it follows the cursor."""

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        # Period, target and field.
        self._place = ("", "", "")
        self.link = QPushButton(self)
        self.link.setCheckable(True)
        dress(self.link, Part.LINK)
        self.link.toggled.connect(self._show_or_hide)
        self.lines = QLabel(self)
        self.lines.setWordWrap(True)
        self.lines.setTextFormat(Qt.TextFormat.PlainText)
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        dress(self.lines, Part.SECONDARY)
        self.lines.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.lines)

    def follow(self, code: str, target_key: str, field: str) -> None:
        """Speak of another cell, or of what became of this one since."""
        self._place = (code, target_key, field)
        self.link.setText(self.tr("History of {field}").format(field=word("field", field)))
        self._load()

    def _show_or_hide(self, shown: bool) -> None:
        self.lines.setVisible(shown)
        self._load()

    def _load(self) -> None:
        if self.link.isChecked() and self._place[0]:
            place = self._place
            self._runner.run(
                lambda _progress: cell_history(self._desk, *place), lambda lines: self._on_loaded(place, lines)
            )

    def _on_loaded(self, place: tuple[str, str, str], lines: tuple[ChangeLine, ...]) -> None:
        if place != self._place:
            return
        said = [
            f"{local_time(line.at)} {line.who} · {origin_of(line)}\n{value_of(line.old)} → {value_of(line.new)}"
            for line in lines[:_SHOWN]
        ]
        self.lines.setText("\n".join(said) or self.tr("Not changed yet"))
