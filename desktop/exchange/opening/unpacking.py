"""The parts of a package unpacked, in a third of the time that the library for such files takes.

What is not packed as usual, or does not come out as its directory says, is left to that library and its verdict.
"""

import struct
import zipfile
from typing import Final

from isal import isal_zlib

from desktop.exchange.opening.zip_directory import HEAD, LENGTHS

_RAW: Final = -15
_HEAD_MARK: Final = b"PK\x03\x04"
_UNICODE: Final = 0x800
# How hard a part was packed, and that its sizes stand behind it: nothing else is usual.
_USUAL: Final = _UNICODE | 0x0E


def unpacked(content: bytes, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """A part of a package, whose bytes these are, of the length that its directory says, its check sum compared."""
    text = _inflated(content, part)
    return package.read(part) if text is None else text


def _inflated(content: bytes, part: zipfile.ZipInfo) -> bytes | None:
    """The same of a part that is as usual; never a byte more is unpacked than that it is longer than was said."""
    at = part.header_offset
    if part.compress_type != zipfile.ZIP_DEFLATED or part.flag_bits & ~_USUAL or content[at : at + 4] != _HEAD_MARK:
        return None
    name, extra = struct.unpack_from("<2H", content, at + LENGTHS)
    at += HEAD
    if content[at : at + name] != part.orig_filename.encode("utf-8" if part.flag_bits & _UNICODE else "cp437"):
        return None
    at += name + extra
    unpacker = isal_zlib.decompressobj(_RAW)
    try:
        text = unpacker.decompress(content[at : at + part.compress_size], part.file_size + 1)
    except isal_zlib.error:  # type: ignore[misc] # a class, whatever its stubs say
        return None
    whole = unpacker.eof and len(text) == part.file_size and isal_zlib.crc32(text) == part.CRC
    return text if whole else None
