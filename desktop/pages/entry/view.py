"""How the entry rows are arranged: found by words, filtered, sorted by several keys; as one plain value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from db.vocabulary import Role, Severity
from desktop.operations.entry import EntryRow
from desktop.pages.entry.columns import EntryColumn, sort_key


@dataclass(frozen=True, slots=True)
class SortKey:
    """A column's key and which way."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class EntryView:
    """Which rows are shown, and in what order; `values` are the words that a column may show."""

    words: str = ""
    sort: tuple[SortKey, ...] = ()
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    blanks: bool = False
    findings: bool = False
    lead: bool = False

    @property
    def filters(self) -> bool:
        """Whether any row may be hidden by it."""
        return bool(self.words.strip() or self.values or self.blanks or self.findings or self.lead)

    def unfiltered(self) -> Self:
        """The same order with nothing hidden."""
        return replace(self, words="", values={}, blanks=False, findings=False, lead=False)

    def sorted_by(self, column: str, *, also: bool) -> Self:
        """With a column as the key, or one more; once more the other way, then not at all."""
        known = next((one for one in self.sort if one.column == column), None)
        wanted = SortKey(column) if known is None else None if known.descending else SortKey(column, descending=True)
        if not also:
            return replace(self, sort=() if wanted is None else (wanted,))
        others = tuple(wanted if one is known and wanted else one for one in self.sort if one is not known or wanted)
        return replace(self, sort=(*others, wanted) if known is None and wanted else others)

    def arrange(self, rows: Sequence[EntryRow], columns: Sequence[EntryColumn]) -> list[EntryRow]:
        """The rows that are shown, in their order."""
        by_key = {column.key: column for column in columns}
        shown = [row for row in rows if self._shows(row, by_key)]
        # The last key first: sorting keeps the order of what is equal.
        for one in reversed(self.sort):
            if one.column in by_key:
                shown.sort(key=sort_key(by_key[one.column]), reverse=one.descending)
        return shown

    def _shows(self, row: EntryRow, columns: Mapping[str, EntryColumn]) -> bool:
        if self.blanks and row.answer.given:
            return False
        if self.findings and not any(one.severity is not Severity.HINT for one in row.findings):
            return False
        if self.lead and row.role is not Role.LEAD:
            return False
        if any(key in columns and columns[key].text(row) not in allowed for key, allowed in self.values.items()):
            return False
        return fits(row, self.words)


def fits(row: EntryRow, words: str) -> bool:
    """Whether every one of the words stands in what is said of a row, or in its title's pinyin initials."""
    wanted = words.lower().split()
    if not wanted:
        return True
    searched = f"{row.target.code} {row.target.title} {row.target.area} {row.answer.narrative}".lower()
    return all(one in searched or one in row.target.initials for one in wanted)


def to_plain(view: EntryView) -> dict[str, Any]:
    """A view as JSON can carry it, without the words somebody happened to look for."""
    return {
        "sort": [[one.column, one.descending] for one in view.sort],
        "values": {key: sorted(allowed) for key, allowed in view.values.items()},
        "blanks": view.blanks,
        "findings": view.findings,
        "lead": view.lead,
    }


def from_plain(data: Mapping[str, Any]) -> EntryView:
    """The view that `to_plain` wrote."""
    return EntryView(
        sort=tuple(SortKey(str(column), bool(descending)) for column, descending in data["sort"]),
        values={str(key): frozenset(allowed) for key, allowed in data["values"].items()},
        blanks=bool(data["blanks"]),
        findings=bool(data["findings"]),
        lead=bool(data["lead"]),
    )
