"""The paper of official documents by GB/T 9704-2012: type area, grid, styles, page numbers."""

from collections.abc import Mapping
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section

from desktop.exchange.briefings.docx_elements import (
    FANG,
    HEI,
    KAI,
    SONG,
    SONG_TITLE,
    Face,
    face_properties,
    font_table,
    make,
    page_number,
    paragraph,
)

# 28 characters of 16 points on 156 mm. A grid of characters would say so, too, but other programs than Word give
# a character that is wider than its cell two of them.
_CLOSER: Final = -5
TITLE: Final = Face(SONG_TITLE, 22)
BODY: Final = Face(FANG, 16, apart=_CLOSER)
HEADINGS: Final = {
    1: Face(HEI, 16, apart=_CLOSER),
    2: Face(KAI, 16, apart=_CLOSER),
    3: Face(FANG, 16, bold=True, apart=_CLOSER),
}
MARK: Final = Face(HEI, 16)
CELL: Final = Face(FANG, 10.5)
CELL_HEAD: Final = Face(HEI, 10.5)
NUMBER: Final = Face(SONG, 14)
# 22 lines on 225 mm, in twips.
LINE: Final = 579
_TITLE_LINE: Final = 700
_CELL_LINE: Final = 300
_PORTRAIT: Final = {"top": 37, "right": 26, "bottom": 35, "left": 28}
# The sheet is turned, its edges with it: the type area stays where it was.
_LANDSCAPE: Final = {"top": 28, "right": 37, "bottom": 26, "left": 35}
# The number's line stands 7 mm below the type area and is itself 6 mm high.
_BELOW: Final = 13
_TWO: Final = {"firstLineChars": 200, "firstLine": 640}
_KEPT: Final = frozenset({RT.STYLES, RT.SETTINGS, RT.THEME})


def twips(millimetres: float) -> int:
    """Millimetres as Word measures."""
    return round(millimetres * 1440 / 25.4)


def new_document() -> WordDocument:
    """An empty document with our styles and page numbers, and nothing of the template it comes from."""
    document = Document()
    fonts = font_table(document.part)
    for key, relation in list(document.part.rels.items()):
        if relation.reltype not in _KEPT:
            del document.part.rels[key]
    package = document.part.package
    for key, relation in list(package.rels.items() if package else ()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]
    document.part.relate_to(fonts, RT.FONT_TABLE)
    _fill(document.styles.element, _styles())
    _fill(document.settings.element, _settings())
    _page_numbers(document.sections[0])
    return document


def _fill(element: BaseOxmlElement, children: list[BaseOxmlElement]) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(children)


def section_properties(section: BaseOxmlElement, *, landscape: bool) -> None:
    """Give a section its sheet, its margins and its grid, whatever it had; its page numbers stay."""
    for child in list(section):
        if not child.tag.endswith("Reference"):
            section.remove(child)
    width, height = (297, 210) if landscape else (210, 297)
    margins = _LANDSCAPE if landscape else _PORTRAIT
    turned = {"orient": "landscape"} if landscape else {}
    edges = {edge: twips(margin) for edge, margin in margins.items()}
    section.extend(
        (
            make("type", val="nextPage"),
            make("pgSz", w=twips(width), h=twips(height), **turned),
            make("pgMar", **edges, header=twips(15), footer=twips(margins["bottom"] - _BELOW), gutter=0),
            make("docGrid", type="lines", linePitch=LINE),
        )
    )


def _page_numbers(section: Section) -> None:
    """At the outer edge: right on odd pages, left on even ones, one character in."""
    for footer, style, indent in (
        (section.footer, "FooterOdd", {"rightChars": 100, "right": 280}),
        (section.even_page_footer, "FooterEven", {"leftChars": 100, "left": 280}),
    ):
        footer.is_linked_to_previous = False
        old = footer.paragraphs[0].paragraph_format.element
        old.addnext(paragraph(style, *page_number(NUMBER), **indent))
        old.getparent().remove(old)


def _settings() -> list[BaseOxmlElement]:
    uri = "http://schemas.microsoft.com/office/word"
    # 15: the document opens as one of today's and not in compatibility mode.
    mode = make("compatSetting", name="compatibilityMode", uri=uri, val=15)
    return [
        make("zoom", percent=100),
        make("evenAndOddHeaders"),
        make("drawingGridVerticalSpacing", val=LINE),
        make("characterSpacingControl", val="compressPunctuation"),
        make("compat", make("useFELayout"), mode),
        make("themeFontLang", val="en-US", eastAsia="zh-CN"),
    ]


def _styles() -> list[BaseOxmlElement]:
    language = make("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    face = face_properties(BODY)
    face.append(language)
    heading = [
        _style(f"Heading{level}", f"heading {level}", face, outline=level - 1, after="BodyText", indent=_TWO)
        for level, face in HEADINGS.items()
    ]
    return [
        make("docDefaults", make("rPrDefault", face), make("pPrDefault")),
        _style("Normal", "Normal", BODY, default=True),
        _style("BodyText", "Body Text", BODY, justify="both", indent=_TWO),
        _style("Title", "Title", TITLE, line=_TITLE_LINE, justify="center"),
        *heading,
        _style("Mark", "附件序号", MARK),
        _style("Number", "发文字号", BODY, justify="center"),
        _style("Signature", "Signature", BODY, justify="right"),
        _style("Cell", "表格左齐", CELL, line=_CELL_LINE),
        _style("CellCentre", "表格居中", CELL, line=_CELL_LINE, justify="center"),
        _style("CellHead", "表头", CELL_HEAD, line=_CELL_LINE, justify="center"),
        _style("Chart", "图", BODY, line=0, justify="center"),
        _style("FooterOdd", "页码单页", NUMBER, line=0, justify="right"),
        _style("FooterEven", "页码双页", NUMBER, line=0, justify="left"),
    ]


def _style(
    key: str,
    name: str,
    face: Face,
    *,
    default: bool = False,
    line: int = LINE,
    justify: str = "",
    outline: int | None = None,
    after: str = "",
    indent: Mapping[str, int] | None = None,
) -> BaseOxmlElement:
    """A paragraph style; lines of a height of their own (0: as high as what is in them) stand off the grid."""
    flags = [] if outline is None else [make("keepNext")]
    # Every page has its 22 lines; nothing hangs out of the type area, and no air stands beside digits.
    flags.append(make("widowControl", val=0))
    # Lines of another height than the grid's stand off it.
    grid = [make("snapToGrid", val=0)] if line != LINE else []
    spacing = make("spacing", before=0, after=0, line=line or 240, lineRule="exact" if line else "auto")
    properties = make(
        "pPr",
        *flags,
        make("overflowPunct", val=0),
        make("autoSpaceDE", val=0),
        make("autoSpaceDN", val=0),
        *grid,
        spacing,
        *([make("ind", **indent)] if indent else []),
        *([make("jc", val=justify)] if justify else []),
        *([] if outline is None else [make("outlineLvl", val=outline)]),
    )
    following = [make("next", val=after)] if after else []
    base = [] if default else [make("basedOn", val="Normal")]
    element = make("style", make("name", val=name), *base, *following, make("qFormat"), properties, type="paragraph")
    element.append(face_properties(face))
    if default:
        element.set(f"{{{element.nsmap['w']}}}default", "1")
    element.set(f"{{{element.nsmap['w']}}}styleId", key)
    return element
