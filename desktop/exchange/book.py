"""Workbooks in the making, with every text written as the text it is."""

import io
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.worksheet import Worksheet

from db import clock
from desktop.exchange.packing import packed
from desktop.exchange.rows import SharedTexts
from desktop.exchange.texts import escaped

TEXTS: Final = "xl/sharedStrings.xml"


class _Sheet(Worksheet):  # type: ignore[misc]  # the library ships no types
    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002 - its own
        """The library looks for each of thirty new functions in turn, of which our formulas use none."""
        return formula.removeprefix("=")


class Book(Workbook):  # type: ignore[misc]  # as above
    """A workbook in memory; `parts` or `packed` ends it.

    The library takes a text between <r> and </r> for mark-up, and of two escapes that overlap it sees the first alone.
    """

    worksheet_class = _Sheet

    def __init__(self, by: str = "") -> None:
        """A workbook that says of itself by whom and when it was written."""
        self._parts = _Parts()
        # What the library itself packs is nothing.
        super().__init__(io.BytesIO(), {"in_memory": True})
        self.made = clock.now()
        self.set_properties({"author": escaped(by), "created": self.made})

    def stamp(self, by: str) -> str:
        """By whom and when it was written, as people read it."""
        return f"导出：{by} {self.made.astimezone():%Y-%m-%d %H:%M}"

    def parts(self) -> dict[str, bytes]:
        """The whole workbook by its parts, to which nothing can be added any more."""
        self.close()
        return self._parts.made

    def packed(self) -> bytes:
        """The same as a file."""
        return packed(self.parts())

    def _get_packager(self) -> Packager:
        return self._parts


class _Parts(Packager):  # type: ignore[misc]  # as above
    """Keeps the parts that the library makes, and gives it none to pack."""

    def __init__(self) -> None:
        super().__init__()
        self.made: dict[str, bytes] = {}

    def _create_package(self) -> list[object]:
        for content, name, _ in super()._create_package():
            said = content.getvalue()
            self.made[name] = said if isinstance(said, bytes) else said.encode()
        table = self.workbook.str_table
        if table.count:
            self.made[TEXTS] = SharedTexts(table.string_array).part()
        return []

    def _write_shared_strings_file(self) -> None:
        """Left to us: what the library makes of texts is not always the same text."""
