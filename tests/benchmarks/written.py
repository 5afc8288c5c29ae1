"""Workbooks of ours as others would write them: the same cells in looks of their own; and what packing alone takes."""
# ruff: noqa: T201 - a benchmark prints

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook
from rounds import Goal, Timing, interleaved, medians, table

OURS, XLSXWRITER, OPENPYXL, LIMIT, LOOSE = "ours", "XlsxWriter", "openpyxl", "limit", "limit, packed loosely"
_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"[^>]*><f>([^<]*)</f>')
_BORDER = {"font_name": "Microsoft YaHei UI", "font_size": 10, "border": 1, "text_wrap": True, "valign": "vcenter"}
_LAMPS = {"◆ 已完成": "#1D6FD6", "● 正常": "#1E7F4F", "▲ 滞后": "#9A6700", "■ 严重滞后": "#C0282D", "○ 未报": "#59636E"}
_COLUMNS = 26


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet, row by row, and its formulas by their addresses."""

    name: str
    rows: Sequence[Sequence[Any]]
    formulas: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Copied:
    """A workbook: its sheets, and its parts as they were before they were packed."""

    sheets: Sequence[Sheet]
    parts: Sequence[bytes]


def copied(path: Path) -> Copied:
    """What stands in a workbook of ours."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with CalamineWorkbook.from_path(path) as book:
        rows = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    sheets = []
    for number, (name, cells) in enumerate(rows.items(), 1):
        found = _FORMULA.findall(parts[f"xl/worksheets/sheet{number}.xml"].decode())
        sheets.append(Sheet(name, cells, {cell: f"={unescape(formula)}" for cell, formula in found}))
    return Copied(sheets, list(parts.values()))


def by_xlsxwriter(book: Copied, path: Path) -> None:
    """The same with XlsxWriter: every cell in a look of its column, input checked, lamps coloured, a chart."""
    from xlsxwriter import Workbook
    from xlsxwriter.utility import xl_rowcol_to_cell

    with Workbook(path, {"in_memory": True}) as made:
        looks = [made.add_format({**_BORDER, "bg_color": f"#F0F0{number:02X}"}) for number in range(_COLUMNS)]
        lamps = {word: made.add_format({"font_color": colour}) for word, colour in _LAMPS.items()}
        for one in book.sheets:
            sheet = made.add_worksheet(one.name)
            for at, row in enumerate(one.rows):
                for column, value in enumerate(row):
                    look, formula = looks[column % _COLUMNS], one.formulas.get(xl_rowcol_to_cell(at, column))
                    if formula is not None:
                        sheet.write_formula(at, column, formula, look, value)
                    elif value == "":
                        sheet.write_blank(at, column, None, look)
                    elif isinstance(value, str):
                        sheet.write_string(at, column, value, look)
                    else:
                        sheet.write_number(at, column, value, look)
            last = len(one.rows)
            sheet.set_column(0, _COLUMNS, 14)
            sheet.freeze_panes(1, 3)
            sheet.autofilter(0, 0, last, _COLUMNS - 1)
            sheet.protect("")
            sheet.data_validation(1, 11, last, 12, {"validate": "decimal", "criteria": ">", "value": -9e12})
            for word, look in lamps.items():
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
                sheet.conditional_format(1, 0, last, _COLUMNS - 1, rule)
            chart = made.add_chart({"type": "bar"})
            chart.add_series({"values": [one.name, 1, 1, 20, 1]})
            sheet.insert_chart(last + 2, 0, chart)


def by_openpyxl(book: Copied, path: Path) -> None:
    """The same with openpyxl, a row at a time."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.chart import BarChart, Reference
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Font, NamedStyle, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    made = Workbook(write_only=True)
    for number in range(_COLUMNS):
        fill = PatternFill("solid", fgColor=f"F0F0{number:02X}")
        made.add_named_style(NamedStyle(f"look{number}", font=Font("Microsoft YaHei UI", 10), fill=fill))
    for one in book.sheets:
        sheet = made.create_sheet(one.name)
        sheet.freeze_panes, last = "D2", max(len(one.rows), 2)
        for at, row in enumerate(one.rows, 1):
            cells = []
            for column, value in enumerate(row):
                formula = one.formulas.get(f"{get_column_letter(column + 1)}{at}")
                cell = WriteOnlyCell(sheet, (formula or value) if value != "" else None)
                cell.style = f"look{column % _COLUMNS}"
                cells.append(cell)
            sheet.append(cells)
        sheet.auto_filter.ref = f"A1:Z{last}"
        sheet.protection.sheet = True
        checked = DataValidation(type="decimal", operator="greaterThan", formula1="-9000000000000")
        checked.add(f"L2:M{last}")
        sheet.data_validations.append(checked)
        for word, colour in _LAMPS.items():
            rule = CellIsRule("equal", [f'"{word}"'], font=Font(color=colour[1:]))
            sheet.conditional_formatting.add(f"A2:Z{last}", rule)
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=20))
        sheet.add_chart(chart, f"A{last + 2}")
    made.save(path)


def packing(books: Sequence[Copied], level: int, _: int) -> None:
    """What no writer of such workbooks can do without: to pack their parts, as zlib does at a level."""
    for book in books:
        for part in book.parts:
            zlib.compress(part, level)


def measured(rounds: int, contenders: Mapping[str, Callable[[int], object]]) -> dict[str, Timing]:
    """Run them in turn, and print the medians."""
    found = {name: medians(timings) for name, timings in interleaved(rounds, contenders, print).items()}
    print(f"\nmedian of {rounds} rounds, interleaved")
    print(*table(found, LIMIT), sep="\n")
    print()
    return found


def sizes(books: Sequence[Copied], paths: Sequence[Path]) -> Iterator[str]:
    """How large the parts are, and how large they are as packed."""
    whole = sum(len(part) for book in books for part in book.parts)
    own = sum(path.stat().st_size for path in paths)
    packed = {level: sum(len(zlib.compress(part, level)) for book in books for part in book.parts) for level in (6, 1)}
    yield f"{whole / 1e6:.1f} MB of parts: {own / 1e6:.2f} MB as we pack them, " + ", ".join(
        f"{size / 1e6:.2f} MB by zlib at level {level}" for level, size in packed.items()
    )


def goals_of(found: Mapping[str, Timing], most: float) -> list[Goal]:
    """At most so many times the limit in processor time, and less than each of the peers takes."""
    ours = found[OURS].processor
    peers = [
        Goal(f"faster than {name}", found[name].processor / ours, 1, at_most=False) for name in (XLSXWRITER, OPENPYXL)
    ]
    return [Goal("the limit, in processor time", ours / found[LIMIT].processor, most), *peers]
