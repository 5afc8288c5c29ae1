"""The runner: takes operations off the GUI thread, one after another, and hands back what came of them."""

import time
import traceback
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from db.errors import Locked, Refusal
from desktop.log import LOG
from desktop.operations.progress import Cancelled, Progress

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")
# A thousand files a second would drown the event loop in progress.
_EVERY: Final = 0.05


class Topic(StrEnum):
    """What an operation may change; pages refresh by these."""

    ENTRIES = "entries"
    PLAN = "plan"
    REPORTS = "reports"
    EXCHANGES = "exchanges"


class Task(Generic[T]):
    """One run of an operation, from the side of whoever asked for it."""

    def __init__(
        self,
        job: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Refusal], None] | None,
        progress: Callable[[int, int, str], None] | None,
        changes: frozenset[Topic],
    ) -> None:
        self.job = job
        self.done = done
        self.failed = failed
        self.progress = progress
        self.changes = changes
        self._stop = Event()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask it to stop at its next step; an operation that has no steps runs to its end."""
        self._stop.set()

    def check(self) -> None:
        """Raise Cancelled where it was asked to stop."""
        if self.cancelled:
            raise Cancelled


class Runner(QObject):
    """Runs operations in order on one thread of its own; callbacks and signals come on the thread it lives on."""

    # The Topics that a successful operation changed, as a frozenset.
    changed = Signal(object)
    # A Refusal that whoever asked did not want to hear itself.
    refused = Signal(object)
    # The traceback of a bug.
    crashed = Signal(str)
    # The Task that is over, however it ended; before anything else is told of it.
    ended = Signal(object)

    _moved = Signal(object, int, int, str)
    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # From the first job on.
        self._pool: ThreadPoolExecutor | None = None
        self._tasks: list[Task[Any]] = []
        self._closed = False
        # Asked where an encrypted database is in the way; where it can be read then, the job is run again.
        self.unlock: Callable[[Locked], bool] = lambda _locked: False
        self._moved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether anything is running or waiting."""
        return bool(self._tasks)

    def run(
        self,
        job: Callable[[Progress], T],
        done: Callable[[T], object],
        *,
        failed: Callable[[Refusal], None] | None = None,
        progress: Callable[[int, int, str], None] | None = None,
        changes: frozenset[Topic] = frozenset(),
    ) -> Task[T]:
        """Run a job after those that wait already; `done` gets its result, `failed` its refusal.

        `changes` is what `changed` emits after success. A callback whose page is gone by then is not called; a job
        that is asked for after closing, by a page that hears of the last result, is not run.
        """
        task = Task(job, done, failed, progress, changes)
        if self._closed:
            task.cancel()
            return task
        self._submit(task)
        return task

    def finish(self) -> None:
        """Finish everything, hand back the results, and go on with what is asked for then."""
        while self._tasks and self._pool is not None:
            # There is one thread: what was asked for before is over by then.
            self._pool.submit(lambda: None).result()
            QCoreApplication.sendPostedEvents(self)

    def close(self) -> None:
        """Stop what shows a cancel button, finish everything else, hand back the results, end the thread."""
        self._closed = True
        for task in self._tasks:
            if task.progress is not None:
                task.cancel()
        if self._pool is not None:
            self._pool.shutdown(wait=True)
        QCoreApplication.sendPostedEvents(self)

    def _submit(self, task: Task[Any]) -> None:
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="operations")
        self._tasks.append(task)
        future = self._pool.submit(self._work, task)
        future.add_done_callback(lambda ended: self._finished.emit(task, ended))

    def _work(self, task: Task[T]) -> T:
        """On the worker's thread: the job, with a progress that tells now and then and stops when asked."""
        told = 0.0

        def progress(done: int, total: int, what: str) -> None:
            nonlocal told
            task.check()
            now = time.monotonic()
            if task.progress is not None and (now - told >= _EVERY or done == total):
                told = now
                self._moved.emit(task, done, total, what)

        task.check()
        return task.job(progress)

    def _on_moved(self, task: Task[Any], done: int, total: int, what: str) -> None:
        if task.progress is not None and not task.cancelled and _alive(task.progress):
            task.progress(done, total, what)

    def _on_finished(self, task: Task[Any], future: "Future[Any]") -> None:
        self._tasks.remove(task)
        error = future.exception()
        if isinstance(error, Locked) and self.unlock(error) and not self._closed:
            self._submit(task)
            return
        self.ended.emit(task)
        if error is None:
            if task.changes:
                if task.changes != {Topic.ENTRIES}:
                    LOG.info("changed %s", " ".join(sorted(task.changes)))
                self.changed.emit(task.changes)
            if _alive(task.done):
                task.done(future.result())
        elif isinstance(error, Refusal):
            LOG.info("refused %s", error.sentence.code)
            if task.failed is None:
                self.refused.emit(error)
            elif _alive(task.failed):
                task.failed(error)
        elif not isinstance(error, Cancelled):
            self.crashed.emit("".join(traceback.format_exception(error)))


def _alive(callback: Callable[..., object]) -> bool:
    """Whether the page that a callback belongs to still exists."""
    owner = getattr(callback.func if isinstance(callback, partial) else callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
