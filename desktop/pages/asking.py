"""A few questions on one sheet, answered in words: what is said, why, from when on."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.theme import GAP, MARGIN, Part, dress

_WIDTH = 460
_LINES_HEIGHT = 96
Editor = QComboBox | QPlainTextEdit | QLineEdit


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked: a line, several lines, or one of `choices` (a code and its words each)."""

    label: str
    known: str = ""
    long: bool = False
    choices: Sequence[tuple[str, str]] = ()
    optional: bool = False
    # What is typed is not shown.
    secret: bool = False


class AskDialog(QDialog):
    """Asks; it can be accepted when everything that is wanted has an answer."""

    def __init__(self, title: str, why: str, questions: Sequence[Question], go_on: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        heading = QLabel(title, self)
        heading.setWordWrap(True)
        dress(heading, Part.HEADING)
        words = QLabel(why, self)
        words.setWordWrap(True)
        words.setVisible(bool(why))
        dress(words, Part.SECONDARY)
        self._questions = tuple(questions)
        self.editors = [self._editor(one) for one in questions]
        form = QFormLayout()
        form.setSpacing(GAP)
        for question, editor in zip(questions, self.editors, strict=True):
            editor.setAccessibleName(question.label)
            form.addRow(question.label, editor)
        self.buttons = QDialogButtonBox(self)
        self.go_on = self.buttons.addButton(go_on, QDialogButtonBox.ButtonRole.AcceptRole)
        dress(self.go_on, Part.PRIMARY)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(heading)
        column.addWidget(words)
        column.addLayout(form)
        column.addWidget(self.buttons)
        self._check()

    @property
    def answers(self) -> list[str]:
        """What was answered, in the order of the questions; of a choice its code."""
        return [_text(editor).strip() for editor in self.editors]

    def _editor(self, question: Question) -> Editor:
        if question.choices:
            box = QComboBox(self)
            for code, words in question.choices:
                box.addItem(words, code)
            box.setCurrentIndex(max(box.findData(question.known), 0))
            return box
        if question.long:
            text = QPlainTextEdit(question.known, self)
            text.setFixedHeight(_LINES_HEIGHT)
            # Tab leads on; nobody indents a reason.
            text.setTabChangesFocus(True)
            text.textChanged.connect(self._check)
            return text
        line = QLineEdit(question.known, self)
        if question.secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        line.textChanged.connect(self._check)
        return line

    def _check(self) -> None:
        whole = all(
            one.optional or one.choices or answer for one, answer in zip(self._questions, self.answers, strict=True)
        )
        self.go_on.setEnabled(whole)


def _text(editor: Editor) -> str:
    if isinstance(editor, QComboBox):
        return str(editor.currentData())
    return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()
