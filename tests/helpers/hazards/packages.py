"""Zip packages that are cut, twisted, doubled or far too large."""

import struct
import zipfile
import zlib
from typing import Final

from made.forms import FORM, Make, number, parts
from made.packages import Parts, unzipped
from made.zips import bomb, entered, hidden, packed, shared, twisted

from hazards import Hazard, rejected, taken

_THEME: Final = "xl/theme/theme1.xml"
_TEXTS: Final = "xl/sharedStrings.xml"


def _cut(start: int | None, end: int | None) -> Make:
    return lambda form: form[start:end]


def _flipped(name: str) -> Make:
    """One bit of a part the other way round, where it is packed."""

    def made(form: bytes) -> bytes:
        at = form.index(name.encode()) + len(name) + 200
        return form[:at] + bytes([form[at] ^ 0x10]) + form[at + 1 :]

    return made


def _backslashes(found: Parts) -> None:
    for name in list(found):
        found[name.replace("/", "\\")] = found.pop(name)


def _more(**added: bytes) -> Make:
    return parts(lambda found: found.update(added))


def _renamed(name: str) -> Make:
    """A part more that is called otherwise in a field that some readers go by."""
    plain, said = b"docProps/other.xml", name.encode()
    extra = struct.pack("<2HBI", 0x7075, 5 + len(said), 1, zlib.crc32(plain)) + said
    return lambda form: entered(plain.decode(), unzipped(_other(form))[FORM], extra=extra)(form)


def _other(form: bytes) -> bytes:
    """The form with another figure in it."""
    return number("M8", "99")(form)


def _damaged(name: str, make: Make) -> Hazard:
    return rejected(name, make, "file_damaged", "文件损坏")


def _large(name: str, make: Make) -> Hazard:
    return rejected(name, make, "file_too_large", "文件太大")


HAZARDS: Final = (
    *(
        _damaged(f"a package that is cut {where}", _cut(*cut))
        for where, cut in (("in the middle", (0, 7000)), ("at its end", (0, -9)), ("before its directory", (0, 12_000)))
    ),
    rejected("a package without its beginning", _cut(9, None), "file_not_a_workbook", "这不是 Excel 工作簿"),
    _damaged("something before a package", lambda form: b"PK\x03\x04 begin" + form),
    taken("what a guarding program puts behind a package", lambda form: form + b'{"Cifrado": "x"}'),
    taken("zeros behind a package", lambda form: form.ljust(61_440, b"\0")),
    taken("a line break behind a package", lambda form: form + b"\n"),
    _damaged("two packages in one file", lambda form: form + _other(form)),
    _damaged("a package between the parts of another", hidden),
    _damaged("a package in the remark of another", lambda form: packed(comment=form)(form)),
    taken("a package with a remark", packed(comment="填报表".encode())),
    _damaged("a flipped bit in the sheet", _flipped(FORM)),
    _damaged("a flipped bit in a part nobody reads", _flipped(_THEME)),
    _damaged("a wrong check sum", twisted(FORM, "crc", lambda crc: crc ^ 1)),
    _damaged("a part twice", entered(FORM, b"<x/>")),
    _damaged("a part twice in the directory", shared),
    _damaged("a part in small and capital letters", entered(FORM.upper(), b"<x/>")),
    _damaged("a part in two ways of writing paths", entered(FORM.replace("/", "\\"), b"<x/>")),
    _damaged("a part from the root and beside it", entered("/" + FORM, b"<x/>")),
    taken("paths as Windows writes them", parts(_backslashes)),
    taken("folders as parts of their own", packed(folders=("xl/", "xl/worksheets/"))),
    taken("parts that are not packed", packed(zipfile.ZIP_STORED)),
    taken("parts whose sizes stand behind them", packed(streamed=True)),
    taken("parts with the heads of very large ones", packed(large=True)),
    rejected("parts packed in a rare way", packed(zipfile.ZIP_BZIP2), "file_unusual", "存法少见"),
    _damaged("parts packed in a way nobody knows", twisted(FORM, "method", lambda _: 99, in_head=True)),
    _damaged("parts behind a zip's own password", twisted(FORM, "flags", lambda old: old | 1, in_head=True)),
    _damaged("a part that bears the name of the sheet in its remarks", _renamed(FORM)),
    taken("a part with a Chinese name in its remarks", _renamed("docProps/说明.xml")),
    taken("a part with a Chinese name", _more(**{"docProps/说明.xml": b"<x/>"})),
    taken("a part that would be written elsewhere", _more(**{"../../../outside.xml": b"<x/>"})),
    _damaged("a part behind a zero in its name", entered(FORM + "\0.txt", b"<x/>")),
    _large("more parts than a workbook has", _more(**{f"xl/media/{at}.png": b"x" for at in range(2001)})),
    _large("a part of zeros", _more(**{"xl/media/zeros.bin": bytes(2 * 2**20)})),
    _large("a quarter of a gigabyte in a few hundred kilobytes", lambda _: bomb(2**28)),
    _large("a part that says it is very large", twisted(_TEXTS, "size", lambda _: 2**31)),
    _damaged("a part that is larger than it says", twisted(_TEXTS, "size", lambda size: size // 2)),
    _damaged("a part that is smaller than it says", twisted(_TEXTS, "size", lambda size: size + 9)),
    _damaged("a part that reaches into the next", twisted(_TEXTS, "packed", lambda size: size + 500)),
    _large("a file beyond the limit", lambda form: form + bytes(21 * 2**20)),
    taken("no list of types", parts(lambda found: found.pop("[Content_Types].xml") and None)),
)
