"""Files that nobody vouches for are opened in processes that may die of them; this one asks, and waits so long."""

import atexit
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from operator import attrgetter
from threading import Lock
from typing import Any, Final, TypeVar, cast

from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.lesson import Lesson
from desktop.exchange.opening.process import Process

Answer = TypeVar("Answer")

_MOST: Final = 3
# So many calls a process has at a time: the one that it is at, and one that it goes on with at once.
IN_HAND: Final = 2
# So often a call is told to a process that dies before it begins with it.
_TRIES: Final = 3


class Confined:
    """One process, started when it is first asked, kept warm, and replaced when a file was too much for it.

    A call is told to it while it is still at the one before, and heard after that.
    """

    def __init__(self) -> None:
        self.calls = 0
        self._process: Process | None = None
        # Whoever tells it something waits with that in hand until it is heard: nobody comes in between.
        self._telling = Lock()
        self._hearing = Lock()

    def begin(self, function: Callable[..., Any]) -> None:
        """Have the process begun, with what the function needs, by the time that it is asked; nobody waits for it."""
        # Where somebody is telling one something, it is there already.
        if self._telling.acquire(blocking=False):
            try:
                if self._process is None:
                    self._process = Process()
                    self._process.load(function)
            finally:
                self._telling.release()

    def call(self, function: Callable[..., Answer], arguments: tuple[Any, ...], lesson: Lesson | None) -> Answer:
        """What the function returns or raises there; Unsafe where it took too long, too much, or the process died."""
        for _ in range(_TRIES):
            with self._in_turn(function, arguments, lesson) as process:
                if self._begins(process):
                    return cast("Answer", self._heard(process))
        raise Unsafe("deadly")

    def close(self) -> None:
        """End the process, whatever it is at."""
        if self._process is not None:
            self._end(self._process)

    @contextmanager
    def _in_turn(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], lesson: Lesson | None
    ) -> Iterator[Process]:
        """A process that was told of a call, once it is this one's turn to be heard."""
        while True:
            with self._telling:
                process = self._told(function, arguments, lesson)
                with self._over_if_given_up(process):
                    self._hearing.acquire()
            try:
                if process is self._process:
                    yield process
                    return
                # The file before was the end of it: this one is told to another.
            finally:
                self._hearing.release()

    def _told(self, function: Callable[..., Any], arguments: tuple[Any, ...], lesson: Lesson | None) -> Process:
        """A process that was told of a call; one that died meanwhile, to which no file is to blame, is replaced."""
        for _ in range(_TRIES):
            process = self._process = self._process or Process()
            with suppress(EOFError, OSError), self._over_if_given_up(process):
                process.tell(function, arguments, lesson)
                return process
        raise Unsafe("deadly")

    def _begins(self, process: Process) -> bool:
        """Wait until a process begins with a call; not where it died before, to which no file is to blame."""
        with suppress(EOFError, OSError), self._over_if_given_up(process):
            process.await_word()
            return True
        return False

    def _heard(self, process: Process) -> Any:
        try:
            with self._over_if_given_up(process):
                returned, answer, full = process.answer()
        except (EOFError, OSError) as error:
            raise Unsafe("deadly") from error
        if full:
            self._end(process)
        if returned:
            return answer
        raise answer

    @contextmanager
    def _over_if_given_up(self, process: Process) -> Iterator[None]:
        """End a process that fails in this, or is not heard to the end: what it says later would be no answer."""
        try:
            yield
        except BaseException:
            self._end(process)
            raise

    def _end(self, process: Process) -> None:
        if self._process is process:
            self._process = None
        process.end()


class Workers:
    """The processes that read, as many as there are processors to keep busy."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._all = [Confined() for _ in range(count)]
        self._choosing = Lock()

    def call(self, function: Callable[..., Answer], *arguments: Any, lesson: Lesson | None = None) -> Answer:
        """Run a function, known by its name, on what can be pickled; Unsafe where it cannot be done within limits."""
        with self._one() as worker:
            return worker.call(function, arguments, lesson)

    def begin(self, function: Callable[..., Any], calls: int) -> None:
        """Have as many as so many calls of a function will keep busy begun, with what it needs, by the time they come.

        Of those that are at work already nothing is asked.
        """
        for one in self._all[:calls]:
            # What keeps it from being begun now is met again when it is asked.
            with suppress(OSError):
                one.begin(function)

    def close(self) -> None:
        """End all of them."""
        for one in self._all:
            one.close()

    @contextmanager
    def _one(self) -> Iterator[Confined]:
        """The one that has least to do; of several the first, which is warm if any is."""
        with self._choosing:
            worker = min(self._all, key=attrgetter("calls"))
            worker.calls += 1
        try:
            yield worker
        finally:
            with self._choosing:
                worker.calls -= 1


@cache
def workers() -> Workers:
    """The program's processes for reading, made when the first file is read and ended with it."""
    # One processor is busy with what was read: to store a report takes longer than to read one.
    ours = Workers(min(max((os.cpu_count() or 1) - 1, 1), _MOST))
    atexit.register(ours.close)
    return ours


def confined(function: Callable[..., Answer], *arguments: Any) -> Answer:
    """What a function makes of a file that nobody vouches for; Unsafe where the file is too much for it."""
    return workers().call(function, *arguments)
