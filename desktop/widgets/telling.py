"""What is known of something, to be read from the top down: a heading, and short titles with their texts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.widgets.theme import GAP_SMALL, MARGIN, Part, dress


class Telling(QScrollArea):
    """A card whose texts are made anew for each thing that is told of."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        dress(self, Part.CARD)
        self.text = ""

    def tell(self, heading: str, lines: Sequence[tuple[str, str]]) -> None:
        """Tell this; a blank heading stands for nothing to tell of."""
        body = QWidget()
        dress(body, Part.CARD)
        column = QVBoxLayout(body)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP_SMALL)
        if heading:
            column.addWidget(_label(heading, Part.HEADING, body))
        for title, text in lines:
            column.addWidget(_label(title, Part.CAPTION, body))
            column.addWidget(_label(text, None, body))
        column.addStretch(1)
        self.setWidget(body)
        self.text = "\n".join(f"{title}：{text}" for title, text in lines)


def _label(text: str, part: Part | None, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if part is not None:
        dress(label, part)
    return label
