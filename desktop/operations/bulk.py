"""What rows by the ten thousand need of Python."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# Seconds until a busy thread lets another one in.
_TURN: Final = 0.0002


@contextmanager
def uncollected() -> Iterator[None]:
    """A stretch in which Python does not look for circles of objects: rows make none, and looking takes a tenth.

    What was made meanwhile and is still there counts as old: it is looked at with all else, some time later.
    """
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            # The way to have it count so without looking at it now.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


@contextmanager
def taking_turns() -> Iterator[None]:
    """A stretch in which threads get their turn soon: a process that reads stands idle until one has heard it."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(min(before, _TURN))
    try:
        yield
    finally:
        sys.setswitchinterval(before)
