import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.crockford import decode, encode


@given(st.integers(0, 2**125 - 1))
def test_bits_come_back_as_they_were_however_they_are_typed(bits: int) -> None:
    signs = encode(bits, 25)
    assert [len(group) for group in signs.split("-")] == [5] * 5
    for typed in (signs, signs.lower(), signs.replace("-", " "), signs.replace("0", "O").replace("1", "l")):
        assert decode(typed) == (bits, 25)


def test_full_width_signs_are_read() -> None:
    assert decode("ＡＢＣ－１２") == decode("ABC-12")


@pytest.mark.parametrize("typed", ["U", "AB*CD", "密"])
def test_what_is_no_sign_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match="substring"):
        decode(typed)
