"""The figures that a new one is seen against: last period's, last year's, the target, the distance to pace."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.operations.entry import EntryRow
from desktop.pages.entry.columns import figure_text, previous_of, signed_text, to_pace
from desktop.widgets.theme import GAP_SMALL, Part, dress


class Facts(QWidget):
    """Captions with their figures, in the target's own unit; hidden where a target has no figures."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_SMALL)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.figures: list[QLabel] = []
        captions = (self.tr("Last period"), self.tr("Last year's period"), self.tr("Year's target"), self.tr("To pace"))
        for number, words in enumerate(captions):
            caption, figure = QLabel(words, self), QLabel(self)
            dress(caption, Part.CAPTION)
            dress(figure, Part.SECONDARY)
            figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(caption, number, 0)
            self._grid.addWidget(figure, number, 1, Qt.AlignmentFlag.AlignRight)
            self.figures.append(figure)

    def show_row(self, row: EntryRow) -> None:
        """Show another target's figures."""
        self.setVisible(row.target.goal.measure.has_figure)
        unit = row.target.goal.unit
        texts = (
            figure_text(previous_of(row), row),
            figure_text(row.last_year, row),
            figure_text(row.target.goal.target, row),
            signed_text(to_pace(row), row),
        )
        for label, text in zip(self.figures, texts, strict=True):
            label.setText(f"{text}{'' if unit == '%' else ' '}{unit}" if text else "—")
