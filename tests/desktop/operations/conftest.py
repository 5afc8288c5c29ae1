"""Desks in the middle of a round, and workbooks as other programs change them."""

import contextlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from db.models import Base
from desktop.desk import Desk
from desktop.exchange.forms.signing import canonical, sign
from desktop.exchange.forms.write_form import FIRST_ROW
from desktop.exchange.layout import DESK_PIECE, DESK_SHEET, FORM_COLUMNS, FORM_SHEET, column_index

UNIT = "练习单位001"
# What a take, an undo and an export leave behind on purpose.
TRACES = {"history", "batches", "batch_changes", "dispatches", "refused_files", "ledger", "row_digests"}
Dump = dict[str, list[tuple[Any, ...]]]
Sit = Callable[[Path], Desk]


@pytest.fixture
def headquarters(issued_database: Path, sit_down: Sit) -> Desk:
    """Headquarters before any report of the period came in."""
    return sit_down(issued_database)


@pytest.fixture
def department(finished_round: Path, tmp_path: Path, sit_down: Sit) -> Desk:
    """A department that has exported its report."""
    return sit_down(Path(shutil.copy(finished_round / "units" / f"{UNIT}.db", tmp_path / "unit.db")))


@pytest.fixture
def report_file(finished_round: Path) -> Path:
    """That department's report."""
    return next((finished_round / "reports").glob(f"*{UNIT}*"))


@pytest.fixture
def assignment_file(finished_round: Path) -> Path:
    """That department's assignment, with nothing filled in."""
    return next((finished_round / "issued").glob(f"*{UNIT}*"))


@pytest.fixture
def dump() -> Callable[[Desk], Dump]:
    """Everything a database says, but for the traces of imports."""

    def read(desk: Desk) -> Dump:
        with desk.store.read() as connection:
            return {
                name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
                for name, table in Base.metadata.tables.items()
                if name not in TRACES
            }

    return read


Rewrite = Callable[..., Path]


@pytest.fixture
def rewrite(tmp_path: Path) -> Rewrite:
    """Saves a workbook with other values in cells named by target number (from 0) and column key."""

    def write(source: Path, cells: dict[tuple[int, str], Any], name: str = "改过.xlsx") -> Path:
        book = openpyxl.load_workbook(source)
        for (row, key), value in cells.items():
            book[FORM_SHEET].cell(FIRST_ROW + row + 1, column_index(FORM_COLUMNS, key) + 1).value = value
        out = tmp_path / name
        book.save(out)
        return out

    return write


Forge = Callable[[Callable[[dict[str, Any]], None]], Path]


@pytest.fixture
def headquarters_key(issued_database: Path, sit_down: Sit) -> str:
    """The private key with which headquarters signed what it issued."""
    desk = sit_down(issued_database)
    with desk.store.read() as connection:
        return str(connection.scalars(select(Base.metadata.tables["signing_keys"].c.private)).one())


@pytest.fixture
def forged(assignment_file: Path, tmp_path: Path, headquarters_key: str) -> Forge:
    """That assignment with a first cell filled in and something else in the document, signed as if it had been so."""

    def forge(change: Callable[[dict[str, Any]], None]) -> Path:
        book = openpyxl.load_workbook(assignment_file)
        book[FORM_SHEET].cell(FIRST_ROW + 1, column_index(FORM_COLUMNS, "narrative") + 1).value = "已开工"
        hidden = book[DESK_SHEET]
        texts = [str(cell.value) for (cell,) in hidden.iter_rows(min_row=3, max_col=1)]
        data = json.loads("".join(texts))
        change(data)
        with contextlib.suppress(UnicodeEncodeError):
            said = {name: value for name, value in data.items() if name not in {"signer", "signature"}}
            data["signature"] = sign(headquarters_key, canonical(said))
        hidden.delete_rows(3, len(texts))
        text = json.dumps(data)
        for row, start in enumerate(range(0, len(text), DESK_PIECE), 3):
            hidden.cell(row, 1).value = text[start : start + DESK_PIECE]
        out = tmp_path / "伪造.xlsx"
        book.save(out)
        return out

    return forge
