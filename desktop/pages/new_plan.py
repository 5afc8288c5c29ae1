"""What headquarters says of itself before its database is made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.elided import ElidedLabel
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, dress


@dataclass(frozen=True, slots=True)
class NewPlan:
    """The unit's name (empty: the usual one) and the catalogue (None: the one that ships).

    With a year the plan of that year begins empty, and its targets are imported or added later.
    """

    unit: str
    catalogue: Path | None
    year: int | None = None


class NewPlanDialog(QDialog):
    """Asks for the unit's name and where the targets come from."""

    def __init__(self, choose: Callable[[QWidget], Path | None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New headquarters' database"))
        self.setMinimumWidth(480)
        self._choose = choose
        self._catalogue: Path | None = None
        self.unit = QLineEdit(self)
        self.unit.setPlaceholderText(self.tr("Supervision office"))
        label = QLabel(self.tr("&Name of this unit"), self)
        label.setBuddy(self.unit)
        dress(label, Part.SECONDARY)
        self.shipped = QRadioButton(self.tr("The 2024 catalogue that ships with the program, as an example"), self)
        self.own = QRadioButton(self.tr("A catalogue of our own (.csv or .xlsx)"), self)
        self.empty = QRadioButton(self.tr("An empty plan; its targets are imported or added later"), self)
        self.year = QSpinBox(self)
        self.year.setRange(2000, 2099)
        self.year.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.year.setValue(date.today().year)
        self.year.setAccessibleName(self.tr("Year of the plan"))
        self.year.setEnabled(False)
        self.empty.toggled.connect(self.year.setEnabled)
        self.shipped.setChecked(True)
        self.own.toggled.connect(self._on_own)
        buttons = QDialogButtonBox(self)
        self.make = buttons.addButton(self.tr("Next"), QDialogButtonBox.ButtonRole.AcceptRole)
        dress(self.make, Part.PRIMARY)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP_SMALL)
        heading = QLabel(self.windowTitle(), self)
        dress(heading, Part.HEADING)
        column.addWidget(heading)
        column.addSpacing(GAP - GAP_SMALL)
        for widget in (label, self.unit, self.shipped, self.own):
            column.addWidget(widget)
        column.addLayout(self._file_row())
        empty = QHBoxLayout()
        empty.addWidget(self.empty, 1)
        empty.addWidget(self.year)
        column.addLayout(empty)
        column.addStretch(1)
        column.addSpacing(GAP)
        column.addWidget(buttons)

    @property
    def plan(self) -> NewPlan:
        """What was said."""
        catalogue = self._catalogue if self.own.isChecked() else None
        return NewPlan(self.unit.text().strip(), catalogue, self.year.value() if self.empty.isChecked() else None)

    def _file_row(self) -> QHBoxLayout:
        self._name = ElidedLabel(self)
        self._pick = QPushButton(self.tr("Choose…"), self)
        self._pick.setEnabled(False)
        self._pick.clicked.connect(self._on_pick)
        row = QHBoxLayout()
        row.addWidget(self._name, 1)
        row.addWidget(self._pick)
        return row

    def _on_own(self, own: bool) -> None:
        self._pick.setEnabled(own)
        self.make.setEnabled(not own or self._catalogue is not None)

    def _on_pick(self) -> None:
        chosen = self._choose(self)
        if chosen is not None:
            self._catalogue = chosen
            self._name.setText(chosen.name)
            self._on_own(own=True)
