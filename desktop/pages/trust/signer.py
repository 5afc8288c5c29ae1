"""A workbook from above that is signed by somebody else, or by nobody: a person compares, and it is received again."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from db.checks import Finding
from db.vocabulary import FileState
from desktop.desk import Desk
from desktop.operations.receive import FileResult
from desktop.operations.taking_signature import OTHER_SIGNER, UNSIGNED
from desktop.operations.trust import Signature, Trust, load_trust
from desktop.pages.dialogs import Chooser
from desktop.pages.runner import Runner
from desktop.pages.trust.code_card import CodeCard
from desktop.widgets.theme import GAP, MARGIN, Part, dress
from desktop.widgets.words import speak

_WIDTH = 600


Asked = tuple[FileResult, Finding]
# Receives these files again, as a person said of their signature.
Again = Callable[[list[Path], str], None]


class Vouching(QObject):
    """Asks about a signature that is not the trusted one."""

    def __init__(self, desk: Desk, runner: Runner, chooser: Chooser, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._runner, self._chooser, self._window = desk, runner, chooser, window

    def ask(self, results: Sequence[FileResult], again: Again) -> None:
        """Where files wait because of their signature, ask, and have them received again."""
        held = [one for one in results if one.state is FileState.HELD]
        asked = [(one, two) for one in held for two in one.findings if two.code in {OTHER_SIGNER, UNSIGNED}]
        if asked:
            self._runner.run(lambda _progress: load_trust(self._desk), partial(self._on_trust, asked, again))

    def _on_trust(self, asked: Sequence[Asked], again: Again, found: Trust) -> None:
        first, finding = asked[0]
        if self._chooser.show(SignerDialog(first.path.name, finding, found.signatures, self._window)):
            # One fingerprint speaks for all that it is on; without one, each file is asked about by itself.
            alike = [one.path for one, two in asked if two.found and two.found == finding.found]
            again(alike or [first.path], finding.found)


class SignerDialog(QDialog):
    """Accepted when somebody has compared the fingerprint, or takes the file without one; Cancel is the default."""

    def __init__(self, file: str, finding: Finding, trusted: Sequence[Signature], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Who issued {file}?").format(file=file))
        self.setMinimumWidth(_WIDTH)
        heading = QLabel(self.windowTitle(), self)
        heading.setWordWrap(True)
        dress(heading, Part.HEADING)
        why = QLabel(speak(finding.message), self)
        why.setWordWrap(True)
        self.known = CodeCard(self.tr("Trusted until now"), "", self)
        self.known.show_code(trusted[0].fingerprint if trusted else "")
        self.found = CodeCard(
            self.tr("In this file"), self.tr("Headquarters sees its own in its window and on the covering list."), self
        )
        self.found.show_code(finding.found)
        self.found.setVisible(bool(finding.found))
        self.buttons = QDialogButtonBox(self)
        words = self.tr("It is the same: trust it") if finding.found else self.tr("Take it without a signature")
        self.go_on = self.buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        cancel.setDefault(True)
        cancel.setFocus()
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        for widget in (heading, why, self.known, self.found, self.buttons):
            column.addWidget(widget)
