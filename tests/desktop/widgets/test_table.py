"""How a table shares out its room, and what stays selected."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.table import Table
from desktop.widgets.theme import Theme

COLUMNS: tuple[Column[str], ...] = (
    Column("编号", lambda row: row[:1], 60),
    Column("内容", lambda row: row, 200),
    Column("说明", lambda row: row, 100, grows=True),
)


@pytest.fixture
def table(qtbot: QtBot, qapp: QApplication, theme: Theme) -> Iterator[Table]:
    holder = QWidget()
    qtbot.addWidget(holder)
    table = Table(RowsModel(COLUMNS, qapp), theme, 1, "表", holder)
    holder.show()
    # What it stands in lives as long as the test.
    yield table
    holder.close()


def widths(table: Table, width: int) -> list[int]:
    table.resize(width, 200)
    return [table.columnWidth(number) for number in range(3)]


def test_what_grows_gets_its_share_of_a_wide_table_and_its_own_width_in_a_narrow_one(table: Table) -> None:
    code, title, note = widths(table, 1000)
    assert code == 60
    assert abs(title - note) <= 1
    assert title > 400
    code, title, note = widths(table, 420)
    assert (code, note) == (60, 100)
    assert 200 < title < 270
    assert widths(table, 200)[1:] == [200, 100]
    assert widths(table, table.least_width)[1] == pytest.approx(120, abs=20)


def test_the_selected_line_stays_so_and_none_takes_its_place(table: Table) -> None:
    table.show_again(["甲", "乙"], str)
    assert table.chosen_row is None
    table.selectRow(1)
    table.show_again(["丙", "甲", "乙"], str)
    assert table.chosen_row == "乙"
    table.show_again(["丙"], str)
    assert table.chosen_row is None
    table.show_rows(["丙", "丁"], str)
    assert table.chosen_row == "丙"
