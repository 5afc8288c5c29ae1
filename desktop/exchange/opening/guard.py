"""What a file must pass before a library reads it: kind by content, limits, check sums, and cells no reader reports."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from posixpath import join, normpath
from typing import Final
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from defusedxml.ElementTree import fromstring

from desktop.exchange.layout import MAX_PARTS, MAX_RATIO, MAX_UNPACKED
from desktop.exchange.opening.compound import Circular, check_chains
from desktop.exchange.opening.old_records import asks_too_much
from desktop.exchange.opening.open_document import TooFar, walk
from desktop.exchange.opening.percents import percent_cells
from desktop.exchange.opening.reach import binary_sheet_reaches_too_far, sheet_reaches_too_far

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
# No pattern reads past a `<`, so that none of them takes longer than the text is long.
_ERROR: Final = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^<>]*\bt\s*=\s*["']e["'])[^<>]*?\br\s*=\s*["']([A-Z]+[0-9]+)["'][^<>]*>\s*"""
    rb"""(?:<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?(?:<(?:\w+:)?v\b[^<>]*>([^<]*))?"""
)
_FORMULA_CELL: Final = re.compile(
    rb"""<(?:\w+:)?c\b[^<>]*?\br\s*=\s*["']([A-Z]+[0-9]+)["'][^<>]*>\s*"""
    rb"""<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"""
    rb"""(?:<(?:\w+:)?v\b[^<>]*(?:/>|></(?:\w+:)?v>)\s*)?</(?:\w+:)?c>"""
)
# What a package that is not one may make the libraries below raise.
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ParseError,
    expat.ExpatError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    LookupError,
    OverflowError,
)


Percents = Callable[[], frozenset[str]]


class Unsafe(ValueError):  # noqa: N818 - a verdict on a file
    """A file that is not to be read; `code` names the finding."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Passed:
    """A file that may be read, and per sheet the cells that show an error or a formula without a value."""

    faults: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    # Asked only where it matters: which cells show their number as a percentage.
    percents: Mapping[str, Percents] = field(default_factory=dict)


def inspect(content: bytes) -> Passed:
    """Look at a file's bytes; Unsafe where they are not to be read."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise Unsafe("encrypted")
        try:
            check_chains(content)
            too_much = asks_too_much(content)
        except (Circular, struct.error) as error:
            raise Unsafe("damaged") from error
        if too_much:
            raise Unsafe("too_large")
        return Passed()
    if not content.startswith(b"PK\x03\x04"):
        raise Unsafe("not_a_workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _package(package)
    except Unsafe:
        raise
    except _BROKEN as error:
        raise Unsafe("damaged") from error


def _package(package: zipfile.ZipFile) -> Passed:
    parts = package.infolist()
    names = [part.filename.lower() for part in parts]
    if len(parts) > MAX_PARTS or len(set(names)) != len(names):
        raise Unsafe("too_large" if len(parts) > MAX_PARTS else "damaged")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise Unsafe("too_large")
    for part in parts:
        if part.file_size > 2**20 and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise Unsafe("too_large")
    # Reading a part to its end is what checks its CRC.
    read = {part.filename: package.read(part) for part in parts if not part.is_dir()}
    marked = [text for name, text in read.items() if name.lower().endswith((".xml", ".rels"))]
    if any(b"<!DOCTYPE" in text[:4096] for text in marked):
        raise Unsafe("damaged")
    # Whatever its name, and whatever kind of workbook it says it is: a reader may find a sheet where we do not look.
    if any(b"sheetData" in text and sheet_reaches_too_far(text) for text in read.values()):
        raise Unsafe("too_large")
    if "content.xml" in read:
        return _open_document(read["content.xml"])
    if "xl/workbook.bin" in read:
        binary = (text for name, text in read.items() if _is_binary_sheet(name.lower(), text))
        if any(binary_sheet_reaches_too_far(text) for text in binary):
            raise Unsafe("too_large")
        return Passed()
    sheets, looks = dict(_sheets(read)), read.get("xl/styles.xml", b"")
    return Passed(
        {name: _faults(text) for name, text in sheets.items()},
        {name: cache(partial(percent_cells, text, looks)) for name, text in sheets.items()},
    )


def _is_binary_sheet(name: str, text: bytes) -> bool:
    """Whether a part of an .xlsb workbook is a sheet, by its place or by its first record."""
    return ("worksheets/" in name and name.endswith(".bin")) or text.startswith(b"\x81\x01\x00")


def _open_document(content: bytes) -> Passed:
    try:
        marked = walk(content)
    except TooFar as error:
        raise Unsafe("too_large") from error
    return Passed(
        {name: one.faults for name, one in marked.items()},
        {name: partial(frozenset, one.percents) for name, one in marked.items()},
    )


def _sheets(read: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Sheet names with their parts, by way of the relations; no prefix of a name space is taken for granted."""
    if "xl/workbook.xml" not in read:
        raise Unsafe("not_a_workbook")
    # Names of parts are the same in small and capital letters.
    parts = {name.lower(): name for name in read}
    relations = {node.get("Id"): node.get("Target", "") for node in fromstring(read["xl/_rels/workbook.xml.rels"])}
    for node in fromstring(read["xl/workbook.xml"]).iter():
        if node.tag.rpartition("}")[2] != "sheet":
            continue
        link = next((value for name, value in node.attrib.items() if name.endswith("}id")), None)
        target = relations.get(link, "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        found = parts.get(part.lower())
        if found is not None:
            yield node.get("name", ""), read[found]


def _faults(text: bytes) -> dict[str, str]:
    """The cells that a reader would hand over as blanks: errors, and formulas without a value."""
    # Most sheets have no error, which a plain search tells ten times as fast.
    errors = _ERROR.findall(text) if b'"e"' in text or b"'e'" in text else ()
    faults = {address.decode(): value.decode(errors="replace") or "#ERROR" for address, value in errors}
    for address in _FORMULA_CELL.findall(text):
        faults.setdefault(address.decode(), "")
    return faults
