"""How the rows of a sheet are arranged: found by words, filtered, sorted by several keys; as one plain value."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Literal, Protocol, Self, TypeVar

from desktop.widgets.rows import in_order


class OneTarget(Protocol):
    """What a sheet needs to know of a target: its key, what it is called, and its title's pinyin initials."""

    @property
    def key(self) -> str:
        """By which its row is found."""

    @property
    def code(self) -> str:
        """Its code."""

    @property
    def title(self) -> str:
        """What it asks for."""

    @property
    def area(self) -> str:
        """The chapter it stands in."""

    @property
    def initials(self) -> str:
        """Of its title's pinyin, to be found by."""


class OfTarget(Protocol):
    """A row of a sheet: whatever else it is, it is of one target."""

    @property
    def target(self) -> OneTarget:
        """The target."""


R = TypeVar("R", bound=OfTarget)


@dataclass(frozen=True, slots=True)
class SheetColumn(Generic[R]):
    """One column; `field` is what a text typed into it goes to, and `open` says where it may be typed.

    `held` is what an editor starts from, and `choices` the words it offers, where they are not what the cell shows.
    """

    key: str
    title: str
    width: int
    text: Callable[[R], str]
    field: str = ""
    right: bool = False
    soft: bool = False
    # Whether it is shown always, where there is room, or only if somebody asks for it.
    place: Literal["always", "wide", "asked"] = "always"
    number: bool = False
    open: Callable[[R], bool] = lambda _: False
    figure: Callable[[R], int | None] = lambda _: None
    sort: Callable[[R], Any] | None = None
    held: Callable[[R], str] | None = None
    choices: Callable[[R], Sequence[str]] = lambda _: ()

    @property
    def sort_key(self) -> Callable[[R], Any]:
        """What rows are ordered by: figures as numbers, blanks first."""
        if self.sort is not None:
            return self.sort
        figure = self.figure
        return (lambda row: in_order(figure(row))) if self.right else self.text


@dataclass(frozen=True, slots=True)
class SortKey:
    """A column's key and which way."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class SheetView:
    """Which rows are shown, and in what order; `values` are the words that a column may show."""

    words: str = ""
    sort: tuple[SortKey, ...] = ()
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    # Names of what the rows are narrowed to; each kind of sheet has its own.
    only: frozenset[str] = frozenset()

    @property
    def filters(self) -> bool:
        """Whether any row may be hidden by it."""
        return bool(self.words.strip() or self.values or self.only)

    def unfiltered(self) -> Self:
        """The same order with nothing hidden."""
        return replace(self, words="", values={}, only=frozenset())

    def sorted_by(self, column: str, *, also: bool) -> Self:
        """With a column as the key, or one more; once more the other way, then not at all."""
        known = next((one for one in self.sort if one.column == column), None)
        wanted = SortKey(column) if known is None else None if known.descending else SortKey(column, descending=True)
        if not also:
            return replace(self, sort=() if wanted is None else (wanted,))
        others = tuple(wanted if one is known and wanted else one for one in self.sort if one is not known or wanted)
        return replace(self, sort=(*others, wanted) if known is None and wanted else others)

    @property
    def plain(self) -> dict[str, Any]:
        """The view as JSON can carry it, without the words somebody happened to look for."""
        return {
            "sort": [[one.column, one.descending] for one in self.sort],
            "values": {key: sorted(allowed) for key, allowed in self.values.items()},
            "only": sorted(self.only),
        }

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Self:
        """The view that `plain` carried."""
        return cls(
            sort=tuple(SortKey(str(column), bool(descending)) for column, descending in data["sort"]),
            values={str(key): frozenset(allowed) for key, allowed in data["values"].items()},
            only=frozenset(data.get("only", ())),
        )
