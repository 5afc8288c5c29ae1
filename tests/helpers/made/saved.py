"""A form as other programs save it: the same cells in an .xls, an .xlsb or an .ods, some of them put in by hand."""

import struct
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from made.compounds import Kept, keeping, number, old_book, record, shared_texts, text
from made.packages import binaries, binary_cell, binary_row, documents

from desktop.exchange.opening.sheets import Sheet, read_sheets
from desktop.exchange.opening.witness import address

# A cell that is written otherwise, by its address on the first sheet: its records from its row and column.
OldCells = Mapping[str, Callable[[int, int], bytes]]
BinaryCells = Mapping[str, Callable[[int], bytes]]
DocumentCells = Mapping[str, str]
# The looks of cells in an .xls and an .xlsb: plain, and a percentage.
OLD_LOOKS = record(0x00E0, struct.pack("<2H16x", 0, 0)) + record(0x00E0, struct.pack("<2H16x", 0, 9))


def _cells(sheets: Sequence[Sheet]) -> Mapping[str, list[tuple[int, int, Any]]]:
    """The filled cells of every sheet by its name, row after row; days are written as texts."""
    return {
        sheet.name: [
            (row, column, value.isoformat() if isinstance(value, date) else value)
            for row, values in enumerate(sheet.rows)
            for column, value in enumerate(values)
            if value != ""
        ]
        for sheet in sheets
    }


def _texts(cells: Mapping[str, list[tuple[int, int, Any]]]) -> list[str]:
    return list(dict.fromkeys(value for found in cells.values() for _, _, value in found if isinstance(value, str)))


def _with(found: list[tuple[int, int, Any]], cells: Mapping[str, Any]) -> list[tuple[int, int, Any]]:
    """The cells of a sheet with some put in or in the place of others."""
    kept = [one for one in found if address(*one[:2]) not in cells]
    return sorted([*kept, *((*_place(name), value) for name, value in cells.items())], key=lambda one: one[:2])


def _place(name: str) -> tuple[int, int]:
    """Row and column of an address such as M8."""
    return int(name[1:]) - 1, ord(name[0]) - ord("A")


def old_stream(content: bytes, cells: OldCells, *, before: bytes = b"", head: bytes = b"") -> bytes:
    """The records of an .xls: `before` stand in front of the book's own, `head` in front of those of the form."""
    found = _cells(read_sheets(content))
    texts = _texts(found)
    places = {value: place for place, value in enumerate(texts)}
    sheets = {}
    for position, (name, one) in enumerate(found.items()):
        records = b"" if position else head
        for row, column, value in _with(one, {} if position else cells):
            if callable(value):
                records += value(row, column)
            elif isinstance(value, str):
                records += text(row, column, places[value])
            else:
                records += number(row, column, value)
        sheets[name] = records
    return old_book(sheets, before + OLD_LOOKS + shared_texts(*texts))


def old_form(content: bytes, cells: OldCells, **more: bytes) -> bytes:
    """The form as an .xls."""
    return keeping(Kept("Workbook", old_stream(content, cells, **more)))


def binary_form(content: bytes, cells: BinaryCells, *, looks: bytes = b"") -> bytes:
    """The form as an .xlsb."""
    found = _cells(read_sheets(content))
    texts = _texts(found)
    places = {value: place for place, value in enumerate(texts)}
    sheets = {}
    for position, (name, one) in enumerate(found.items()):
        records = b""
        for row, beside in groupby(_with(one, {} if position else cells), key=lambda cell: cell[0]):
            records += binary_row(row)
            for _, column, value in beside:
                if callable(value):
                    records += value(column)
                elif isinstance(value, str):
                    records += binary_cell(7, column, places[value].to_bytes(4, "little"))
                else:
                    records += binary_cell(5, column, struct.pack("<d", value))
        sheets[name] = records
    return binaries(sheets, looks=looks, texts=texts)


def document_form(content: bytes, cells: DocumentCells, *, after: str = "") -> bytes:
    """The form as an .ods, `after` behind its sheets."""
    tables = {}
    for position, sheet in enumerate(read_sheets(content)):
        rows = ""
        for row, values in enumerate(sheet.rows):
            pieces = [_document_cell(value) for value in values]
            for at, column, xml in [] if position else [(*_place(name), xml) for name, xml in cells.items()]:
                if at == row:
                    pieces[column] = xml
            rows += f"<table:table-row>{''.join(pieces)}</table:table-row>"
        tables[sheet.name] = rows
    return documents(tables, after)


def _document_cell(value: Any) -> str:
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    shown = value.isoformat() if isinstance(value, date) else value
    return f'<table:table-cell office:value-type="string"><text:p>{escape(shown)}</text:p></table:table-cell>'
