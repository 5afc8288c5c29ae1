"""What is done to the catalogue on a sheet of its own: adding, nodes, schedules, withdrawing, areas, the plan."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.errors import Refusal
from db.periods import Period
from desktop.desk import Desk
from desktop.operations.catalogue import Catalogue, add_target
from desktop.operations.plan_card import PlanCard, set_areas, set_card
from desktop.operations.progress import Progress
from desktop.operations.revising import Revision
from desktop.operations.target_details import Details, NodeText, ask_again, set_nodes, set_shares, withdraw
from desktop.pages.asker import Asker
from desktop.pages.asking import Question
from desktop.pages.dialogs import Chooser
from desktop.pages.lines import LinesDialog
from desktop.pages.plan_sheet import NEEDS_REVISION, PlanSheet
from desktop.pages.runner import Runner, Topic
from desktop.widgets.words import speak

_CHANGES: Final = frozenset({Topic.PLAN})


class CatalogueDeeds(QObject):
    """Each asks for what it needs, and for a period and a reason where the target was reported on."""

    def __init__(self, desk: Desk, runner: Runner, chooser: Chooser, sheet: PlanSheet, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._asker = Asker(desk, runner, chooser, parent)
        self._chooser = chooser
        self._sheet = sheet
        self._window = parent

    def add(self, catalogue: Catalogue) -> None:
        """A new target; how it is counted is typed into its row."""
        row = self._sheet.row
        known = row.target.area if row is not None else ""
        areas = [(name, name) for name in catalogue.areas]
        questions = [
            Question(self.tr("Code")),
            Question(self.tr("Target"), long=True),
            Question(self.tr("Area"), known, choices=[*areas, ("", self.tr("(another, named below)"))]),
            Question(self.tr("New area"), optional=True),
        ]
        answers = self._asker.ask(self.tr("Add a target"), "", questions)
        if answers is not None:
            code, title, area, other = answers
            self._do(lambda _progress: add_target(self._desk, code, other or area, title))

    def edit_nodes(self, details: Details) -> None:
        """The milestones of a target."""
        title = self.tr("Nodes of {target}").format(target=f"{details.target.code} {details.target.title}")
        why = self.tr("One line a node; a block copied from Excel can be pasted. A day is written as 2024-06-30.")
        headers = (self.tr("Node"), self.tr("Begins"), self.tr("Due"))
        rows = [(node.title, node.begins, node.due) for node in details.nodes]
        dialog = LinesDialog(title, why, headers, rows, self._window)
        if self._chooser.show(dialog):
            nodes = [NodeText(*line) for line in dialog.rows]
            self._revise(partial(set_nodes, self._desk, details.target.key, nodes))

    def edit_shares(self, details: Details) -> None:
        """The schedule of a target."""
        title = self.tr("Schedule of {target}").format(target=f"{details.target.code} {details.target.title}")
        why = self.tr(
            "Percent of the year's target that should be reached by the end of a month or quarter; blank where nothing "
            "is said. With every line blank the target goes by the usual schedule again."
        )
        rows = [(speak(Period.parse(code).title), text) for code, text in details.shares.items()]
        headers = (self.tr("By the end of"), self.tr("Percent"))
        dialog = LinesDialog(title, why, headers, rows, self._window, fixed=1, movable=False)
        if self._chooser.show(dialog):
            texts = dict(zip(details.shares, (line[1] for line in dialog.rows), strict=True))
            self._revise(partial(set_shares, self._desk, details.target.key, texts))

    def withdraw(self, details: Details) -> None:
        """Ask for a target no longer, or again."""
        key = details.target.key
        if details.withdrawn:
            self._do(lambda _progress: ask_again(self._desk, key))
            return
        why = self.tr("From that period on nobody is asked for it; what was reported before stays on the board.")
        revision = self._sheet.ask_revision(why)
        if revision is not None:
            self._do(lambda _progress: withdraw(self._desk, key, revision))

    def edit_areas(self, catalogue: Catalogue) -> None:
        """Names and order of the areas."""
        headers = (self.tr("Area"), self.tr("New name"))
        why = self.tr("Type a new name beside an area, or move it up or down. An area appears with its first target.")
        rows = [(name, name) for name in catalogue.areas]
        dialog = LinesDialog(self.tr("Areas"), why, headers, rows, self._window, fixed=1)
        if self._chooser.show(dialog):
            names = [(old, new) for old, new in dialog.rows]
            self._do(lambda _progress: set_areas(self._desk, names))

    def edit_plan(self, card: PlanCard, policies: Sequence[str]) -> None:
        """What is said of the plan as a whole."""
        questions = [
            Question(self.tr("Title"), card.title),
            Question(self.tr("Note"), card.note, long=True, optional=True),
            Question(self.tr("Lamps by"), card.policy, choices=[(name, name) for name in policies]),
        ]
        why = self.tr("The rule holds for every target without one of its own, and for every period.")
        answers = self._asker.ask(self.tr("The plan"), why, questions)
        if answers is not None:
            self._do(lambda _progress: set_card(self._desk, PlanCard(*answers)))

    def _do(self, job: Callable[[Progress], object]) -> None:
        self._runner.run(job, lambda _done: None, changes=_CHANGES)

    def _revise(self, deed: Callable[[Revision | None], Any]) -> None:
        """Try it as it is; where the target was reported on, ask and try again."""
        self._runner.run(
            lambda _progress: deed(None),
            lambda _done: None,
            failed=lambda refusal: self._on_refused(deed, refusal),
            changes=_CHANGES,
        )

    def _on_refused(self, deed: Callable[[Revision | None], Any], refusal: Refusal) -> None:
        if refusal.sentence.code != NEEDS_REVISION:
            self._runner.refused.emit(refusal)
            return
        revision = self._sheet.ask_revision(speak(refusal.sentence))
        if revision is not None:
            self._do(lambda _progress: deed(revision))
