"""Rows that are found, filtered and sorted by what is kept beside them: as if every row were asked anew."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sheet_lines import COLUMNS, Line, Target

from desktop.widgets.sheet_rows import SheetRows
from desktop.widgets.sheet_view import SheetView, SortKey

# Blanks stand before every figure.
ORDERS: dict[str, Callable[[Line], Any]] = {
    "title": lambda row: row.target.title,
    "figure": lambda row: (row.figure is not None, row.figure or 0),
}
TEXTS = st.text("甲乙丙Ab ", max_size=3)
FIGURES = st.none() | st.integers(-2, 2)
CONTENTS = st.lists(st.tuples(TEXTS, st.text("jyb", max_size=2), FIGURES), max_size=8)
VIEWS = st.builds(
    SheetView,
    words=TEXTS | st.sampled_from(["jy", "甲 j", "a b"]),
    sort=st.lists(st.builds(SortKey, st.sampled_from(["title", "figure", "gone"]), st.booleans()), max_size=2).map(
        tuple
    ),
    values=st.dictionaries(
        st.sampled_from(["title", "figure", "gone"]), st.frozensets(TEXTS | st.sampled_from(["", "1"])), max_size=2
    ),
    only=st.sampled_from([frozenset(), frozenset({"blank"})]),
)


def line(number: int, title: str, initials: str, figure: int | None) -> Line:
    return Line(Target(f"{number}", title, f"T{number}", "板块", initials), figure)


def said_of(row: Line) -> str:
    return f"{row.target.code} {row.target.title}"


def narrows(row: Line, _name: str) -> bool:
    return row.figure is None


def plainly(rows: list[Line], view: SheetView) -> list[Line]:
    """What a view shows, every row asked for everything."""
    columns = {column.key: column for column in COLUMNS}
    shown = [
        row
        for row in rows
        if all(one in said_of(row).lower() or one in row.target.initials for one in view.words.lower().split())
        and (not view.only or row.figure is None)
        and all(columns[key].text(row) in allowed for key, allowed in view.values.items() if key in columns)
    ]
    for one in reversed(view.sort):
        if one.column in columns:
            shown.sort(key=ORDERS[one.column], reverse=one.descending)
    return shown


def shown(rows: SheetRows[Line], view: SheetView) -> list[Line]:
    return [rows.all[place] for place in rows.arranged(view)]


@settings(max_examples=60)
@given(contents=CONTENTS, first=VIEWS, then=VIEWS, changes=st.lists(st.tuples(st.integers(0, 8), TEXTS, FIGURES)))
def test_what_is_kept_of_rows_tells_what_they_would(
    contents: list[tuple[str, str, int | None]],
    first: SheetView,
    then: SheetView,
    changes: list[tuple[int, str, int | None]],
) -> None:
    lines = [line(number, *one) for number, one in enumerate(contents)]
    rows = SheetRows(lines, COLUMNS, said_of, narrows)
    assert shown(rows, first) == plainly(lines, first)
    new = [line(number, title, "j", figure) for number, title, figure in changes]
    before = {row.target.key: row for row in lines}
    here = [row for row in new if row.target.key in before]
    assert [after for _, _, after in rows.put(new)] == here
    latest = before | {row.target.key: row for row in here}
    lines = [latest[row.target.key] for row in lines]
    assert rows.all == lines
    assert shown(rows, then) == plainly(lines, then)
    counts = rows.counts(COLUMNS[1], then)
    assert counts == Counter(COLUMNS[1].text(row) for row in plainly(lines, then))
    # Figures stand in their order, and not as their texts would.
    figures = [int(text) for text in counts if text]
    assert figures == sorted(figures)
