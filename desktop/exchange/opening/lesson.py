"""What many calls of a function need alike, as it travels to the processes that do them."""

import os
import pickle
from typing import Any, Final


class Lesson:
    """It is told to a process once, and handed to each call as its first argument.

    It is kept only as it travels: of a large plan what it is made of takes four times as much.
    """

    def __init__(self, what: Any) -> None:
        self.packed: Final = pickle.dumps(what)
        self.name: Final = os.urandom(16).hex()
