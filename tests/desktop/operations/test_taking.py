"""Workbooks that are taken together are taken as each would be by itself."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from db.address import Location
from db.integrity import problems
from db.models import Base
from db.vocabulary import FileState
from desktop.desk import Desk
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.receive import FileResult, receive
from desktop.operations.report import report

Sit = Callable[[Location], Desk]
# What became of the files, all rows, and the count of the commits.
Received = tuple[list[FileResult], dict[str, list[Any]], int]
TAKEN, UNCHANGED, HELD, REJECTED = FileState.TAKEN, FileState.UNCHANGED, FileState.HELD, FileState.REJECTED


@pytest.fixture
def files(finished_round: Path, department: Desk, tmp_path: Path) -> list[Path]:
    """A round with what else may lie among it: no form, one that is empty, a file twice, what came later."""
    later = [tmp_path / f"{period}.xlsx" for period in ("2024-03", "2024-04", "2024-02")]
    for path in later:
        first_row = load_entry(department, path.stem).rows[0]
        edit_entries(department, path.stem, [CellEdit(first_row.target.key, "narrative", "补报")])
        report(department, path.stem, path)
    other, broken = tmp_path / "别的.xlsx", tmp_path / "坏.xlsx"
    Workbook().save(other)
    broken.write_bytes(b"no workbook")
    first, second, third, fourth = sorted((finished_round / "reports").iterdir())
    empty = min((finished_round / "issued").iterdir())
    again = Path(shutil.copy(second, tmp_path / "again.xlsx"))
    return [first, other, second, later[0], third, broken, empty, again, fourth, *later[1:]]


def everything(desk: Desk) -> tuple[dict[str, list[Any]], int]:
    """All rows but the count of the commits, and that."""
    with desk.store.read() as connection:
        found = {name: [*connection.execute(select(one))] for name, one in Base.metadata.tables.items()}
    (counted,) = found.pop("ledger")
    return found, counted.commits


@pytest.fixture
def received(
    files: list[Path], issued_database: Path, tmp_path: Path, sit_down: Sit, monkeypatch: pytest.MonkeyPatch
) -> Callable[[int], Received]:
    """What becomes of the files, so many at most taken together."""

    def receive_by(most: int) -> Received:
        desk = sit_down(Path(shutil.copy(issued_database, tmp_path / f"{most}.db")))
        keys = count()
        with monkeypatch.context() as patch:
            patch.setattr("db.clock.now", lambda: datetime(2024, 4, 3, tzinfo=UTC))
            patch.setattr("db.keys.uuid4", lambda: UUID(int=next(keys)))
            patch.setattr("desktop.operations.taking.TOGETHER", most)
            patch.setattr("desktop.operations.reading._LINGER", 60)
            results = receive(desk, files)
        assert problems(desk.store) == []
        return results, *everything(desk)

    return receive_by


def test_together_or_alone_the_same_is_said_and_stored(received: Callable[[int], Received], files: list[Path]) -> None:
    (results, stored, few), (one_by_one, the_same, many) = received(8), received(1)
    assert (results, stored) == (one_by_one, the_same)
    assert few < many
    assert [one.path for one in results] == files
    assert [one.state for one in results] == [
        *(TAKEN, REJECTED, TAKEN, TAKEN, TAKEN, REJECTED, HELD, UNCHANGED, TAKEN, TAKEN, HELD),
    ]
