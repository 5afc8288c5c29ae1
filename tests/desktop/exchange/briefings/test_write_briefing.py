import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from db.errors import Refusal
from desktop.exchange.briefings.briefing import (
    BarChart,
    BarSeries,
    Briefing,
    Heading,
    Paragraph,
    Run,
    TableBlock,
    heading_text,
    numeral,
)
from desktop.exchange.briefings.write_briefing import write_briefing

TABLE = TableBlock("情况表", ("序号", "任务"), tuple((str(number), f"任务{number}") for number in range(60)), (25, 200))
CHART = BarChart("情况图", ("甲", "乙"), (BarSeries("正常", "#1E7F4F", (3, 0)), BarSeries("未报", "#59636E", (1, 2))))
BRIEF = Briefing(
    title="关于三月进展情况的通报",
    organ="督查室",
    number="督〔2024〕3号",
    addressee="各有关单位",
    blocks=(
        Heading(1, "一、总体进展"),
        Paragraph((Run("共"), Run("3", ("a", "b", "c")), Run("项。"))),
        Heading(2, "（一）甲"),
        Heading(3, "1. 乙"),
    ),
    signed_by="督查室（目标办）",
    signed_on=date(2024, 4, 5),
    annexes=(TABLE, CHART),
)


def written(brief: Briefing, folder: Path) -> Any:
    write_briefing(brief, folder / "通报.docx")
    return Document(str(folder / "通报.docx"))


def part(path: Path, name: str) -> Any:
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(name))


def values(element: Any, path: str, attribute: str) -> list[str]:
    return [one.get(qn(attribute)) for one in element.iterfind(f".//{qn(path)}")]


def paragraph(document: Any, text: str) -> Any:
    return next(one for one in document.paragraphs if text in one.text)


def test_it_reads_in_the_order_of_official_documents(tmp_path: Path) -> None:
    document = written(BRIEF, tmp_path)
    assert [one.text for one in document.paragraphs if one.text] == [
        "督〔2024〕3号",
        "关于三月进展情况的通报",
        "各有关单位：",
        "一、总体进展",
        "共3项。",
        "（一）甲",
        "1. 乙",
        "附件：1. 情况表",
        "2. 情况图",
        "督查室（目标办）",
        "2024年4月5日",
        "附件1",
        "情况表",
        "附件2",
        "情况图",
    ]
    assert document.core_properties.title == BRIEF.title


def test_the_sheet_is_a4_with_the_type_area_of_the_standard(tmp_path: Path) -> None:
    upright, turned = written(BRIEF, tmp_path).sections
    millimetre = pytest.approx(0, abs=Mm(0.1))
    for section, edges in ((upright, (37, 26, 35, 28)), (turned, (28, 37, 26, 35))):
        found = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
        assert [edge - Mm(wanted) for edge, wanted in zip(found, edges, strict=True)] == [millimetre] * 4
        area = sorted(
            (
                section.page_width - section.left_margin - section.right_margin,
                section.page_height - section.top_margin - section.bottom_margin,
            )
        )
        assert [area[0] - Mm(156), area[1] - Mm(225)] == [pytest.approx(0, abs=Mm(0.2))] * 2
    assert turned.page_width > turned.page_height


def test_a_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    document = written(BRIEF, tmp_path)
    grid = document.element.body.sectPr.find(qn("w:docGrid"))
    pitch = int(grid.get(qn("w:linePitch")))
    assert Mm(225).twips // pitch == 22
    body = document.styles["Body Text"]
    assert body.paragraph_format.line_spacing.twips == pitch
    apart = int(body.element.rPr.find(qn("w:spacing")).get(qn("w:val")))
    assert Mm(156).twips // (16 * 20 + apart) == 28


def test_every_run_names_the_same_font_for_chinese_characters(tmp_path: Path) -> None:
    document = written(BRIEF, tmp_path)
    for root in (document.element, document.styles.element, document.sections[0].footer._element):
        for fonts in root.iter(qn("w:rFonts")):
            assert fonts.get(qn("w:eastAsia"))
            assert fonts.get(qn("w:eastAsia")) == fonts.get(qn("w:ascii"))
    runs = list(document.element.iter(qn("w:r")))
    assert [one for one in runs if one.find(qn("w:t")) is not None and one.find(f".//{qn('w:rFonts')}") is None] == []


@pytest.mark.parametrize(
    ("text", "font", "size"),
    [
        ("关于三月", "方正小标宋简体", 22),
        ("共3项", "仿宋_GB2312", 16),
        ("一、总体", "黑体", 16),
        ("（一）甲", "楷体_GB2312", 16),
        ("1. 乙", "仿宋_GB2312", 16),
        ("附件1", "黑体", 16),
    ],
)
def test_each_kind_of_text_has_its_font_and_size(tmp_path: Path, text: str, font: str, size: int) -> None:
    run = paragraph(written(BRIEF, tmp_path), text).runs[0]
    assert run._element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert run.font.size.pt == size
    assert bool(run.bold) == (text == "1. 乙")


def test_every_font_has_a_stand_in(tmp_path: Path) -> None:
    document = written(BRIEF, tmp_path)
    fonts = part(tmp_path / "通报.docx", "word/fontTable.xml")
    used = set(values(document.element, "w:rFonts", "w:eastAsia")) | {"宋体"}
    assert used <= set(values(fonts, "w:font", "w:name"))
    named = {font.get(qn("w:name")): font.find(qn("w:altName")).get(qn("w:val")) for font in fonts}
    assert named["仿宋_GB2312"] == "仿宋,FangSong"
    assert named["方正小标宋简体"].split(",") == ["宋体", "SimSun"]


def test_paragraphs_begin_two_characters_in(tmp_path: Path) -> None:
    document = written(BRIEF, tmp_path)
    for text in ("共3项", "一、总体", "（一）甲"):
        style = paragraph(document, text).style
        assert style.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_the_day_stands_four_characters_in_and_the_organ_centred_over_it(tmp_path: Path) -> None:
    document = written(BRIEF, tmp_path)

    def aside(text: str) -> int:
        return int(paragraph(document, text)._p.pPr.find(qn("w:ind")).get(qn("w:rightChars")))

    assert aside("2024年4月5日") == 400
    # Six characters of a day under eight of an organ: one more on either side.
    assert aside("督查室（目标办）") == 300
    long = written(replace(BRIEF, signed_by="很长的名称" * 5), tmp_path)
    assert paragraph(long, "很长")._p.pPr.find(qn("w:ind")).get(qn("w:rightChars")) == "0"


def test_a_signature_is_kept_with_the_text_before_it(tmp_path: Path) -> None:
    document = written(BRIEF, tmp_path)
    paragraphs = document.paragraphs
    last = next(place for place, one in enumerate(paragraphs) if one.text == "1. 乙")
    day = next(place for place, one in enumerate(paragraphs) if one.text == "2024年4月5日")
    assert all(one._p.pPr.find(qn("w:keepNext")) is not None for one in paragraphs[last:day])


def test_page_numbers_stand_at_the_outer_edge_between_dashes(tmp_path: Path) -> None:
    document = written(BRIEF, tmp_path)
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, alignment in ((section.footer, "right"), (section.even_page_footer, "left")):
        (line,) = footer.paragraphs
        assert line.style.element.pPr.find(qn("w:jc")).get(qn("w:val")) == alignment
        assert "".join(one.text for one in line._p.iter(qn("w:t"))) == "— 1 —"
        assert values(line._p, "w:fldSimple", "w:instr") == [" PAGE "]
        assert set(values(line._p, "w:rFonts", "w:eastAsia")) == {"宋体"}
        assert set(values(line._p, "w:sz", "w:val")) == {"28"}
    assert document.sections[1].footer.is_linked_to_previous


def test_the_table_repeats_its_header_and_splits_no_row(tmp_path: Path) -> None:
    (table,) = written(BRIEF, tmp_path).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [list(TABLE.headers), *map(list, TABLE.rows)]
    marked = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert marked == [True, *[False] * len(TABLE.rows)]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert sum(column.width for column in table.columns) == pytest.approx(Mm(225), abs=Mm(0.2))


def test_the_chart_is_a_live_one_with_its_numbers_in_a_workbook(tmp_path: Path) -> None:
    written(BRIEF, tmp_path)
    chart = part(tmp_path / "通报.docx", "word/charts/chart2.xml")
    names = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
    names["a"] = "http://schemas.openxmlformats.org/drawingml/2006/main"
    series = chart.findall(".//c:ser", names)
    assert [one.findtext("c:tx//c:v", namespaces=names) for one in series] == ["正常", "未报"]
    assert [one.find("c:spPr//a:srgbClr", names).get("val") for one in series] == ["1E7F4F", "59636E"]
    assert [[v.text for v in one.findall("c:val//c:v", names)] for one in series] == [["3", "0"], ["1", "2"]]
    assert chart.find(".//c:externalData", names) is not None
    with zipfile.ZipFile(tmp_path / "通报.docx") as package:
        package.extract("word/embeddings/Microsoft_Excel_Sheet2.xlsx", tmp_path)
        assert "docProps/thumbnail.jpeg" not in package.namelist()
    sheet = openpyxl.load_workbook(tmp_path / "word/embeddings/Microsoft_Excel_Sheet2.xlsx")["Sheet1"]
    assert list(sheet.values) == [(None, "正常", "未报"), ("甲", 3, 1), ("乙", 0, 2)]


def test_what_xml_cannot_hold_is_dropped_and_what_it_escapes_stays(tmp_path: Path) -> None:
    odd = '甲<&>"\x00\x0b\ud800\uffff乙'
    brief = replace(
        BRIEF,
        title=f"{odd}\n第二行",
        organ=odd * 60,
        blocks=(Paragraph((Run(f"{odd}\n{odd}"),)),),
        annexes=(
            replace(TABLE, caption=odd, rows=((odd, odd),), note=odd),
            replace(CHART, title=odd, categories=(odd, odd)),
        ),
    )
    document = written(brief, tmp_path)
    kept = '甲<&>"乙'
    texts = [one.text for one in document.paragraphs]
    assert {kept, "第二行", f"{kept} {kept}", f"注：{kept}"} <= set(texts)
    assert document.tables[0].cell(1, 1).text == kept


def test_without_annexes_it_is_one_section(tmp_path: Path) -> None:
    document = written(replace(BRIEF, annexes=(), number="", addressee=""), tmp_path)
    assert len(document.sections) == 1
    assert "附件" not in "".join(one.text for one in document.paragraphs)
    single = written(replace(BRIEF, annexes=(CHART,)), tmp_path)
    assert paragraph(single, "附件：").text == "附件：情况图"


def test_a_failed_writing_leaves_the_old_one(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="不存在"):
        write_briefing(BRIEF, tmp_path / "没有" / "通报.docx")
    written(BRIEF, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["通报.docx"]


def test_headings_are_counted_as_in_chinese() -> None:
    assert [numeral(number) for number in (1, 9, 10, 11, 20, 35, 100)] == [
        *("一", "九", "十", "十一", "二十", "三十五", "100")
    ]
    assert [heading_text(level, 2, "甲") for level in (1, 2, 3)] == ["二、甲", "（二）甲", "2. 甲"]  # type: ignore[arg-type]
