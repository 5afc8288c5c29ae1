"""What a file must pass before a library reads it: its kind, limits, check sums; and what its sheets hold."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from lxml.etree import LxmlError

from db.errors import Refusal
from desktop.exchange.layout import MAX_PARTS, MAX_RATIO, MAX_UNPACKED
from desktop.exchange.opening import binary_sheets, old_records, open_document, open_xml
from desktop.exchange.opening.compound import check_chains, leads_to_first, top_names
from desktop.exchange.opening.kinds import OLE, PACKAGE, kind_of, kind_within
from desktop.exchange.opening.locking import DEFAULT_PASSWORD, unlock
from desktop.exchange.opening.one_reading import in_one_alphabet, reads_one_way
from desktop.exchange.opening.witness import TooFar, Witness

# What a package that is not one may make the libraries below raise.
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    LxmlError,
    expat.ExpatError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    LookupError,
    OverflowError,
)
# What is added to the head of a part: which kind, and how long; and the kind that is a name in Unicode.
_TAG: Final = struct.Struct("<2H")
_UNICODE_NAME: Final = 0x7075
_UNICODE_HEAD: Final = 5
# The part by which an OpenDocument package is known.
_DOCUMENT: Final = "content.xml"
_STYLES: Final = "styles.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_WORD: Final = ("word/", "ppt/")
_END: Final = struct.Struct("<4s4H2IH")
_END_MARK: Final = b"PK\x05\x06"
_END_64: Final = 76
# Where the head of a part says how long its name and what follows it are; its sizes may stand behind it.
_HEAD: Final = 30
_LENGTHS: Final = 26
_SIZES_BEHIND: Final = 24
_CARRIED: Final[Mapping[str, tuple[str, ...]]] = {
    "macros": ("xl/vbaproject.bin", "basic/", "scripts/"),
    "links": ("xl/externallinks/",),
    "objects": ("xl/embeddings/", "xl/activex/", "object "),
}


class Unsafe(ValueError):  # noqa: N818 - a verdict on a file
    """A file that is not to be read; `code` names the finding."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Passed:
    """A file that may be read: its bytes without their password, what its sheets hold, what else it carries."""

    content: bytes
    sheets: Mapping[str, Witness]
    carried: Sequence[str] = ()


def inspect(content: bytes) -> Passed:
    """Look at a file's bytes; Unsafe where they are not to be read."""
    kind = kind_of(content)
    try:
        if kind == OLE:
            return _compound(content)
        if kind == PACKAGE:
            content = _without_rest(content)
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                _require_one_directory(content, package)
                return _package(content, package)
    except Unsafe:
        raise
    except TooFar as error:
        raise Unsafe("too_large") from error
    except _BROKEN as error:
        raise Unsafe("damaged") from error
    raise Unsafe(kind)


def _compound(content: bytes) -> Passed:
    """An .xls, or another kind of workbook behind a password."""
    check_chains(content)
    kept = top_names(content)
    if "encryptedpackage" in kept:
        inside = _unlocked(content)
        if kind_of(inside) != PACKAGE:
            # Nothing is locked twice but to cost time.
            raise Unsafe("damaged")
        return inspect(inside)
    if kept & {"worddocument", "powerpoint document"}:
        raise Unsafe("word")
    if not kept & {"workbook", "book"}:
        raise Unsafe("not_a_workbook")
    if not leads_to_first(content, "workbook" if "workbook" in kept else "book"):
        # The workbook of an object that was put into this one would be taken for it.
        raise Unsafe("unusual")
    try:
        sheets = old_records.witnesses(content)
    except old_records.Locked:
        content = _unlocked(content)
        sheets = old_records.witnesses(content)
    return Passed(content, sheets, ("macros",) if "_vba_project_cur" in kept else ())


def _unlocked(content: bytes) -> bytes:
    """What is behind the password that a spreadsheet program sets where somebody only protected the structure."""
    try:
        return unlock(content, DEFAULT_PASSWORD)
    except Refusal as refusal:
        wrong_file = refusal.sentence.code.partition("finding.file_")[2]
        raise Unsafe(wrong_file or "encrypted") from refusal


def _without_rest(content: bytes) -> bytes:
    """The package alone, where a program that guards or sends files put something of its own behind it."""
    place = content.rfind(_END_MARK)
    if place < 0 or len(content) < place + _END.size:
        return content
    *_, comment = _END.unpack_from(content, place)
    return content[: place + _END.size + comment]


def _require_one_directory(content: bytes, package: zipfile.ZipFile) -> None:
    """Readers look for a package's directory in different places: it has to be at the end, and nowhere else."""
    place = len(content) - _END.size - len(package.comment)
    mark, *_, size, start, _ = _END.unpack_from(content, place)
    ends = package.start_dir + size
    far = start == 0xFFFFFFFF
    if mark != _END_MARK or (ends not in (place, place - _END_64)) or (not far and start != package.start_dir):
        raise Unsafe("damaged")
    at = 0
    for part in sorted(package.infolist(), key=lambda part: part.header_offset):
        if not 0 <= part.header_offset - at <= _SIZES_BEHIND:
            # Another package between the parts of this one, or two parts that share their bytes.
            raise Unsafe("damaged")
        name, extra = struct.unpack_from("<2H", content, part.header_offset + _LENGTHS)
        at = part.header_offset + _HEAD + name + extra + part.compress_size
    if not 0 <= package.start_dir - at <= _SIZES_BEHIND:
        raise Unsafe("damaged")


def _package(content: bytes, package: zipfile.ZipFile) -> Passed:
    parts = package.infolist()
    if len(parts) > MAX_PARTS:
        raise Unsafe("too_large")
    known = [{_plain(name).lower() for name in (part.orig_filename, _name(part))} for part in parts]
    names = set().union(*known)
    if len(names) != sum(map(len, known)):
        raise Unsafe("damaged")
    _require_small(parts)
    read = dict(_read(package, parts))
    return Passed(content, _witnesses(read, names), tuple(_carried(names)))


def _name(part: zipfile.ZipInfo) -> str:
    """A part's name: the one in Unicode that some programs add, which not every reader looks at, or the plain one."""
    extra = part.extra
    while len(extra) > _TAG.size:
        tag, length = _TAG.unpack_from(extra)
        if tag == _UNICODE_NAME:
            return _plain(extra[_TAG.size + _UNICODE_HEAD : _TAG.size + length].decode())
        extra = extra[_TAG.size + length :]
    return _plain(part.filename)


def _plain(name: str) -> str:
    """A part's name in one way of writing it: some programs write paths as Windows does, or from the root on."""
    return name.replace("\\", "/").removeprefix("/")


def _require_small(parts: Sequence[zipfile.ZipInfo]) -> None:
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Unsafe("too_large")
    for part in parts:
        if part.file_size > 2**20 and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise Unsafe("too_large")


def _read(package: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """Every part that says something, by its name; reading a part to its end is what checks its CRC."""
    for part in parts:
        if part.is_dir():
            continue
        name, text = _name(part), package.read(part)
        if len(text) != part.file_size:
            raise Unsafe("damaged")
        if name.lower().endswith((".xml", ".rels")):
            if b"<!DOCTYPE" in text:
                raise Unsafe("damaged")
            yield name, text
        elif name.lower().endswith(".bin"):
            yield name, text


def _witnesses(read: Mapping[str, bytes], names: Collection[str]) -> dict[str, Witness]:
    book = open_xml.main_part(read)
    if (_DOCUMENT in read and book) or {"xl/workbook.xml", "xl/workbook.bin"} <= read.keys():
        # Which of the two a reader takes is its own affair.
        raise Unsafe("damaged")
    if _DOCUMENT in read:
        if b":encryption-data" in read.get(_MANIFEST, b""):
            raise Unsafe("encrypted_document")
        if not in_one_alphabet(read[_DOCUMENT]):
            raise Unsafe("unusual")
        return open_document.witnesses(read[_DOCUMENT], read.get(_STYLES, b""))
    if not book:
        raise Unsafe(kind_within(names))
    if book.startswith(_WORD):
        raise Unsafe("word")
    if not reads_one_way(read, book):
        raise Unsafe("unusual")
    return binary_sheets.witnesses(read) if book.endswith(".bin") else open_xml.witnesses(read)


def _carried(names: set[str]) -> Iterator[str]:
    """What else is in a package, which is neither followed nor run."""
    for what, starts in _CARRIED.items():
        if any(name.startswith(starts) for name in names):
            yield what
