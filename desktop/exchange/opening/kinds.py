"""What kind of file some bytes are, whatever its name says."""

import codecs
import re
from collections.abc import Collection
from typing import Final

OLE: Final = "ole"
PACKAGE: Final = "package"

# How the kinds begin that people send by mistake, and the code of the sentence that says what to do with one.
_STARTS: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"PK\x03\x04", PACKAGE),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "word"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    # The sheets of Excel 2, 3 and 4, which are no compound files yet.
    (b"\x09\x00\x04\x00", "old_sheet"),
    (b"\x09\x02\x06\x00", "old_sheet"),
    (b"\x09\x04\x06\x00", "old_sheet"),
)
# Pictures of telephones and of the web begin with how long they are, or their first piece is.
_PHOTO: Final = re.compile(rb"....ftyp(?:hei|mif1|avif)|RIFF....WEBP", re.DOTALL)
_WEB: Final = re.compile(rb"<(?:!doctype\s+html|html|table|meta|head|body)\b|^mime-version:", re.IGNORECASE)
_XML_SHEET: Final = b"urn:schemas-microsoft-com:office:spreadsheet"
_LOOKED_AT: Final = 4096
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What else is in a package that is no workbook, by how the names of its parts end.
_WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et")
_FIXED_PAGES: Final = "ofd.xml"


def kind_of(content: bytes) -> str:
    """OLE, PACKAGE, or the code of what it is instead."""
    if not content.strip(b"\0"):
        return "empty"
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if _PHOTO.match(content):
        return "picture"
    head = content[:_LOOKED_AT]
    if head.startswith(_UTF_16):
        # Excel's own "Unicode text" is written like this.
        head = head.decode("utf-16", errors="replace").encode()
    head = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if _XML_SHEET in head:
        return "xml_sheet"
    if _WEB.search(head):
        return "web"
    return "text" if _is_text(head) else "not_a_workbook"


def kind_within(names: Collection[str]) -> str:
    """The code of what a package is instead of a workbook, by the names of its parts in small letters."""
    if _FIXED_PAGES in names:
        return "ofd"
    return "archive" if any(name.endswith(_WORKBOOKS) for name in names) else "not_a_workbook"


def _is_text(head: bytes) -> bool:
    """Whether these bytes are characters, in UTF-8 or as Chinese Windows writes them; the last may be cut off."""
    if b"\0" in head:
        return False
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False
