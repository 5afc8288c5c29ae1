"""Writing the briefing as a Word document, in the layout of official documents (GB/T 9704-2012)."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.xmlchemy import BaseOxmlElement

from desktop.exchange.briefings.briefing import BarChart, Briefing, Heading, Paragraph, TableBlock, day_text
from desktop.exchange.briefings.docx_chart import chart_part, drawing
from desktop.exchange.briefings.docx_elements import make, paragraph, run
from desktop.exchange.briefings.docx_paper import (
    BODY,
    CELL,
    CELL_HEAD,
    HEADINGS,
    MARK,
    TITLE,
    new_document,
    section_properties,
    twips,
)
from desktop.exchange.files import replacing
from desktop.exchange.reading_back import require_package
from desktop.exchange.texts import clean

# What a sheet on its side has room for below the title of an annex, in millimetres.
_CHART: Final = (220, 112)
# Columns no wider than this hold what is short and stands in their middle.
_NARROW: Final = 26


def write_briefing(brief: Briefing, path: Path) -> None:
    """Write a briefing as a .docx; whole or not at all."""
    document = new_document()
    body = document.element.body
    last = body.sectPr
    text, signature = _text(brief), _signature(brief)
    # A signature never stands alone on a page.
    _keep_together([*text[-1:], *signature])
    for element in (*_front(brief), *text, *signature):
        last.addprevious(element)
    section_properties(last, landscape=False)
    if brief.annexes:
        # The section of the body ends with its last paragraph; what follows belongs to the one that ends the document.
        ended = make("sectPr", *last.xpath("w:footerReference"))
        section_properties(ended, landscape=False)
        last.getprevious().get_or_add_pPr().append(ended)
        for element in _annexes(brief, document):
            last.addprevious(element)
        section_properties(last, landscape=True)
    _describe(document, brief)
    with replacing(path, require_package) as beside:
        document.save(str(beside))


def _keep_together(paragraphs: list[BaseOxmlElement]) -> None:
    for one in paragraphs[:-1]:
        one.get_or_add_pPr().insert(1, make("keepNext"))


def _describe(document: WordDocument, brief: Briefing) -> None:
    about = document.core_properties
    about.title, about.author = (_property(text) for text in (brief.title, brief.organ))
    about.last_modified_by = ""
    about.created = about.modified = datetime.combine(brief.signed_on, time(), UTC)
    about.comments = about.keywords = ""
    about.language = "zh-CN"


def _property(text: str) -> str:
    """One line of no more than a property of a document may have."""
    return "".join(clean(text).splitlines())[:255]


def _front(brief: Briefing) -> list[BaseOxmlElement]:
    """Number, title and addressee; the red head is on the organ's own paper."""
    number = [paragraph("Number", run(brief.number, BODY))] if brief.number else []
    addressee = [paragraph("Normal", run(f"{brief.addressee}：", BODY))] if brief.addressee else []
    return [
        paragraph("Normal"),
        *number,
        paragraph("Normal"),
        *_title(brief.title),
        paragraph("Normal"),
        *addressee,
    ]


def _title(text: str) -> list[BaseOxmlElement]:
    """A title, broken where its words say."""
    return [paragraph("Title", run(line, TITLE)) for line in clean(text).splitlines()]


def _text(brief: Briefing) -> list[BaseOxmlElement]:
    return [_block(block) for block in brief.blocks]


def _block(block: Heading | Paragraph) -> BaseOxmlElement:
    if isinstance(block, Heading):
        return paragraph(f"Heading{block.level}", run(block.text, HEADINGS[block.level]))
    return paragraph("BodyText", *(run(piece.text, BODY) for piece in block.runs))


def _signature(brief: Briefing) -> list[BaseOxmlElement]:
    """What is annexed, then who signs and when: the day four characters from the edge, the organ centred over it."""
    elements = []
    titles = brief.annex_titles
    if titles:
        elements.append(paragraph("Normal"))
    for number, title in enumerate(titles, 1):
        counted = f"{number}. {title}" if len(titles) > 1 else title
        before, indent = ("附件：", 200) if number == 1 else ("", 500)
        line = run(f"{before}{counted}", BODY)
        elements.append(paragraph("Normal", line, firstLineChars=indent, firstLine=indent * 32 // 10))
    day = day_text(brief.signed_on)
    aside = max(400 + (_width(day) - _width(brief.signed_by)) // 2, 0)
    signed = paragraph("Signature", run(brief.signed_by, BODY), rightChars=aside, right=aside * 32 // 10)
    dated = paragraph("Signature", run(day, BODY), rightChars=400, right=1280)
    return [*elements, paragraph("Normal"), paragraph("Normal"), signed, dated]


def _width(text: str) -> int:
    """How wide a text is, in hundredths of a Chinese character."""
    return sum(50 if sign.isascii() else 100 for sign in text)


def _annexes(brief: Briefing, document: WordDocument) -> list[BaseOxmlElement]:
    elements: list[BaseOxmlElement] = []
    many = len(brief.annexes) > 1
    for number, (annex, title) in enumerate(zip(brief.annexes, brief.annex_titles, strict=True), 1):
        mark = paragraph("Mark", run(f"附件{number}" if many else "附件", MARK))
        if number > 1:
            mark.get_or_add_pPr().insert(1, make("pageBreakBefore"))
        elements += [mark, paragraph("Normal"), *_title(title), paragraph("Cell")]
        if isinstance(annex, TableBlock):
            elements.append(_table(annex))
            elements.append(paragraph("Cell", *([run(f"注：{annex.note}", CELL)] if annex.note else [])))
        else:
            elements.append(_chart(annex, number, document))
    return elements


def _table(table: TableBlock) -> BaseOxmlElement:
    """A table with lines, its header on every page, no row in two pieces."""
    widths = [twips(width) for width in table.widths]
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = make("tblBorders", *(make(edge, val="single", sz=4, space=0, color="000000") for edge in edges))
    margins = make("tblCellMar", make("left", w=57, type="dxa"), make("right", w=57, type="dxa"))
    layout = make("tblLayout", type="fixed")
    properties = make("tblPr", make("tblW", w=sum(widths), type="dxa"), make("jc", val="center"))
    properties.extend((borders, layout, margins))
    grid = make("tblGrid", *(make("gridCol", w=width) for width in widths))
    head = _row([paragraph("CellHead", run(text, CELL_HEAD)) for text in table.headers], widths, head=True)
    styles = ["CellCentre" if width <= _NARROW else "Cell" for width in table.widths]
    rows = (
        _row([paragraph(style, run(text, CELL)) for style, text in zip(styles, row, strict=True)], widths, head=False)
        for row in table.rows
    )
    return make("tbl", properties, grid, head, *rows)


def _row(cells: list[BaseOxmlElement], widths: list[int], *, head: bool) -> BaseOxmlElement:
    properties = make("trPr", make("cantSplit"), make("trHeight", val=360, hRule="atLeast"))
    if head:
        properties.append(make("tblHeader"))
    return make(
        "tr",
        properties,
        *(
            make("tc", make("tcPr", make("tcW", w=width, type="dxa"), make("vAlign", val="center")), cell)
            for cell, width in zip(cells, widths, strict=True)
        ),
    )


def _chart(chart: BarChart, number: int, document: WordDocument) -> BaseOxmlElement:
    package = document.part.package
    key = document.part.relate_to(chart_part(chart, number, package), RT.CHART)
    return paragraph("Chart", drawing(key, number, chart.title, _CHART))
