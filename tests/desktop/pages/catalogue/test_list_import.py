"""A foreign list in the window: its columns corrected, its lines put right and ticked, then taken."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog
from pytestqt.qtbot import QtBot

from db.figures import SCALE
from db.vocabulary import Origin
from desktop.main_window import MainWindow
from desktop.operations.catalogue import load_catalogue
from desktop.operations.new import PlanName, build
from desktop.operations.proposing import LineState
from desktop.operations.units import add_unit
from desktop.pages.asking import AskDialog
from desktop.pages.catalogue.list_dialog import ListDialog
from desktop.pages.catalogue.page import CataloguePage
from desktop.pages.seat import Seat

LEFT, KEY, CTRL = Qt.MouseButton.LeftButton, Qt.Key, Qt.KeyboardModifier.ControlModifier
ROWS = (
    ("2024年重点任务清单",),
    ("序号", "板块", "目标任务及要求", "承办处室", "完成时限"),
    (1, "城市建设", "新增公园10座", "建设局", "12月底"),
    (2, "", "新建绿道100公里、口袋公园5个", "园林局", ""),
    (3, "经济", "科创中心一期建成投用", "建设局", ""),
)
Acts = list[Callable[[ListDialog], None]]


@pytest.fixture
def page(window: MainWindow, settle: Callable[[MainWindow], None], tmp_path: Path) -> CataloguePage:
    """An empty plan with two units."""
    build(tmp_path / "hq.db", [], PlanName(2024, "2024 年重点任务", ""), "督查室", Origin.COMMAND)
    assert window.open_database(tmp_path / "hq.db")
    settle(window)
    assert isinstance(window.view, Seat)
    for name in ("建设局", "园林局"):
        add_unit(window.view.desk, name)
    window.view.bring("catalogue")
    settle(window)
    found = window.view.pages.currentWidget()
    assert isinstance(found, CataloguePage)
    return found


@pytest.fixture
def foreign(tmp_path: Path, person: Any) -> Path:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    path = tmp_path / "清单.xlsx"
    book.save(path)
    person.catalogue = lambda _parent: path
    return path


def number_of(dialog: ListDialog, key: str) -> int:
    return next(number for number, one in enumerate(dialog.model.columns) if one.key == key)


@pytest.mark.usefixtures("foreign")
def test_columns_are_corrected_lines_put_right_and_only_what_was_seen_is_taken(
    qtbot: QtBot, window: MainWindow, settle: Any, page: CataloguePage, person: Any
) -> None:
    def show(dialog: QDialog) -> bool:
        return correct(dialog) if isinstance(dialog, AskDialog) else work(dialog)

    def correct(dialog: AskDialog) -> bool:
        box = dialog.editors[3]
        assert isinstance(box, QComboBox)
        assert box.currentData() == ""
        box.setCurrentIndex(box.findData("lead"))
        return True

    def work(dialog: QDialog) -> bool:
        assert isinstance(dialog, ListDialog)
        assert [row.line.state for row in dialog.model.rows] == [LineState.NEW, LineState.UNCLEAR, LineState.NEW]
        # Nothing that was read out of a phrase is taken unseen.
        assert dialog.ticked == []
        assert not dialog.take_button.isEnabled()
        qtbot.mouseClick(dialog.columns_button, LEFT)
        settle(window)
        assert [row.line.fields["lead"] for row in dialog.model.rows] == ["建设局", "园林局", "建设局"]
        dialog.grid.go_to(1, number_of(dialog, "target"))
        QGuiApplication.clipboard().setText("100")
        qtbot.keyClick(dialog.grid, KEY.Key_V, CTRL)
        settle(window)
        assert [row.ticked for row in dialog.model.rows] == [False, True, False]
        dialog.grid.go_to(0, number_of(dialog, "title"))
        qtbot.keyClick(dialog.grid, KEY.Key_Space)
        assert len(dialog.ticked) == 2
        return True

    person.show = show
    qtbot.mouseClick(page.empty.button, LEFT)
    settle(window)
    settle(window)
    rows = load_catalogue(page._desk).rows
    assert [(row.target.code, row.target.goal.target, row.lead) for row in rows] == [
        ("A01", 10 * SCALE, "建设局"),
        ("A02", 100 * SCALE, "园林局"),
    ]
    # The next list of the office is read without a question.
    person.show = lambda dialog: seen.append([row.line.state for row in dialog.model.rows]) or False
    seen: list[list[LineState]] = []
    qtbot.mouseClick(page.import_button, LEFT)
    settle(window)
    assert seen[0].count(LineState.SAME) + seen[0].count(LineState.CHANGED) == 2


@pytest.mark.usefixtures("foreign")
def test_nothing_is_taken_where_the_sheet_is_closed(
    qtbot: QtBot, window: MainWindow, settle: Any, page: CataloguePage, person: Any
) -> None:
    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, ListDialog)
        qtbot.mouseClick(dialog.tick_button, LEFT)
        assert len(dialog.ticked) == 2
        qtbot.mouseClick(dialog.chips[LineState.UNCLEAR], LEFT)
        assert dialog.model.rowCount() == 1
        return False

    person.show = look
    qtbot.mouseClick(page.import_button, LEFT)
    settle(window)
    assert load_catalogue(page._desk).rows == ()
