"""The file of the log, which several windows may have open; loaded for its first line, since that takes long."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

_LARGEST: Final = 256 * 1024
_KEPT: Final = 3


def log_file(path: Path) -> logging.Handler:
    """What writes to this file and keeps it short; where nothing can be written, the program does without."""
    try:
        handler = _Shared(path, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        return logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler


class _Shared(RotatingFileHandler):
    """On Windows each of the windows that have a file open keeps the others from giving it another name."""

    def doRollover(self) -> None:  # noqa: N802 - logging's name
        """Begin a new file; where another window writes to the old one as well, that grows until it does not."""
        if self.stream is not None:
            self.stream.close()
        try:
            Path(self.baseFilename).rename(self.baseFilename)
        except OSError:
            self.stream = self._open()
        else:
            super().doRollover()
