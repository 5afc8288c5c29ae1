"""What a file must pass before a library reads it: its kind, limits, check sums; and what its sheets hold."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lxml.etree import ErrorTypes, LxmlError, XMLSyntaxError

from db.errors import Refusal
from desktop.exchange.layout import MAX_PARTS, MAX_RATIO, MAX_UNPACKED
from desktop.exchange.opening import open_xml
from desktop.exchange.opening.kinds import OLE, PACKAGE, kind_of, kind_within
from desktop.exchange.opening.one_reading import in_one_alphabet, reads_one_way
from desktop.exchange.opening.unpacking import unpacked
from desktop.exchange.opening.witness import TooFar, Witness
from desktop.exchange.opening.zip_directory import name_of, names_of, require_one_directory, without_rest

_PACKED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# The parts that are looked at, by how their names end, and how much of them there may be: more takes too long.
_XML: Final = (".xml", ".rels")
# LibreOffice declares types in the lists of its macros, which nobody reads here.
_SCRIPTS: Final = ("basic/", "dialogs/")
_READ: Final = (*_XML, ".bin")
_MOST_READ: Final = 32 * 2**20
# The part by which an OpenDocument package is known.
_DOCUMENT: Final = "content.xml"
_STYLES: Final = "styles.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_WORD: Final = ("word/", "ppt/")
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
            content = without_rest(content)
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                require_one_directory(content, package)
                return _package(content, package)
    except Unsafe:
        raise
    except TooFar as error:
        raise Unsafe("too_large") from error
    except _broken() as error:
        raise Unsafe("too_large" if _asks_too_much(error) else "damaged") from error
    raise Unsafe(kind)


def _broken() -> tuple[type[Exception], ...]:
    """What a package that is not one may make the libraries below raise."""
    from xml.parsers import expat

    return (
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


def _asks_too_much(error: BaseException) -> bool:
    """Whether XML needs more memory than there is; of a text that is too long each libxml2 has its own number."""
    if not isinstance(error, XMLSyntaxError):
        return False
    return error.code == ErrorTypes.ERR_NO_MEMORY or "text node" in str(error).casefold()


def _compound(content: bytes) -> Passed:
    """An .xls, or another kind of workbook behind a password."""
    # Few send one: a process begins without what it takes to read it, and so below.
    from desktop.exchange.opening import old_records
    from desktop.exchange.opening.compound import check_chains, leads_to_first, top_names

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
        # One that keeps nothing at all has lost its directory, as where only a part of it was copied.
        raise Unsafe("not_a_workbook" if kept else "damaged")
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
    from desktop.exchange.opening.locking import DEFAULT_PASSWORD, unlock

    try:
        return unlock(content, DEFAULT_PASSWORD)
    except Refusal as refusal:
        wrong_file = refusal.sentence.code.partition("finding.file_")[2]
        raise Unsafe(wrong_file or "encrypted") from refusal


def _package(content: bytes, package: zipfile.ZipFile) -> Passed:
    parts = package.infolist()
    if len(parts) > MAX_PARTS:
        raise Unsafe("too_large")
    names = names_of(parts)
    _require_small(parts)
    read = dict(_read(content, package, parts))
    return Passed(content, _witnesses(read, names), tuple(_carried(names)))


def _require_small(parts: Sequence[zipfile.ZipInfo]) -> None:
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Unsafe("too_large")
    if sum(part.file_size for part in parts if name_of(part).lower().endswith(_READ)) > _MOST_READ:
        raise Unsafe("too_large")
    for part in parts:
        if part.file_size > 2**20 and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise Unsafe("too_large")


def _read(content: bytes, package: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """Every part that says something, by its name; reading a part to its end is what checks its CRC."""
    for part in parts:
        if part.is_dir():
            continue
        name, text = name_of(part), unpacked(content, package, part)
        said = name.lower()
        if len(text) != part.file_size:
            raise Unsafe("damaged")
        if part.compress_type not in _PACKED:
            # No spreadsheet program packs otherwise, and few unpack it.
            raise Unsafe("unusual")
        # Few parts have such a sign, which is found a hundred times as fast.
        if (
            b"!" in text
            and b"<!DOCTYPE" in text
            and name.lower().endswith(_XML)
            and not name.lower().startswith(_SCRIPTS)
        ):
            raise Unsafe("damaged")
        if said.endswith(_READ):
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
        from desktop.exchange.opening import open_document

        return open_document.witnesses(read[_DOCUMENT], read.get(_STYLES, b""))
    if not book:
        raise Unsafe(kind_within(names))
    if book.startswith(_WORD):
        raise Unsafe("word")
    if not reads_one_way(read, book):
        raise Unsafe("unusual")
    if book.endswith(".bin"):
        from desktop.exchange.opening import binary_sheets

        return binary_sheets.witnesses(read)
    return open_xml.witnesses(read)


def _carried(names: Collection[str]) -> Iterator[str]:
    """What else is in a package, which is neither followed nor run."""
    for what, starts in _CARRIED.items():
        if any(name.startswith(starts) for name in names):
            yield what
