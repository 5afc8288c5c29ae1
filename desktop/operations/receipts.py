"""Receipts for the files that must go back to their senders."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from db.rows import storable
from db.vocabulary import FileState, Kind
from desktop.desk import Desk
from desktop.exchange.files import apart, read_bytes
from desktop.exchange.forms.receipt import write_receipt
from desktop.exchange.layout import MAX_FILE
from desktop.operations.dispatching import dispatch_row, remember_sent
from desktop.operations.issue import make_folder
from desktop.operations.receive import FileResult
from resources.texts import say

# What is not taken goes back to whoever sent it.
GOING_BACK: Final = frozenset({FileState.HELD, FileState.REJECTED})


def send_receipts(desk: Desk, results: Sequence[FileResult], folder: Path) -> list[Path]:
    """Write the receipts, and keep in the database that they went out."""
    pairs = _written(results, folder)
    with desk.read() as (_, plan):
        keys = {name: key for key, name in plan.units.items()}
    sent = [
        dispatch_row(desk, Kind.RECEIPT, path, unit_key=keys.get(result.unit, ""), period=storable(result.period))
        for result, path in pairs
    ]
    remember_sent(desk, sent)
    return [path for _, path in pairs]


def write_receipts(results: Sequence[FileResult], folder: Path) -> list[Path]:
    """Write a receipt for every file that was held or rejected and is still where it was."""
    return [path for _, path in _written(results, folder)]


def _written(results: Sequence[FileResult], folder: Path) -> list[tuple[FileResult, Path]]:
    make_folder(folder)
    written: list[tuple[FileResult, Path]] = []
    for result in results:
        if result.state not in GOING_BACK or not result.path.is_file():
            continue
        path = apart(folder / f"回执_{result.path.stem}.xlsx", [other for _, other in written])
        state = str(say(f"file_state.{result.state}"))
        write_receipt(read_bytes(result.path, MAX_FILE) or b"", state, result.findings, path)
        written.append((result, path))
    return written
