"""How a server is reached: what is said where the driver is not there, or does not load."""

import sys
from pathlib import Path

import pytest

from db.address import Server
from db.errors import Refusal
from db.server.engine import make_engine


@pytest.mark.parametrize("broken", ["raise ModuleNotFoundError('psycopg')", "raise ImportError('libpq not found')"])
def test_a_driver_that_does_not_load_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    (tmp_path / "psycopg.py").write_text(broken, encoding="ascii")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.delitem(sys.modules, "psycopg", raising=False)
    with pytest.raises(Refusal, match="target-desk\\[postgres\\]") as caught:
        make_engine(Server("postgresql+psycopg://li@hq/desk"))
    assert caught.value.sentence.code == "refusal.no_driver"
