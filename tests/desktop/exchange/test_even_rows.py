"""Rows put together column by column are the rows that are put together cell by cell."""

from itertools import repeat

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exchange.even_rows import EvenRows
from desktop.exchange.parsing import Parsing
from desktop.exchange.rows import NUMBER, empty_cell, number_cell, row, shared_cell, start

HEIGHTS = st.sampled_from([None, 18, 409])
# A look, and what stands in the cell.
CELLS = st.tuples(st.integers(0, 3), st.one_of(st.none(), st.integers(0, 30), st.floats(0, 1).map(repr)))


def cell(column: int, look: int, said: int | str | None) -> str:
    begun = start(column, str(look))
    if said is None:
        return empty_cell(begun)
    return shared_cell(begun, said) if isinstance(said, int) else number_cell(begun, said)


@settings(max_examples=60)
@given(st.integers(1, 30), st.integers(1, 10**6), st.lists(HEIGHTS, min_size=1, max_size=5), st.data())
def test_rows_by_columns_are_rows_by_cells(
    width: int, at: int, heights: list[float | None], data: st.DataObject
) -> None:
    even = EvenRows(width)
    # Runs of columns; of each it is drawn whether it says the same in every row.
    ends = sorted({*data.draw(st.sets(st.integers(1, width))), width})
    runs = [range(first, end) for first, end in zip([0, *ends[:-1]], ends, strict=True)]
    by_column, by_row = [], [list[str]() for _ in heights]
    for run in runs:
        drawn = st.tuples(*(CELLS.map(lambda one, column=column: cell(column, *one)) for column in run)).map("".join)
        same = data.draw(st.booleans())
        said = [data.draw(drawn)] * len(heights) if same else [data.draw(drawn) for _ in heights]
        cuts = [even.cut(run.start, one) for one in said]
        by_column += [repeat(one) for one in cuts[0]] if same else zip(*cuts, strict=True)
        for cells, one in zip(by_row, said, strict=True):
            cells.append(one)
    rows = even.rows(at, [even.head(height) for height in heights], by_column)
    written = [row(number, *one) for number, one in enumerate(zip(by_row, heights, strict=True), at)]
    assert rows == "".join(written)
    unseen = even.unseen()
    assert all(one.replace(NUMBER, "1") in unseen for cells in by_row for one in cells)
    assert even.unseen() == ""
    parsing = Parsing()
    parsing.feed(f"<a>{unseen}</a>".encode())
    parsing.close()


def test_what_is_to_be_parsed_of_a_cell_is_what_its_rows_hold_of_it() -> None:
    even = EvenRows(2)
    even.cut(1, f'<x r="{NUMBER}"></c>')
    assert even.unseen() == '<c r="B1"></c>'
