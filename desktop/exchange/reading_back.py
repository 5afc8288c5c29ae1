"""Reading back what was just written: what cannot be read never takes the place of a file that can."""

import io
import struct
import zipfile
import zlib
from collections.abc import Collection, Sequence
from typing import Final
from xml.parsers import expat

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

    What was parsed as it was packed is not parsed again: by its check sum and length it is the same.
    """
    require_package(content, [part.name for part in parts if part.parsed])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        found = [(part.filename, part.CRC, part.file_size) for part in package.infolist()]
    if found != [(part.name, part.check, part.length) for part in parts]:
        raise NotAsWrittenError("other parts than were packed")


def require_package(content: bytes, parsed: Collection[str] = ()) -> None:
    """Raise NotAsWrittenError where a part of a package is not whole, or not well-formed; some were `parsed` before."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                parser = expat.ParserCreate() if name.endswith(_XML) and name not in parsed else None
                with package.open(name) as part:
                    # Reading a part to its end is what checks its CRC.
                    while piece := part.read(_PIECE):
                        if parser is not None:
                            parser.Parse(piece, False)
                if parser is not None:
                    parser.Parse(b"", True)
    except _BROKEN as error:
        raise NotAsWrittenError("a part is broken") from error
