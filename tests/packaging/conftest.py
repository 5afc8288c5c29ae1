"""The scripts that build are run by their paths; tests import them from there."""

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """One of them by its name."""
    # By hand, since syspath_prepend drops what imports have cached, which Python 3.11.3 and older cannot.
    monkeypatch.setattr(sys, "path", [str(ROOT / "packaging"), *sys.path])

    def load(name: str) -> ModuleType:
        monkeypatch.delitem(sys.modules, name, raising=False)
        return import_module(name)

    return load
