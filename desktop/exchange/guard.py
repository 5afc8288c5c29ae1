"""What a file must pass before a library reads it: kind by content, limits, check sums, and cells no reader reports."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from desktop.exchange.layout import MAX_COLUMNS, MAX_PARTS, MAX_RATIO, MAX_ROWS, MAX_UNPACKED

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_ADDRESS: Final = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_ROW: Final = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["']([0-9]{1,10})["']""")
_ERROR: Final = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^>]*\bt\s*=\s*["']e["'])[^>]*\br\s*=\s*["']([A-Z]+[0-9]+)["'][^>]*>(.*?)</(?:\w+:)?c>"""
)
_VALUE: Final = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]*)")
_FORMULA_CELL: Final = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*\br\s*=\s*["']([A-Z]+[0-9]+)["'][^>]*><(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"""
    rb"""\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"""
)
_ODS_REPEATED: Final = re.compile(rb"number-(?:rows|columns)-repeated=\"([0-9]+)\"")


class Unsafe(ValueError):  # noqa: N818 - a verdict on a file
    """A file that is not to be read; `code` names the finding."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Passed:
    """A file that may be read, and per sheet the cells that show an error or a formula without a value."""

    faults: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def inspect(content: bytes) -> Passed:
    """Look at a file's bytes; Unsafe where they are not to be read."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise Unsafe("encrypted")
        return Passed()
    if not content.startswith(b"PK\x03\x04"):
        raise Unsafe("not_a_workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _package(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError) as error:
        raise Unsafe("damaged") from error
    except (ParseError, DefusedXmlException, KeyError) as error:
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
    if any(b"<!DOCTYPE" in text[:4096] for name, text in read.items() if name.endswith((".xml", ".rels"))):
        raise Unsafe("damaged")
    if "content.xml" in read:
        _open_document(read["content.xml"])
        return Passed()
    if "xl/workbook.bin" in read:
        return Passed()
    sheets = dict(_sheets(read))
    return Passed({name: _sheet(text) for name, text in sheets.items()})


def _open_document(text: bytes) -> None:
    """Cells repeated to a sheet's far edge are only its empty rest; a limit on how many places they name."""
    if len(_ODS_REPEATED.findall(text)) > MAX_ROWS * 4:
        raise Unsafe("too_large")


def _sheets(read: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Sheet names with their parts, by way of the relations; no prefix of a name space is taken for granted."""
    if "xl/workbook.xml" not in read:
        raise Unsafe("not_a_workbook")
    relations = {node.get("Id"): node.get("Target", "") for node in fromstring(read["xl/_rels/workbook.xml.rels"])}
    for node in fromstring(read["xl/workbook.xml"]).iter():
        if node.tag.rpartition("}")[2] != "sheet":
            continue
        link = next((value for name, value in node.attrib.items() if name.endswith("}id")), None)
        target = relations.get(link, "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if part in read:
            yield node.get("name", ""), read[part]


def _sheet(text: bytes) -> dict[str, str]:
    """Check how far a sheet reaches, and find the cells that a reader would hand over as blanks."""
    rows = [int(row) for row in _ROW.findall(text)]
    addresses = _ADDRESS.findall(text)
    furthest = max((int(row) for _, row in addresses), default=0)
    columns = {letters for letters, _ in addresses}
    if max([furthest, *rows], default=0) > MAX_ROWS or max(map(_column_number, columns), default=0) > MAX_COLUMNS:
        raise Unsafe("too_large")
    faults = {}
    for address, inside in _ERROR.findall(text):
        value = _VALUE.search(inside)
        faults[address.decode()] = value[1].decode(errors="replace") if value else "#ERROR"
    for address in _FORMULA_CELL.findall(text):
        faults.setdefault(address.decode(), "")
    return faults


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
