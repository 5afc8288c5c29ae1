"""What goes wrong where no page hears of it: crashes below Python, Qt's messages, Python's warnings, lost threads."""

import faulthandler
import logging
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import IO, Any, Final, TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from desktop.log import LOG, bare, log_fault, log_folder, places

_NAME: Final = "target-desk.fault"
# Names of files and whatever else Qt quotes.
_QUOTED: Final = r"""(["'“])[^"'”]*["'”]|(?:[A-Za-z]:)?[\\/][^\s"',;]+"""
_LEVELS: Final = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
# A painter may say the same with each frame.
_DIFFERENT: Final = 200


@contextmanager
def heard() -> Iterator[None]:
    """Write all of that to the log; of a crash, at the next start."""
    with ExitStack() as back:
        file = _fault_file()
        if file is not None:
            back.callback(file.close)
            _tell_last_crash(file)
            faulthandler.enable(file)
            back.callback(faulthandler.disable)
        back.callback(qInstallMessageHandler, qInstallMessageHandler(_QtMessages()))
        back.enter_context(warnings.catch_warnings())
        warnings.showwarning = _hear_warning
        before = threading.excepthook, sys.unraisablehook
        threading.excepthook = sys.unraisablehook = _hear_lost
        try:
            yield
        finally:
            threading.excepthook, sys.unraisablehook = before


def _fault_file() -> IO[bytes] | None:
    """The file that is written while nothing else works any more; without one, where there can be none."""
    try:
        return (log_folder() / _NAME).open("a+b")
    except OSError:
        return None


def _tell_last_crash(file: IO[bytes]) -> None:
    file.seek(0)
    left = file.read().decode(errors="replace")
    if left:
        LOG.error("crash of an earlier run\n%s", places(left))
        file.truncate(0)


class _QtMessages:
    """Hears Qt, each message once."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    def __call__(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        level = _LEVELS.get(kind)
        told = re.sub(_QUOTED, "…", text)
        if level is not None and told not in self._said and len(self._said) < _DIFFERENT:
            self._said.add(told)
            LOG.log(level, "qt: %s", told)


def _hear_warning(
    message: Warning | str,  # noqa: ARG001 - what it says may quote somebody's workbook
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001 - Python's signature
    line: str | None = None,  # noqa: ARG001 - Python's signature
) -> None:
    LOG.warning("%s at %s:%d", category.__name__, bare(filename), lineno)


def _hear_lost(lost: Any) -> None:
    """An error that ended a thread, or came up where it could not be raised."""
    kind: type[BaseException] = lost.exc_type
    trace: TracebackType | None = lost.exc_traceback
    log_fault("".join(traceback.format_exception(kind, lost.exc_value, trace)))
