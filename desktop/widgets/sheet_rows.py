"""The rows of a sheet as plain lists, with what finding, filtering and sorting them takes kept beside them.

A hundred thousand rows are asked for their words once, and not at every key of a search; the words of a column when
it is filtered by for the first time, and its order when it is sorted by. A row that changes brings its own up to date.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Generic

from desktop.widgets.sheet_view import R, SheetColumn, SheetView

# How many rows are let go of at a time.
_AT_ONCE: Final = 200


class SheetRows(Generic[R]):
    """`said_of` tells what a row's words are looked for in; `narrows` whether it is one of those of a name."""

    def __init__(
        self,
        rows: Sequence[R],
        columns: Sequence[SheetColumn[R]],
        said_of: Callable[[R], str],
        narrows: Callable[[R, str], bool],
    ) -> None:
        self.all: list[R] = list(rows)
        self._columns = {column.key: column for column in columns}
        self._said_of = said_of
        self._narrows = narrows
        self._places: dict[str, int] = {row.target.key: place for place, row in enumerate(self.all)}
        # What words are looked for in, by place; nothing until somebody looks for some, or reads them ahead.
        self._said: list[str] = []
        # What a column shows, and what it is sorted by, by its key and place.
        self._texts: dict[str, list[str]] = {}
        self._orders: dict[str, list[Any]] = {}

    def read_words(self) -> None:
        """Ask every row for its words."""
        if len(self._said) < len(self.all):
            self._said = [self._words(row) for row in self.all]

    @property
    def keys(self) -> list[str]:
        """The keys of the targets, in the plan's order."""
        return list(self._places)

    def place_of(self, target_key: str) -> int | None:
        """Where among all rows a target is."""
        return self._places.get(target_key)

    def let_go(self) -> Iterator[None]:
        """Steps in which the rows are let go of, which takes a while where nobody else has them."""
        rows = list(self.all)
        del self.all
        while rows:
            del rows[-_AT_ONCE:]
            yield

    def put(self, rows: Iterable[R]) -> list[tuple[int, R, R]]:
        """Put changed rows in the place of what they were; each that is here, by its place, as it was and as it is."""
        found = []
        for row in rows:
            place = self._places.get(row.target.key)
            if place is None:
                continue
            found.append((place, self.all[place], row))
            self.all[place] = row
            if self._said:
                self._said[place] = self._words(row)
            for column, texts in self._texts.items():
                texts[place] = self._columns[column].text(row)
            for column, orders in self._orders.items():
                orders[place] = self._columns[column].sort_key(row)
        return found

    def arranged(self, view: SheetView) -> Sequence[int]:
        """The places of the rows that a view shows, in its order; a range where it shows all in the plan's."""
        shown = self._shown(view)
        # The last key first: sorting keeps the order of what is equal.
        for one in reversed(view.sort):
            if one.column in self._columns:
                shown = sorted(shown, key=self._order_of(one.column).__getitem__, reverse=one.descending)
        return shown

    def counts(self, column: SheetColumn[R], view: SheetView) -> Mapping[str, int]:
        """How often the rows that a view shows have each text in a column, in the order it is sorted in."""
        texts, shown = self._texts_of(column.key), self._shown(view)
        counts = Counter([texts[place] for place in shown])
        if column.sort is None and not column.right:
            return dict(sorted(counts.items()))
        # Any row that has a text tells where it stands: figures do not stand as their texts would.
        rows, order = {texts[place]: self.all[place] for place in shown}, column.sort_key
        return {text: counts[text] for text in sorted(counts, key=lambda text: order(rows[text]))}

    def _shown(self, view: SheetView) -> Sequence[int]:
        """The places of the rows that a view shows."""
        found: Sequence[int] = range(len(self.all))
        for word in view.words.lower().split():
            self.read_words()
            said = self._said
            found = [place for place in found if word in said[place]]
        for name in view.only:
            found = [place for place in found if self._narrows(self.all[place], name)]
        for key, allowed in view.values.items():
            if key in self._columns:
                texts = self._texts_of(key)
                found = [place for place in found if texts[place] in allowed]
        return found

    def _texts_of(self, key: str) -> list[str]:
        if key not in self._texts:
            text = self._columns[key].text
            self._texts[key] = [text(row) for row in self.all]
        return self._texts[key]

    def _order_of(self, key: str) -> list[Any]:
        if key not in self._orders:
            self._orders[key] = [*map(self._columns[key].sort_key, self.all)]
        return self._orders[key]

    def _words(self, row: R) -> str:
        # No word has a blank in it, and none is found across two of these.
        return f"{self._said_of(row).lower()} {row.target.initials}"
