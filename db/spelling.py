"""What JSON can carry, in the one way in which it is compared, signed and sent."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Spelt(dict[str, Any]):
    """A row as JSON can carry it, which goes out in many documents and is spelt once."""

    __slots__ = ("text",)

    def __init__(self, row: dict[str, Any]) -> None:
        super().__init__(row)
        self.text = spelt(row)


class SpeltRows(list[dict[str, Any]]):
    """Rows of which most are spelt already, and the text of them all as a list."""

    __slots__ = ("text",)

    def __init__(self, known: Iterable[Spelt], own: Sequence[dict[str, Any]] = ()) -> None:
        """Rows that go out in many documents, and behind them those of one alone."""
        super().__init__(known)
        texts = [row.text for row in self]  # type: ignore[attr-defined]  # all of them are known
        self.extend(own)
        self.text = f"[{','.join([*texts, spelt(own)[1:-1]] if own else texts)}]"


def spelt(said: Any) -> str:
    """What JSON can carry, in the one way in which it is compared and signed: names in order, no blanks."""
    return _ENCODER.encode(said)


def spelt_rows(rows: Sequence[dict[str, Any]]) -> str:
    """The same of rows, which may know it already."""
    return rows.text if isinstance(rows, SpeltRows) else spelt(rows)


def spelt_row(row: Mapping[str, Any]) -> str:
    """The same of one."""
    return row.text if isinstance(row, Spelt) else spelt(row)
