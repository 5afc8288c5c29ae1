"""Opening an encrypted database: its passphrase, or the recovery key and a new passphrase."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QWidget

from db import keyring
from db.errors import refuse
from desktop.operations.access import replace_passphrase
from desktop.pages.access.secret_dialog import SecretDialog
from desktop.pages.dialogs import Chooser
from desktop.widgets.theme import Part, dress


class OpenDialog(SecretDialog):
    """Asks for the passphrase; `forgotten` where somebody would rather use the recovery key."""

    def __init__(self, database: Path, parent: QWidget) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("OpenDialog", "The passphrase is wanted"),
            translate("OpenDialog", "{file} is encrypted.").format(file=database.name),
            [translate("OpenDialog", "Passphrase")],
            translate("OpenDialog", "Open"),
            lambda texts: keyring.unlock(database, texts[0]),
            parent,
        )
        self.forgotten = False
        self.forgot_link = QPushButton(self.tr("Forgotten? Use the recovery key…"), self)
        self.forgot_link.setAutoDefault(False)
        dress(self.forgot_link, Part.LINK)
        self.forgot_link.clicked.connect(self._on_forgotten)
        self.form.addRow("", self.forgot_link)

    def _on_forgotten(self) -> None:
        self.forgotten = True
        self.reject()


class RecoverDialog(SecretDialog):
    """Asks for the recovery key as it stands on paper, and for a new passphrase."""

    def __init__(self, database: Path, parent: QWidget) -> None:
        translate = QCoreApplication.translate
        why = translate(
            "RecoverDialog",
            "Type the seven groups from the paper on which the recovery key of {file} stands, then a new passphrase in "
            "the place of the old one. Small letters and blanks do not matter.",
        )
        if not keyring.has_envelope(database):
            gone = translate(
                "RecoverDialog", "The key file beside the database is missing, so its passphrase is of no use."
            )
            why = f"{gone} {why}"
        super().__init__(
            translate("RecoverDialog", "Open with the recovery key"),
            why.format(file=database.name),
            [
                translate("RecoverDialog", "Recovery key"),
                translate("RecoverDialog", "New passphrase"),
                translate("RecoverDialog", "Once more"),
            ],
            translate("RecoverDialog", "Open"),
            partial(_recover, database),
            parent,
        )
        # How a recovery key is written, seen until one is typed.
        self.lines[0].setPlaceholderText("-".join(["XXXXX"] * 7))
        self.setMinimumWidth(560)
        # It is on paper before them.
        self.reveal.setChecked(True)


def same(texts: Sequence[str]) -> str:
    """What was typed twice; refused where that was not the same."""
    first, second = texts
    if first != second:
        raise refuse("refusal.not_the_same")
    return first


def _recover(database: Path, texts: Sequence[str]) -> None:
    replace_passphrase(database, texts[0], same(texts[1:]))


def unlocked(database: Path, chooser: Chooser, parent: QWidget) -> bool:
    """Ask whoever sits there; whether the database can be read now."""
    if keyring.has_envelope(database):
        dialog = OpenDialog(database, parent)
        if chooser.show(dialog):
            return True
        if not dialog.forgotten:
            return False
    return chooser.show(RecoverDialog(database, parent))
