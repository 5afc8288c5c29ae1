"""The first run: three cards, each of which ends with an open desk, and two quiet links."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.operations.progress import Progress
from desktop.pages.dialogs import Chooser, local_folder
from desktop.pages.runner import Runner
from desktop.pages.unlocking import Unlocking
from desktop.pages.work import Work
from desktop.widgets.first_picture import FirstPicture
from desktop.widgets.theme import GAP_LARGE, GAP_SMALL, MARGIN, Part, dress
from desktop.widgets.words import speak

if TYPE_CHECKING:
    from db.errors import Refusal
    from db.history import Author
    from db.places import Outside
    from db.steps import Stage, Told
    from desktop.pages.new_plan import NewPlan
    from desktop.pages.stage_card import StageCard

_CARD = 272
T = TypeVar("T")


class Welcome(QWidget):
    """Makes or finds a database; `ready` tells its path. Heavy libraries are imported by the jobs, after the paint."""

    ready = Signal(object)
    # The Stage of an opening that takes long.
    staged = Signal(object)
    # The name of its help.
    help = "welcome"

    def __init__(self, chooser: Chooser, parent: QWidget) -> None:
        super().__init__(parent)
        self._chooser = chooser
        self.runner = Runner(self)
        self.work = Work(self.runner, self)
        self._unlocking = Unlocking(self.runner, chooser, self)
        self._offer = QWidget(self)
        self._fill_offer()
        middle = QWidget(self)
        around = QVBoxLayout(middle)
        around.setContentsMargins(0, 0, 0, 0)
        around.addStretch(2)
        around.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignHCenter)
        around.addStretch(3)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(middle)
        self._stack.addWidget(FirstPicture(self))
        self._stages: StageCard | None = None
        # An opening tells it on its own thread.
        self.staged.connect(self._on_staged, Qt.ConnectionType.QueuedConnection)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP_SMALL, MARGIN, MARGIN)
        column.addWidget(self.work.activity)
        column.addWidget(self.work.notice)
        column.addWidget(self._stack, 1)

    def set_opening(self, opening: bool) -> None:
        """Hide the cards while a database is being opened."""
        self._stack.setCurrentIndex(int(opening))

    def open(
        self,
        title: str,
        job: "Callable[[Told], T]",
        done: Callable[[T], None],
        failed: "Callable[[Refusal], None] | None" = None,
    ) -> None:
        """Open a database; where that takes long, what is done to it is shown in place of the cards."""

        def told(progress: Progress, stage: "Stage") -> None:
            progress(stage.done, stage.total, "")
            self.staged.emit(stage)

        self.set_opening(opening=True)
        if self._stages is not None:
            self._stages.cancel.arm()
        self.work.begin(title, lambda progress: job(partial(told, progress)), done, failed=failed)

    def receive(self, paths: Sequence[Path]) -> None:
        """An assignment workbook that was dropped on the window makes a database."""
        if not paths:
            return
        database = self._chooser.new_database(self, paths[0].stem)
        if database is not None:
            self._found_from(paths, database)

    def _found_from(self, paths: Sequence[Path], database: Path) -> None:
        """Make a database from an assignment; one behind a password asks for it."""

        def done(outcome: tuple[str, list[Path]]) -> None:
            why_not, locked = outcome
            if not self._unlocking.ask(paths, locked, lambda opened: self._found_from(opened, database)):
                self._on_made(why_not, database)

        title = self.tr("Reading the assignment")
        self.work.begin(title, lambda progress: _found(database, paths, progress), done)

    def may_close(self, _then: Callable[[], object]) -> bool:
        """Nothing has to be done before."""
        return True

    def offer_copy(self, outside: "Outside") -> None:
        """Say why a database cannot be opened where it is, with the way out."""
        follow = (self.tr("Copy to this computer and open"), lambda: self._carry_in(outside.path))
        self.work.notice.say(speak(outside.sentence), Part.ERROR, follow if outside.path.is_file() else None)

    def _carry_in(self, outside: Path) -> None:
        """Copy a database here with its evidence and open the copy; one that is here already is opened."""
        folder = local_folder(self._chooser, self)
        if folder is not None:
            title = self.tr("Copying to this computer")
            self.work.begin(title, lambda progress: _carry_in(outside, folder, progress), self.ready.emit)

    def restore_over(self, backup: Path, database: Path, author: "Author") -> None:
        """Put a backup in place of the database that was just open, then open it."""
        job = partial(_restore_over, backup, database, author)
        self.open(self.tr("Restoring the backup"), job, lambda _done: self.ready.emit(database))

    def _on_staged(self, stage: "Stage") -> None:
        if not self.work.running:
            return
        if self._stages is None:
            from desktop.pages.stage_card import StageCard

            middle = QWidget(self)
            self._stages = StageCard(middle)
            self._stages.cancelled.connect(self.work.cancel)
            around = QVBoxLayout(middle)
            around.addStretch(2)
            # Aligned in the row, it would get the height that its words need over all of the window's width.
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(self._stages)
            row.addStretch(1)
            around.addLayout(row)
            around.addStretch(3)
            self._stack.addWidget(middle)
        self._stages.show_stage(stage)
        if self._stack.currentIndex() != 2:
            self._stack.setCurrentIndex(2)
            self._stages.setFocus()
        self.work.activity.hide()

    def close_desk(self) -> None:
        """Finish what is running."""
        self.runner.close()

    def _fill_offer(self) -> None:
        title = QLabel(self.tr("Target Desk"), self._offer)
        dress(title, Part.TITLE)
        words = QLabel(self.tr("Say every month how far each of the year's targets has come."), self._offer)
        dress(words, Part.SECONDARY)
        cards = QHBoxLayout()
        cards.setSpacing(GAP_LARGE)
        self.assignment_button, self.practice_button, self.restore_button = (
            self._card(cards, *texts, deed) for texts, deed in self._cards()
        )
        dress(self.assignment_button, Part.PRIMARY)
        self.setFocusProxy(self.assignment_button)
        links = QHBoxLayout()
        self.open_link = self._link(links, self.tr("Open a database…"), self._on_open)
        self.new_link = self._link(links, self.tr("New headquarters' database…"), self._on_new)
        links.addStretch(1)
        column = QVBoxLayout(self._offer)
        column.setSpacing(GAP_SMALL)
        column.addWidget(title)
        column.addWidget(words)
        column.addSpacing(GAP_LARGE)
        column.addLayout(cards)
        column.addSpacing(GAP_SMALL)
        column.addLayout(links)

    def _cards(self) -> list[tuple[tuple[str, str, str], Callable[[], None]]]:
        return [
            (
                (
                    self.tr("I have an assignment"),
                    self.tr("Open the workbook that headquarters sent. Everything for filling it in is made from it."),
                    self.tr("Open assignment…"),
                ),
                self._on_assignment,
            ),
            (
                (
                    self.tr("I want to try it"),
                    self.tr("Practise on invented data in a database of its own. Real data is never touched."),
                    self.tr("Practise"),
                ),
                self._on_practise,
            ),
            (
                (
                    self.tr("I have a backup"),
                    self.tr("Put a backup in a place of your choice and go on where it stopped."),
                    self.tr("Restore backup…"),
                ),
                self._on_restore,
            ),
        ]

    def _card(self, row: QHBoxLayout, title: str, words: str, button: str, deed: Callable[[], None]) -> QPushButton:
        card = QFrame(self._offer)
        card.setFixedWidth(_CARD)
        dress(card, Part.CARD)
        heading, text, press = QLabel(title, card), QLabel(words, card), QPushButton(button, card)
        dress(heading, Part.HEADING)
        dress(text, Part.SECONDARY)
        text.setWordWrap(True)
        press.setAccessibleDescription(words)
        press.clicked.connect(deed)
        column = QVBoxLayout(card)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP_SMALL)
        column.addWidget(heading)
        column.addWidget(text)
        column.addStretch(1)
        column.addSpacing(GAP_SMALL)
        column.addWidget(press)
        row.addWidget(card)
        return press

    def _link(self, row: QHBoxLayout, words: str, deed: Callable[[], None]) -> QPushButton:
        link = QPushButton(words, self._offer)
        dress(link, Part.LINK)
        link.clicked.connect(deed)
        row.addWidget(link)
        return link

    def _on_assignment(self) -> None:
        workbook = self._chooser.workbook(self)
        if workbook is not None:
            self.receive([workbook])

    def _on_practise(self) -> None:
        database = self._chooser.new_database(self, self.tr("practice"))
        if database is not None:
            self._make(self.tr("Making practice data"), lambda _progress: _practise(database), database)

    def _on_restore(self) -> None:
        backup = self._chooser.database(self)
        database = self._chooser.new_database(self, backup.stem) if backup is not None else None
        if backup is not None and database is not None:
            job = partial(_restore, backup, database)
            self.open(self.tr("Restoring the backup"), job, lambda _done: self.ready.emit(database))

    def _on_open(self) -> None:
        database = self._chooser.database(self)
        if database is not None:
            self.ready.emit(database)

    def _on_new(self) -> None:
        plan = self._chooser.new_plan(self)
        database = self._chooser.new_database(self, plan.unit or self.tr("headquarters")) if plan is not None else None
        if plan is not None and database is not None:
            self._make(self.tr("Making the database"), lambda _progress: _new(database, plan), database)

    def _make(self, title: str, job: Callable[[Progress], str], database: Path) -> None:
        """Run what makes a database; where it made none, it says why."""
        self.work.begin(title, job, lambda why_not: self._on_made(why_not, database))

    def _on_made(self, why_not: str, database: Path) -> None:
        if why_not:
            self.work.notice.say(why_not, Part.ERROR)
        else:
            self.ready.emit(database)


def _found(database: Path, paths: Sequence[Path], progress: Progress) -> tuple[str, list[Path]]:
    """Make a unit's database from its assignment; why it could not be made, or nothing, and what wants a password."""
    from db.errors import refuse
    from db.vocabulary import FileState, Origin
    from desktop.operations.receive import receive_into
    from desktop.operations.unlocking import is_locked

    if database.exists():
        raise refuse("refusal.exists", path=str(database))
    results = receive_into(database, paths, Origin.WINDOW, progress)
    if any(one.state in {FileState.TAKEN, FileState.UNCHANGED} for one in results):
        return "", []
    said = (f"{one.path.name}: {speak(finding.message)}" for one in results for finding in one.findings)
    return "\n".join(said), [one.path for one in results if is_locked(one)]


def _practise(database: Path) -> str:
    from desktop.operations.practice import practise

    practise(database)
    return ""


def _carry_in(outside: Path, folder: Path, progress: Progress) -> Path:
    from desktop.operations.carrying import carry_in, copy_of, free_name

    return copy_of(outside, folder) or carry_in(outside, free_name(outside, folder), progress)


def _restore(backup: Path, database: Path, told: "Told") -> None:
    from desktop.operations.restore import restore

    restore(backup, database, told)


def _restore_over(backup: Path, database: Path, author: "Author", told: "Told") -> None:
    """One that was stopped is opened as it was."""
    from desktop.operations.progress import Cancelled
    from desktop.operations.restore import restore_over

    with suppress(Cancelled):
        restore_over(backup, database, author, told)


def _new(database: Path, plan: "NewPlan") -> str:
    from db.vocabulary import Origin
    from desktop.operations.new import new, new_empty

    if plan.year is None:
        new(database, plan.catalogue, plan.unit or None, Origin.WINDOW)
    else:
        new_empty(database, plan.year, plan.unit or None, Origin.WINDOW)
    return ""
