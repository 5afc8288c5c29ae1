"""信任与校验: by what this desk tells where a workbook comes from, and what becomes of one that was edited."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.errors import Refusal
from desktop.desk import Desk
from desktop.operations import trust
from desktop.operations.progress import Progress
from desktop.operations.trust import Trust, UnitKey
from desktop.pages.asking import AskDialog
from desktop.pages.dialogs import Chooser
from desktop.pages.runner import Runner
from desktop.pages.trust.choices import MethodBox, PolicyChoice
from desktop.pages.trust.code_card import CodeCard
from desktop.pages.trust.columns import key_columns, signature_columns
from desktop.pages.trust.key_dialogs import EnterKeyDialog, ShowKeyDialog
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import RowsModel
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, Theme, dress, scaled
from desktop.widgets.words import speak, word

_SIZE = (680, 640)


class TrustDialog(QDialog):
    """What both seats have: the exchange keys, the digest, and a line for what was refused; loads what it shows."""

    def __init__(self, desk: Desk, theme: Theme, runner: Runner, chooser: Chooser, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._theme, self._runner, self._chooser = desk, theme, runner, chooser
        self.setWindowTitle(self.tr("Trust and checks"))
        self.resize(*map(scaled, _SIZE))
        self.keys: RowsModel[UnitKey] = RowsModel(key_columns(), self)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.body.setSpacing(GAP)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.said.hide()
        dress(self.said, Part.ERROR)

    def _end(self) -> None:
        """What stands below the body, made after it so that the keys come to it last."""
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.body.addWidget(self.said)
        self.body.addWidget(buttons)

    def load(self) -> None:
        """Read it again."""
        self._runner.run(lambda _progress: trust.load_trust(self._desk), self.show_trust, failed=self._on_refused)

    def show_trust(self, found: Trust) -> None:
        """Show it."""
        self.keys.set_rows(found.keys)

    def _heading(self, words: str) -> QLabel:
        heading = QLabel(words, self)
        dress(heading, Part.HEADING)
        return heading

    def _secondary(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setWordWrap(True)
        dress(label, Part.SECONDARY)
        return label

    def _button(self, words: str, deed: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(deed)
        return button

    def _row(self, *widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_SMALL)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _do(self, job: Callable[[], object]) -> None:
        """Do something, then show what came of it."""
        self.said.hide()
        self._runner.run(lambda _progress: job(), lambda _done: self.load(), failed=self._on_refused)

    def _on_refused(self, refusal: Refusal) -> None:
        self.said.setText(speak(refusal.sentence))
        self.said.show()
        # What was chosen and not done is not shown as if it had been.
        self.load()

    def _sure(self, title: str, why: str, go_on: str) -> bool:
        return self._chooser.show(AskDialog(title, why, (), go_on, self))


class HeadquartersTrust(TrustDialog):
    """Headquarters': its signature, the policy, the digest, and the key of every unit."""

    def __init__(self, desk: Desk, theme: Theme, runner: Runner, chooser: Chooser, parent: QWidget) -> None:
        super().__init__(desk, theme, runner, chooser, parent)
        why = self.tr("Every workbook that is issued is signed. Units compare this fingerprint on the telephone.")
        self.signature = CodeCard(self.tr("Fingerprint of our signature"), why, self)
        self.renew_button = self._button(self.tr("New signature…"), self._on_renew)
        self.signature.buttons.addWidget(self.renew_button)
        self.policy = PolicyChoice(self)
        self.table = KeyTable(self.keys, theme, 0, self.tr("Exchange keys of the units"), self)
        self.make_button = self._button(self.tr("Make…"), self._on_make)
        self.show_button = self._button(self.tr("Show…"), self._on_show)
        self.remove_button = self._button(self.tr("Remove…"), self._on_remove)
        self.method = MethodBox(self)
        self.body.addWidget(self.signature)
        self.body.addWidget(self._heading(self.tr("Forms that are not as they were issued or exported")))
        self.body.addWidget(self.policy)
        self.body.addWidget(self._heading(self.tr("Exchange keys")))
        self.body.addWidget(
            self._secondary(
                self.tr("With a key, a unit's reports show that they come from its desk and are unchanged.")
            )
        )
        self.body.addWidget(self.table, 1)
        self.body.addLayout(self._row(self.make_button, self.show_button, self.remove_button))
        self.body.addWidget(self.method)
        self.policy.chosen.connect(lambda chosen: self._do(lambda: trust.set_edited_policy(desk, chosen)))
        self.method.chosen.connect(lambda chosen: self._do(lambda: trust.set_seal_method(desk, chosen)))
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self._end()
        self._on_chosen()
        self.load()

    def show_trust(self, found: Trust) -> None:
        """Show it, the same unit selected as before."""
        chosen = self._unit
        super().show_trust(found)
        self.signature.show_code(found.signatures[0].fingerprint)
        self.policy.show_policy(found.policy)
        self.method.show_method(found.method)
        row = next((row for row, one in enumerate(self.keys.rows) if chosen and one.unit == chosen.unit), None)
        if row is not None:
            self.table.selectRow(row)

    @property
    def _unit(self) -> UnitKey | None:
        one: UnitKey | None = self.table.chosen_row
        return one

    def _on_chosen(self) -> None:
        one = self._unit
        has_key = one is not None and one.since is not None
        self.make_button.setEnabled(one is not None)
        self.make_button.setText(self.tr("Renew…") if has_key else self.tr("Make…"))
        self.show_button.setEnabled(has_key)
        self.remove_button.setEnabled(has_key)

    def _on_opened(self) -> None:
        one = self._unit
        if one is not None:
            (self._on_make if one.since is None else self._on_show)()

    def _on_make(self) -> None:
        one = self._unit
        if one is None or (one.since is not None and not self._renews(one.unit)):
            return
        self._tell_key(one.unit, lambda _progress: trust.make_exchange_key(self._desk, one.unit))

    def _renews(self, unit: str) -> bool:
        title = self.tr("Renew the exchange key of {unit}").format(unit=unit)
        why = self.tr("Its reports are no longer verified until the unit has entered the new key.")
        return self._sure(title, why, self.tr("Renew"))

    def _on_show(self) -> None:
        one = self._unit
        if one is not None:
            self._tell_key(one.unit, lambda _progress: trust.exchange_key(self._desk, one.unit))

    def _tell_key(self, unit: str, job: Callable[[Progress], str]) -> None:
        self.said.hide()
        self._runner.run(lambda progress: (unit, job(progress)), self._on_key, failed=self._on_refused)

    def _on_key(self, told: tuple[str, str]) -> None:
        self.load()
        self._chooser.show(ShowKeyDialog(*told, self))

    def _on_remove(self) -> None:
        one = self._unit
        if one is None:
            return
        title = self.tr("Remove the exchange key of {unit}").format(unit=one.unit)
        why = self.tr("Its reports are then taken without being verified.")
        if self._sure(title, why, self.tr("Remove")):
            self._do(lambda: trust.remove_exchange_key(self._desk, one.unit))

    def _on_renew(self) -> None:
        why = self.tr(
            "Do this where somebody else may have a copy of the database. Every unit will be asked to compare the new "
            "fingerprint before it takes the next workbook."
        )
        if self._sure(self.tr("Sign with a new key"), why, self.tr("New signature")):
            self._do(lambda: trust.renew_signing_key(self._desk))


class UnitTrust(TrustDialog):
    """A unit's: whose signature it trusts, its own exchange key, and the digest that it was given."""

    def __init__(self, desk: Desk, theme: Theme, runner: Runner, chooser: Chooser, parent: QWidget) -> None:
        super().__init__(desk, theme, runner, chooser, parent)
        self.signatures = RowsModel(signature_columns(), self)
        self.table = KeyTable(self.signatures, theme, 0, self.tr("Trusted signatures"), self)
        self.nobody = self._secondary(
            self.tr("None yet. That of the first signed assignment will be trusted, and every other one asked about.")
        )
        self.key = self._secondary("")
        self.enter_button = self._button(self.tr("Enter…"), self._on_enter)
        self.remove_button = self._button(self.tr("Remove…"), self._on_remove)
        self.method = self._secondary("")
        self.body.addWidget(self._heading(self.tr("Signature from above")))
        self.body.addWidget(
            self._secondary(
                self.tr("Workbooks from above are taken with this signature; any other is asked about first.")
            )
        )
        self.body.addWidget(self.nobody)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._heading(self.tr("Exchange key")))
        self.body.addWidget(self.key)
        self.body.addLayout(self._row(self.enter_button, self.remove_button))
        self.body.addWidget(self.method)
        self._end()
        self.resize(scaled(_SIZE[0]), scaled(420))
        self.load()

    def show_trust(self, found: Trust) -> None:
        """Show it."""
        super().show_trust(found)
        self.signatures.set_rows(found.signatures)
        self.nobody.setVisible(not found.signatures)
        self.table.setVisible(bool(found.signatures))
        (own,) = found.keys
        self.remove_button.setEnabled(own.since is not None)
        self.key.setText(
            self.tr("No key was agreed on. Reports are then taken without being verified.")
            if own.since is None
            else self.tr(
                "Entered by {who} on {day}. Our reports bear its mark, by which headquarters verifies them."
            ).format(who=own.who, day=own.since.astimezone().date().isoformat())
        )
        self.method.setText(self.tr("Check codes are made by {method}.").format(method=word("method", found.method)))

    def _on_enter(self) -> None:
        dialog = EnterKeyDialog(partial(trust.enter_exchange_key, self._desk), self)
        if self._chooser.show(dialog):
            self.load()

    def _on_remove(self) -> None:
        title = self.tr("Remove the exchange key")
        why = self.tr("Headquarters will no longer verify our reports, and may refuse them.")
        if self._sure(title, why, self.tr("Remove")):
            self._do(lambda: trust.remove_exchange_key(self._desk, self._desk.unit))


def trust_dialog(desk: Desk, theme: Theme, runner: Runner, chooser: Chooser, parent: QWidget) -> TrustDialog:
    """The dialog of this seat."""
    made = HeadquartersTrust if desk.is_headquarters else UnitTrust
    return made(desk, theme, runner, chooser, parent)
