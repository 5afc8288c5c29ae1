"""What a process does in which files are opened: it answers one call after another."""

import gc
import pickle
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Final

from db.errors import Refusal
from desktop.exchange.layout import MAX_ANSWER
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.limits import confine, held

# So many objects that a file left behind are looked through for circles before the next one.
_LEFT_OVER: Final = 100_000
# What a process says when it has loaded what a call needs: of that time no file is to blame.
_BEGUN: Final = b"begun"
# What it says after an answer: that it can go on, or that it kept so much of what it read that another begins.
_READY: Final = b"ready"
FULL: Final = b"full"


def loaded(_: Callable[..., Any]) -> None:
    """What is asked of a process that only has to load what a function needs."""


def serve(pipe: Connection, memory: int) -> None:
    """Answer one call after another, until the program that asks is gone."""
    confine(memory)
    own = held()
    pipe.send_bytes(_READY)
    learnt: Any = None
    while True:
        try:
            function, arguments, taught, new = pickle.loads(pipe.recv_bytes())  # noqa: S301 - the program wrote it
            if new:
                before = held()
                learnt = pickle.loads(pipe.recv_bytes())  # noqa: S301 - as before
                # No file is to blame for that either.
                own += held() - before
        except EOFError:
            return
        pipe.send_bytes(_BEGUN)
        pipe.send_bytes(_answer(function, (learnt, *arguments) if taught else arguments))
        if gc.get_count()[0] > _LEFT_OVER:
            gc.collect()
        # The next file has a right to the same room.
        pipe.send_bytes(FULL if held() - own > memory // 8 else _READY)


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    try:
        told = pickle.dumps((True, function(*arguments)))
    except (Unsafe, Refusal, MemoryError) as verdict:
        return pickle.dumps((False, verdict))
    except Exception as bug:  # noqa: BLE001 - it is raised again where the call was made, as far as it can travel
        from traceback import format_exception

        return pickle.dumps((False, RuntimeError("".join(format_exception(bug)))))
    return told if len(told) <= MAX_ANSWER else pickle.dumps((False, Unsafe("too_large")))
