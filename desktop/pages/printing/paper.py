"""How rows of wrapped lines are laid on pages: a row stays whole unless no page could hold it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: the lines of each of its cells; `begins` where it is not the rest of one broken off."""

    number: int
    cells: tuple[tuple[str, ...], ...]
    begins: bool = True

    @property
    def height(self) -> int:
        """In lines; a blank row has one."""
        return max(1, *(len(lines) for lines in self.cells))


def paginate(rows: Sequence[Row], first: int, others: int, last: int) -> list[list[Row]]:
    """The rows of each page.

    `first` and `others` are how many lines the first page and every other one hold, `last` how many of them the
    signatures below the table take; where they do not fit, they stand on a page of their own.
    """
    pages: list[list[Row]] = [[]]
    room = first
    for row in rows:
        for part in _parts(row, others):
            if part.height > room:
                pages.append([])
                room = others
            pages[-1].append(part)
            room -= part.height
    if room < last:
        # Signatures do not stand alone where a row can come along.
        brought = pages[-1].pop() if len(pages[-1]) > 1 and pages[-1][-1].height + last <= others else None
        pages.append([] if brought is None else [brought])
    return pages


def _parts(row: Row, most: int) -> Iterator[Row]:
    """The row as it is, or broken where it is higher than any page."""
    for start in range(0, row.height, most):
        yield Row(row.number, tuple(lines[start : start + most] for lines in row.cells), begins=start == 0)
