"""One process in which files are opened: what it is told it does in turn, and it is heard in the same order."""

import pickle
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import Any, Final

from desktop.exchange.layout import MAX_ANSWER, MAX_MEMORY, MAX_SECONDS
from desktop.exchange.opening.beginning import begin
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.lesson import Lesson
from desktop.exchange.opening.serving import FULL, loaded

# A cold machine takes its time to bring a process up.
_START_SECONDS: Final = 60


class Process:
    """A process and the pipe to it; EOFError or OSError where it is gone.

    One thread at a time tells it something, and one hears it.
    """

    def __init__(self) -> None:
        # A fresh process everywhere, as on Windows: a copy of this one would share its locks and its window.
        context = get_context("spawn")
        self._pipe, there = context.Pipe()
        self._process = context.Process(target=begin, args=(there, MAX_MEMORY), daemon=True)
        self._process.start()
        there.close()
        self._learnt = ""
        # What it says before anything else: that it is up.
        self._unheard = 1

    def load(self, function: Callable[..., Any]) -> None:
        """Have it load what a function needs."""
        self._pipe.send_bytes(pickle.dumps((loaded, (function,), False, False)))
        # That it has begun, has done it, and can go on.
        self._unheard += 3

    def tell(self, function: Callable[..., Any], arguments: tuple[Any, ...], lesson: Lesson | None) -> None:
        """Have it call a function as soon as it has done what it was told before.

        It is told much, and so only when it is up: of one that died before, Windows would not say that nobody hears it.
        """
        while self._unheard:
            self.await_word()
            self._unheard -= 1
        new = lesson is not None and lesson.name != self._learnt
        self._pipe.send_bytes(pickle.dumps((function, arguments, lesson is not None, new)))
        if lesson is not None and new:
            self._pipe.send_bytes(lesson.packed)
            self._learnt = lesson.name

    def await_word(self) -> None:
        """Wait for what it says next: of a call, that it has begun with it. RuntimeError where that takes too long."""
        if not wait([self._pipe, self._process.sentinel], _START_SECONDS):
            raise RuntimeError("the reading process does not start")
        if not self._pipe.poll():
            # It ended before it took its end of the pipe, which on Windows this one keeps open until then.
            raise EOFError
        self._pipe.recv_bytes()

    def answer(self) -> tuple[bool, Any, bool]:
        """Whether the function returned, what it returned or raised, and whether the process kept too much of it.

        Unsafe where it took too long, or needed more memory than a file may take.
        """
        if not self._pipe.poll(MAX_SECONDS):
            raise Unsafe("too_slow")
        returned, answer = pickle.loads(self._pipe.recv_bytes(MAX_ANSWER))  # noqa: S301 - our own process wrote it
        full = self._pipe.recv_bytes() == FULL
        if isinstance(answer, MemoryError):
            raise Unsafe("too_large") from answer
        return returned, answer, full

    def end(self) -> None:
        """End it, whatever it is at.

        The pipe is closed with the last of those who still hear it: its number could be another's by then.
        """
        self._process.kill()
        self._process.join()
