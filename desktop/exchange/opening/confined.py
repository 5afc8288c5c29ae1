"""Files that nobody vouches for are opened in processes that may die of them; this one asks, and waits so long."""

import atexit
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Empty, LifoQueue
from typing import Any, Final, TypeVar, cast

from desktop.exchange.layout import MAX_ANSWER, MAX_MEMORY, MAX_SECONDS
from desktop.exchange.opening.beginning import begin
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.serving import FULL, loaded

Answer = TypeVar("Answer")

# A cold machine takes its time to bring a process up.
_START_SECONDS: Final = 60
_MOST: Final = 3


class Lesson:
    """What many calls need alike: told to a process once, and handed to each call as its first argument.

    It is kept only as it travels: of a large plan what it is made of takes four times as much.
    """

    def __init__(self, what: Any) -> None:
        self.packed: Final = pickle.dumps(what)
        self.name: Final = os.urandom(16).hex()


class Confined:
    """One process, started when it is first asked, kept warm, and replaced when a file was too much for it."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._learnt = ""
        # Whether it is on its way up, with what it was asked for then.
        self._coming = False

    def begin(self, function: Callable[..., Any]) -> None:
        """Have the process begun, with what the function needs, by the time that it is asked; nobody waits for it."""
        if self._process is None:
            self._start().send_bytes(pickle.dumps((loaded, (function,), False, False)))
            self._coming = True

    def call(self, function: Callable[..., Answer], arguments: tuple[Any, ...], lesson: Lesson | None) -> Answer:
        """What the function returns or raises there; Unsafe where it took too long, too much, or the process died."""
        pipe = self._ready()
        try:
            self._tell(pipe, function, arguments, lesson)
            self._hear(pipe)
            if not pipe.poll(MAX_SECONDS):
                raise Unsafe("too_slow")
            returned, answer = pickle.loads(pipe.recv_bytes(MAX_ANSWER))  # noqa: S301 - our own process wrote it
            full = pipe.recv_bytes() == FULL
            if isinstance(answer, MemoryError):
                raise Unsafe("too_large") from answer
        except (EOFError, OSError) as error:
            self.close()
            raise Unsafe("deadly") from error
        except BaseException:
            # Also where the call is given up: whatever the process still says would be taken for the next answer.
            self.close()
            raise
        if full:
            self.close()
        if returned:
            return cast("Answer", answer)
        raise answer

    def close(self) -> None:
        """End the process, whatever it is at."""
        if self._process is not None and self._pipe is not None:
            self._pipe.close()
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process, self._pipe, self._learnt, self._coming = None, None, "", False

    def _tell(
        self, pipe: Connection, function: Callable[..., Any], arguments: tuple[Any, ...], lesson: Lesson | None
    ) -> None:
        new = lesson is not None and lesson.name != self._learnt
        pipe.send_bytes(pickle.dumps((function, arguments, lesson is not None, new)))
        if lesson is not None and new:
            pipe.send_bytes(lesson.packed)
            self._learnt = lesson.name

    def _ready(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            if not self._coming:
                return self._pipe
            self._coming = False
            with suppress(EOFError, OSError):
                # That it is up, that it has begun with what it was asked for then, has done it, and can go on.
                for _ in range(4):
                    self._hear(self._pipe)
                return self._pipe
        self.close()
        pipe = self._start()
        self._hear(pipe)
        return pipe

    def _hear(self, pipe: Connection) -> None:
        """Wait until the process has begun; one that has not is ended: what it says later would be no answer."""
        if not pipe.poll(_START_SECONDS):
            self.close()
            raise RuntimeError("the reading process does not start")
        pipe.recv_bytes()

    def _start(self) -> Connection:
        # A fresh process everywhere, as on Windows: a copy of this one would share its locks and its window.
        context = get_context("spawn")
        pipe, there = context.Pipe()
        process = context.Process(target=begin, args=(there, MAX_MEMORY), daemon=True)
        process.start()
        there.close()
        self._pipe, self._process = pipe, process
        return pipe


class Workers:
    """The processes that read, as many as there are processors to keep busy, for one caller each at a time."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._all = [Confined() for _ in range(count)]
        # The one that was busy last is taken first: it is warm.
        self._idle: LifoQueue[Confined] = LifoQueue()
        for one in self._all:
            self._idle.put(one)

    def call(self, function: Callable[..., Answer], *arguments: Any, lesson: Lesson | None = None) -> Answer:
        """Run a function, known by its name, on what can be pickled; Unsafe where it cannot be done within limits."""
        with self._one() as worker:
            return worker.call(function, arguments, lesson)

    def begin(self, function: Callable[..., Any], calls: int) -> None:
        """Have as many as so many calls of a function will keep busy begun, with what it needs, by the time they come.

        Of those that are at work already nothing is asked.
        """
        idle: list[Confined] = []
        with suppress(Empty):
            while len(idle) < min(calls, self.count):
                idle.append(self._idle.get_nowait())
        for one in idle:
            # What keeps it from being begun now is met again when it is asked.
            with suppress(OSError):
                one.begin(function)
            self._idle.put(one)

    def close(self) -> None:
        """End all of them."""
        for one in self._all:
            one.close()

    @contextmanager
    def _one(self) -> Iterator[Confined]:
        worker = self._idle.get()
        try:
            yield worker
        finally:
            self._idle.put(worker)


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
