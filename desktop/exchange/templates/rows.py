"""Repeating rows of a sheet: what stands below moves down, and ranges over a repeated row grow with it."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils.cell import SHEETRANGE_RE, coordinate_from_string, range_boundaries
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class RowMap:
    """Where the rows of a sheet went: how often each row stands there now."""

    times: Mapping[int, int]

    def first(self, row: int) -> int:
        """The new place of a row; of a repeated one, of its first copy."""
        return row + sum(count - 1 for above, count in self.times.items() if above < row)

    def last(self, row: int) -> int:
        """The new place of a row's last copy."""
        return self.first(row) + self.times.get(row, 1) - 1

    def grown(self, area: CellRange) -> CellRange:
        """A range over rows that may have moved and multiplied."""
        return CellRange(
            min_col=area.min_col,
            max_col=area.max_col,
            min_row=self.first(area.min_row),
            max_row=self.last(area.max_row),
        )


def repeat_rows(sheet: Worksheet, rows: RowMap) -> None:
    """Make room for the copies and copy each repeated row into it; what belongs to rows goes along."""
    cells = {row: {cell.column: cell for cell in sheet[row]} for row in range(1, sheet.max_row + 1)}
    looks = {row: {column: _look(cell) for column, cell in line.items()} for row, line in cells.items()}
    heights = {row: sheet.row_dimensions[row].height for row in cells}
    merged = [CellRange(str(area)) for area in sheet.merged_cells.ranges]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    for row in sorted(cells, reverse=True):
        for copy_number in reversed(range(rows.times.get(row, 1))):
            new = rows.first(row) + copy_number
            sheet.row_dimensions[new].height = heights[row]
            for column, look in looks[row].items():
                _put(sheet, new, column, look)
    for area in merged:
        _merge(sheet, area, rows)
    _grow_ranges(sheet, rows)


def _look(cell: Any) -> tuple[Any, Any, Any]:
    """What stands in a cell and how it looks, kept before the cell is written over."""
    return cell.value, copy(cell._style), cell.comment  # noqa: SLF001 - openpyxl has no other way to copy a look


def _put(sheet: Worksheet, row: int, column: int, look: tuple[Any, Any, Any]) -> None:
    value, style, comment = look
    cell = sheet.cell(row, column)
    cell.value = value
    cell._style = copy(style)  # noqa: SLF001 - as above
    cell.comment = None if comment is None else copy(comment)


def _merge(sheet: Worksheet, area: CellRange, rows: RowMap) -> None:
    """A merged area within a repeated row is merged in every copy; one over several rows grows."""
    if area.min_row == area.max_row:
        for row in range(rows.first(area.min_row), rows.last(area.min_row) + 1):
            sheet.merge_cells(start_row=row, end_row=row, start_column=area.min_col, end_column=area.max_col)
    else:
        sheet.merge_cells(rows.grown(area).coord)


def _grow_ranges(sheet: Worksheet, rows: RowMap) -> None:
    """Validations, conditional formats, filter and print area follow their rows."""
    for validation in sheet.data_validations.dataValidation:
        validation.sqref = MultiCellRange([rows.grown(one) for one in validation.sqref.ranges])
    kept, sheet.conditional_formatting = sheet.conditional_formatting, ConditionalFormattingList()
    for entry in kept:
        grown = " ".join(rows.grown(one).coord for one in entry.sqref.ranges)
        for rule in entry.rules:
            sheet.conditional_formatting.add(grown, rule)
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = rows.grown(CellRange(sheet.auto_filter.ref)).coord
    if sheet.print_area:
        areas = str(sheet.print_area).split(",")
        sheet.print_area = [rows.grown(CellRange(area.rpartition("!")[2].replace("$", ""))).coord for area in areas]


def moved_formula(text: str, home: str, row: int, here: int, maps: Mapping[str, RowMap]) -> str:
    """A formula of a cell that stood in `row` of sheet `home` and stands in row `here` now, with its references moved.

    Within one repeated row a reference stays in its copy; from elsewhere a range over it takes all its copies.
    """
    tokens = Tokenizer(text)
    parts = ["="]
    for token in tokens.items:
        reference = token.type == Token.OPERAND and token.subtype == Token.RANGE
        parts.append(_moved(token.value, home, row, here, maps) if reference else token.value)
    return "".join(parts)


def _moved(text: str, home: str, row: int, here: int, maps: Mapping[str, RowMap]) -> str:
    match = SHEETRANGE_RE.match(text)
    sheet, cells = (match["quoted"] or match["notquoted"], match["cells"]) if match else (home, text)
    rows = maps.get(sheet)
    if rows is None or not rows.times:
        return text
    try:
        range_boundaries(cells)
    except ValueError:
        # A name, a whole column or a table: none of them stands in a row.
        return text
    ends = cells.split(":")
    if any(not any(one.isdigit() for one in end) for end in ends):
        return text
    offset = here - rows.first(row) if sheet == home and rows.times.get(row, 1) > 1 else None
    moved = [_end(end, rows, row, offset, last=bool(number)) for number, end in enumerate(ends)]
    prefix = text[: len(text) - len(cells)]
    return prefix + ":".join(moved)


def _end(end: str, rows: RowMap, row: int, offset: int | None, *, last: bool) -> str:
    letters, number = coordinate_from_string(end)
    dollar = "$" if f"${number}" in end else ""
    column = f"${letters}" if end.startswith("$") else letters
    if offset is not None and number == row:
        return f"{column}{dollar}{rows.first(row) + offset}"
    return f"{column}{dollar}{rows.last(number) if last else rows.first(number)}"


def contexts_of(rows: Mapping[int, Sequence[Any]]) -> RowMap:
    """The map of a sheet whose rows are repeated once for each of these; a row for nothing stands there once."""
    return RowMap({row: max(len(contexts), 1) for row, contexts in rows.items()})
