"""Keys: the same names give the same key on every computer."""

from hypothesis import given
from hypothesis import strategies as st

from db.keys import key_of, new_key


def test_a_key_never_changes_between_versions() -> None:
    assert key_of("plan", "2024") == "5c245d234e865b80b91bf2284043dde0"


@given(st.lists(st.text(st.characters(exclude_characters="\x1f", codec="utf-8")), min_size=1, max_size=3))
def test_different_names_have_different_keys(names: list[str]) -> None:
    assert len(key_of(*names)) == 32
    assert key_of(*names) != key_of(*names, "")
    assert key_of(*names) != key_of("".join(names) + "x")


def test_new_keys_are_all_different() -> None:
    assert len({new_key() for _ in range(100)}) == 100
