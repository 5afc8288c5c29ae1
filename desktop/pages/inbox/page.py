"""收件: sixty files as one table; clean ones are taken in one click, every held one opens on what it needs."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.vocabulary import FileState
from desktop.desk import Desk
from desktop.operations.finding import TargetName, target_names
from desktop.operations.inbox import Incoming, Missing, missing, settle
from desktop.operations.receipts import GOING_BACK
from desktop.operations.receive import FileResult
from desktop.pages.actions import Actions, Answers
from desktop.pages.dialogs import Chooser
from desktop.pages.errands import Errands
from desktop.pages.inbox.columns import FILE, incoming_columns
from desktop.pages.inbox.detail import IncomingDetail
from desktop.pages.page import Page
from desktop.pages.period_box import PeriodBox
from desktop.pages.runner import Runner, Topic
from desktop.pages.settle_dialog import SettleDialog
from desktop.widgets.empty import EmptyView
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import RowsModel
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, Theme, dress
from desktop.widgets.words import word

# So many units are named, in a few lines: the files are to have room. The reminders name all.
_NAMED: Final = 24
# What asks for a person comes first.
_ASKING: Final = (FileState.HELD, FileState.REJECTED, FileState.TAKEN, FileState.UNCHANGED)


class InboxPage(Page):
    """The files that were looked at, and who has not reported yet."""

    def __init__(
        self, desk: Desk, theme: Theme, runner: Runner, errands: Errands, chooser: Chooser, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._runner = runner
        self._errands = errands
        self._chooser = chooser
        self._names: dict[str, str] = {}
        self._files: list[Incoming] = []
        self._missing: tuple[Missing, ...] = ()
        self.period = PeriodBox(desk, runner, self)
        self.model: RowsModel[Incoming] = RowsModel(incoming_columns(), self)
        self.table = KeyTable(self.model, theme, FILE, self.tr("Files that came in"), self)
        self.detail = IncomingDetail(self._names, theme, self)
        self.empty = EmptyView(self)
        self.who = QLabel(self)
        self.who.setWordWrap(True)
        dress(self.who, Part.SECONDARY)
        self.add_button = QPushButton(self.tr("Add files…"), self)
        self.take_button = QPushButton(self)
        self.settle_button = QPushButton(self.tr("Settle…"), self)
        self.receipt_button = QPushButton(self.tr("Receipts…"), self)
        self.remind_button = QPushButton(self.tr("Copy reminders"), self)
        dress(self.take_button, Part.PRIMARY)
        self.chips: dict[FileState | None, QPushButton] = {}
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._show()
        self.refresh()

    def refresh(self) -> None:
        """Read again who has not reported, and what the targets are called."""
        self.period.refresh()
        self._runner.run(lambda _progress: target_names(self._desk), self._on_names)
        self._ask_missing()

    def take_focus(self) -> None:
        """The keys go to the files."""
        (self.table if self._files else self.empty.button).setFocus()

    def commands(self, actions: Actions) -> Answers:
        """Reading again."""
        return {actions.refresh: self.refresh}

    def show_incoming(self, files: Sequence[Incoming]) -> None:
        """Show files that were looked at, beside those of before that are still to be settled."""
        new = {one.result.place for one in files}
        kept = [one for one in self._files if one.result.place not in new and not one.taken]
        self._files = [*kept, *files]
        self._show()
        asking = next((row for row, one in enumerate(self.model.rows) if one.question is not None), 0)
        self.table.selectRow(asking)

    def show_taken(self, results: Sequence[FileResult]) -> None:
        """Show what became of files that were to be taken."""
        became = {result.place: result for result in results}
        self._files = [
            one.became(became[one.result.place]) if one.result.place in became else one for one in self._files
        ]
        self._show()

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Inbox"), self)
        dress(title, Part.TITLE)
        head = QHBoxLayout()
        head.setSpacing(GAP_SMALL)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.period)
        for button in (self.add_button, self.receipt_button, self.settle_button, self.take_button):
            head.addWidget(button)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(GAP_SMALL)
        splitter.addWidget(self.table)
        splitter.addWidget(self.detail)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        self._stack.addWidget(splitter)
        self._stack.addWidget(self.empty)
        foot = QHBoxLayout()
        foot.setSpacing(GAP_SMALL)
        foot.addWidget(self.who, 1)
        foot.addWidget(self.remind_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addLayout(self._chips())
        column.addWidget(self._stack, 1)
        column.addLayout(foot)

    def _chips(self) -> QHBoxLayout:
        """A chip for each state, which shows the files in it alone."""
        row = QHBoxLayout()
        row.setSpacing(GAP_SMALL)
        group = QButtonGroup(self)
        for state in (None, *_ASKING):
            chip = QPushButton(self)
            dress(chip, Part.CHIP)
            chip.setCheckable(True)
            chip.setChecked(state is None)
            chip.clicked.connect(self._fill)
            group.addButton(chip)
            row.addWidget(chip)
            self.chips[state] = chip
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._errands.import_files)
        self.empty.pressed.connect(self._errands.import_files)
        self.take_button.clicked.connect(self._on_take)
        self.settle_button.clicked.connect(self._on_settle)
        self.receipt_button.clicked.connect(lambda: self._errands.write_receipts([one.result for one in self._files]))
        self.remind_button.clicked.connect(self._on_remind)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_settle)
        self.period.chosen.connect(self._ask_missing)
        self._runner.changed.connect(self._on_changed)
        self.empty.explain(
            self.tr("Nothing came in yet"),
            self.tr("Drop the reports that the units sent, or a folder of them, anywhere on the window."),
            self.tr("Add files…"),
        )

    def _show(self) -> None:
        """Files, counts and buttons as they are now."""
        self._files.sort(key=lambda one: _ASKING.index(one.result.state))
        for state, chip in self.chips.items():
            count = sum(state in {None, one.result.state} for one in self._files)
            said = self.tr("All") if state is None else self._state_word(state)
            chip.setText(f"{said} {count}")
        clean = self._clean()
        self.take_button.setText(self.tr("Take clean files: {count}").format(count=len(clean)))
        self.take_button.setEnabled(bool(clean))
        self.receipt_button.setEnabled(any(one.result.state in GOING_BACK for one in self._files))
        self._stack.setCurrentIndex(0 if self._files else 1)
        self._fill()

    def _state_word(self, state: FileState) -> str:
        """Before they are taken clean files are only fit to be."""
        return self.tr("Clean") if state is FileState.TAKEN and self._clean() else word("file_state", state)

    def _fill(self) -> None:
        state = next(state for state, chip in self.chips.items() if chip.isChecked())
        self.model.set_rows([one for one in self._files if state in {None, one.result.state}])
        self._on_chosen()

    def _clean(self) -> list[Incoming]:
        return [one for one in self._files if one.clean]

    def _on_chosen(self) -> None:
        one: Incoming | None = self.table.chosen_row
        self.detail.show_incoming(one)
        self.settle_button.setEnabled(one is not None and one.question is not None)

    def _on_take(self) -> None:
        # What is pressed has nothing left to do then.
        self.table.setFocus()
        self._errands.take(self._clean())

    def _on_settle(self) -> None:
        one: Incoming | None = self.table.chosen_row
        if one is None or one.question is None:
            return
        dialog = SettleDialog(one.result, one.settled, self._names, self._theme, self)
        if self._chooser.show(dialog):
            settled = dialog.settled
            self._runner.run(lambda _progress: settle(self._desk, one, settled), self._on_settled)

    def _on_settled(self, again: Incoming) -> None:
        place = again.result.place
        self._files = [again if one.result.place == place else one for one in self._files]
        self._show()
        self.table.selectRow(next(row for row, one in enumerate(self.model.rows) if one.result.place == place))

    def _ask_missing(self) -> None:
        code = self.period.code
        if code:
            self._runner.run(lambda _progress: missing(self._desk, code), self._on_missing)

    def _on_missing(self, found: tuple[Missing, ...]) -> None:
        self._missing = found
        self.remind_button.setEnabled(bool(found))
        if found:
            units = [one.unit for one in found]
            names = "、".join(units if len(units) <= _NAMED else [*units[:_NAMED], "…"])
            self.who.setText(self.tr("Not reported {count}: {units}").format(count=len(found), units=names))
        else:
            self.who.setText(self.tr("Every unit has reported."))

    def _on_remind(self) -> None:
        """Put a list on the clipboard that pastes into a message and into a spreadsheet."""
        lines = (f"{one.unit}\t{one.person}\t{one.phone}" for one in self._missing)
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _on_names(self, names: Sequence[TargetName]) -> None:
        self._names.update({one.key: f"{one.code} {one.title}" for one in names})

    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if topics & {Topic.REPORTS, Topic.PLAN}:
            self._ask_missing()
