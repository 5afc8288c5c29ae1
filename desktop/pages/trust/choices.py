"""What headquarters chooses: what becomes of forms that were edited, and the digest of the seals."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QGridLayout, QHBoxLayout, QLabel, QRadioButton, QWidget

from db.vocabulary import EditedPolicy, SealMethod
from desktop.widgets.theme import GAP, GAP_SMALL, Part, dress
from desktop.widgets.words import word


class PolicyChoice(QWidget):
    """Three choices, each with one sentence; `chosen` tells what a person chose."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What becomes of them"))
        self._group = QButtonGroup(self)
        self.buttons: dict[EditedPolicy, QRadioButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GAP_SMALL)
        grid.setColumnStretch(1, 1)
        for row, policy in enumerate(EditedPolicy):
            button = self.buttons[policy] = QRadioButton(word("policy", policy), self)
            because = QLabel(word("policy", f"{policy}_because"), self)
            because.setWordWrap(True)
            dress(because, Part.SECONDARY)
            button.setAccessibleDescription(because.text())
            self._group.addButton(button)
            button.clicked.connect(lambda _on, policy=policy: self.chosen.emit(policy))
            grid.addWidget(button, row, 0)
            grid.addWidget(because, row, 1)

    def show_policy(self, policy: EditedPolicy) -> None:
        """Show what is set."""
        self.buttons[policy].setChecked(True)


class MethodBox(QWidget):
    """The digest; `chosen` tells what a person chose."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        label = QLabel(self.tr("Check codes are made by"), self)
        self.box = QComboBox(self)
        self.box.setAccessibleName(label.text())
        for method in SealMethod:
            self.box.addItem(word("method", method), method)
        label.setBuddy(self.box)
        note = QLabel(self.tr("Units follow with their next assignment."), self)
        dress(note, Part.CAPTION)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_SMALL)
        for widget in (label, self.box, note):
            row.addWidget(widget)
        row.addStretch(1)
        self.box.activated.connect(lambda _index: self.chosen.emit(SealMethod(self.box.currentData())))

    def show_method(self, method: SealMethod) -> None:
        """Show what is set."""
        self.box.setCurrentIndex(self.box.findData(method))
