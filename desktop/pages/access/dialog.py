"""加密和口令: whether the database has a passphrase, and setting, changing and taking it away."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.errors import Refusal
from db.secret import require_strong
from desktop.desk import Desk
from desktop.operations import access
from desktop.operations.access import Access
from desktop.operations.progress import Progress
from desktop.pages.access.opening import same
from desktop.pages.access.recovery import RecoveryDialog
from desktop.pages.access.secret_dialog import SecretDialog, Try
from desktop.pages.dialogs import Chooser
from desktop.pages.runner import Runner
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, dress
from desktop.widgets.words import speak

_WIDTH: Final = 600


class AccessDialog(QDialog):
    """What it asks for is asked on a sheet of its own, what it does runs off the window's thread."""

    def __init__(self, desk: Desk, folders: Sequence[Path], runner: Runner, chooser: Chooser, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._folders, self._runner, self._chooser = desk, folders, runner, chooser
        self.setWindowTitle(self.tr("Encryption and passphrase"))
        self.setMinimumWidth(_WIDTH)
        heading = QLabel(self.windowTitle(), self)
        dress(heading, Part.HEADING)
        self.state, self.why, self.left, self.said = (QLabel(self) for _ in range(4))
        for label in (self.state, self.why, self.left, self.said):
            label.setWordWrap(True)
        dress(self.why, Part.SECONDARY)
        self.set_button = self._button(self.tr("Set a passphrase…"), self._on_set)
        dress(self.set_button, Part.PRIMARY)
        self.change_button = self._button(self.tr("Change…"), self._on_change)
        self.key_button = self._button(self.tr("Recovery key…"), self._on_key)
        self.remove_button = self._button(self.tr("Remove…"), self._on_remove)
        self.rest_button = self._button(self.tr("Encrypt them"), self._on_rest)
        row = QHBoxLayout()
        row.setSpacing(GAP_SMALL)
        for button in (self.set_button, self.change_button, self.key_button, self.remove_button, self.rest_button):
            row.addWidget(button)
        row.addStretch(1)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.column.setSpacing(GAP)
        for widget in (heading, self.state, self.why, self.left):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.column.addWidget(self.said)
        self.column.addWidget(buttons)
        self._show(None)
        self._load()

    def _button(self, words: str, deed: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(deed)
        return button

    def _load(self) -> None:
        self._runner.run(lambda _progress: access.load_access(self._desk, self._folders), self._show)

    def _show(self, found: Access | None) -> None:
        """What is known; nothing can be done before that."""
        has, count = found is not None and found.has_passphrase, found.in_clear.count if found is not None else 0
        self.set_button.setVisible(found is not None and not has)
        for button in (self.change_button, self.key_button, self.remove_button):
            button.setVisible(has)
        for widget in (self.rest_button, self.left):
            widget.setVisible(bool(count))
        dress(self.left, Part.QUERY)
        self.left.setText(
            self.tr("{count} files can still be read without it: evidence and copies from before.").format(count=count)
        )
        if found is None:
            return
        dress(self.state, Part.GOOD if has else Part.QUERY)
        self.state.setText(
            self.tr("The database, its evidence and its backups are encrypted.")
            if has
            else self.tr("No passphrase is set: whoever gets hold of the file can read it.")
        )
        self.why.setText(
            self.tr(
                "Workbooks that are issued or reported are not encrypted by this; give those a password of their own."
            )
            if has
            else self.tr(
                "With a passphrase the database, its evidence and its backups are encrypted, and whoever opens the "
                "database has to type it. A recovery key is made for the day it is forgotten."
            )
        )
        self._fit()

    def _fit(self) -> None:
        self.resize(self.width(), self.column.totalHeightForWidth(self.width()))

    def _on_set(self) -> None:
        why = self.tr(
            "At least 10 characters; a sentence that only you would think of is best. Copies that were made before and "
            "lie elsewhere stay as they are, and what is deleted may stay on a disk for a while."
        )
        typed = self._ask(self.tr("Set a passphrase"), why, [], lambda _texts: None)
        if typed is not None:
            self._do(lambda progress: self._encrypt(typed, progress), self._on_key_made, self.tr("Encrypting…"))

    def _encrypt(self, passphrase: str, progress: Progress) -> str:
        key = access.set_passphrase(self._desk, passphrase)
        access.encrypt_rest(self._desk, self._folders, progress)
        return key

    def _on_change(self) -> None:
        why = self.tr("The recovery key stays the same. Copies that lie elsewhere keep the old passphrase.")
        old = self.tr("Passphrase until now")
        typed = self._ask(self.tr("Change the passphrase"), why, [old], self._require)
        if typed is not None:
            self._do(
                lambda _progress: access.change_passphrase(self._desk, typed, self._folders),
                lambda _done: self._say(self.tr("The passphrase is another one now."), Part.GOOD),
                self.tr("Changing…"),
            )

    def _on_key(self) -> None:
        why = self.tr("It opens the data without the passphrase, so the passphrase is asked for first.")
        if self._sure(self.tr("Show the recovery key"), why, self.tr("Show")):
            self._do(lambda _progress: access.recovery_key(self._desk), self._on_key_made, "")

    def _on_remove(self) -> None:
        why = self.tr("Database and evidence can then be read by whoever has the files. Backups stay as they are.")
        if self._sure(self.tr("Remove the passphrase"), why, self.tr("Remove")):
            self._do(
                lambda _progress: access.remove_passphrase(self._desk),
                lambda _done: self._say(self.tr("The database is a plain file again."), Part.GOOD),
                self.tr("Decrypting…"),
            )

    def _on_rest(self) -> None:
        self._do(
            lambda progress: access.encrypt_rest(self._desk, self._folders, progress),
            lambda _done: self._say(self.tr("They are encrypted now."), Part.GOOD),
            self.tr("Encrypting…"),
        )

    def _require(self, texts: Sequence[str]) -> None:
        access.require_passphrase(self._desk, texts[0])

    def _sure(self, title: str, why: str, go_on: str) -> bool:
        dialog = SecretDialog(title, why, [self.tr("Passphrase")], go_on, self._require, self)
        return self._chooser.show(dialog)

    def _ask(self, title: str, why: str, before: Sequence[str], check: Try) -> str | None:
        """A new passphrase, typed twice and strong enough; None where somebody would rather not."""
        typed: list[str] = []

        def try_it(texts: Sequence[str]) -> None:
            check(texts)
            require_strong(same(texts[-2:]))
            typed.append(texts[-1])

        labels = [*before, self.tr("New passphrase"), self.tr("Once more")]
        dialog = SecretDialog(title, why, labels, self.tr("OK"), try_it, self)
        return typed[-1] if self._chooser.show(dialog) else None

    def _do(self, job: Callable[[Progress], object], done: Callable[..., None], meanwhile: str) -> None:
        """Do something that nobody may interrupt, then say and show what came of it."""
        self._say(meanwhile, Part.SECONDARY)
        self.setEnabled(False)

        def finish(result: object) -> None:
            self._over()
            done(result)

        self._runner.run(job, finish, failed=self._on_refused)

    def _over(self) -> None:
        self.setEnabled(True)
        self.said.hide()
        self._load()

    def _on_refused(self, refusal: Refusal) -> None:
        self._over()
        self._say(speak(refusal.sentence), Part.ERROR)

    def _on_key_made(self, key: str) -> None:
        self._chooser.show(RecoveryDialog(self._desk.store.path, key, self._chooser, self))

    def _say(self, words: str, part: Part) -> None:
        self.said.setText(words)
        dress(self.said, part)
        self.said.setVisible(bool(words))
        self._fit()
