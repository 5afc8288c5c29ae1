"""Rows on pages: none is lost, none is cut where a page could hold it, and the signatures have room."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.pages.printing.paper import Row, paginate

heights = st.lists(st.integers(1, 40), max_size=60)


def rows_of(heights: list[int]) -> list[Row]:
    return [
        Row(number, (tuple(f"{number}.{line}" for line in range(height)),)) for number, height in enumerate(heights)
    ]


@given(heights, st.integers(3, 20), st.integers(5, 25), st.integers(1, 3))
def test_every_line_is_printed_once_and_in_order(heights: list[int], first: int, others: int, last: int) -> None:
    rows = rows_of(heights)
    pages = paginate(rows, first, others, last)
    printed = [line for page in pages for row in page for line in row.cells[0]]
    assert printed == [line for row in rows for line in row.cells[0]]


@given(heights, st.integers(3, 20), st.integers(5, 25), st.integers(1, 3))
def test_pages_hold_what_they_can_and_the_last_one_the_signatures(
    heights: list[int], first: int, others: int, last: int
) -> None:
    pages = paginate(rows_of(heights), first, others, last)
    for number, page in enumerate(pages):
        room = others if number else first
        assert sum(row.height for row in page) <= room
    left = (others if len(pages) > 1 else first) - sum(row.height for row in pages[-1])
    assert left >= last


@given(heights, st.integers(5, 25))
def test_a_row_is_broken_only_where_no_page_could_hold_it(heights: list[int], others: int) -> None:
    pages = paginate(rows_of(heights), others, others, 1)
    broken = {row.number for page in pages for row in page if not row.begins}
    assert broken == {number for number, height in enumerate(heights) if height > others}


def test_a_blank_row_has_a_line_of_its_own() -> None:
    assert Row(0, ((), ())).height == 1
