"""What kind of file some bytes are, whatever its name says."""

import re
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
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    # The sheets of Excel 2, 3 and 4, which are no compound files yet.
    (b"\x09\x00\x04\x00", "old_sheet"),
    (b"\x09\x02\x06\x00", "old_sheet"),
    (b"\x09\x04\x06\x00", "old_sheet"),
)
_WEB: Final = re.compile(rb"<(?:!doctype\s+html|html|table|meta|head|body)\b|^mime-version:", re.IGNORECASE)
_XML_SHEET: Final = b"urn:schemas-microsoft-com:office:spreadsheet"
_LOOKED_AT: Final = 4096


def kind_of(content: bytes) -> str:
    """OLE, PACKAGE, or the code of what it is instead."""
    if not content.strip(b"\0"):
        return "empty"
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    head = content[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip()
    if _XML_SHEET in head:
        return "xml_sheet"
    if _WEB.search(head):
        return "web"
    return "text" if _is_text(head) else "not_a_workbook"


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
