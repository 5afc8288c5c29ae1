"""The styles of an OpenDocument spreadsheet, as far as they say what a cell shows of a number."""

from collections.abc import Mapping
from functools import cache
from typing import Final
from xml.parsers import expat

from desktop.exchange.layout import MAX_COLUMNS
from desktop.exchange.opening.formats import Look

_FORMATS: Final[Mapping[str, Look]] = {"date-style": "day", "time-style": "time", "percentage-style": "percent"}


class Styles:
    """What numbers show, by the styles of cells; a style without a format of its own has that of its parent."""

    def __init__(self) -> None:
        self._formats: dict[str, Look] = {}
        self._styles: dict[str, tuple[str, str]] = {}
        self._columns: list[str] = []

    def start(self, kind: str, at: Mapping[str, str]) -> None:
        """Learn from the beginning of an element: its local name, and its attributes by theirs."""
        if kind in _FORMATS:
            endless = at.get("truncate-on-overflow") == "false"
            self._formats[at.get("name", "")] = "elapsed" if endless else _FORMATS[kind]
        elif kind == "style" and at.get("family") == "table-cell":
            self._styles[at.get("name", "")] = (at.get("data-style-name", ""), at.get("parent-style-name", ""))
        elif kind == "table":
            self._columns = []
        elif kind == "table-column" and len(self._columns) < MAX_COLUMNS:
            repeated = min(int(at.get("number-columns-repeated", "1")), MAX_COLUMNS)
            self._columns += [at.get("default-cell-style-name", "")] * repeated

    def look(self, name: str, column: int) -> Look:
        """What a number shows in a cell with a style, or with that of its column where it has none."""
        if not name and column < len(self._columns):
            name = self._columns[column]
        seen = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            data, name = self._styles[name]
            if data:
                return self._formats.get(data, "")
        return ""


def learn(styles: Styles, text: bytes) -> None:
    """Learn from a styles.xml; ExpatError where it is broken."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: styles.start(parted(name)[1], short(attributes))
    parser.Parse(text, True)


@cache
def parted(name: str) -> tuple[str, str]:
    """A name's prefix and what stands behind it; a document has few names."""
    prefix, _, local = name.rpartition(":")
    return prefix, local


def short(attributes: Mapping[str, str]) -> Mapping[str, str]:
    """Attributes by their names without prefixes."""
    return {parted(name)[1]: value for name, value in attributes.items()}
