"""Finding the table of a form on a sheet: its header row, and which column is which."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, Final

from desktop.exchange.forms.read_out import ReadForm
from desktop.exchange.forms.repairs import Meaning, repair
from desktop.exchange.layout import LABELS, Column
from desktop.exchange.opening.sheets import Sheet
from desktop.exchange.opening.witness import address, letters_of
from desktop.exchange.texts import plain_word, shown

_SEARCHED: Final = 30
# So long is no header.
_LONGEST: Final = 60
# Of a hundred: from here on two headers may mean the same.
_ALIKE: Final = 70


@dataclass(frozen=True)
class Table:
    """A table found on a sheet: its header row and where each column stands."""

    sheet: Sheet
    header_row: int
    places: Mapping[str, int]
    # Whether its columns are known by their keys, which nobody sees and nobody renames.
    by_key: bool
    # What stands at the head of its columns, of a head in two rows put together.
    headers: Sequence[Any]

    @cached_property
    def title_block(self) -> tuple[tuple[str, str, str], ...]:
        """The labels above it by their names, each with the address of the cell that says it and what that says."""
        return tuple(_placed_labels(self))


def find_tables(sheets: Sequence[Sheet], columns: tuple[Column, ...], wanted: Sequence[frozenset[str]]) -> list[Table]:
    """The table of each sheet that has one, the one with most columns first.

    `wanted` are sets of columns that share none, of each of which at least one must be there.
    """
    found = (_find_table(sheet, columns, wanted) for sheet in sheets)
    # Of equals the sheet in front: sorting keeps their order.
    return sorted((one for one in found if one is not None), key=lambda one: -len(one.places))


def _find_table(sheet: Sheet, columns: tuple[Column, ...], wanted: Sequence[frozenset[str]]) -> Table | None:
    best: Table | None = None
    by_key, by_word = _keys(columns), _words(columns)
    searched = sheet.rows[:_SEARCHED]
    if max(map(len, sheet.rows[: _SEARCHED + 1]), default=0) < len(wanted):
        # No column is of two of the sets.
        return None
    for row, cells in enumerate(searched):
        keyed = {} if any(map(frozenset(cells).isdisjoint, wanted)) else _places(cells, by_key, str)
        if _enough(keyed, wanted):
            # Nothing but our own row of keys looks like it, whatever is above it.
            return Table(sheet, row, keyed, by_key=True, headers=cells)
    for row, cells in enumerate(searched):
        for last, headers in ((row, cells), (row + 1, _two_rows(sheet, row))):
            places = _places(headers, by_word, plain_word)
            if _enough(places, wanted) and (best is None or len(places) > len(best.places)):
                best = Table(sheet, last, places, by_key=False, headers=headers)
    return best


def _enough(places: Mapping[str, int], wanted: Sequence[frozenset[str]]) -> bool:
    return len(places) >= len(wanted) and all(places.keys() & one for one in wanted)


def _two_rows(sheet: Sheet, row: int) -> list[Any]:
    """The headers of a table whose header takes two rows: what is merged above goes in front of what is below."""
    if row + 1 >= len(sheet.rows):
        return []
    upper, lower = list(sheet.rows[row]), sheet.rows[row + 1]
    upper += [""] * (len(lower) - len(upper))
    for block in sheet.merged:
        if block.top == row and block.bottom == row:
            for column in range(block.left + 1, min(block.right + 1, len(upper))):
                upper[column] = upper[block.left]
    below = [*lower, *[""] * (len(upper) - len(lower))]
    # A number beside words is no header, whatever stands above it.
    pairs = zip(upper, below, strict=True)
    return [shown(above) + shown(under) if isinstance(under, str) else "" for above, under in pairs]


def with_keys(table: Table, known: AbstractSet[str]) -> Table:
    """The table with the column of keys, where only the word over it is gone: nothing else looks like what is known."""
    if "key" in table.places:
        return table
    below = table.sheet.rows[table.header_row + 1 :]
    place = next((place for row in below for place, value in enumerate(row) if value in known), None)
    return table if place is None else replace(table, places={**table.places, "key": place})


def understood(table: Table, columns: tuple[Column, ...], form: ReadForm) -> Table:
    """The table with the columns as a person would see them; what is guessed is left with the form."""
    if table.by_key:
        table = _by_header_or_key(table, columns, form)
    else:
        corner = (table.sheet.name, address(table.header_row, 0))
        form.meaning(repair("headers", "", corner, row=table.header_row + 1))
        table = _with_similar(table, columns, form)
    for column in columns:
        if column.holder == "unit" and column.key not in table.places:
            form.meaning(repair("no_column", column.key, (table.sheet.name, ""), column=column.header))
    return table


def _by_header_or_key(table: Table, columns: tuple[Column, ...], form: ReadForm) -> Table:
    """Where only the cells that are seen were moved, their headers no longer stand below their keys."""
    below = table.header_row + 1
    cells = table.sheet.rows[below] if below < len(table.sheet.rows) else []
    said = {place: key for key, place in _places(cells, _words(columns), plain_word).items()}
    mixed = {place: said[place] for key, place in table.places.items() if said.get(place, key) != key}
    if not mixed:
        return table
    names = {column.key: column.header for column in columns}
    keys = {place: key for key, place in table.places.items()}
    lines = [f"{letters_of(place)}：{names[key]}（{names[keys[place]]}）" for place, key in sorted(mixed.items())]
    found = "；".join(lines)
    corner = (table.sheet.name, address(below, min(mixed)))
    options = (Meaning.BY_HEADER, Meaning.BY_KEY)
    if form.meaning(repair("header_mixed", found, corner, options, found=found)) == Meaning.BY_KEY:
        return table
    kept = {key: place for key, place in table.places.items() if place not in mixed}
    moved = {key: place for place, key in mixed.items()}
    return replace(table, places={**moved, **kept})


def _with_similar(table: Table, columns: tuple[Column, ...], form: ReadForm) -> Table:
    """The table with the columns whose headers are only like ours, or that a person said what they mean of."""
    places = dict(table.places)
    taken = set(places.values())
    missing = {column.key: column for column in columns if column.header and column.key not in places}
    names = {column.key: column.header for column in columns}
    for place, value in enumerate(table.headers):
        header = shown(value)
        if place in taken or not header or not missing:
            continue
        near = _near(header, missing)
        if not near:
            continue
        nearest, confidence = near[0]
        others = (key for key in missing if key != nearest)
        where = (table.sheet.name, address(table.header_row, place))
        options = (nearest, *others, Meaning.LEFT_OUT)
        name = missing[nearest].header
        said = {"found": header, "column": name}
        guess = repair("column_similar", header, where, options, confidence=confidence, names=names, **said)
        meant = form.meaning(guess)
        if meant != Meaning.LEFT_OUT:
            del missing[meant]
            places[meant] = place
    return replace(table, places=places)


def _near(header: str, missing: Mapping[str, Column]) -> list[tuple[str, int]]:
    """The columns that a header may mean, with confidences; the nearest first."""
    from rapidfuzz import fuzz, process

    words = {plain_word(word): key for key, column in missing.items() for word in (column.header, *column.synonyms)}
    found = process.extract(plain_word(header), list(words), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=5)
    return [(words[word], round(score)) for word, score, _ in found]


@cache
def _keys(columns: tuple[Column, ...]) -> Mapping[str, str]:
    return {column.key: column.key for column in columns}


@cache
def _words(columns: tuple[Column, ...]) -> Mapping[str, str]:
    """The key of a column by each of its header words; no word belongs to two."""
    return {plain_word(word): column.key for column in columns for word in (column.header, *column.synonyms) if word}


def _places(row: Sequence[Any], words: Mapping[str, str], spelt: Callable[[str], str]) -> dict[str, int]:
    """Where in a row each column's word stands first."""
    found: dict[str, int] = {}
    for place, value in enumerate(row):
        key = words.get(spelt(value)) if isinstance(value, str) and 0 < len(value) < _LONGEST else None
        if key is not None:
            found.setdefault(key, place)
    return found


def is_header(row: Mapping[str, str], columns: tuple[Column, ...]) -> bool:
    """Whether the texts of a row, by column, are the headers of a table once more: two of them say so."""
    words, keys = _words(columns), _keys(columns)
    return sum(bool(text) and key in (keys.get(text), words.get(plain_word(text))) for key, text in row.items()) > 1


def labels(table: Table) -> Iterator[tuple[str, str]]:
    """The title block: what stands within three cells to the right of a label."""
    return ((name, text) for name, _, text in table.title_block)


def _placed_labels(table: Table) -> Iterator[tuple[str, str, str]]:
    """The same with the address of the cell that says it; of none of them where all are blank."""
    words = {word: name for name, word in LABELS.items()}
    for row in range(table.header_row):
        for column, value in enumerate(table.sheet.rows[row]):
            name = words.get(str(value).strip(" ：:")) if isinstance(value, str) else None
            if name is None:
                continue
            beside = range(column + 1, column + 4)
            cells = [(address(row, place), shown(table.sheet.at(row, place))) for place in beside]
            said = [one for one in cells if one[1] or one[0] in table.sheet.faults]
            yield (name, *next((one for one in said if one[1].strip(" ：:") not in words), ("", "")))
