"""Cells that show a number as a percentage: 12 % is stored as 0.12, and a reader hands over just that."""

import re
from collections.abc import Iterator
from typing import Final

from defusedxml.ElementTree import fromstring

# The formats of percentages that every spreadsheet program has: 0% and 0.00%.
_BUILT_IN: Final = frozenset({"9", "10"})
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|_.')
_CELL: Final = rb"""<(?:\w+:)?c\b(?=[^<>]*\bs\s*=\s*["'](?:%s)["'])[^<>]*?\br\s*=\s*["']([A-Z]+[0-9]+)["']"""


def percent_cells(sheet: bytes, looks: bytes) -> frozenset[str]:
    """The addresses of the cells of a sheet whose look, out of the workbook's styles, is a percentage."""
    styles = "|".join(_percent_styles(looks))
    if not styles:
        return frozenset()
    return frozenset(address.decode() for address in re.findall(_CELL % styles.encode(), sheet))


def _percent_styles(looks: bytes) -> Iterator[str]:
    """The numbers of the cell looks that show a percentage."""
    if not looks:
        return
    root = fromstring(looks)
    formats = {
        node.get("numFmtId", "")
        for node in root.iter()
        if node.tag.rpartition("}")[2] == "numFmt" and "%" in _QUOTED.sub("", node.get("formatCode", ""))
    }
    for group in root:
        if group.tag.rpartition("}")[2] == "cellXfs":
            for number, look in enumerate(group):
                if look.get("numFmtId") in formats | _BUILT_IN:
                    yield str(number)
