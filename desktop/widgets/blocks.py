"""Cells and blocks of cells, as a grid speaks of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A text for the cell at a row and a column of the model; `exact`: the number that it shows rounded, if it does."""

    row: int
    column: int
    text: str
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of a selection, and its visible columns from left to right."""

    rows: range
    columns: tuple[int, ...]

    @property
    def size(self) -> int:
        """How many cells."""
        return len(self.rows) * len(self.columns)
