"""Workbooks in the making, with every text written as the text it is."""

import io
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.worksheet import Worksheet

from desktop.exchange.texts import escaped

_TEXTS: Final = "xl/sharedStrings.xml"


class _Sheet(Worksheet):  # type: ignore[misc]  # the library ships no types
    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002 - its own
        """The library looks for each of thirty new functions in turn, of which our formulas use none."""
        return formula.removeprefix("=")


class Book(Workbook):  # type: ignore[misc]  # as above
    """A workbook in memory; `packed` ends it.

    The library takes a text between <r> and </r> for mark-up, and of two escapes that overlap it sees the first alone.
    """

    worksheet_class = _Sheet

    def __init__(self, by: str = "") -> None:
        """A workbook that says of itself by whom and when it was written."""
        self._content = io.BytesIO()
        super().__init__(self._content, {"in_memory": True})
        self.made = datetime.now(UTC)
        self.set_properties({"author": escaped(by), "created": self.made})

    def stamp(self, by: str) -> str:
        """By whom and when it was written, as people read it."""
        return f"导出：{by} {self.made.astimezone():%Y-%m-%d %H:%M}"

    def packed(self) -> bytes:
        """The whole workbook, to which nothing can be added any more."""
        self.close()
        return self._content.getvalue()

    def _get_packager(self) -> Packager:
        return _Package()


class _Package(Packager):  # type: ignore[misc]  # as above
    def _write_shared_strings_file(self) -> None:
        table = self.workbook.str_table
        if table.count:
            texts = _Texts()
            texts.string_table = table
            texts._set_xml_writer(self._filename(_TEXTS))  # noqa: SLF001 - as the library does it
            texts._assemble_xml_file()  # noqa: SLF001 - as above


class _Texts(SharedStrings):  # type: ignore[misc]  # as above
    def _write_si(self, text: str) -> None:
        self.fh.write(f'<si><t xml:space="preserve">{escape(escaped(text))}</t></si>')
