"""What the document in a workbook says of targets: looked through when it is read, made answers of when asked."""

from collections.abc import Iterator, Mapping
from itertools import chain
from operator import itemgetter, methodcaller
from typing import Any, Final

from db.checks import FIGURE_FIELDS, TEXT_FIELDS, Answer
from db.figures import parse
from db.texts import TEXT_MAX
from db.vocabulary import Status

_TEXTS: Final = ("increment_typed", "value_typed", *TEXT_FIELDS)
_BLANK_TEXTS: Final = dict.fromkeys(_TEXTS, "")
_texts: Final = itemgetter(*_TEXTS)
_STATUSES: Final = {str(status): status for status in Status}
_STATUSES_OR_NONE: Final = frozenset({None, *_STATUSES})
_VALUES: Final = methodcaller("values")
# What is written of answers; a later version may add to it.
_WRITTEN: Final = frozenset({*FIGURE_FIELDS, "status", *TEXT_FIELDS})


class Issued(Mapping[str, Answer]):
    """Answers by target: few are ever asked for, and of most workbooks none."""

    def __init__(self, rows: Mapping[str, Mapping[str, Any]]) -> None:
        """ValueError, LookupError, TypeError or AttributeError where they are none that a database can hold."""
        "".join(rows).encode()
        if any(len(target) > TEXT_MAX for target in rows):
            raise ValueError("a key is longer than a cell")
        if not _are_usual(rows):
            for row in rows.values():
                _answer(row)
        self._rows = rows

    def __getitem__(self, target: str) -> Answer:
        return _answer(self._rows[target])

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _are_usual(rows: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether answers can be made of all rows, as seen at once; where not, each is to be tried."""
    if not _WRITTEN.issuperset(chain.from_iterable(rows.values())):
        return False
    texts = [*chain.from_iterable(map(_VALUES, rows.values()))]
    joined = "".join(texts)
    joined.encode()
    if len(joined) > TEXT_MAX and max(map(len, texts)) > TEXT_MAX:
        return False
    for name in FIGURE_FIELDS:
        for figure in {row.get(name, "0") for row in rows.values()}:
            parse(figure)
    return {row.get("status") for row in rows.values()} <= _STATUSES_OR_NONE


def _answer(row: Mapping[str, Any]) -> Answer:
    """An answer from its texts by their names; what a later version adds says nothing to this one."""
    texts = _texts({**_BLANK_TEXTS, **row})
    joined = "".join(texts)
    joined.encode()
    if len(joined) > TEXT_MAX and any(len(text) > TEXT_MAX for text in texts):
        raise ValueError("a text is longer than a cell")
    increment = parse(row["increment"]) if "increment" in row else None
    value = parse(row["value"]) if "value" in row else None
    status = _STATUSES[row["status"]] if "status" in row else None
    increment_typed, value_typed, *rest = texts
    return Answer(increment, value, increment_typed, value_typed, status, *rest)
