"""Tables that somebody else made, as texts: what each cell shows, an error's word, and no cell lost in silence."""

from pathlib import Path

import pytest
from made.packages import binary, binary_cell, binary_record, binary_row, workbook

from db.errors import Refusal
from desktop.exchange.lists.tables import read_tables

LOOKS = '<xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="20"/>'


def _texts(folder: Path, *cells: str) -> list[str]:
    path = folder / "清单.xlsx"
    row = "".join(cells)
    path.write_bytes(workbook(f'<row r="1">{row}</row>', looks=LOOKS, texts="<si><t>一_x000D_二</t></si>"))
    (table,) = read_tables(path)
    return table.rows[0]


def test_a_table_has_what_its_cells_show(tmp_path: Path) -> None:
    cells = (
        '<c r="A1"><v>0.30000000000000004</v></c><c r="B1" s="2"><v>7.0000000000000007E-2</v></c>'
        '<c r="C1" s="1"><v>45356</v></c><c r="D1" s="3"><v>0.5</v></c><c r="E1" t="b"><v>1</v></c>'
        '<c r="F1" t="s"><v>0</v></c><c r="G1"><v>0.3333333333333333</v></c><c r="H1" s="2"><v>1</v></c>'
    )
    shown = ["0.3", "7%", "2024-03-05", "12:00:00", "TRUE", "一\n二", "0.333333333333333", "100%"]
    assert _texts(tmp_path, cells) == shown


def test_a_whole_percentage_of_a_binary_workbook_has_its_sign(tmp_path: Path) -> None:
    sheet = binary_row(0) + binary_cell(2, 0, (1 << 2 | 2).to_bytes(4, "little"), 0)
    look = binary_record(47, bytes(2) + (9).to_bytes(2, "little") + bytes(12))
    (tmp_path / "清单.xlsb").write_bytes(binary(sheet, looks=look))
    (table,) = read_tables(tmp_path / "清单.xlsb")
    assert table.rows == [["100%"]]


def test_an_error_is_seen_and_a_day_that_never_was_is_no_number(tmp_path: Path) -> None:
    cells = (
        '<c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>1+1</f></c><c r="C1" s="1"><v>60</v></c><c r="D1"><v>1</v></c>'
    )
    assert _texts(tmp_path, cells) == ["#REF!", "=", "######", "1"]


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ('<c r="B1"><v>420106199001011234</v></c>', "超过 15 位"),
        ('<c r="B1"><v>1</v></c><c r="B1"><v>2</v></c>', "出现了两次"),
        ('<c r="B1" t="s"><v>9a</v></c>', "读不出来"),
    ],
)
def test_a_cell_of_which_nobody_can_tell_what_it_says_is_named(tmp_path: Path, cell: str, why: str) -> None:
    with pytest.raises(Refusal, match=why) as refused:
        _texts(tmp_path, '<c r="A1"><v>1</v></c>', cell)
    assert "B1" in str(refused.value)
