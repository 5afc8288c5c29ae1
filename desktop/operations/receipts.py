"""Receipts for the files that must go back to their senders."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from db.names import inside
from db.texts import storable
from db.vocabulary import FileState, Kind
from desktop.desk import Desk
from desktop.exchange.files import read_bytes
from desktop.exchange.forms.receipt import write_receipt
from desktop.exchange.layout import MAX_FILE
from desktop.operations.dispatching import dispatch_row, remember_sent, told_up_to
from desktop.operations.issue import make_folder
from desktop.operations.receive import FileResult
from desktop.operations.written import Written
from resources.texts import say

# What is not taken goes back to whoever sent it.
GOING_BACK: Final = frozenset({FileState.HELD, FileState.REJECTED})


def send_receipts(desk: Desk, results: Sequence[FileResult], folder: Path) -> Written:
    """Write the receipts, and keep in the database that they went out."""
    going_back = _going_back(results)
    written = _written(going_back, folder)
    with desk.read() as (connection, plan):
        told = told_up_to(connection)
        keys = {name: key for key, name in plan.units.items()}
    sent = [
        dispatch_row(desk, Kind.RECEIPT, path, unit_key=keys.get(result.unit, ""), period=storable(result.period))
        for result, path in zip(going_back, written.files, strict=True)
    ]
    remember_sent(desk, sent, told)
    return written


def write_receipts(results: Sequence[FileResult], folder: Path) -> Written:
    """Write a receipt for every file that was held or rejected and is still where it was."""
    return _written(_going_back(results), folder)


def _going_back(results: Sequence[FileResult]) -> list[FileResult]:
    return [one for one in results if one.state in GOING_BACK and one.path.is_file()]


def _written(going_back: Sequence[FileResult], folder: Path) -> Written:
    make_folder(folder)
    written = Written()
    for result in going_back:
        content, state = read_bytes(result.path, MAX_FILE) or b"", str(say(f"file_state.{result.state}"))
        write = partial(write_receipt, content, state, result.findings)
        written.put(inside(folder, f"回执_{result.path.stem}.xlsx"), write)
    return written
