"""What keeps the window answering: Python may neither look through its memory for long nor let a worker hold it up."""

import builtins
import gc
import sys
from importlib import import_module
from typing import Final

# Objects made between two looks for circles: few looks at a little, and hardly ever one at everything.
_LOOKS: Final = (5_000, 5, 1_000)
# Seconds until a busy worker lets the window's thread in; a page is drawn in hundreds of such turns.
_TURN: Final = 0.0001


def set_up() -> None:
    """Set what holds for the whole process; called once, before anything is loaded."""
    gc.set_threshold(*_LOOKS)
    sys.setswitchinterval(_TURN)


def import_plainly() -> None:
    """Import as Python does: PySide would read the source of every module, to look for switches that we have none of.

    What is read there stays in memory, which would be 30 MB of it.
    """
    # It puts its own way to import in place.
    import_module("PySide6.QtCore")
    builtins.__import__ = vars(builtins).get("__orig_import__", builtins.__import__)


def keep_loaded() -> None:
    """Take what is loaded by now as staying: looking through it takes 40 ms, in which the window would stand still."""
    gc.freeze()


def let_go() -> None:
    """Let what was loaded be looked through again, since much of it is given up."""
    gc.unfreeze()
