"""What JSON can carry, in the one way in which it is compared, signed and sent."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Spelt(dict[str, Any]):
    """What JSON can carry by names, which is spelt once: a row that goes out in many documents, or much in one."""

    __slots__ = ("text",)

    def __init__(self, said: Mapping[str, Any]) -> None:
        super().__init__(said)
        # Put together at once: it may be long.
        pieces = [piece for name in sorted(said) for piece in (",", spelt(name), ":", spelt(said[name]))]
        self.text = "".join(["{", *pieces[1:], "}"])


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
    return said.text if isinstance(said, Spelt | SpeltRows) else _ENCODER.encode(said)
