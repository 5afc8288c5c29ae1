"""A stacked bar chart as Word draws it itself, with the small workbook that its numbers can be changed in."""

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package
from xlsxwriter.utility import xl_range_abs

from desktop.exchange.book import Book
from desktop.exchange.briefings.briefing import BarChart, BarSeries
from desktop.exchange.briefings.docx_elements import SONG
from desktop.exchange.cells import put_text
from desktop.exchange.texts import clean

_SHEET: Final = "Sheet1"
_C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_EMU: Final = 36_000


def chart_part(chart: BarChart, number: int, package: Package) -> Part:
    """The chart with its workbook, to be related to the document."""
    part = XmlPart(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, parse_xml(_chart(chart)), package)
    name = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
    key = part.relate_to(Part(name, CT.SML_SHEET, _workbook(chart), package), RT.PACKAGE)
    part.element.append(parse_xml(f'<c:externalData xmlns:c="{_C}" xmlns:r="{_R}" r:id="{key}"/>'))
    return part


def drawing(key: str, number: int, title: str, size: tuple[int, int]) -> BaseOxmlElement:
    """The run that shows a related chart, so many millimetres wide and high."""
    width, height = (length * _EMU for length in size)
    named = escape(clean(title), {'"': "&quot;"})
    return parse_xml(
        f'<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:drawing>'
        f'<wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="图 {number}" descr="{named}"/>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_C}"><c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="{key}"/>'
        f"</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _workbook(chart: BarChart) -> bytes:
    """The numbers as a sheet: categories down, series across."""
    book = Book()
    sheet = book.add_worksheet(_SHEET)
    plain = book.add_format()
    quoted = {plain: book.add_format({"quote_prefix": True})}
    for row, category in enumerate(chart.categories, 1):
        put_text(sheet, row, 0, category, plain, quoted)
    for column, series in enumerate(chart.series, 1):
        put_text(sheet, 0, column, series.name, plain, quoted)
        sheet.write_column(1, column, series.values)
    return book.packed()


def _chart(chart: BarChart) -> str:
    series = "".join(_series(chart, one, column) for column, one in enumerate(chart.series))
    longest = max((sum(values) for values in zip(*(one.values for one in chart.series), strict=True)), default=0)
    # Left to itself a short axis counts in halves.
    steps = '<c:majorUnit val="1"/>' if longest < 8 else ""
    return (
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="60"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        # From the top, as the table has them; the values then belong at the other end.
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="2"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="b"/><c:majorGridlines><c:spPr>{_line("DCE1E7")}</c:spPr></c:majorGridlines>'
        f'<c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/><c:crossAx val="1"/><c:crosses val="max"/>'
        f'<c:crossBetween val="between"/>{steps}</c:valAx></c:plotArea>'
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text(12)}</c:chartSpace>"
    )


def _series(chart: BarChart, series: BarSeries, place: int) -> str:
    colour, last = series.colour.lstrip("#"), len(chart.categories)
    name = f"{_SHEET}!{xl_range_abs(0, place + 1, 0, place + 1)}"
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
        f"<c:tx>{_strings(name, (series.name,))}</c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>'
        # A zero is no part of the bar and has no number in it.
        f'<c:dLbls><c:numFmt formatCode="0;;" sourceLinked="0"/>{_text(11, "FFFFFF")}<c:showLegendKey val="0"/>'
        f'<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        f'<c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat>{_strings(f'{_SHEET}!{xl_range_abs(1, 0, last, 0)}', chart.categories)}</c:cat>"
        f"<c:val>{_numbers(f'{_SHEET}!{xl_range_abs(1, place + 1, last, place + 1)}', series.values)}</c:val></c:ser>"
    )


def _strings(where: str, texts: tuple[str, ...]) -> str:
    return f"<c:strRef><c:f>{where}</c:f><c:strCache>{_points(clean(text) for text in texts)}</c:strCache></c:strRef>"


def _numbers(where: str, values: tuple[int, ...]) -> str:
    points = _points(str(value) for value in values)
    return f"<c:numRef><c:f>{where}</c:f><c:numCache><c:formatCode>0</c:formatCode>{points}</c:numCache></c:numRef>"


def _points(texts: Iterable[str]) -> str:
    points = [f'<c:pt idx="{place}"><c:v>{escape(text)}</c:v></c:pt>' for place, text in enumerate(texts)]
    return f'<c:ptCount val="{len(points)}"/>{"".join(points)}'


def _line(colour: str) -> str:
    return f'<a:ln w="6350"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln>'


def _text(size: int, colour: str = "000000") -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size * 100}"><a:solidFill>'
        f'<a:srgbClr val="{colour}"/></a:solidFill><a:latin typeface="{SONG}"/><a:ea typeface="{SONG}"/>'
        f'</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )
