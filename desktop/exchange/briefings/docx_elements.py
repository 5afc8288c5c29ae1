"""Elements of a Word document, built one in another, and the fonts that official documents are set in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from desktop.exchange.texts import clean

SONG_TITLE: Final = "方正小标宋简体"
SONG: Final = "宋体"
FANG: Final = "仿宋_GB2312"
KAI: Final = "楷体_GB2312"
HEI: Final = "黑体"
# What stands in on a computer without the font; Word looks a font up under these names, too.
_STAND_INS: Final = {SONG_TITLE: "宋体,SimSun", SONG: "SimSun", FANG: "仿宋,FangSong", KAI: "楷体,KaiTi", HEI: "SimHei"}
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class Face:
    """A font, its size in points, and by how many twips its characters stand closer or wider."""

    font: str
    size: float
    bold: bool = False
    apart: int = 0


def make(tag: str, /, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """A w: element with its w: attributes and its children."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(children)
    return element


def face_properties(face: Face) -> BaseOxmlElement:
    """The properties of a run in this face: East Asian characters have an attribute of their own."""
    name = face.font
    # Without the hint quotation marks and dashes would be set as Western ones.
    fonts = make("rFonts", hint="eastAsia", ascii=name, hAnsi=name, eastAsia=name, cs=name)
    bold = (make("b"), make("bCs")) if face.bold else ()
    apart = (make("spacing", val=face.apart),) if face.apart else ()
    size = int(face.size * 2)
    return make("rPr", fonts, *bold, *apart, make("sz", val=size), make("szCs", val=size))


def run(text: str, face: Face) -> BaseOxmlElement:
    """A run of one line, without what XML cannot hold."""
    words = OxmlElement("w:t")
    words.text = " ".join(clean(text).splitlines())
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return make("r", face_properties(face), words)


def page_number(face: Face) -> Iterator[BaseOxmlElement]:
    """The number of the page between dashes: — 1 —."""
    field = make("fldSimple", run("1", face), instr=" PAGE ")
    return iter((run("— ", face), field, run(" —", face)))


def paragraph(style: str, *content: BaseOxmlElement, **indent: int) -> BaseOxmlElement:
    """A paragraph in a style, with an indent of its own in hundredths of a character where it has one."""
    properties = make("pPr", make("pStyle", val=style), *((make("ind", **indent),) if indent else ()))
    return make("p", properties, *content)


def font_table(part: Part) -> Part:
    """The fonts of the document, each with what stands in for it, in the place of another table of fonts."""
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(escape(others))}/>"
        f'<w:charset w:val="86"/><w:family w:val="{"modern" if name in (FANG, KAI, HEI) else "auto"}"/>'
        f'<w:pitch w:val="variable"/></w:font>'
        for name, others in _STAND_INS.items()
    )
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{_W}">{fonts}</w:fonts>'
    old = part.part_related_by(RT.FONT_TABLE)
    return Part(old.partname, old.content_type, xml.encode(), part.package)
