"""Long work as a person sees it: a bar while it runs, a way to stop it, a word where it ends."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.errors import Refusal
from desktop.operations.progress import Progress
from desktop.pages.runner import Runner, Task, Topic
from desktop.widgets.notice import ActivityBar, NoticeBar
from desktop.widgets.theme import Part
from desktop.widgets.words import speak

T = TypeVar("T")


class Work(QObject):
    """A runner with the two bars that show what it does; refusals that nobody else hears are said here."""

    def __init__(self, runner: Runner, parent: QWidget) -> None:
        super().__init__(parent)
        self.runner = runner
        self.activity = ActivityBar(parent)
        self.notice = NoticeBar(parent)
        self._tasks: list[Task[Any]] = []
        self.activity.cancelled.connect(self.cancel)
        runner.ended.connect(self._on_ended)
        runner.refused.connect(self._on_refused)

    @property
    def running(self) -> bool:
        """Whether something long is running or waiting."""
        return bool(self._tasks)

    def begin(
        self,
        title: str,
        job: Callable[[Progress], T],
        done: Callable[[T], None],
        changes: frozenset[Topic] = frozenset(),
        failed: Callable[[Refusal], None] | None = None,
    ) -> None:
        """Start something long; what `failed` does not hear of a refusal is said above the page."""
        self.activity.begin(title)
        self.notice.hide()
        self._tasks.append(self.runner.run(job, done, failed=failed, progress=self._on_progress, changes=changes))

    def _on_progress(self, done: int, total: int, what: str) -> None:
        self.activity.move_to(done, total, what)

    def _on_ended(self, task: object) -> None:
        self._tasks = [one for one in self._tasks if one is not task]
        self.activity.setVisible(bool(self._tasks))

    def cancel(self) -> None:
        """Ask everything long to stop."""
        for task in self._tasks:
            task.cancel()

    def _on_refused(self, refusal: Refusal) -> None:
        self.notice.say(speak(refusal.sentence), Part.ERROR)
