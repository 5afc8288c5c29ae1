"""Who decides at headquarters on this computer: signing in, and who may."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.operations.officers import Officer, add_officer, load_officers, retire_officer, set_password, sign_in
from desktop.operations.progress import Progress
from desktop.pages.access.secret_dialog import SecretDialog
from desktop.pages.asking import AskDialog, Question
from desktop.pages.dialogs import Chooser
from desktop.pages.runner import Runner
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, Theme, dress, scaled

translate: Final = QCoreApplication.translate


class SignInDialog(SecretDialog):
    """Accepted when somebody has said who they are, with the right password; `desk` is theirs then."""

    def __init__(self, desk: Desk, officers: Sequence[Officer], parent: QWidget) -> None:
        super().__init__(
            translate("SignInDialog", "Who is working?"),
            translate("SignInDialog", "Every decision carries this name."),
            [translate("SignInDialog", "Password")],
            translate("SignInDialog", "Begin"),
            lambda texts: sign_in(desk, *texts),
            parent,
            pauses=True,
        )
        self.desk = desk
        (self.password,) = self.lines
        self.name = QComboBox(self)
        self.name.setAccessibleName(self.tr("Name"))
        # As wide as the line below it.
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for one in officers:
            self.name.addItem(one.name, one.has_password)
        self.form.insertRow(0, self.tr("Name"), self.name)
        self.setTabOrder(self.name, self.password)
        self.name.currentIndexChanged.connect(self._on_name)
        self._on_name()

    def typed(self) -> list[str]:
        """The name comes first."""
        return [self.name.currentText(), *super().typed()]

    def _on_name(self) -> None:
        """Who has no password is not asked for one."""
        self.password.clear()
        self._enable(on=True)

    def _enable(self, *, on: bool) -> None:
        super()._enable(on=on)
        self.password.setEnabled(on and bool(self.name.currentData()))
        self.name.setEnabled(on)

    def _on_right(self, result: object) -> None:
        if isinstance(result, Desk):
            self.desk = result
        super()._on_right(result)


class OfficersDialog(QDialog):
    """Who may, with or without a password; asks for what it needs on one sheet each."""

    def __init__(self, desk: Desk, theme: Theme, runner: Runner, chooser: Chooser, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._chooser = chooser
        self.setWindowTitle(self.tr("Who may decide"))
        self.resize(scaled(520), scaled(400))
        heading = QLabel(self.windowTitle(), self)
        dress(heading, Part.HEADING)
        why = QLabel(self.tr("As soon as somebody is named here, the program asks at its start who is working."), self)
        why.setWordWrap(True)
        dress(why, Part.SECONDARY)
        self.officers: RowsModel[Officer] = RowsModel(_columns(), self)
        self.table = KeyTable(self.officers, theme, 0, self.windowTitle(), self)
        self.add_button = self._button(self.tr("Add…"), self._on_add)
        self.password_button = self._button(self.tr("Password…"), self._on_password)
        self.retire_button = self._button(self.tr("No longer"), self._on_retire)
        row = QHBoxLayout()
        row.setSpacing(GAP_SMALL)
        for button in (self.add_button, self.password_button, self.retire_button):
            row.addWidget(button)
        row.addStretch(1)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        for widget in (heading, why):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(buttons)
        self.table.chosen.connect(self._on_chosen)
        self._on_chosen()
        self._load()

    @property
    def _officer(self) -> Officer | None:
        one: Officer | None = self.table.chosen_row
        return one

    def _button(self, words: str, deed: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(deed)
        return button

    def _load(self) -> None:
        self._runner.run(lambda _progress: load_officers(self._desk), self.officers.set_rows)

    def _on_chosen(self) -> None:
        for button in (self.password_button, self.retire_button):
            button.setEnabled(self._officer is not None)

    def _on_add(self) -> None:
        questions = [Question(self.tr("Name")), Question(self.tr("Password"), optional=True, secret=True)]
        answers = self._ask(self.tr("Add somebody who may decide"), questions)
        if answers is not None:
            name, password = answers
            self._do(lambda _progress: add_officer(self._desk, name, password))

    def _on_password(self) -> None:
        officer = self._officer
        if officer is None:
            return
        old = Question(self.tr("Password until now"), optional=True, secret=True)
        new = Question(self.tr("New password"), optional=True, secret=True)
        title = self.tr("Password of {name}").format(name=officer.name)
        answers = self._ask(title, [old, new])
        if answers is not None:
            before, after = answers
            self._do(lambda _progress: set_password(self._desk, officer.name, before, after))

    def _on_retire(self) -> None:
        officer = self._officer
        if officer is not None:
            self._do(lambda _progress: retire_officer(self._desk, officer.name))

    def _ask(self, title: str, questions: list[Question]) -> list[str] | None:
        dialog = AskDialog(title, "", questions, self.tr("OK"), self)
        return dialog.answers if self._chooser.show(dialog) else None

    def _do(self, job: Callable[[Progress], object]) -> None:
        self._runner.run(job, lambda _done: self._load())


def _columns() -> Sequence[Column[Officer]]:
    with_password = translate("OfficersDialog", "with a password")
    return (
        Column(translate("OfficersDialog", "Name"), lambda one: one.name, 240),
        Column(
            translate("OfficersDialog", "Signs in"),
            lambda one: with_password if one.has_password else translate("OfficersDialog", "by name alone"),
            180,
            soft=True,
        ),
    )


def signed_in(desk: Desk, chooser: Chooser, parent: QWidget) -> Desk | None:
    """The desk of whoever says who they are; as it is where nobody is named, None where nobody said."""
    officers = load_officers(desk) if desk.is_headquarters else ()
    if not officers:
        return desk
    dialog = SignInDialog(desk, officers, parent)
    return dialog.desk if chooser.show(dialog) else None
