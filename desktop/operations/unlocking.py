"""Workbooks behind a password: opened into a folder of ours, to be received as if they had none."""

from collections.abc import Sequence
from pathlib import Path

from db.errors import Refusal
from db.names import inside
from db.vocabulary import FileState
from desktop.exchange.files import apart, folded, put_bytes, read_bytes
from desktop.exchange.layout import MAX_FILE
from desktop.exchange.opening.confined import confined
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.locking import unlock
from desktop.operations.receive import FileResult, files_in

_LOCKED = "finding.file_encrypted"


def is_locked(result: FileResult) -> bool:
    """Whether a file could not be read because it wants a password."""
    return result.state is FileState.REJECTED and any(one.message.code == _LOCKED for one in result.findings)


def open_locked(paths: Sequence[Path], locked: Sequence[Path], password: str, folder: Path) -> list[Path]:
    """The files, those that this password opens in `folder` and without it; the others as they were."""
    opened = []
    for path in files_in(paths):
        content = read_bytes(path, MAX_FILE) if path in locked else None
        if content is None:
            opened.append(path)
            continue
        try:
            plain = confined(unlock, content, password)
        except (Refusal, Unsafe):
            opened.append(path)
            continue
        out = apart(inside(folder, path.name), {folded(one) for one in opened})
        put_bytes(out, plain)
        opened.append(out)
    return opened
