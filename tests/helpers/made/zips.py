"""Zip packages as no zip program writes them: their directory and the heads of their parts, byte by byte."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Final

from made.forms import Make
from made.packages import unzipped

HEAD: Final = b"PK\x03\x04"
ENTRY: Final = b"PK\x01\x02"
END: Final = b"PK\x05\x06"
# Where in an entry of the directory a field stands, and how it is packed.
FIELDS: Final = {"flags": (8, "<H"), "method": (10, "<H"), "crc": (16, "<I"), "packed": (20, "<I"), "size": (24, "<I")}
# Where the same stands in the head of a part.
_IN_HEAD: Final = {"flags": 6, "method": 8, "crc": 14, "packed": 18, "size": 22}


class Unseekable(io.BytesIO):
    """Where one can only write on: the sizes of parts come behind them."""

    def seekable(self) -> bool:
        """It is not."""
        return False

    def tell(self) -> int:
        """Not told."""
        raise OSError


def packed(
    method: int = zipfile.ZIP_DEFLATED,
    *,
    comment: bytes = b"",
    folders: Sequence[str] = (),
    streamed: bool = False,
    large: bool = False,
) -> Make:
    """The same parts, packed otherwise."""

    def made(content: bytes) -> bytes:
        out = Unseekable() if streamed else io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as package:
            for folder in folders:
                package.writestr(folder, b"")
            for name, text in unzipped(content).items():
                info = zipfile.ZipInfo(name)
                info.compress_type = method
                with package.open(info, "w", force_zip64=large) as part:
                    part.write(text)
            package.comment = comment
        return out.getvalue()

    return made


def twisted(name: str, field: str, change: Callable[[int], int], *, in_head: bool = False) -> Make:
    """A package in whose directory something else is said of a part; also in the head of the part, if so."""

    def made(content: bytes) -> bytes:
        out = bytearray(content)
        entry = content.index(ENTRY, content.rindex(HEAD))
        while content[entry + 46 : entry + 46 + len(name)] != name.encode():
            entry = content.index(ENTRY, entry + 4)
        place, form = FIELDS[field]
        (old,) = struct.unpack_from(form, content, entry + place)
        struct.pack_into(form, out, entry + place, change(old))
        if in_head:
            (head,) = struct.unpack_from("<I", content, entry + 42)
            struct.pack_into(form, out, head + _IN_HEAD[field], change(old))
        return bytes(out)

    return made


def entered(name: str, text: bytes, *, extra: bytes = b"", flags: int = 0) -> Make:
    """A package with one more part, whatever else is called so."""

    def made(content: bytes) -> bytes:
        end = content.rindex(END)
        count, size, start = struct.unpack_from("<HII", content, end + 10)
        named, crc = name.encode(), zlib.crc32(text)
        common = struct.pack("<5H3I2H", 20, flags, 0, 0, 0, crc, len(text), len(text), len(named), len(extra))
        part = HEAD + common + named + extra + text
        entry = ENTRY + struct.pack("<H", 20) + common + struct.pack("<3H2I", 0, 0, 0, 0, start) + named + extra
        directory = content[start : start + size] + entry
        last = END + struct.pack("<4H2IH", 0, 0, count + 1, count + 1, len(directory), start + len(part), 0)
        return content[:start] + part + directory + last

    return made


def hidden(content: bytes) -> bytes:
    """A package with a whole other one between its parts and its directory."""
    end = content.rindex(END)
    size, start = struct.unpack_from("<II", content, end + 12)
    directory = content[start : start + size]
    last = bytearray(content[end:])
    struct.pack_into("<I", last, 16, start + len(content))
    return content[:start] + content + directory + bytes(last)


def shared(content: bytes) -> bytes:
    """A package in which two parts of one name in its heads are the same bytes."""
    end = content.rindex(END)
    count, size, start = struct.unpack_from("<HII", content, end + 10)
    entry_end = content.index(ENTRY, start + 4)
    directory = content[start : start + size] + content[start:entry_end]
    last = END + struct.pack("<4H2IH", 0, 0, count + 1, count + 1, len(directory), start, 0)
    return content[:start] + directory + last


def bomb(size: int) -> bytes:
    """Many of one character, as a part of a package that unpacks to so many bytes."""
    out = io.BytesIO()
    piece = b"a" * 2**20
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package, package.open("xl/sharedStrings.xml", "w") as part:
        for _ in range(size // len(piece)):
            part.write(piece)
    return out.getvalue()
