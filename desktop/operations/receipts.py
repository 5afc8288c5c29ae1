"""Receipts for the files that must go back to their senders."""

from collections.abc import Sequence
from pathlib import Path

from db.vocabulary import FileState
from desktop.exchange.files import apart, read_bytes
from desktop.exchange.layout import MAX_FILE
from desktop.exchange.receipt import write_receipt
from desktop.operations.issue import make_folder
from desktop.operations.receive import FileResult
from resources.texts import say


def write_receipts(results: Sequence[FileResult], folder: Path) -> list[Path]:
    """Write a receipt for every file that was held or rejected and is still where it was."""
    make_folder(folder)
    written: list[Path] = []
    for result in results:
        if result.state not in {FileState.HELD, FileState.REJECTED} or not result.path.is_file():
            continue
        path = apart(folder / f"回执_{result.path.stem}.xlsx", written)
        state = str(say(f"file_state.{result.state}"))
        write_receipt(read_bytes(result.path, MAX_FILE) or b"", state, result.findings, path)
        written.append(path)
    return written
