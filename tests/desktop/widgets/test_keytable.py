"""A table for working through: Enter, two clicks and Ctrl+C by real keys; Delete does nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.theme import Theme

KEY, CTRL, LEFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
COLUMNS = (
    Column("名称", lambda one: one, 100),
    Column("长度", lambda one: str(len(one)), 60),
    Column("首字", lambda one: one[0], 60),
)


@pytest.fixture
def table(qtbot: QtBot, theme: Theme, qtmodeltester: ModelTester) -> KeyTable:
    model = RowsModel(COLUMNS)
    model.set_rows(["甲乙", "丙", "丁\n戊"])
    qtmodeltester.check(model)
    table = KeyTable(model, theme, 0, "表", None)
    model.setParent(table)
    qtbot.addWidget(table)
    table.show()
    table.setFocus()
    return table


def test_enter_and_two_clicks_open_a_line(qtbot: QtBot, table: KeyTable) -> None:
    opened: list[object] = []
    table.opened.connect(lambda: opened.append(table.chosen_row))
    qtbot.keyClick(table, KEY.Key_Return)
    assert opened == []
    table.selectRow(1)
    qtbot.keyClick(table, KEY.Key_Return)
    qtbot.keyClick(table, KEY.Key_Enter)
    place = table.visualRect(table.model().index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), LEFT, pos=place)
    qtbot.mouseDClick(table.viewport(), LEFT, pos=place)
    assert opened == ["丙", "丙", "甲乙"]


def test_lines_are_copied_as_they_are_shown(qtbot: QtBot, table: KeyTable, qapp: QApplication) -> None:
    qapp.clipboard().setText("别的")
    qtbot.keyClick(table, KEY.Key_C, CTRL)
    assert qapp.clipboard().text() == "别的"
    table.setColumnHidden(1, True)
    table.selectRow(0)
    qtbot.keyClick(table, KEY.Key_A, CTRL)
    assert table.chosen_rows == ["甲乙", "丙", "丁\n戊"]
    qtbot.keyClick(table, KEY.Key_C, CTRL)
    assert qapp.clipboard().text().replace("\r\n", "|") == '名称\t首字|甲乙\t甲|丙\t丙|"丁\n戊"\t丁'


def test_delete_does_nothing(qtbot: QtBot, table: KeyTable) -> None:
    table.selectRow(0)
    qtbot.keyClick(table, KEY.Key_Delete)
    assert table.model().rowCount() == 3
