"""Workbooks made part by part, as no program would write them: zip packages of XML, OpenDocument and binary records."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Final

Parts = dict[str, bytes]

SHEET: Final = "xl/worksheets/sheet1.xml"
BOOK: Final = "xl/workbook.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STRICT: Final[Mapping[str, str]] = {
    _MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    _OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)


def relations(*pairs: tuple[str, str]) -> bytes:
    """A part of relations: kind and target of each."""
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'.encode()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def unzipped(content: bytes) -> Parts:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def parts_of(
    rows: str, *, texts: str = "", formats: str = "", looks: str = "", properties: str = "", after: str = ""
) -> Parts:
    """The parts of an .xlsx of one sheet: its rows, shared texts, number formats, looks, and what follows the rows."""
    styles = (
        f'<styleSheet xmlns="{_MAIN}"><numFmts>{formats}</numFmts><fonts count="1"><font/></fonts><fills count="1">'
        '<fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{looks}</cellXfs></styleSheet>'
    )
    book = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr {properties}/>'
        '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    return {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": relations(("officeDocument", BOOK)),
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        BOOK: book.encode(),
        "xl/styles.xml": styles.encode(),
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{texts}</sst>'.encode(),
        SHEET: f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'.encode(),
    }


def workbook(rows: str = '<row r="1"><c r="A1"><v>1</v></c></row>', **more: str) -> bytes:
    """An .xlsx of one sheet with these rows."""
    return zipped(parts_of(rows, **more))


def strict(content: bytes) -> bytes:
    """The same workbook as Strict Open XML."""
    parts = unzipped(content)
    for name, text in parts.items():
        for loose, tight in STRICT.items():
            text = text.replace(loose.encode(), tight.encode())  # noqa: PLW2901 - one after the other
        parts[name] = text
    return zipped(parts)


def document(rows: str, after: str = "") -> bytes:
    """An .ods of one sheet with these rows."""
    return documents({"S": rows}, after)


def documents(tables: Mapping[str, str], after: str = "") -> bytes:
    """An .ods of these sheets, each with its rows."""
    said = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in tables.items())
    text = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f"{said}{after}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": text.encode(),
        }
    )


def binary_record(kind: int, content: bytes = b"") -> bytes:
    """A record of an .xlsb part: its number and its size in sevens of bits."""
    return _varint(kind) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def wide(text: str) -> bytes:
    """A text of an .xlsb part."""
    packed = text.encode("utf-16-le")
    return (len(packed) // 2).to_bytes(4, "little") + packed


def binary_cell(kind: int, column: int, value: bytes, look: int = 0) -> bytes:
    """A cell of an .xlsb sheet."""
    return binary_record(kind, column.to_bytes(4, "little") + look.to_bytes(4, "little") + value)


def binary_row(number: int, *, hidden: bool = False) -> bytes:
    """The head of a row of an .xlsb sheet."""
    flags = bytes(7) + bytes([0x10 if hidden else 0]) + bytes(9)
    return binary_record(0, number.to_bytes(4, "little") + flags)


def binary(
    sheet: bytes,
    *,
    formats: bytes = b"",
    looks: bytes = b"",
    texts: Sequence[str] = (),
    counted: int | None = None,
    settings: bytes = b"",
) -> bytes:
    """An .xlsb of one sheet with these records, of number formats, looks, shared texts and the book's settings.

    `counted` is how many shared texts it says it has, where it miscounts them.
    """
    return binaries({"S": sheet}, formats=formats, looks=looks, texts=texts, counted=counted, settings=settings)


def binaries(
    sheets: Mapping[str, bytes],
    *,
    formats: bytes = b"",
    looks: bytes = b"",
    texts: Sequence[str] = (),
    counted: int | None = None,
    settings: bytes = b"",
) -> bytes:
    """The same with these sheets."""
    count = (len(texts) if counted is None else counted).to_bytes(4, "little")
    shared = b"".join(binary_record(19, b"\0" + wide(text)) for text in texts)
    kept = binary_record(615, bytes(4)) + formats + binary_record(616)
    begin, end = binary_record(278) + kept + binary_record(617, bytes(4)), binary_record(618) + binary_record(279)
    names = [binary_record(156, bytes(8) + wide(f"rId{at}") + wide(name)) for at, name in enumerate(sheets, 1)]
    links = [("worksheet", f"worksheets/sheet{at}.bin") for at in range(1, len(sheets) + 1)]
    head = binary_record(129) + binary_record(148, bytes(16)) + binary_record(145)
    bodies = [head + sheet + binary_record(146) + binary_record(130) for sheet in sheets.values()]
    return zipped(
        {
            "[Content_Types].xml": _TYPES.replace(".xml", ".bin").encode(),
            "_rels/.rels": relations(("officeDocument", "xl/workbook.bin")),
            "xl/_rels/workbook.bin.rels": relations(
                *links, ("styles", "styles.bin"), ("sharedStrings", "sharedStrings.bin")
            ),
            "xl/workbook.bin": binary_record(131)
            + settings
            + binary_record(143)
            + b"".join(names)
            + binary_record(144)
            + binary_record(132),
            "xl/styles.bin": begin + looks + end,
            "xl/sharedStrings.bin": binary_record(159, count + count) + shared + binary_record(160),
            **{f"xl/worksheets/sheet{at}.bin": body for at, body in enumerate(bodies, 1)},
        }
    )
