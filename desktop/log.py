"""The log: starts, exchanges, refusals and faults, in words that may be passed on: no figure, no name of a target."""

import logging
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from desktop.own_folder import own_folder

LOG: Final = logging.getLogger("target-desk")
_NAME: Final = "target-desk.log"
_OURS: Final = frozenset({"desktop", "db", "resources"})
# Compiled when there is something to look for.
_PLACE: Final = r'(File ")([^"]+)(")'
# What faulthandler says above the frames of a thread.
_CRASH: Final = r"(Fatal Python error: [\w .-]+|Windows fatal exception: [\w .-]+|(Current t|T)hread 0x\w+)"


def log_folder() -> Path:
    """Where the log is kept: beside the databases."""
    return own_folder() / "log"


class _WhenNeeded(logging.Handler):
    """Opens the file for the first thing that is written."""

    def __init__(self) -> None:
        super().__init__()
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write it."""
        if self._file is None:
            from desktop.log_file import log_file

            self._file = log_file(log_folder() / _NAME)
        self._file.emit(record)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
        super().close()


def start_log() -> None:
    """Write from now on; where nothing can be written, the program does without."""
    with suppress(OSError):
        log_folder().mkdir(parents=True, exist_ok=True)
    LOG.addHandler(_WhenNeeded())
    # Nor does a disk that is full put a traceback on somebody's terminal.
    logging.raiseExceptions = False
    LOG.setLevel(logging.INFO)


def last_lines(count: int) -> list[str]:
    """The end of the log."""
    try:
        return (log_folder() / _NAME).read_text(encoding="utf-8").splitlines()[-count:]
    except OSError:
        return []


def log_fault(details: str) -> None:
    """Write where a fault of ours came up."""
    LOG.error("fault\n%s", places(details))


def places(details: str) -> str:
    """The files and lines of a traceback or of faulthandler's, and the kinds of its errors.

    What an error's message says may be somebody's data, and so may the folder that the program lies in.
    """
    kept = []
    for line in details.splitlines():
        kind, crash = re.match(r"([A-Za-z_][\w.]*)(:|$)", line), re.match(_CRASH, line)
        if line.startswith("  File "):
            kept.append(re.sub(_PLACE, lambda found: f"{found[1]}{bare(found[2])}{found[3]}", line))
        elif crash is not None:
            kept.append(crash[1])
        elif kind is not None and not line.startswith("Traceback"):
            kept.append(kind[1])
    return "\n".join(kept)


def bare(path: str) -> str:
    """A source file's path from its package on."""
    parts = re.split(r"[\\/]", path)
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    ours = [number for number, part in enumerate(parts) if part in _OURS]
    return "/".join(parts[ours[-1] :]) if ours else parts[-1]
