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
    assert read_html(write_html(block)) == shown


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
    ],
)
def test_text_from_excel_wps_and_libreoffice_is_a_block(text: str, block: list[list[str]]) -> None:
    assert read_tsv(text) == block


def test_a_table_from_excel_is_a_block() -> None:
    html = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table border=0>
    <!--StartFragment--><col width=72><tr height=19><td class=xl65 align=right>1,250</td>
    <td colspan=2>第一行<br>  第二行&nbsp;&amp;</td></tr><tr><td x:num="3">3</td><td></td><td>x</td></tr>
    <!--EndFragment--></table><table><tr><td>other</td></tr></table></body></html>"""
    assert read_html(html) == [["1,250", "第一行\n第二行 &", ""], ["3", "", "x"]]
    assert read_html("<p>no table</p>") == []


def test_the_clipboard_carries_both_forms_and_the_text_is_read_first() -> None:
    data = write([["1", "a\nb"]])
    assert data.text() == '1\t"a\nb"'
    assert "<td>a<br>b</td>" in data.html()
    assert read(data) == [["1", "a\nb"]]
    table = QMimeData()
    table.setHtml("<table><tr><td>7</td></tr></table>")
    assert read(table) == [["7"]]
    assert read(QMimeData()) == []
