"""Packages in the making: zip files of parts, packed as every program unpacks them.

The library for such files packs by zlib alone, which takes ten times as long for a twelfth less.
"""

import io
import struct
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO, Final, NamedTuple

from isal import isal_zlib

from desktop.exchange.files import NotAsWrittenError
from desktop.exchange.parsing import Parsing

# Of its levels the one that packs most for its time.
_LEVEL: Final = 1
_HEAD: Final = struct.Struct("<4s5H3L2H")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION: Final = 20
_DEFLATED: Final = 8
# Every part bears the first day that such a package knows, so that equal parts make equal bytes.
_FIRST_DAY: Final = 1 << 5 | 1
_RAW: Final = -15


class Part(NamedTuple):
    """A part as it was packed: its name, the check sum and length of what it says, how long it is packed, and where.

    `found`: the check sum of its packed bytes, where these were unpacked again as they came, and are well-formed.
    """

    name: str
    check: int
    length: int
    packed: int
    place: int
    found: int | None = None

    @property
    def begun(self) -> int:
        """Where its packed bytes begin."""
        return self.place + _HEAD.size + len(self.name.encode())


class Piece(NamedTuple):
    """A piece of a part of XML, and what of it is still to be parsed: what is put together of parsed things is not."""

    content: bytes
    unseen: bytes


def whole(content: bytes) -> Piece:
    """A piece that is parsed as it is."""
    return Piece(content, content)


class Packed(NamedTuple):
    """What a part says, packed: the check sum and length of that, and its bytes."""

    check: int
    length: int
    content: bytes


def packed_part(content: bytes) -> Packed:
    """A part that many packages have, packed once."""
    packer = _packer()
    return Packed(isal_zlib.crc32(content), len(content), packer.compress(content) + packer.flush())


class Package:
    """Writes a package to a file that is open at its beginning; `close` ends it."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.parts: list[Part] = []

    def add(self, name: str, content: bytes) -> None:
        """Put a whole part in."""
        self.add_packed(name, packed_part(content))

    def add_packed(self, name: str, packed: Packed) -> None:
        """Put a part in that is packed."""
        part = Part(name, packed.check, packed.length, len(packed.content), self._out.tell())
        self._out.write(_head(part))
        self._out.write(packed.content)
        self.parts.append(part)

    def add_pieces(self, name: str, pieces: Iterable[Piece]) -> None:
        """Put a part of XML in piece by piece; each is parsed, packed and unpacked beside, while the next is made.

        NotAsWrittenError where they are not well-formed, or come out as something else.
        """
        place = self._out.tell()
        self._out.write(_head(Part(name, 0, 0, 0, place)))
        packing, check, length = _Packing(), 0, 0
        with ThreadPoolExecutor(max_workers=1) as beside:
            packed = beside.submit(bytes)
            for piece in pieces:
                self._out.write(packed.result())
                packed = beside.submit(packing.take, piece)
                check, length = isal_zlib.crc32(piece.content, check), length + len(piece.content)
            self._out.write(packed.result())
        self._out.write(packing.close(check, length))
        end = self._out.tell()
        part = Part(name, check, length, 0, place, packing.found)
        part = part._replace(packed=end - part.begun)
        self._out.seek(place)
        self._out.write(_head(part))
        self._out.seek(end)
        self.parts.append(part)

    def close(self) -> None:
        """Write the directory."""
        start = self._out.tell()
        for part in self.parts:
            self._out.write(_entry(part))
        size, parts = self._out.tell() - start, len(self.parts)
        self._out.write(_END.pack(b"PK\5\6", 0, 0, parts, parts, size, start, 0))


class _Packing:
    """Packs one part, and unpacks it again; `found` is the check sum of its packed bytes so far."""

    def __init__(self) -> None:
        self.found = 0
        self._packer, self._unpacker, self._parsing = _packer(), isal_zlib.decompressobj(_RAW), Parsing()
        self._check = self._length = 0

    def take(self, piece: Piece) -> bytes:
        """The next piece, as far as it is packed by now."""
        self._parsing.feed(piece.unseen)
        return self._seen(self._packer.compress(piece.content))

    def close(self, check: int, length: int) -> bytes:
        """The last of it; NotAsWrittenError unless what was packed is what had this check sum and length."""
        self._parsing.close()
        rest = self._seen(self._packer.flush())
        if not self._unpacker.eof or (self._check, self._length) != (check, length):
            raise NotAsWrittenError("a part was packed as something else")
        return rest

    def _seen(self, packed: bytes) -> bytes:
        said = self._unpacker.decompress(packed)
        self._check, self._length = isal_zlib.crc32(said, self._check), self._length + len(said)
        self.found = isal_zlib.crc32(packed, self.found)
        return packed


def _packer() -> isal_zlib.Compress:
    return isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, _RAW)


def packed(parts: Mapping[str, bytes | Packed]) -> bytes:
    """A package of these parts, of which some may be packed already, as a file."""
    out = io.BytesIO()
    package = Package(out)
    for name, part in parts.items():
        package.add_packed(name, part if isinstance(part, Packed) else packed_part(part))
    package.close()
    return out.getvalue()


def _head(part: Part) -> bytes:
    name = part.name.encode()
    about = (_VERSION, 0, _DEFLATED, 0, _FIRST_DAY, part.check, part.packed, part.length, len(name), 0)
    return _HEAD.pack(b"PK\3\4", *about) + name


def _entry(part: Part) -> bytes:
    name = part.name.encode()
    about = (_VERSION, _VERSION, 0, _DEFLATED, 0, _FIRST_DAY, part.check, part.packed, part.length)
    return _ENTRY.pack(b"PK\1\2", *about, len(name), 0, 0, 0, 0, 0, part.place) + name
