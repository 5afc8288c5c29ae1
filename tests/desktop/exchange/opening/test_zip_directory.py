"""A package has one directory, whatever is put behind it, before it or into it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made.packages import workbook

from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.sheets import read_sheets

WHOLE = workbook()
END = b"PK\x05\x06"


@given(st.binary(max_size=60_000).filter(lambda rest: END not in WHOLE[-3:] + rest))
def test_what_stands_behind_a_package_changes_nothing(rest: bytes) -> None:
    (sheet,) = read_sheets(WHOLE + rest)
    assert sheet.rows == [[1]]


@given(st.binary(min_size=25, max_size=4000), st.sampled_from(["before", "within", "behind the parts"]))
def test_what_stands_anywhere_else_is_noticed(more: bytes, where: str) -> None:
    places = {"before": 0, "within": WHOLE.index(b"PK\x03\x04", 1), "behind the parts": WHOLE.index(b"PK\x01\x02")}
    at = places[where]
    with pytest.raises(Unsafe):
        read_sheets(WHOLE[:at] + more + WHOLE[at:])
