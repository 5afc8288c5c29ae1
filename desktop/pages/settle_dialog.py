"""One held file: what a person has to say of it: of each guess what is meant, of each conflict whose value stands."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QHeaderView, QLabel, QVBoxLayout, QWidget

from db.errors import Refusal
from db.periods import Period
from db.vocabulary import Side
from desktop.operations.inbox import Question, question_of
from desktop.operations.opened import Settled
from desktop.operations.receive import FileResult
from desktop.pages.exchange.columns import finding_columns
from desktop.widgets.choice_table import ChoiceTable
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import RowsModel
from desktop.widgets.theme import GAP, MARGIN, Part, Theme, dress, scaled
from desktop.widgets.words import speak, word

_SIZE: Final = (1080, 600)
# What is less sure than this is to be looked at with care.
_SURE: Final = 90
_SIDES: Final = (Side.THEIRS, Side.OURS, Side.ISSUED)


class SettleDialog(QDialog):
    """Asks how a file is to be settled; `settled` is the answer when it was accepted."""

    def __init__(
        self, result: FileResult, before: Settled, names: Mapping[str, str], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._result = result
        self._before = before
        self._question = question_of(result)
        self.setWindowTitle(self.tr("Settle {file}").format(file=result.name))
        self.resize(*map(scaled, _SIZE))
        title = QLabel(self._asked(), self)
        title.setWordWrap(True)
        dress(title, Part.HEADING)
        self.buttons = QDialogButtonBox(self)
        self.go_on = self.buttons.addButton(self.tr("Settle"), QDialogButtonBox.ButtonRole.AcceptRole)
        dress(self.go_on, Part.PRIMARY)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel).setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        # Where something is to be chosen: of which guess, or of which target or node which field.
        self.table: ChoiceTable | None = None
        body = self._body(names, theme)
        self._on_choice()
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(title)
        column.addWidget(body, 1)
        if self._question is Question.REPAIRS:
            column.addWidget(self._remembered())
        column.addWidget(self.buttons)

    @property
    def choices(self) -> Sequence[tuple[Any, QComboBox]]:
        """Each box by what it decides; none where there is only a yes to be said."""
        return [] if self.table is None else self.table.choices

    @property
    def settled(self) -> Settled:
        """What was said before, and what was said here."""
        before = self._before
        chosen = {place: str(box.currentData()) for place, box in self.choices}
        if self._question is Question.REPAIRS:
            return replace(before, answers={**before.answers, **chosen})
        if self._question is Question.EDITED:
            return replace(before, edited=True)
        if self._question is Question.CLOSED:
            return replace(before, closed=True)
        sides = {place: Side(side) for place, side in chosen.items()}
        return replace(before, conflicts={**before.conflicts, **sides})

    def _asked(self) -> str:
        return {
            Question.REPAIRS: self.tr(
                "Guesses: {count}, of them not sure: {unsure}. Are they meant as understood?"
            ).format(
                count=len(self._result.repairs),
                unsure=sum(one.confidence < _SURE for one in self._result.repairs),
            ),
            Question.CONFLICTS: self.tr("Both sides changed these cells. Whose value is to stand?"),
            Question.EDITED: self.tr("This form is not as it was issued or exported. Take it all the same?"),
            Question.CLOSED: self.tr("The period is closed. Take this report all the same?"),
            None: "",
        }[self._question]

    def _body(self, names: Mapping[str, str], theme: Theme) -> QWidget:
        if self._question is Question.CONFLICTS:
            return self._conflicts(names)
        if self._question is Question.REPAIRS:
            return self._repairs()
        model = RowsModel(finding_columns(), self)
        model.set_rows(self._result.findings)
        return KeyTable(model, theme, 4, self.tr("What holds the file back"), self)

    def _remembered(self) -> QLabel:
        note = QLabel(
            self.tr("What a header, a title or a node means is remembered for the next file of this unit."), self
        )
        note.setWordWrap(True)
        dress(note, Part.CAPTION)
        return note

    def _repairs(self) -> QWidget:
        headers = [self.tr("Where"), self.tr("What it says"), self.tr("Sure"), self.tr("Is meant")]
        table = self._table(self.tr("What had to be guessed"), headers, len(self._result.repairs))
        header = table.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 120), (2, 60), (3, 260)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            table.setColumnWidth(column, width)
        # What is least sure is to be looked at first.
        order = sorted(range(len(self._result.repairs)), key=lambda place: self._result.repairs[place].confidence)
        for row, place in enumerate(order):
            one = self._result.repairs[place]
            where = f"{one.finding.sheet} {one.finding.cell}".strip()
            sure = f"{one.confidence}%" if one.confidence else ""
            table.fill(row, (where, speak(one.finding.message), sure), figures=(2,))
            self._offer_meanings(table, row, place, where)
        return table

    def _offer_meanings(self, table: ChoiceTable, row: int, place: int, where: str) -> None:
        """What a guess may mean, the likeliest chosen; nothing where none is likelier."""
        one = self._result.repairs[place]
        named = self.tr("What is meant at {place}").format(place=where)
        options = [(one.names.get(option) or _meaning(option), option) for option in one.options]
        box = table.offer(row, named, options, one.place)
        box.setCurrentIndex(1 if one.confidence else 0)

    def _conflicts(self, names: Mapping[str, str]) -> QWidget:
        sides = (word("side", side) for side in (Side.ISSUED, Side.OURS, Side.THEIRS))
        headers = [self.tr("Target"), self.tr("Field"), *sides, self.tr("Take")]
        table = self._table(self.tr("Conflicts"), headers, len(self._result.conflicts))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for row, conflict in enumerate(self._result.conflicts):
            name = names.get(conflict.target_key or conflict.node_key, "")
            values = (conflict.issued, conflict.ours, conflict.theirs)
            table.fill(row, (name, word("field", conflict.field), *values))
            named = self.tr("Which value stands for {target}").format(target=name)
            place = (conflict.node_key or conflict.target_key, conflict.field)
            table.offer(row, named, [(word("side", side), str(side)) for side in _SIDES], place)
        return table

    def _table(self, name: str, headers: Sequence[str], rows: int) -> ChoiceTable:
        table = ChoiceTable(name, headers, rows, self)
        table.chosen.connect(self._on_choice)
        self.table = table
        return table

    def _on_choice(self) -> None:
        """Nothing is settled before everything is."""
        self.go_on.setEnabled(self.table is None or self.table.complete)


def _meaning(option: str) -> str:
    """What an option without a name is called: a period by its title, anything else by its word."""
    try:
        return speak(Period.parse(option).title)
    except Refusal:
        return word("meaning", option)
