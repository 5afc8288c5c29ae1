"""Plain rows as a table."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.vocabulary import Lamp
from desktop.widgets.rows import Bar, CellRole, Column, RowsModel
from desktop.widgets.table import Table
from desktop.widgets.theme import Theme

Row = tuple[str, Decimal]
ROWS: list[Row] = [("乙", Decimal("9.5")), ("甲", Decimal(10)), ("丙", Decimal(2))]
COLUMNS: tuple[Column[Row], ...] = (
    Column("名称", lambda row: row[0], 100, mark=lambda _row: Lamp.RED),
    Column("数值", lambda row: str(row[1]), 80, right=True, soft=True, sort=lambda row: row[1]),
    Column("进度", lambda row: f"{row[1]}%", 80, bar=lambda row: Bar(float(row[1]) / 10, 0.5, Lamp.GREEN)),
)


@pytest.fixture
def model(qapp: QApplication) -> RowsModel[Row]:
    model = RowsModel(COLUMNS, qapp)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_rows(ROWS)
    return model


def _column(model: RowsModel[Row], number: int) -> list[str]:
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_figures_sort_as_figures_and_the_given_order_comes_back(model: RowsModel[Row]) -> None:
    model.sort(1)
    assert _column(model, 1) == ["2", "9.5", "10"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert _column(model, 1) == ["10", "9.5", "2"]
    model.sort(-1)
    assert _column(model, 0) == ["乙", "甲", "丙"]


def test_an_index_follows_its_row_when_rows_are_sorted(model: RowsModel[Row]) -> None:
    kept = QPersistentModelIndex(model.index(0, 0))
    model.sort(1)
    assert (kept.row(), kept.data()) == (1, "乙")


def test_rows_that_come_later_are_sorted_as_those_before(model: RowsModel[Row]) -> None:
    model.sort(1)
    model.set_rows([*ROWS, ("丁", Decimal(3))])
    assert _column(model, 1) == ["2", "3", "9.5", "10"]


def test_every_cell_is_text_and_headers_stand_over_their_cells(model: RowsModel[Row]) -> None:
    assert model.index(1, 1).data() == "10"
    right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    align = Qt.ItemDataRole.TextAlignmentRole
    assert model.index(1, 1).data(align) == right
    assert model.headerData(1, Qt.Orientation.Horizontal, align) == right
    assert model.headerData(1, Qt.Orientation.Horizontal) == "数值"
    assert model.index(0, 0).data(CellRole.ROW) == ROWS[0]


def test_a_table_tells_which_row_was_chosen_by_key_and_by_mouse(
    qtbot: QtBot, theme: Theme, model: RowsModel[Row]
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    table = Table(model, theme, 0, "试", holder)
    table.resize(400, 200)
    holder.resize(420, 220)
    holder.show()
    with qtbot.waitSignal(table.chosen):
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(model.index(1, 0)).center())
    assert table.chosen_row == ROWS[1]
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.chosen_row == ROWS[2]
    table.grab()
    model.set_rows([])
    assert table.chosen_row is None
