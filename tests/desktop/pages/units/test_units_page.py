"""Units in the window: a tree with contacts, renamed, moved and merged on one sheet each."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.pages.asking import AskDialog
from desktop.pages.seat import Seat
from desktop.pages.units.page import UnitsPage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: MainWindow, settle: Callable[[MainWindow], None], headquarters_database: Path) -> UnitsPage:
    assert window.open_database(headquarters_database)
    settle(window)
    assert isinstance(window.view, Seat)
    window.view.bring("units")
    settle(window)
    settle(window)
    found = window.view.pages.currentWidget()
    assert isinstance(found, UnitsPage)
    return found


@pytest.fixture
def do(qtbot: QtBot, window: MainWindow, settle: Any, person: Any) -> Callable[..., None]:
    """Presses a button and answers its sheet."""

    def press(button: Any, *texts: str) -> None:
        def fill(dialog: QDialog) -> bool:
            assert isinstance(dialog, AskDialog)
            for editor, text in zip(dialog.editors, texts, strict=True):
                if isinstance(editor, QComboBox):
                    editor.setCurrentIndex(max(editor.findText(text), 0))
                elif isinstance(editor, QPlainTextEdit):
                    editor.setPlainText(text)
                else:
                    editor.setText(text)
            return dialog.go_on.isEnabled()

        person.show = fill
        qtbot.mouseClick(button, LEFT)
        settle(window)
        settle(window)

    return press


def names(page: UnitsPage) -> list[str]:
    return [str(page.units.index(row, 0).data()) for row in range(page.units.rowCount())]


def test_units_are_added_named_and_called(page: UnitsPage, do: Callable[..., None]) -> None:
    QAbstractItemModelTester(page.units, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.merge_button.isEnabled() is False
    do(page.add_button, "新设局", page.units.rows[0].name)
    assert "　　新设局" in names(page)
    page.table.selectRow(names(page).index("　　新设局"))
    do(page.contact_button, "张三", "027-1", "")
    assert page.unit is not None
    assert (page.unit.person, page.unit.phone) == ("张三", "027-1")
    do(page.rename_button, "改名局")
    assert "　　改名局" in names(page)
    do(page.move_button, page.units.rows[1].name)
    assert "　　　　改名局" in names(page)


def test_a_unit_is_merged_into_another_with_a_reason(page: UnitsPage, do: Callable[..., None]) -> None:
    page.table.selectRow(1)
    old, other = page.units.rows[1], page.units.rows[2]
    do(page.merge_button, other.name, "2024 年 4 月", "机构改革")
    assert any(name.endswith(f"（并入{other.name}）") for name in names(page))
    line = next(one for one in page.units.rows if one.key == old.key)
    assert (line.leads, line.supports) == (0, 0)
    assert page.merge_button.isEnabled() is False
