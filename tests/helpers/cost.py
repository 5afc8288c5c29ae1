"""What a file costs the process that reads it: time by the clock, and the most memory at once."""

import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from desktop.exchange.layout import MAX_MEMORY
from desktop.exchange.opening.confined import confined

Answer = TypeVar("Answer")
_STATUS = Path("/proc/self/status")
_RESET = Path("/proc/self/clear_refs")


def measured(work: Callable[[], Answer]) -> tuple[Answer, float, float]:
    """What the work returns, the seconds it took, and the megabytes; the file that it reads goes through one process.

    Of a process that ended meanwhile nobody can tell any more: it may have taken all that it was allowed to.
    """
    process = confined(forget_peak)
    began = time.monotonic()
    answer = work()
    seconds = time.monotonic() - began
    return answer, seconds, confined(peak) if confined(os.getpid) == process else MAX_MEMORY / 2**20


def forget_peak() -> int:
    """Count the memory of this process from now on, where the system can; its number."""
    if _RESET.exists():
        _RESET.write_text("5")
    return os.getpid()


def peak() -> float:
    """The most memory that this process has taken since, in megabytes; 0 where the system does not say."""
    if not sys.platform.startswith("linux"):
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", _STATUS.read_text())
    return int(found[1]) / 1024 if found else 0
