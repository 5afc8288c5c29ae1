"""What JSON can carry, in the one way in which it is compared, signed and sent."""

import json
from typing import Any, Final

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Spelt(dict[str, Any]):
    """A row as JSON can carry it, which goes out in many documents and is spelt once."""

    __slots__ = ("text",)

    def __init__(self, row: dict[str, Any]) -> None:
        super().__init__(row)
        self.text = spelt(row)


def spelt(said: Any) -> str:
    """What JSON can carry, in the one way in which it is compared and signed: names in order, no blanks."""
    return _ENCODER.encode(said)


def spelt_once(row: dict[str, Any]) -> str:
    """The same of a row, which may know it already."""
    return row.text if isinstance(row, Spelt) else spelt(row)
