"""Roles and shares typed into the cells of the matrix, and taken back by the edits that the answer names."""

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import Refusal
from db.figures import SCALE
from db.vocabulary import Role
from desktop.desk import Desk
from desktop.operations.assigning import Assign, MatrixRow, edit_matrix, load_matrix, read_assign
from desktop.operations.catalogue import add_target
from desktop.operations.editing import CellEdit


@pytest.fixture
def desk(headquarters_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    return sit_down(headquarters_database)


def row_of(desk: Desk, key: str) -> MatrixRow:
    return next(row for row in load_matrix(desk).rows if row.target.key == key)


@pytest.mark.parametrize(
    ("text", "role", "share"),
    [
        ("牵头", Role.LEAD, None),
        (" 牵 ", Role.LEAD, None),
        ("Lead 12", Role.LEAD, 12 * SCALE),
        ("配合：1.5万", Role.SUPPORT, 15_000 * SCALE),
        ("配30套", Role.SUPPORT, 30 * SCALE),
        ("", None, None),
    ],
)
def test_a_cell_takes_a_role_and_a_share(text: str, role: Role | None, share: int | None) -> None:
    assert read_assign(CellEdit("t", "u", text), "套") == Assign("t", "u", role, share)


@given(st.text(max_size=12))
def test_any_text_is_a_role_or_refused_with_a_sentence(text: str) -> None:
    with contextlib.suppress(Refusal):
        found = read_assign(CellEdit("t", "u", text), "套")
        assert (found.role is None) == (not text.strip())


def test_what_was_typed_is_put_back_exactly(desk: Desk) -> None:
    key = add_target(desk, "Z1", "新板块", "新馆")
    first, second, third = list(load_matrix(desk).units)[:3]
    assert [target.code for target in load_matrix(desk).unassigned] == ["Z1"]
    edit_matrix(desk, [CellEdit(key, first, "牵头 60"), CellEdit(key, second, "配合 40")])
    before = row_of(desk, key)
    assert (before.lead, before.shared) == (first, 100 * SCALE)
    edited = edit_matrix(desk, [CellEdit(key, third, "牵头"), CellEdit(key, second, "")])
    assert [row.given for row in edited.rows] == [row_of(desk, key).given]
    assert set(row_of(desk, key).given) == {third}
    edit_matrix(desk, edited.back)
    assert row_of(desk, key) == before


def test_totals_count_leads_and_supports(desk: Desk) -> None:
    matrix = load_matrix(desk)
    leads = sum(matrix.count(unit, Role.LEAD) for unit in matrix.units)
    assert leads == len(matrix.rows) - len(matrix.unassigned)
