"""Reading back what was just written: what cannot be read never takes the place of a file that can."""

import io
import struct
import zipfile
import zlib
from typing import Final
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from desktop.exchange.files import NotAsWrittenError
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.sheets import read_sheets

_SHEET: Final = "xl/worksheets/sheet"
_XML: Final = (".xml", ".rels", ".vml")
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, EOFError)


def require_workbook(content: bytes) -> None:
    """Raise NotAsWrittenError where our own reader would not take these bytes for a workbook."""
    try:
        read_sheets(content)
    except Unsafe as error:
        raise NotAsWrittenError(error.code) from error


def require_large_workbook(content: bytes) -> None:
    """The same for a workbook with more rows than anybody may send to us: each cell is read, and the rest looked at."""
    require_package(content, read_otherwise=_SHEET)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            # A sheet is gone through to its last cell here.
            for name in book.sheet_names:
                book.get_sheet_by_name(name)
    except (CalamineError, ValueError, OSError) as error:
        raise NotAsWrittenError("a sheet is broken") from error


def require_package(content: bytes, read_otherwise: str = "") -> None:
    """Raise NotAsWrittenError where a part of a package is not whole, or not well-formed.

    Parts whose names begin with `read_otherwise` are only looked at for whether they are whole.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                # Reading a part to its end is what checks its CRC.
                part = package.read(name)
                if name.endswith(_XML) and not (read_otherwise and name.startswith(read_otherwise)):
                    expat.ParserCreate().Parse(part, True)
    except _BROKEN as error:
        raise NotAsWrittenError("a part is broken") from error
