"""What a file costs the process that reads it: time by the clock, and the most memory at once."""

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from desktop.exchange.opening.confined import confined

Answer = TypeVar("Answer")
_STATUS = Path("/proc/self/status")
_RESET = Path("/proc/self/clear_refs")


def measured(work: Callable[[], Answer]) -> tuple[Answer, float, float]:
    """What the work returns, the seconds it took, and the megabytes; the files it reads go through one process."""
    confined(forget_peak)
    began = time.monotonic()
    answer = work()
    return answer, time.monotonic() - began, confined(peak)


def forget_peak() -> None:
    """Count the memory of this process from now on, where the system can."""
    if _RESET.exists():
        _RESET.write_text("5")


def peak() -> float:
    """The most memory that this process has taken since, in megabytes; 0 where the system does not say."""
    if not sys.platform.startswith("linux"):
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", _STATUS.read_text())
    return int(found[1]) / 1024 if found else 0
