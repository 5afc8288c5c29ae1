"""What is known of a database outside of it: how often it was written, where its history ends, its pages' sums.

The witness lies beside it. A commit that the database no longer has, since its log was damaged or an older
file was put in its place, is still counted here; a page that changed while nobody had the database open has another
sum.
"""

import os
import struct
import zlib
from array import array
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import RawIOBase
from pathlib import Path
from typing import Final

from isal import isal_zlib

from db.held import opened

# Key of the database, commits, head of the history, moment in microseconds since 1970 (UTC); a sum of all that.
_MARK: Final = struct.Struct(">4s16sQ32sq")
_MAGIC: Final = b"TgW1"
# Two marks take turns, so that one of them is whole whenever the power goes.
_SLOT: Final = 128
# Commits at which the sums were taken, bytes of a page, count of pages, sum of the sums.
_SUMS: Final = struct.Struct(">QIII")
_SUMS_AT: Final = 4096
# The size of a page stands at the beginning of a file; so many pages are read at once.
_HEADER: Final = 18
_PAGES: Final = 256
# What was written where the file had room already is on the disk without waiting for the file's times.
_keep: Final = getattr(os, "fdatasync", os.fsync)


@dataclass(frozen=True, slots=True)
class Mark:
    """A database after one of its commits: whose it is, how many there were, and the end of its history."""

    store_key: str
    commits: int
    head: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sums:
    """A sum for each page of a database that was closed after so many commits."""

    commits: int
    page_size: int
    pages: tuple[int, ...]


class Witness:
    """The file beside a database."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self.path = database.with_name(f"{database.name}.witness")

    def last(self, store_key: str) -> Mark | None:
        """The newest mark of the database with this key; None where there is none, or none that can be read."""
        content = self._read(0, 2 * _SLOT)
        marks = [_unpacked(content[start : start + _SLOT]) for start in (0, _SLOT)]
        ours = [mark for mark in marks if mark is not None and mark.store_key == store_key]
        return max(ours, key=lambda mark: mark.commits, default=None)

    def note(self, mark: Mark) -> None:
        """Keep a mark, on the disk when this returns.

        Where it cannot be kept, less is known at the next opening and nothing is lost: the commit itself is durable.
        """
        with suppress(OSError):
            file = self._open()
            try:
                os.lseek(file, _SLOT * (mark.commits % 2), os.SEEK_SET)
                os.write(file, _packed(mark))
                _keep(file)
            finally:
                os.close(file)

    def start_over(self, mark: Mark) -> None:
        """Keep this mark and none before it: what came later is known to be lost, or another file is here now."""
        self.path.unlink(missing_ok=True)
        self.note(mark)

    def take_sums(self, commits: int) -> None:
        """Keep the sums of the pages as the file is now, closed after so many commits."""
        with suppress(OSError):
            sums = sums_of(self._database, commits)
            body = array("I", sums.pages).tobytes()
            with os.fdopen(self._open(), "r+b") as file:
                file.seek(_SUMS_AT)
                file.write(_SUMS.pack(commits, sums.page_size, len(sums.pages), zlib.crc32(body)) + body)
                file.truncate()
                file.flush()
                os.fsync(file.fileno())

    def sums(self) -> Sums | None:
        """The sums that were kept last; None where there are none, or not whole."""
        head = self._read(_SUMS_AT, _SUMS.size)
        if len(head) < _SUMS.size:
            return None
        commits, page_size, count, total = _SUMS.unpack(head)
        body = self._read(_SUMS_AT + _SUMS.size, 4 * count)
        if len(body) != 4 * count or zlib.crc32(body) != total:
            return None
        return Sums(commits, page_size, tuple(array("I", body)))

    def summed(self, commits: int) -> bool:
        """Whether the sums are those of the file after so many commits; its first page may change without one."""
        sums = self.sums()
        if sums is None or sums.commits != commits:
            return False
        with opened(self._database) as file:
            return zlib.crc32(file.read(sums.page_size) or b"") == sums.pages[0]

    def _open(self) -> int:
        """The number of the file, opened to be written, made where there is none."""
        return os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)

    def _read(self, start: int, count: int) -> bytes:
        try:
            with self.path.open("rb") as file:
                file.seek(start)
                return file.read(count)
        except OSError:
            return b""


def sums_of(database: Path, commits: int) -> Sums:
    """The sum of each page of a file; OSError where it cannot be read."""
    pages: list[int] = []
    with opened(database) as file:
        page_size = page_size_of(file.read(_HEADER) or b"")
        file.seek(0)
        room = memoryview(bytearray(_PAGES * page_size))
        while count := _filled(file, room):
            read = room[:count]
            pages += [isal_zlib.crc32(read[at : at + page_size]) for at in range(0, count, page_size)]
    return Sums(commits, page_size, tuple(pages))


def _filled(file: RawIOBase, room: memoryview) -> int:
    """Read until there is no room left, or nothing to read, since a read may end anywhere; how many bytes."""
    count = 0
    while read := file.readinto(room[count:]):
        count += read
    return count


def page_size_of(header: bytes) -> int:
    """The bytes of a page as a file's header says, that of an encrypted or broken one as this program makes them."""
    said = int.from_bytes(header[16:18], "big")
    plain = header.startswith(b"SQLite format 3\0") and said in {512 << n for n in range(7)}
    return said if plain else 4096


def _packed(mark: Mark) -> bytes:
    moment = int(mark.at.timestamp() * 1_000_000)
    told = _MARK.pack(_MAGIC, bytes.fromhex(mark.store_key), mark.commits, bytes.fromhex(mark.head), moment)
    return told + zlib.crc32(told).to_bytes(4, "big")


def _unpacked(content: bytes) -> Mark | None:
    told, total = content[: _MARK.size], content[_MARK.size : _MARK.size + 4]
    if len(total) < 4 or zlib.crc32(told).to_bytes(4, "big") != total:
        return None
    magic, key, commits, head, moment = _MARK.unpack(told)
    if magic != _MAGIC:
        return None
    return Mark(key.hex(), commits, head.hex() if any(head) else "", datetime.fromtimestamp(moment / 1_000_000, UTC))
