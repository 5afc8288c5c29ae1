"""The card of what to do now: every step in its order, the first open one with the button that does it."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.operations.home import Home, Step, StepKind
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, dress

_BUTTONS: Final = 160


class StepsCard(QFrame):
    """`wanted` tells the StepKind whose button was pressed."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, Part.CARD)
        heading = QLabel(self.tr("To do now"), self)
        dress(heading, Part.HEADING)
        self.lines = QGridLayout()
        self.lines.setHorizontalSpacing(GAP)
        self.lines.setVerticalSpacing(GAP_SMALL)
        self.lines.setColumnStretch(1, 1)
        self.buttons: dict[StepKind, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(heading)
        column.addLayout(self.lines)
        column.addStretch(1)

    @property
    def text(self) -> str:
        """What the card says, a line for each step."""
        cells = [self.lines.itemAtPosition(row, 1) for row in range(self.lines.rowCount())]
        labels = [cell.widget() for cell in cells if cell is not None]
        return "\n".join(label.text() for label in labels if isinstance(label, QLabel))

    def show_home(self, home: Home) -> None:
        """Show other steps; where the keys went to one of them, they go to the first that is left to do."""
        held = QApplication.focusWidget()
        keyed = held is not None and (held is self or self.isAncestorOf(held))
        while (item := self.lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self.buttons = {}
        if not home.steps:
            closed = QLabel(self.tr("This period is closed; there is nothing to do."), self)
            self.lines.addWidget(closed, 0, 1)
        for row, step in enumerate(home.steps):
            self._add(row, step, home, first=step == home.next)
        if keyed:
            self.take_focus()

    def take_focus(self) -> None:
        """The keys go to the first step that is left to do; before the steps are known, to the card."""
        next(iter(self.buttons.values()), self).setFocus()

    def _add(self, row: int, step: Step, home: Home, *, first: bool) -> None:
        mark, words = QLabel("✓" if step.done else "→" if first else "·", self), QLabel(self._words(step, home), self)
        mark.setAccessibleName(self.tr("Done") if step.done else self.tr("Open"))
        dress(mark, Part.GOOD if step.done else Part.SECONDARY)
        words.setWordWrap(True)
        if step.done or not first:
            dress(words, Part.SECONDARY)
        self.lines.addWidget(mark, row, 0)
        self.lines.addWidget(words, row, 1)
        if not step.done and step.kind is not StepKind.WAIT:
            button = QPushButton(self._does(step.kind), self)
            button.setMinimumWidth(_BUTTONS)
            if first:
                dress(button, Part.PRIMARY)
            button.clicked.connect(lambda: self.wanted.emit(step.kind))
            self.buttons[step.kind] = button
            self.lines.addWidget(button, row, 2)
            # Now, and not a turn of the loop later, since what is hidden gets no keys.
            button.show()

    def _words(self, step: Step, home: Home) -> str:
        count = step.count
        if step.kind is StepKind.WAIT:
            return self.tr("Exported, check code {code}. Send the file, then wait for the reply.").format(
                code=home.check_code
            )
        if step.done:
            return {
                StepKind.IMPORT: self.tr("Assignment imported"),
                StepKind.BLANK: self.tr("Every target is filled in"),
                StepKind.ERROR: self.tr("No errors"),
                StepKind.QUERY: self.tr("Nothing left to explain"),
                StepKind.RETURNED: self.tr("Every comment is answered"),
                StepKind.EXPORT: self.tr("Report exported"),
            }[step.kind]
        return {
            StepKind.IMPORT: self.tr("Import the assignment that headquarters issued"),
            StepKind.BLANK: self.tr("Targets not filled in yet: {count}").format(count=count),
            StepKind.ERROR: self.tr("Targets with errors: {count}").format(count=count),
            StepKind.QUERY: self.tr("Targets to be explained: {count}").format(count=count),
            StepKind.RETURNED: self.tr("Returned items to be answered: {count}").format(count=count),
            StepKind.EXPORT: self.tr("Export the report and send it"),
        }[step.kind]

    def _does(self, kind: StepKind) -> str:
        return {
            StepKind.IMPORT: self.tr("Import…"),
            StepKind.BLANK: self.tr("Fill in"),
            StepKind.ERROR: self.tr("Correct"),
            StepKind.QUERY: self.tr("Explain"),
            StepKind.RETURNED: self.tr("Answer"),
            StepKind.EXPORT: self.tr("Export report"),
        }[kind]
