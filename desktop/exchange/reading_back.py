"""Reading back what was just written: what cannot be read never takes the place of a file that can."""

import io
import struct
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import Final
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from desktop.exchange.files import NotAsWrittenError
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.sheets import read_sheets

_XML: Final = (".xml", ".rels", ".vml")
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, EOFError)


def require_workbook(content: bytes) -> None:
    """Raise NotAsWrittenError where our own reader would not take these bytes for a workbook."""
    try:
        read_sheets(content)
    except Unsafe as error:
        raise NotAsWrittenError(error.code) from error


def require_large_workbook(content: bytes) -> None:
    """The same for a workbook with more rows than anybody may send to us."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        reading = beside.submit(_read_cells, content)
        require_package(content)
        reading.result()


def require_package(content: bytes) -> None:
    """Raise NotAsWrittenError where a part of a package is not whole or not well-formed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                # Reading a part to its end is what checks its CRC.
                part = package.read(name)
                if name.endswith(_XML):
                    expat.ParserCreate().Parse(part, True)
    except _BROKEN as error:
        raise NotAsWrittenError("a part is broken") from error


def _read_cells(content: bytes) -> None:
    """Every sheet, gone through to its last cell."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name)
    except (CalamineError, ValueError, OSError) as error:
        raise NotAsWrittenError("a sheet is broken") from error
