"""What is looked at in bulk and written in bulk is what it would be row by row."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from db.integrity import problems
from db.models import Base
from db.screening import Concern, Screen
from db.vocabulary import FileState
from desktop.desk import Desk
from desktop.operations.receive import receive

Sit = Callable[[Path], Desk]


def plainly(patch: pytest.MonkeyPatch) -> None:
    """Every entry goes through every check, and every row is given its digest by itself."""
    patch.setattr(Screen, "concern", lambda *_, **__: Concern.ANYTHING)
    patch.setattr("db.inserting._FEW", 1_000_000)


def always_the_same(patch: pytest.MonkeyPatch) -> None:
    """Moments and keys come in one order."""
    moments, keys = count(), count()
    patch.setattr("db.clock.now", lambda: datetime(2024, 4, 3, tzinfo=UTC) + timedelta(seconds=next(moments)))
    patch.setattr("db.keys.uuid4", lambda: UUID(int=next(keys)))


def everything(desk: Desk) -> dict[str, list[Any]]:
    with desk.store.read() as connection:
        return {name: [*connection.execute(select(table))] for name, table in Base.metadata.tables.items()}


def test_a_round_is_stored_as_it_would_be_row_by_row(
    finished_round: Path, issued_database: Path, tmp_path: Path, sit_down: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = []
    for way in ("in bulk", "plainly"):
        desk = sit_down(Path(shutil.copy(issued_database, tmp_path / f"{way}.db")))
        with monkeypatch.context() as patch:
            always_the_same(patch)
            if way == "plainly":
                plainly(patch)
            results = receive(desk, [finished_round / "reports"])
        assert {result.state for result in results} == {FileState.TAKEN}
        assert any(result.findings for result in results)
        assert problems(desk.store) == []
        outcomes.append((results, everything(desk)))
    assert outcomes[0] == outcomes[1]
