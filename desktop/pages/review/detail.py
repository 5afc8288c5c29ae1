"""Everything that is known of the target under the cursor, to be read from the top down."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.operations.reviewing import ReviewRow
from desktop.pages.review.columns import told
from desktop.widgets.theme import GAP_SMALL, MARGIN, Part, dress


class ReviewDetail(QScrollArea):
    """Headings with texts, made anew for each row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("The selected target"))
        dress(self, Part.CARD)
        self.text = ""

    def show_row(self, row: ReviewRow | None) -> None:
        """Tell of this row."""
        body = QWidget()
        dress(body, Part.CARD)
        column = QVBoxLayout(body)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP_SMALL)
        lines = [] if row is None else told(row)
        if row is not None:
            column.addWidget(_label(f"{row.target.code} {row.target.title}", Part.HEADING, body))
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
