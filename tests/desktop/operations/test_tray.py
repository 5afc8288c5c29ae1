"""A tray: what is in it comes out as it was put in, and is read nowhere else."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import Refusal
from desktop.operations import tray
from desktop.operations.tray import Tray

SECRET = b"what a unit said"


@given(st.lists(st.binary(max_size=40), max_size=8), st.sampled_from([1, 60, 10_000]), st.randoms())
def test_everything_comes_out_as_it_was_put_in(put: list[bytes], few: int, dice: Random) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tray, "_FEW", few)
        kept = Tray()
    slots = [(kept.put(one), one) for one in put]
    dice.shuffle(slots)
    assert [kept.get(slot) for slot, _ in slots] == [one for _, one in slots]
    # The same lies there once, and nothing on anything else.
    assert len({slot for slot, _ in slots}) == len(set(put))
    assert all(start + length <= after for (start, length), (after, _) in pairwise(sorted({one for one, _ in slots})))


def test_what_lies_in_it_says_nothing_and_what_is_changed_there_does_not_come_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tray, "_FEW", 1)
    kept = Tray()
    slot = kept.put(SECRET)
    kept._file.seek(0)
    there = kept._file.read()
    assert SECRET not in there
    kept._file.seek(0)
    kept._file.write(bytes([there[0] ^ 1]))
    with pytest.raises(Refusal) as refused:
        kept.get(slot)
    assert refused.value.sentence.code == "refusal.disk_error"


def test_what_it_wrote_is_gone_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tray, "_FEW", 1)
    kept = Tray()
    kept.put(SECRET)
    file = kept._file
    del kept
    assert file.closed
