"""Blocks on the clipboard, as spreadsheets write and read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData

from desktop.widgets.clipboard import read, read_html, read_tsv, write, write_html, write_tsv

LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"])
CELLS = st.text(LETTERS | st.sampled_from('\n\t" '), max_size=12)
BLOCKS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4)
)


@given(BLOCKS)
def test_a_block_comes_back_as_it_was_written(block: list[list[str]]) -> None:
    assert read_tsv(write_tsv(block)) == block


@given(BLOCKS)
def test_a_block_in_a_table_comes_back_but_for_white_space(block: list[list[str]]) -> None:
    shown = [["\n".join(" ".join(line.split()) for line in cell.split("\n")).strip() for cell in row] for row in block]
    assert read_html(write_html(block)).block == shown


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ('"第一行\n第二行"\t5\r\n', [["第一行\n第二行", "5"]]),
        ('说"好"的\t1\r\n', [['说"好"的', "1"]]),
        ('"他说""好"""\t1', [['他说"好"', "1"]]),
        ("1\n\n3\n", [["1"], [""], ["3"]]),
        ("1\t\t\n2", [["1", "", ""], ["2", "", ""]]),
        ("12", [["12"]]),
        ("", []),
        ("\r\n", [[""]]),
        # Nothing may be swallowed by a quote that nobody closed.
        ('"12 inch\t5\r\n3\t4\r\n', [['"12 inch', "5"], ["3", "4"]]),
        ('"a"b\t1', [['"a"b', "1"]]),
        ("1\r2\r", [["1"], ["2"]]),
        ('"' + "长" * 200_000 + '\n"\t1', [["长" * 200_000 + "\n", "1"]]),
    ],
)
def test_text_from_excel_wps_and_libreoffice_is_a_block(text: str, block: list[list[str]]) -> None:
    assert read_tsv(text) == block


def test_a_table_from_excel_is_a_block() -> None:
    html = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table border=0>
    <!--StartFragment--><col width=72><tr height=19><td class=xl65 align=right>1,250</td>
    <td colspan=2>第一行<br>  第二行&nbsp;&amp;</td></tr><tr><td x:num="3">3</td><td></td><td>x</td></tr>
    <!--EndFragment--></table><table><tr><td>other</td></tr></table></body></html>"""
    assert read_html(html).block == [["1,250", "第一行\n第二行 &", ""], ["3", "", "x"]]
    assert read_html("<p>no table</p>").block == []


def test_a_table_from_libreoffice_is_a_block() -> None:
    html = """<html><body><table cellspacing="0" border="0"><colgroup width="85"></colgroup>
    <tr><td align="right" sdval="1250.5" sdnum="2052;0;#,##0.0">1,250.5</td>
    <td align="left">第一行<br>第二行,
    接着 <b>粗</b> 字</td></tr></table></body></html>"""
    assert read_html(html).block == [["1,250.5", "第一行\n第二行, 接着 粗 字"]]


def test_merged_cells_keep_the_others_in_their_columns() -> None:
    html = """<table><tr><td rowspan=2>a</td><td>1</td><td rowspan="3">z</td></tr><tr><td>2</td></tr>
    <tr><td>b</td><td>3</td></tr><tr><td>c</td><td>4</td><td>5</td></tr>
    <tr height=0 style='display: none'><td width=72></td><td></td></tr></table>"""
    assert read_html(html).block == [["a", "1", "z"], ["", "2", ""], ["b", "3", ""], ["c", "4", "5"]]
    assert len(read_html("<table><tr><td colspan=999999999>x<td rowspan=x>y</tr></table>").block[0]) < 2_000


def test_a_program_that_did_not_quote_its_line_breaks_is_read_by_its_table() -> None:
    data = QMimeData()
    data.setText("a\nb\t1\n2\t3")
    data.setHtml("<table><tr><td>a<br>b</td><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>")
    assert read(data).block == [["a\nb", "1"], ["2", "3"]]


def test_the_clipboard_carries_both_forms_and_the_text_is_read_first() -> None:
    data = write([["1", "a\nb"]])
    assert data.text() == '1\t"a\nb"'
    assert "<td>a<br>b</td>" in data.html()
    assert read(data).block == [["1", "a\nb"]]
    table = QMimeData()
    table.setHtml("<table><tr><td>7</td></tr></table>")
    assert read(table).block == [["7"]]
    assert read(QMimeData()).block == []
