"""What a workbook carries beside its cells: it is neither followed nor run, and the form is read."""

from typing import Final

from made.compounds import Kept, keeping
from made.forms import FORM, RELATIONS, Make, parts, swap
from made.packages import Parts, relations
from made.xmls import after_rows

from hazards import taken

_OUTSIDE: Final = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
    b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath"'
    b' Target="file://server/share/book.xlsx" TargetMode="External"/></Relationships>'
)


def _related(kind: str, name: str, content: bytes) -> Make:
    """A part more that the workbook refers to."""

    def change(found: Parts) -> None:
        link = relations((kind, name)).split(b"<Relationship ")[1].split(b"</Rel")[0].replace(b"rId1", b"rId77")
        found[RELATIONS] = found[RELATIONS].replace(b"</Relationships>", b"<Relationship " + link + b"</Relationships>")
        found[f"xl/{name}"] = content

    return parts(change)


def _linked(found: Parts) -> None:
    found["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
    found["xl/externalLinks/_rels/externalLink1.xml.rels"] = _OUTSIDE


_VBA: Final = keeping(Kept("VBA"), Kept("dir", b"Attribute VB_Name", "VBA"))
_CHANGES: Final[dict[str, Make]] = {
    "macros": _related("vbaProject", "vbaProject.bin", _VBA),
    "links to another workbook": parts(_linked),
    "an object": _related("oleObject", "embeddings/oleObject1.bin", _VBA),
    "a workbook as an object": lambda form: _related("package", "embeddings/book.xlsx", form)(form),
    "a button that runs": _related("activeX", "activeX/activeX1.xml", b"<x/>"),
    "a query of a database": _related(
        "connections", "connections.xml", b'<connections><connection command="DROP"/></connections>'
    ),
    "a menu of its own": _related("customXml", "customUI/customUI.xml", b"<customUI onLoad='run'/>"),
    "a picture": _related("image", "media/image1.png", b"\x89PNG\r\n\x1a\n" + bytes(90)),
    "a drawing": swap(FORM, "</worksheet>", '<drawing r:id="rId1"/></worksheet>'),
    "a link to the web": after_rows('<hyperlinks><hyperlink ref="M8" r:id="rId9" tooltip="x"/></hyperlinks>'),
    "a picture from the web": _related("image", "media/a.xml", b'<x href="http://127.0.0.1:9/a.png"/>'),
    "a list to choose from elsewhere": after_rows(
        '<dataValidations><dataValidation type="list" sqref="M8"><formula1>[1]A!B1</formula1></dataValidation>'
        "</dataValidations>"
    ),
}
HAZARDS: Final = tuple(taken(f"a form that carries {name}", make) for name, make in _CHANGES.items())
