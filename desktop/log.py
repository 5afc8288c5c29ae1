"""The log: starts, exchanges, refusals and faults, in words that may be passed on: no figure, no name of a target."""

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths

LOG: Final = logging.getLogger("target-desk")
_NAME: Final = "target-desk.log"
_LARGEST: Final = 256 * 1024
_KEPT: Final = 3


def log_folder() -> Path:
    """Where the log is kept: local to this computer, beside the databases."""
    local = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(local) / "log"


def start_log() -> None:
    """Write from now on; where nothing can be written, the program does without."""
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log_folder() / _NAME, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
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
    """Write where a fault of ours came up; what its message says may be somebody's data and is left out."""
    LOG.error("fault\n%s", "\n".join(_places(details)))


def _places(details: str) -> list[str]:
    """The files and lines of a traceback, and the kinds of its errors."""
    kept = []
    for line in details.splitlines():
        kind = re.match(r"([A-Za-z_][\w.]*)(:|$)", line)
        if line.startswith("  File "):
            kept.append(line)
        elif kind is not None and not line.startswith("Traceback"):
            kept.append(kind.group(1))
    return kept
