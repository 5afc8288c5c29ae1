"""Which system a test is on, for what one of them has no way to show."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from db.places import HERE, System

WINDOWS = sys.platform == "win32"


def not_on_windows(reason: str) -> pytest.MarkDecorator:
    """A mark for what rests on something that Windows does not have."""
    return pytest.mark.skipif(WINDOWS, reason=f"not on Windows: {reason}")


def with_a_share(folder: Path) -> System:
    """This computer, as if a folder were one that another computer shares."""

    def followed(text: str) -> str:
        inside = WINDOWS and Path(text).is_relative_to(folder)
        return f"\\\\server\\share\\{Path(text).name}" if inside else HERE.resolve(text)

    mounts = f"40 22 0:9 / {folder} rw - cifs //server/share rw\n"
    return replace(HERE, resolve=followed, mounts=lambda: mounts, removable=lambda _disk: False, environment={})
