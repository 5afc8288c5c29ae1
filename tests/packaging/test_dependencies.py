"""The list of dependencies: every package in use, each under a licence with which the program may be given away."""

from collections.abc import Callable
from types import ModuleType

import pytest


@pytest.fixture
def dependencies(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("dependencies")


def test_every_licence_is_allowed(dependencies: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dependencies.main() == 0
    lines = capsys.readouterr().out.splitlines()
    names = [line.partition("==")[0] for line in lines]
    assert {"sqlcipher3", "cryptography", "pyside6-essentials", "lxml"} <= set(names)
    assert "pytest" not in names


@pytest.mark.parametrize("licence", ["", "GPL-3.0-only", "AGPL-3.0", "MIT AND GPL-2.0", "Proprietary"])
def test_what_is_not_allowed_is_told(
    dependencies: ModuleType, licence: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dependencies, "licence_of", lambda name: licence if name == "lxml" else "MIT")
    assert dependencies.main() == 1
    assert capsys.readouterr().out.count("NOT ALLOWED") == 1
