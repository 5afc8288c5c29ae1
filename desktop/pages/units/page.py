"""单位: the tree of units with contacts; adding, renaming, moving and merging them."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.periods import Period
from desktop.desk import Desk
from desktop.operations.entry import periods_of
from desktop.operations.progress import Progress
from desktop.operations.revising import Revision
from desktop.operations.units import (
    CONTACT,
    UnitLine,
    add_unit,
    load_units,
    merge_unit,
    move_unit,
    rename_unit,
    set_contact,
)
from desktop.pages.actions import Actions, Answers
from desktop.pages.asker import Asker
from desktop.pages.asking import Question
from desktop.pages.dialogs import Chooser
from desktop.pages.officers import OfficersDialog
from desktop.pages.page import Page
from desktop.pages.runner import Runner, Topic
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, Theme, dress
from desktop.widgets.words import speak

_CHANGES: Final = frozenset({Topic.PLAN})
_INDENT: Final = "　　"
translate: Final = QCoreApplication.translate


def unit_columns() -> Sequence[Column[UnitLine]]:
    """A unit, as deep in as it lies in the tree."""
    return (
        Column(translate("UnitsPage", "Unit"), _name, 240),
        Column(
            translate("UnitsPage", "Leads"),
            lambda one: str(one.leads or ""),
            72,
            right=True,
            sort=lambda one: one.leads,
        ),
        Column(
            translate("UnitsPage", "Supports"),
            lambda one: str(one.supports or ""),
            72,
            right=True,
            sort=lambda one: one.supports,
        ),
        Column(translate("UnitsPage", "Contact"), lambda one: one.person, 96, grows=True),
        Column(translate("UnitsPage", "Telephone"), lambda one: one.phone, 128, grows=True),
        Column(translate("UnitsPage", "Mail"), lambda one: one.mail, 180, grows=True),
    )


def _name(one: UnitLine) -> str:
    name = f"{_INDENT * one.depth}{one.name}"
    if not one.merged_into:
        return name
    return translate("UnitsPage", "{unit} (merged into {other})").format(unit=name, other=one.merged_into)


class UnitsPage(Page):
    """The units as a tree; each deed asks for what it needs on one sheet."""

    def __init__(self, desk: Desk, theme: Theme, runner: Runner, chooser: Chooser, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._runner = runner
        self._asker = Asker(desk, runner, chooser, self)
        self._chooser = chooser
        self._periods: list[Period] = []
        self.units: RowsModel[UnitLine] = RowsModel(unit_columns(), self)
        self.table = KeyTable(self.units, theme, 0, self.tr("Units"), self)
        self.contact_button = self._button(self.tr("Contact…"), self._on_contact)
        self.rename_button = self._button(self.tr("Rename…"), self._on_rename)
        self.move_button = self._button(self.tr("Move…"), self._on_move)
        self.merge_button = self._button(self.tr("Merge…"), self._on_merge)
        self.add_button = self._button(self.tr("Add…"), self._on_add)
        self.officers_button = self._button(self.tr("Who may decide…"), self._on_officers)
        self._lay_out()
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_contact)
        self._runner.changed.connect(self._on_changed)
        self._on_chosen()
        self.refresh()

    def refresh(self) -> None:
        """Read the units again."""
        self._runner.run(lambda _progress: periods_of(self._desk), self._on_periods)
        self._runner.run(lambda _progress: load_units(self._desk), self._on_loaded)

    def take_focus(self) -> None:
        """The keys go to the units."""
        self.table.setFocus()

    def commands(self, actions: Actions) -> Answers:
        """Reading again."""
        return {actions.refresh: self.refresh}

    @property
    def unit(self) -> UnitLine | None:
        """The unit that is selected."""
        one: UnitLine | None = self.table.chosen_row
        return one

    def _button(self, words: str, deed: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(deed)
        return button

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Units"), self)
        dress(title, Part.TITLE)
        head = QHBoxLayout()
        head.setSpacing(GAP_SMALL)
        head.addWidget(title)
        head.addStretch(1)
        buttons = (self.contact_button, self.rename_button, self.move_button, self.merge_button, self.add_button)
        for button in (self.officers_button, *buttons):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def _on_periods(self, periods: list[Period]) -> None:
        self._periods = periods

    def _on_loaded(self, units: tuple[UnitLine, ...]) -> None:
        """The same unit as before stays selected."""
        self.table.show_rows(units, lambda one: one.key)

    def _on_chosen(self) -> None:
        unit = self.unit
        for button in (self.contact_button, self.rename_button):
            button.setEnabled(unit is not None)
        below = unit is not None and unit.parent_key is not None and not unit.merged_into
        for button in (self.move_button, self.merge_button):
            button.setEnabled(below)

    def _on_add(self) -> None:
        known = self.unit.key if self.unit is not None and self.unit.depth == 0 else ""
        questions = [Question(self.tr("Name")), Question(self.tr("Reports to"), known, choices=self._others(None))]
        answers = self._asker.ask(self.tr("Add a unit"), "", questions)
        if answers is not None:
            name, above = answers
            self._do(lambda _progress: add_unit(self._desk, name, above))

    def _on_rename(self) -> None:
        unit = self.unit
        if unit is None:
            return
        why = self.tr("What it has reported stays its own; the history keeps both names.")
        title = self.tr("Rename {unit}").format(unit=unit.name)
        answers = self._asker.ask(title, why, [Question(self.tr("Name"), unit.name)])
        if answers is not None:
            key, name = unit.key, answers[0]
            self._do(lambda _progress: rename_unit(self._desk, key, name))

    def _on_contact(self) -> None:
        unit = self.unit
        if unit is None:
            return
        questions = [
            Question(self.tr("Contact"), unit.person, optional=True),
            Question(self.tr("Telephone"), unit.phone, optional=True),
            Question(self.tr("Mail"), unit.mail, optional=True),
        ]
        answers = self._asker.ask(self.tr("Whom to call at {unit}").format(unit=unit.name), "", questions)
        if answers is not None:
            key, contact = unit.key, dict(zip(CONTACT, answers, strict=True))
            self._do(lambda _progress: set_contact(self._desk, key, contact))

    def _on_move(self) -> None:
        unit = self.unit
        if unit is None:
            return
        question = Question(self.tr("Reports to"), unit.parent_key or "", choices=self._others(unit))
        answers = self._asker.ask(self.tr("Move {unit}").format(unit=unit.name), "", [question])
        if answers is not None:
            key, above = unit.key, answers[0]
            self._do(lambda _progress: move_unit(self._desk, key, above))

    def _on_merge(self) -> None:
        unit = self.unit
        if unit is None:
            return
        why = self.tr("All its targets go to the other unit from that period on; what it has reported stays its own.")
        questions = [
            Question(self.tr("Into"), choices=[one for one in self._others(unit) if one[0] != unit.parent_key]),
            Question(self.tr("From"), choices=[(one.code, speak(one.title)) for one in self._periods]),
            Question(self.tr("Reason"), long=True),
        ]
        answers = self._asker.ask(self.tr("Merge {unit} into another unit").format(unit=unit.name), why, questions)
        if answers is not None:
            key, (into, since, reason) = unit.key, answers
            self._do(lambda _progress: merge_unit(self._desk, key, into, Revision(since, reason)))

    def _on_officers(self) -> None:
        self._chooser.show(OfficersDialog(self._desk, self._theme, self._runner, self._chooser, self))

    def _others(self, unit: UnitLine | None) -> list[tuple[str, str]]:
        """The units that one can be put below or into."""
        return [(one.key, one.name) for one in self.units.rows if one is not unit and not one.merged_into]

    def _do(self, job: Callable[[Progress], object]) -> None:
        self._runner.run(job, lambda _done: None, changes=_CHANGES)

    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if Topic.PLAN in topics:
            self.refresh_when_seen()
