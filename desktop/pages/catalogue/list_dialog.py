"""Importing a foreign list of targets: looked at, put right, ticked, and only then taken."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.operations.editing import CellEdit
from desktop.operations.importing_targets import COLUMN_FIELDS, Looked, add_strangers, amend, learn, strangers
from desktop.operations.proposing import LineState, Proposed
from desktop.pages.asking import AskDialog, Question
from desktop.pages.catalogue.list_model import TAKE, ListModel, ListRow, is_tick
from desktop.pages.dialogs import Chooser
from desktop.pages.runner import Runner, Topic
from desktop.widgets.blocks import Cell
from desktop.widgets.cells import CellDelegate
from desktop.widgets.grid import Grid
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, Theme, dress, scaled
from desktop.widgets.words import word

_SIZE: Final = (1248, 680)
_TITLE: Final = 3


class ListDialog(QDialog):
    """Accepted when the ticked lines are to be taken."""

    # What a person said of the columns, by header: the file is to be looked at again.
    mapped = Signal(object)

    def __init__(
        self,
        desk: Desk,
        looked: Looked,
        words: Mapping[str, str],
        theme: Theme,
        runner: Runner,
        chooser: Chooser,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._looked = looked
        self._words = words
        self._runner = runner
        self._chooser = chooser
        self.setWindowTitle(self.tr("Import a list of targets"))
        self.resize(*map(scaled, _SIZE))
        self.model = ListModel(self)
        self.grid = Grid(self.model, theme, self.tr("Lines of the list"), self)
        for view in (self.grid, self.grid.frozen):
            view.setItemDelegate(CellDelegate(theme, self.grid, self.model.drawn))
        for number, column in enumerate(self.model.columns):
            self.grid.setColumnWidth(number, self.grid.zoomed_width(column.width))
        self.grid.header.setStretchLastSection(True)
        self._heading, self._where = QLabel(self), QLabel(self)
        dress(self._heading, Part.HEADING)
        dress(self._where, Part.SECONDARY)
        self._where.setWordWrap(True)
        self.chips = {state: self._chip(state) for state in LineState}
        self.columns_button = QPushButton(self.tr("Columns…"), self)
        self.units_button = QPushButton(self)
        self.tick_button = QPushButton(self.tr("Tick all that are clear"), self)
        self.buttons = QDialogButtonBox(self)
        self.take_button = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        dress(self.take_button, Part.PRIMARY)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._lay_out()
        self._connect()
        self.show_looked(looked)

    @property
    def ticked(self) -> list[Proposed]:
        """The lines that are to be taken."""
        return [row.line for row in self.model.rows if row.ticked]

    def show_looked(self, looked: Looked) -> None:
        """Show what a file would bring; what stands in columns as it is, is ticked."""
        self._looked = looked
        self._heading.setText(looked.path.name)
        self.model.set_rows(self.model.kept([ListRow(line, line.certain) for line in looked.lines]))
        self._count()
        if self.model.rowCount():
            self.grid.go_to(0, _TITLE)
            # Which line one is at stays in sight beside whatever is put right in it.
            self.grid.frozen.freeze(_TITLE + 1)

    def _chip(self, state: LineState) -> QPushButton:
        chip = QPushButton(self)
        chip.setCheckable(True)
        dress(chip, Part.CHIP)
        chip.clicked.connect(lambda on: self._on_chip(state, on=on))
        return chip

    def _lay_out(self) -> None:
        chips = QHBoxLayout()
        chips.setSpacing(GAP_SMALL)
        for chip in self.chips.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        chips.addWidget(self.units_button)
        chips.addWidget(self.columns_button)
        chips.addWidget(self.tick_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self._heading)
        column.addWidget(self._where)
        column.addLayout(chips)
        column.addWidget(self.grid, 1)
        column.addWidget(self.buttons)

    def _connect(self) -> None:
        self.columns_button.clicked.connect(self._on_columns)
        self.units_button.clicked.connect(self._on_units)
        self.tick_button.clicked.connect(lambda: self._tick(self.model.rows, on=True))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.model.typed.connect(self._on_entered)
        self.grid.entered.connect(self._on_entered)
        self.grid.pasted.connect(lambda cells, _outside: self._on_entered(cells))
        self.grid.clicked.connect(self._on_clicked)
        self.grid.header.sort_wanted.connect(
            lambda column, also: self.model.arrange(
                self.model.view.sorted_by(self.model.columns[column].key, also=also)
            )
        )
        self.grid.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Space ticks lines, where in a sheet it would begin a text."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space:
            self._on_space()
            return True
        return super().eventFilter(watched, event)

    def _count(self) -> None:
        """How many lines of each state there are, and how many are to be taken."""
        counts = Counter(row.line.state for row in self.model.rows)
        for state, chip in self.chips.items():
            chip.setText(f"{word('line_state', state)} {counts[state]}")
            chip.setVisible(counts[state] > 0)
            chip.setProperty("severity", "error" if state is LineState.UNCLEAR else "")
            dress(chip, Part.CHIP)
        named = strangers([row.line for row in self.model.rows])
        self.units_button.setVisible(bool(named))
        self.units_button.setText(self.tr("Add units: {count}…").format(count=len(named)))
        self.units_button.setToolTip("、".join(named))
        ticked = len(self.ticked)
        self.take_button.setText(self.tr("Take lines: {count}").format(count=ticked))
        self.take_button.setEnabled(ticked > 0)
        self._where.setText(self._explained())

    def _explained(self) -> str:
        looked = self._looked
        said = self.tr("The header was found in row {row}.").format(row=looked.header_row)
        if looked.sheet:
            said = self.tr("Sheet “{sheet}”: ").format(sheet=looked.sheet) + said
        if looked.left_out:
            numbers = "、".join(str(line.number) for line in looked.left_out[:8])
            said += " " + self.tr("Rows that are no targets are left out: {rows}.").format(rows=numbers)
        if any(row.line.read and not row.ticked for row in self.model.rows):
            said += " " + self.tr("What is outlined was read out of a phrase: look at it, then tick the line (Space).")
        return said

    def _on_chip(self, state: LineState, *, on: bool) -> None:
        for other, chip in self.chips.items():
            chip.setChecked(on and other is state)
        only = frozenset({str(state)}) if on else frozenset()
        self.model.arrange(replace(self.model.view, only=only))

    def _on_sort(self, column: int, also: bool) -> None:
        self.model.arrange(self.model.view.sorted_by(self.model.columns[column].key, also=also))

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.model.row_of(index)
        if row is not None and self.model.columns[index.column()].key == TAKE:
            self._tick([row], on=not row.ticked)

    def _on_space(self) -> None:
        """Tick the selected lines, or clear them where all are ticked."""
        rows = [row for number in self.grid.selected().rows if (row := self.model.row_at(number)).takable]
        self._tick(rows, on=not all(row.ticked for row in rows))

    def _tick(self, rows: Sequence[ListRow], *, on: bool) -> None:
        self.model.replace([replace(row, ticked=on) for row in rows if row.takable])
        self._count()

    def _on_entered(self, cells: Sequence[Cell]) -> None:
        """Ticks are kept here; what is put right is looked at again and counts as seen."""
        edits = [edit for cell in cells if (edit := self.model.edit_of(cell)) is not None]
        ticks = {edit.target_key: is_tick(edit.text) for edit in edits if edit.field == TAKE}
        if ticks:
            rows = [row for row in self.model.rows if row.target.key in ticks and row.takable]
            self.model.replace([replace(row, ticked=ticks[row.target.key]) for row in rows])
            self._count()
        wanted = [edit for edit in edits if edit.field != TAKE]
        if wanted:
            lines = [row.line for row in self.model.rows]
            self._runner.run(lambda _progress: amend(self._desk, lines, wanted), partial(self._on_amended, wanted))

    def _on_amended(self, edits: Sequence[CellEdit], lines: tuple[Proposed, ...]) -> None:
        touched = {edit.target_key for edit in edits}
        rows = [
            ListRow(line, (row.ticked or line.target.key in touched) and ListRow(line, False).takable)
            for row, line in zip(self.model.rows, lines, strict=True)
        ]
        self.model.replace(rows)
        self._count()

    def _on_units(self) -> None:
        """Add the units that the list names, once somebody has read their names."""
        lines = [row.line for row in self.model.rows]
        named = strangers(lines)
        title = self.tr("Add units: {count}").format(count=len(named))
        dialog = AskDialog(title, "、".join(named), [], self.tr("Add"), self)
        if self._chooser.show(dialog):
            self._runner.run(
                lambda _progress: add_strangers(self._desk, lines), self._on_judged, changes=frozenset({Topic.PLAN})
            )

    def _on_judged(self, lines: tuple[Proposed, ...]) -> None:
        """What is certain now is ticked; what was ticked stays so."""
        rows = [
            ListRow(line, row.ticked or (line.certain and not row.takable))
            for row, line in zip(self.model.rows, lines, strict=True)
        ]
        self.model.replace(rows)
        self._count()

    def _on_columns(self) -> None:
        """Ask what each column is; the answer is kept for the next list."""
        looked = self._looked
        choices = [("", self.tr("(nothing)")), *((name, word("list_field", name)) for name in COLUMN_FIELDS)]
        questions = [
            Question(
                f"{column.header}\n{column.samples[0] if column.samples else ''}"[:60], column.field, choices=choices
            )
            for column in looked.columns
        ]
        why = self.tr("What each column of the list is. It is remembered for the next list.")
        dialog = AskDialog(self.tr("Columns of the list"), why, questions, self.tr("OK"), self)
        if self._chooser.show(dialog):
            self.mapped.emit(learn(self._words, looked.columns, dialog.answers))
