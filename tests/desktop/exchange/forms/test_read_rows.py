"""A row whose cells hold what they are for says the same as one that is looked at cell by cell."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.vocabulary import Kind
from desktop.exchange.forms import read_rows
from desktop.exchange.forms.columns import Table
from desktop.exchange.forms.read_out import Expectation, Expected, ReadForm
from desktop.exchange.layout import FIGURE_KEYS, TEXT_KEYS
from desktop.exchange.opening.sheets import Sheet

KEYS = (*FIGURE_KEYS, "status", *TEXT_KEYS)
FIGURES = st.sampled_from(["", 0.0, 12.0, 0.12, 1.2345678, 1e14, "3万", " ", True, datetime(2024, 3, 5, tzinfo=UTC)])
STATUSES = st.sampled_from(["", "推进中", "done", " 推进中", "忙", 5.0, 0.0, False])
WORDS = st.sampled_from(["", " ", "两行\r\n字", "  缩进", "a | b", "\t", "字", "零\u200b宽", 3.0, False])
ROWS = st.lists(st.tuples(FIGURES, FIGURES, STATUSES, *[WORDS] * 6), min_size=1, max_size=4)


def read(rows: list[tuple[Any, ...]], unit: str) -> ReadForm:
    targets = {f"k{number}": Expected(f"k{number}", f"T-{number}", "目标", unit) for number in range(len(rows))}
    cells = [["key", "code", *KEYS], *([f"k{number}", f"T-{number}", *row] for number, row in enumerate(rows))]
    sheet = Sheet("S", cells, {}, {"C2", "D3"}, [], set(), filtered=False, carried=())
    table = Table(sheet, 0, {name: place for place, name in enumerate(cells[0])}, by_key=True, headers=cells[0])
    form = ReadForm(Kind.REPORT, "p", "u", "甲局", "2024-03", 1, None)
    read_rows.read_rows(form, table, Expectation(targets, {}, {}, "p"))
    return form


@given(ROWS, st.sampled_from(["%", "个"]))
@example([("", 12.0, 0.0, *[""] * 6), ("", 12.0, False, *[""] * 6)], "个")
def test_plain_rows_say_what_they_would_cell_by_cell(rows: list[tuple[Any, ...]], unit: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_rows, "_usual_answer", lambda *_: None)
        plainly = read(rows, unit)
    form = read(rows, unit)
    assert (form.answers, form.errors, dict(form.cells)) == (plainly.answers, plainly.errors, dict(plainly.cells))


def test_plain_rows_are_not_looked_at_cell_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_rows, "_answer", None)
    row = ("", 12.0, "推进中", "两行\n字", "", " ", "", "", "")
    assert read([row], "个").answers["k0"].narrative == "两行\n字"
