"""Asks for what only some know, and has it tried off the window's thread, since that takes long on purpose."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from db.errors import Refusal
from desktop.pages.runner import Runner
from desktop.widgets.theme import GAP, MARGIN, Part, dress
from desktop.widgets.words import speak

_WIDTH: Final = 460
# After the first wrong answer; twice as long after each that follows, in milliseconds.
FIRST_PAUSE: Final = 1000
_LONGEST_PAUSE: Final = 30_000
# Tries what was typed; runs on another thread, refuses where it is not right.
Try = Callable[[Sequence[str]], object]


class SecretDialog(QDialog):
    """Accepted when `try_it` took what was typed; what it refuses is said below the lines.

    With `pauses`, every wrong answer makes the next one wait longer.
    """

    def __init__(
        self,
        title: str,
        why: str,
        labels: Sequence[str],
        go_on: str,
        try_it: Try,
        parent: QWidget,
        *,
        pauses: bool = False,
    ) -> None:
        super().__init__(parent)
        self._try = try_it
        self._pause = FIRST_PAUSE if pauses else 0
        self.runner = Runner(self)
        self.runner.crashed.connect(_raise)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        heading, words = QLabel(title, self), QLabel(why, self)
        dress(heading, Part.HEADING)
        dress(words, Part.SECONDARY)
        for label in (heading, words):
            label.setWordWrap(True)
            # A file's name is no markup.
            label.setTextFormat(Qt.TextFormat.PlainText)
        words.setVisible(bool(why))
        self.form = QFormLayout()
        self.form.setSpacing(GAP)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.lines = [self._line(label) for label in labels]
        self.reveal = QCheckBox(self.tr("Show what I type"), self)
        self.reveal.toggled.connect(self._on_reveal)
        self.form.addRow("", self.reveal)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.said.hide()
        dress(self.said, Part.ERROR)
        self.buttons = QDialogButtonBox(self)
        self.go_on = self.buttons.addButton(go_on, QDialogButtonBox.ButtonRole.AcceptRole)
        dress(self.go_on, Part.PRIMARY)
        self.cancel = self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._on_go)
        self.buttons.rejected.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.column.setSpacing(GAP)
        for widget in (heading, words):
            self.column.addWidget(widget)
        self.column.addLayout(self.form)
        self.column.addWidget(self.said)
        self.column.addWidget(self.buttons)

    def done(self, result: int) -> None:
        """End the thread, and forget what was typed."""
        self.runner.close()
        for line in self.lines:
            line.clear()
        super().done(result)

    def _line(self, label: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setAccessibleName(label)
        self.form.addRow(label, line)
        return line

    def _on_reveal(self, shown: bool) -> None:
        for line in self.lines:
            line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def typed(self) -> list[str]:
        """What is to be tried."""
        return [line.text() for line in self.lines]

    def _on_go(self) -> None:
        texts = self.typed()
        self._enable(on=False)
        self.runner.run(lambda _progress: self._try(texts), self._on_right, failed=self._on_wrong)

    def _on_right(self, _result: object) -> None:
        self.accept()

    def _on_wrong(self, refusal: Refusal) -> None:
        self.said.setText(speak(refusal.sentence))
        self.said.show()
        self.resize(self.width(), self.column.totalHeightForWidth(self.width()))
        QTimer.singleShot(self._pause, self, self._again)
        self._pause = min(2 * self._pause, _LONGEST_PAUSE)

    def _again(self) -> None:
        self._enable(on=True)
        self.lines[0].selectAll()
        self.lines[0].setFocus()

    def _enable(self, *, on: bool) -> None:
        for widget in (*self.lines, self.go_on):
            widget.setEnabled(on)


def _raise(details: str) -> None:
    """A bug of ours is shown as any other."""
    raise RuntimeError(details)
