"""Passphrases on the command line: given by the environment or the keyboard, never in the command itself."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import keyring
from desktop.cli import run

PASSPHRASE, OTHER = "春眠不觉晓 2024", "处处闻啼鸟 2025"
Said = tuple[int, str, str]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    keyring._opened.clear()
    monkeypatch.setattr("db.envelope._MEMORY", 64)
    for name in ("TARGET_DESK_PASSPHRASE", "TARGET_DESK_NEW_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    yield
    keyring._opened.clear()


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Runs a command line as a program of its own would, with passphrases in the environment."""

    def call(*words: str | Path, old: str | None = None, new: str | None = None) -> Said:
        keyring._opened.clear()
        for name, value in (("TARGET_DESK_PASSPHRASE", old), ("TARGET_DESK_NEW_PASSPHRASE", new)):
            if value is None:
                monkeypatch.delenv(name, raising=False)
            else:
                monkeypatch.setenv(name, value)
        status = run([str(word) for word in words])
        heard = capsys.readouterr()
        return status, heard.out, heard.err

    return call


def test_a_passphrase_is_set_wanted_changed_recovered_and_removed(
    practice_database: Path, say: Callable[..., Said]
) -> None:
    status, out, _ = say("passphrase", practice_database, new=PASSPHRASE)
    assert status == 0
    told = re.search(r"(?:[0-9A-Z]{5}-){6}[0-9A-Z]{5}", out)
    assert told is not None
    assert say("check", practice_database)[2].count("TARGET_DESK_PASSPHRASE") == 1
    assert say("check", practice_database, old=OTHER)[0] == 1
    assert say("check", practice_database, old=PASSPHRASE)[0] == 0
    assert say("passphrase", practice_database, old=told[0], new=OTHER)[0] == 0
    assert say("check", practice_database, old=PASSPHRASE)[0] == 1
    assert say("passphrase", practice_database, "--remove", old=OTHER)[0] == 0
    assert say("check", practice_database)[0] == 0


def test_what_is_typed_has_to_be_typed_twice(
    practice_database: Path, say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter((PASSPHRASE, OTHER, PASSPHRASE, PASSPHRASE, PASSPHRASE))

    def typed(question: str) -> str:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", typed)
    assert say("passphrase", practice_database)[0] == 1
    assert not keyring.is_encrypted(practice_database)
    assert say("passphrase", practice_database)[0] == 0
    assert say("check", practice_database)[0] == 0
    assert len(asked) == 5
