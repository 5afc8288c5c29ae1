"""A short run of programs that are killed while a passphrase is set, changed or taken away."""

import killed_encrypting
import pytest


def test_nothing_is_lost_where_a_program_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.keyring._opened", {})
    found = killed_encrypting.counts(3, seed=3)
    assert found.total() == 3
    assert not [how for _, how in found if how.startswith(killed_encrypting.BAD)]
