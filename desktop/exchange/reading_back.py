"""Reading back what was just written: what cannot be read never takes the place of a file that can."""

import io
import struct
import zipfile
import zlib
from collections.abc import Collection, Sequence
from typing import IO, Final
from xml.parsers import expat

from isal import isal_zlib

from desktop.exchange.files import NotAsWrittenError
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.sheets import read_sheets
from desktop.exchange.packing import Part

_XML: Final = (".xml", ".rels", ".vml")
# So much of a part is held at a time: one with a row for every voice would take as much as the program does.
_PIECE: Final = 2**20
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, EOFError)


def require_workbook(content: bytes) -> None:
    """Raise NotAsWrittenError where our own reader would not take these bytes for a workbook."""
    try:
        read_sheets(content)
    except Unsafe as error:
        raise NotAsWrittenError(error.code) from error


def require_as_packed(parts: Sequence[Part], content: bytes) -> None:
    """The same for any package of ours: each part says what it said when it was packed, and is well-formed.

    What was unpacked and parsed as it was packed is not again: by the check sum of its packed bytes it is the same.
    """
    require_package(content, [part.name for part in parts if part.found is not None])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        found = [
            (part.filename, part.CRC, part.file_size, part.compress_size, part.header_offset)
            for part in package.infolist()
        ]
    if found != [(part.name, part.check, part.length, part.packed, part.place) for part in parts]:
        raise NotAsWrittenError("other parts than were packed")
    bytes_of = memoryview(content)
    for part in parts:
        if part.found not in {None, isal_zlib.crc32(bytes_of[part.begun : part.begun + part.packed])}:
            raise NotAsWrittenError("other bytes than were packed")


def require_package(content: bytes, seen: Collection[str] = ()) -> None:
    """Raise NotAsWrittenError where a part of a package is not whole, or not well-formed; some were `seen` to be."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                # Opening a part is what reads its head.
                with package.open(name) as part:
                    if name not in seen:
                        _require_part(part, expat.ParserCreate() if name.endswith(_XML) else None)
    except _BROKEN as error:
        raise NotAsWrittenError("a part is broken") from error


def _require_part(part: IO[bytes], parser: expat.XMLParserType | None) -> None:
    # Reading a part to its end is what checks its CRC.
    while piece := part.read(_PIECE):
        if parser is not None:
            parser.Parse(piece, False)
    if parser is not None:
        parser.Parse(b"", True)
