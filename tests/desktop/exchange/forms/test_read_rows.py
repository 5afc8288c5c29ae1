"""Rows that are read column by column say the same as those that are looked at cell by cell."""

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
from desktop.exchange.opening.witness import Fault

KEYS = (*FIGURE_KEYS, "status", *TEXT_KEYS)
FIGURES = st.sampled_from(["", 0.0, 12.0, 0.12, 1.2345678, 1e14, "3万", " ", True, datetime(2024, 3, 5, tzinfo=UTC)])
STATUSES = st.sampled_from(["", "推进中", "done", " 推进中", "忙", 5.0, 0.0, False])
WORDS = st.sampled_from(["", " ", "两行\r\n字", "  缩进", "a | b", "\t", "字", "零\u200b宽", 3.0, False])
ROWS = st.lists(st.tuples(FIGURES, FIGURES, STATUSES, *[WORDS] * 6), min_size=1, max_size=4)


KEYED = st.lists(st.sampled_from(["", "k0", "k1", "k2", " k1", "x", 1.0]), min_size=4, max_size=4)
CODED = st.lists(st.sampled_from(["", "T-0", "T-1", "T-2", " T-1", "T-9", 2.0]), min_size=4, max_size=4)
FAULT = Fault("cell_error", "#REF!")


def read(rows: list[tuple[Any, ...]], unit: str, keys: list[Any], codes: list[Any], fault: str = "Z9") -> ReadForm:
    targets = {f"k{number}": Expected(f"k{number}", f"T-{number}", f"目标{number}", unit) for number in range(4)}
    cells = [["key", "code", *KEYS], *([*row] for row in zip(keys, codes, *zip(*rows, strict=True), strict=False))]
    sheet = Sheet("S", cells, {fault: FAULT}, {"C2", "D3"}, [], set(), filtered=False, carried=())
    table = Table(sheet, 0, {name: place for place, name in enumerate(cells[0])}, by_key=True, headers=cells[0])
    form = ReadForm(Kind.REPORT, "p", "u", "甲局", "2024-03", 1, None)
    read_rows.read_rows(form, table, Expectation(targets, {}, {}, "p"))
    return form


def said(form: ReadForm) -> tuple[object, ...]:
    return [*form.answers.items()], form.errors, form.repairs, [*form.cells.items()]


OWN_KEYS, OWN_CODES = [f"k{number}" for number in range(4)], [f"T-{number}" for number in range(4)]


@given(
    ROWS,
    st.sampled_from(["%", "个"]),
    st.just(OWN_KEYS) | KEYED,
    st.just(OWN_CODES) | CODED,
    st.sampled_from(["Z9", "C2", "F3"]),
)
@example([("", 12.0, 0.0, *[""] * 6), ("", 12.0, False, *[""] * 6)], "个", OWN_KEYS, OWN_CODES, "Z9")
def test_rows_say_by_columns_what_they_would_cell_by_cell(
    rows: list[tuple[Any, ...]], unit: str, keys: list[Any], codes: list[Any], fault: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_rows, "read_usual_rows", lambda *_: None)
        plainly = read(rows, unit, keys, codes, fault)
    assert said(read(rows, unit, keys, codes, fault)) == said(plainly)


def test_plain_rows_are_not_looked_at_cell_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_rows, "_one_by_one", None)
    seen: list[int] = []
    monkeypatch.setattr(read_rows, "_answer", lambda *given: seen.append(given[-1].number))
    plain = ("", 12.0, "推进中", "两行\n字", "", " ", "", "", "")
    odd = ("", "3万", *plain[2:])
    form = read([plain, odd, plain], "个", OWN_KEYS, OWN_CODES)
    assert form.answers["k0"].narrative == "两行\n字"
    assert seen == [2]
