"""What a file costs the process that reads it: time by the clock, and the most memory at once."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import TypeVar

from desktop.exchange.opening.confined import confined

Answer = TypeVar("Answer")
_RESET = Path("/proc/self/clear_refs")


def measured(work: Callable[[], Answer]) -> tuple[Answer, float, float]:
    """What the work returns, the seconds it took, and the megabytes; the file it reads goes through one process."""
    process = confined(forget_peak)
    done, seen = Event(), [peak_of(process)]
    watch = Thread(target=_watch, args=(process, done, seen))
    watch.start()
    began = time.monotonic()
    try:
        answer = work()
    finally:
        seconds = time.monotonic() - began
        done.set()
        watch.join()
    # A process that had enough of a file ended with it: then what was seen last is what counts.
    return answer, seconds, max(*seen, peak_of(process))


def _watch(process: int, done: Event, seen: list[float]) -> None:
    while not done.wait(0.003):
        seen.append(peak_of(process))


def forget_peak() -> int:
    """Count the memory of this process from now on, where the system can; its number."""
    if _RESET.exists():
        _RESET.write_text("5")
    return os.getpid()


def peak_of(process: int) -> float:
    """The most memory that a process has taken since, in megabytes; 0 where it ended or the system does not say."""
    status = Path(f"/proc/{process}/status")
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
    except OSError:
        return 0
    return int(found[1]) / 1024 if found else 0
