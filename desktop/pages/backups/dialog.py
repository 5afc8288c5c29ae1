"""备份: the timeline of what can be gone back to, from which one backup is put in place of the open database."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.errors import Refusal
from desktop.desk import Desk
from desktop.operations.backups import Made, back_up_now
from desktop.operations.timeline import Step, Timeline, load_timeline
from desktop.pages.asking import AskDialog
from desktop.pages.backups.columns import step_columns, told
from desktop.pages.dialogs import Chooser
from desktop.pages.folders import open_folder
from desktop.pages.history.columns import local_time
from desktop.pages.runner import Runner
from desktop.settings import Settings, second_place
from desktop.widgets.empty import EmptyView
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import RowsModel
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, Theme, dress, scaled
from desktop.widgets.words import speak

_SIZE = (940, 560)


class BackupsDialog(QDialog):
    """Shows the backups of an open database; `chosen` tells the path of the one to go back to, when it has closed."""

    chosen = Signal(object)

    def __init__(
        self, desk: Desk, theme: Theme, runner: Runner, settings: Settings, chooser: Chooser, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk, self._runner, self._chooser = desk, runner, chooser
        self._second = second_place(settings)
        self._folder: Path | None = None
        self.setWindowTitle(self.tr("Backups"))
        self.resize(*map(scaled, _SIZE))
        self.steps: RowsModel[Step] = RowsModel(step_columns(), self)
        self.table = KeyTable(self.steps, theme, 5, self.tr("Backups"), self)
        self.table.setSelectionMode(KeyTable.SelectionMode.SingleSelection)
        self.empty = EmptyView(self)
        self.empty.explain(
            self.tr("There is no backup yet"),
            self.tr("One is made once a day, and before every import, undo, restore and upgrade."),
            self.tr("Back up now"),
        )
        self.where = self._line(Part.SECONDARY)
        self.detail = self._line(Part.SECONDARY)
        self.said = self._line(Part.ERROR)
        self.said.hide()
        self._lay_out()
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_restore)
        self.empty.pressed.connect(self._on_make)
        self._show(())
        self._load()

    def _line(self, part: Part) -> QLabel:
        label = QLabel(self)
        label.setWordWrap(True)
        dress(label, part)
        return label

    def _lay_out(self) -> None:
        title = QLabel(self.tr("What can be gone back to"), self)
        dress(title, Part.HEADING)
        self.make_button = self._button(self.tr("Back up now"))
        self.make_button.clicked.connect(self._on_make)
        self.folder_button = self._button(self.tr("Open folder"))
        self.folder_button.clicked.connect(self._on_folder)
        self.restore_button = self._button(self.tr("Go back to this…"))
        dress(self.restore_button, Part.PRIMARY)
        self.restore_button.clicked.connect(self._on_restore)
        close = QDialogButtonBox(self)
        close.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(GAP_SMALL)
        for button in (self.restore_button, self.make_button, self.folder_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        for widget in (title, self.where):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        for widget in (self.detail, self.said):
            column.addWidget(widget)
        column.addLayout(row)

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        return button

    def _load(self) -> None:
        self._runner.run(lambda _progress: load_timeline(self._desk), self._on_loaded, failed=self._on_refused)

    def _on_loaded(self, found: Timeline) -> None:
        self._folder = found.folder
        self.folder_button.setEnabled(bool(found.steps))
        second = self.tr("A second place can be set under Settings.")
        if self._second is not None:
            second = self.tr("The newest of each day is also put in {folder}.").format(folder=str(self._second))
        self.where.setText(self.tr("Kept in {folder}. {second}").format(folder=str(found.folder), second=second))
        self._show(found.steps)

    def _show(self, steps: tuple[Step, ...]) -> None:
        """Show these, the newest of them selected."""
        self.steps.set_rows(steps)
        # Before they are loaded it is not known that there are none.
        self.empty.setVisible(not steps and self._folder is not None)
        self.table.setVisible(not self.empty.isVisibleTo(self))
        if steps:
            self.table.selectRow(0)
            self.table.setFocus()

    @property
    def _step(self) -> Step | None:
        one: Step | None = self.table.chosen_row
        return one

    def _on_chosen(self) -> None:
        one = self._step
        self.restore_button.setEnabled(one is not None)
        if one is None:
            self.detail.clear()
            return
        since = told(one, one.until_now)
        self.detail.setText(self.tr("Done since this backup, up to now: {since}").format(since=since))

    def _on_make(self) -> None:
        self.said.hide()
        self.make_button.setEnabled(False)
        self._runner.run(
            lambda _progress: back_up_now(self._desk, self._second), self._on_made, failed=self._on_refused
        )

    def _on_made(self, made: Made) -> None:
        self.make_button.setEnabled(True)
        if made.troubles:
            self._tell("\n".join(speak(one) for one in made.troubles))
        self._load()

    def _on_refused(self, refusal: Refusal) -> None:
        self.make_button.setEnabled(True)
        self._tell(speak(refusal.sentence))

    def _tell(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()

    def _on_folder(self) -> None:
        if self._folder is not None:
            open_folder(self._folder)

    def _on_restore(self) -> None:
        one = self._step
        if one is None:
            return
        title = self.tr("Go back to {time}?").format(time=local_time(one.backup.at))
        ask = AskDialog(title, self._why(one), (), self.tr("Go back"), self)
        # Enter leads from the list to this dialog, and no further by accident.
        ask.buttons.button(QDialogButtonBox.StandardButton.Cancel).setDefault(True)
        if self._chooser.show(ask):
            self.chosen.emit(one.backup.path)
            self.accept()

    def _why(self, one: Step) -> str:
        """What going back does."""
        if one.until_now is None:
            lost = self.tr("What is there now is replaced by what this backup holds.")
        else:
            lost = self.tr("What was done since is put away: {since}").format(since=told(one, one.until_now))
        kept = self.tr(
            "A backup of how it is now is made first. It is then the newest in this list, and leads back here. Files "
            "of evidence stay where they are."
        )
        return f"{lost}\n\n{kept}"
