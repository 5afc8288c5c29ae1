"""Files of another kind than their name says, or of none."""

import gzip
import random
from typing import Final

from made.compounds import Kept, keeping, record
from made.forms import Make, parts, swap
from made.packages import relations, zipped
from made.saved import binary_form, document_form, old_form

from hazards import Hazard, rejected, taken

_DICE: Final = random.Random(7)  # noqa: S311 - what they throw only has to be no file
_TABLE: Final = "<html><table><tr><td>Q2</td><td>80</td></tr></table></html>"


def _is(content: bytes) -> Make:
    return lambda _: content


def _office(main: str) -> Make:
    return _is(
        zipped({"[Content_Types].xml": b"<Types/>", "_rels/.rels": relations(("officeDocument", main)), main: b"<x/>"})
    )


def _stream(name: str) -> Make:
    return _is(keeping(Kept(name, bytes(5000))))


def _wrong(name: str, content: bytes | Make, code: str, words: str, file: str = "报表.xlsx") -> Hazard:
    return rejected(name, _is(content) if isinstance(content, bytes) else content, f"file_{code}", words, file=file)


HAZARDS: Final = (
    _wrong("nothing", b"", "empty", "文件是空的"),
    _wrong("zeros", bytes(4096), "empty", "文件是空的"),
    _wrong("a PDF", b"%PDF-1.7\n1 0 obj", "pdf", "PDF"),
    _wrong("a fixed page of OFD", _is(zipped({"OFD.xml": b"<ofd/>", "Doc_0/Document.xml": b"<x/>"})), "ofd", "OFD"),
    _wrong("a text of Word", _office("word/document.xml"), "word", "Word"),
    _wrong("slides", _office("ppt/presentation.xml"), "word", "PowerPoint"),
    _wrong("an old text of Word", _stream("WordDocument"), "word", "Word", "报表.xls"),
    _wrong("old slides", _stream("PowerPoint Document"), "word", "PowerPoint", "报表.xls"),
    _wrong("rich text", b"{\\rtf1\\ansi 80}", "word", "Word", "报表.xls"),
    _wrong("a web page", _TABLE.encode(), "web", "网页", "报表.xls"),
    _wrong("a web page behind a mark and blanks", b"\xef\xbb\xbf\r\n  " + _TABLE.encode(), "web", "网页", "报表.xls"),
    _wrong("a web page in UTF-16", _TABLE.encode("utf-16"), "web", "网页", "报表.xls"),
    _wrong("a web archive", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web", "网页", "报表.xls"),
    _wrong(
        "an XML sheet of 2003",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "xml_sheet",
        "旧式的 XML 表格",
        "报表.xls",
    ),
    _wrong("a text", "任务编号,本期累计\nQ2,80\n".encode(), "text", "文本文件", "报表.csv"),
    _wrong("a text of Chinese Windows", "任务编号,本期累计\nQ2,80\n".encode("gb18030"), "text", "文本文件"),
    _wrong(
        "a text that Excel calls Unicode",
        "任务编号\t本期累计\r\nQ2\t80\r\n".encode("utf-16"),
        "text",
        "文本文件",
        "报表.xls",
    ),
    _wrong("an archive of RAR", b"Rar!\x1a\x07\x01\x00" + bytes(90), "archive", "压缩包"),
    _wrong("an archive of 7-Zip", b"7z\xbc\xaf\x27\x1c" + bytes(90), "archive", "压缩包"),
    _wrong("a packed file", gzip.compress(b"80"), "archive", "压缩包"),
    _wrong("an archive of workbooks", lambda form: zipped({"科创局.xlsx": form}), "archive", "先解压"),
    _wrong("a picture of PNG", b"\x89PNG\r\n\x1a\n" + bytes(90), "picture", "图片"),
    _wrong("a picture of JPEG", b"\xff\xd8\xff\xe0" + bytes(90), "picture", "图片"),
    _wrong("a picture of a telephone", b"\0\0\0\x24ftypheic" + bytes(90), "picture", "图片"),
    _wrong("a picture of the web", b"RIFF\x24\0\0\0WEBPVP8 " + bytes(90), "picture", "图片"),
    _wrong("no sense at all", _DICE.randbytes(5000), "not_a_workbook", "这不是 Excel 工作簿"),
    _wrong("no sense in a compound file", _stream("Contents"), "not_a_workbook", "这不是 Excel 工作簿", "报表.et"),
    _wrong("no sense in an archive", _is(zipped({"a.xml": b"<x/>"})), "not_a_workbook", "这不是 Excel 工作簿"),
    _wrong("an archive of nothing", _is(zipped({})), "not_a_workbook", "这不是 Excel 工作簿"),
    *(
        _wrong(
            f"a sheet of Excel {version}", record(kind, bytes(size)) + bytes(90), "old_sheet", "Excel 4.0", "报表.xls"
        )
        for version, kind, size in ((2, 0x0009, 4), (3, 0x0209, 6), (4, 0x0409, 6))
    ),
    *(
        taken(f"an .xlsx that is called {ending}", lambda form: form, file=f"报表{ending}")
        for ending in (".xls", ".xlsm", ".xltx", ".et", ".XLSX", ".csv", "")
    ),
    taken("an .xls that is called .xlsx", lambda form: old_form(form, {})),
    taken("an .xls that WPS calls .et", lambda form: old_form(form, {}), file="报表.et"),
    taken("an .xlsb that is called .xls", lambda form: binary_form(form, {}), file="报表.xls"),
    taken("an .ods that is called .xlsx", lambda form: document_form(form, {})),
    taken("a template", swap("[Content_Types].xml", "sheet.main+xml", "template.main+xml"), file="报表.xltx"),
    taken(
        "a workbook with macros",
        parts(lambda found: found.update({"xl/vbaProject.bin": keeping(Kept("VBA"), Kept("dir", b"x", "VBA"))})),
        file="报表.xlsm",
    ),
)
