"""Receipts for the files that must go back to their senders."""

from collections.abc import Sequence
from pathlib import Path

from db.vocabulary import FileState
from desktop.exchange.files import read_bytes
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
        path = _free(folder, result.path.stem, written)
        state = str(say(f"file_state.{result.state}"))
        write_receipt(read_bytes(result.path, MAX_FILE) or b"", state, result.findings, path)
        written.append(path)
    return written


def _free(folder: Path, stem: str, written: Sequence[Path]) -> Path:
    """Where a receipt goes: files of one name in several folders each have their own."""
    taken = {path.name.casefold() for path in written}
    number, path = 1, folder / f"回执_{stem}.xlsx"
    while path.name.casefold() in taken:
        number += 1
        path = folder / f"回执_{stem}_{number}.xlsx"
    return path
