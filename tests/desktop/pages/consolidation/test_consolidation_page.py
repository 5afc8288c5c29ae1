"""The year in the window: every table of it, and the way from a figure to its workbook."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog, QHeaderView
from pytestqt.qtbot import QtBot

from db.figures import shown
from db.vocabulary import Origin
from desktop.main_window import MainWindow
from desktop.operations.board import board
from desktop.operations.new import new
from desktop.pages.consolidation.page import ConsolidationPage
from desktop.pages.origin_dialog import OriginDialog
from desktop.pages.runner import Topic
from desktop.pages.seat import Seat

LEFT = Qt.MouseButton.LeftButton
PERIOD = "2024-03"
Open = Callable[[Path], ConsolidationPage]


@pytest.fixture
def open_page(window: MainWindow, settle: Callable[[MainWindow], None]) -> Open:
    def sit(database: Path) -> ConsolidationPage:
        assert window.open_database(database)
        settle(window)
        assert isinstance(window.view, Seat)
        window.view.bring("consolidation")
        settle(window)
        found = window.view.pages.currentWidget()
        assert isinstance(found, ConsolidationPage)
        return found

    return sit


@pytest.fixture
def page(open_page: Open, headquarters_database: Path) -> ConsolidationPage:
    return open_page(headquarters_database)


def pick(box: Any, code: str) -> None:
    """Choose as a person does."""
    box.setCurrentIndex(box.findData(code))
    box.activated.emit(box.currentIndex())


def texts(page: ConsolidationPage, column: str) -> list[str]:
    number = [one.title for one in page.rows.columns].index(column)
    return [str(page.rows.index(row, number).data()) for row in range(page.rows.rowCount())]


def test_the_newest_column_says_what_the_board_says(page: ConsolidationPage) -> None:
    QAbstractItemModelTester(page.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    lines = board(page._desk, PERIOD).lines
    wanted = [
        "" if line.figure.value is None else shown(line.figure.value, line.target.decimals)
        for line in lines
        if line.target.goal.measure.has_figure
    ]
    figured = [row.target.goal.measure.has_figure for row in page.rows.rows]
    said = texts(page, "3 月")
    assert [text for text, counts in zip(said, figured, strict=True) if counts] == wanted


@pytest.mark.parametrize("view", ["targets", "units", "areas", "shared", "contradictions"])
def test_every_table_can_be_seen_sorted_and_told_of(page: ConsolidationPage, view: str) -> None:
    pick(page.view, view)
    for number in range(max(page.figure.count(), 1)):
        page.figure.setCurrentIndex(number)
        page.figure.activated.emit(number)
        if page._stack.currentWidget() is page.empty:
            assert page.empty.text
            continue
        assert page.pane.text
        for column in range(page.rows.columnCount()):
            page.rows.sort(column)


@pytest.mark.parametrize("view", ["targets", "units", "contradictions"])
def test_what_comes_in_meanwhile_moves_nothing_that_somebody_looks_at(
    window: MainWindow, settle: Callable[[MainWindow], None], page: ConsolidationPage, view: str
) -> None:
    pick(page.view, view)
    header = page.table.horizontalHeader()
    column = next(n for n in range(2) if header.sectionResizeMode(n) is QHeaderView.ResizeMode.Interactive)
    page.table.setColumnWidth(column, 171)
    header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    page.table.selectRow(1)
    looked_at, order = page.pane.text, texts(page, page.rows.columns[0].title)
    assert looked_at
    # Somebody else has taken a report.
    window.view.runner.changed.emit(frozenset({Topic.REPORTS}))
    settle(window)
    assert texts(page, page.rows.columns[0].title) == order
    assert page.pane.text == looked_at
    assert page.table.columnWidth(column) == 171


def test_a_search_hides_the_rest_and_is_given_up(qtbot: QtBot, page: ConsolidationPage) -> None:
    first = page.rows.rows[0].target
    page.search.setText(first.code)
    assert texts(page, "编号")[0] == first.code
    page.search.setText("没有这样的目标")
    assert page._stack.currentWidget() is page.empty
    qtbot.mouseClick(page.empty.button, LEFT)
    assert page.rows.rowCount() == len(board(page._desk, PERIOD).lines)


def test_a_figure_leads_to_its_workbook_and_that_is_saved_as_it_came(
    qtbot: QtBot, window: MainWindow, settle: Any, page: ConsolidationPage, person: Any, tmp_path: Path
) -> None:
    opened: list[list[str]] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, OriginDialog)
        opened.append([str(dialog.origins.index(0, column).data()) for column in range(dialog.origins.columnCount())])
        qtbot.mouseClick(dialog.save_button, LEFT)
        return False

    person.show = look
    person.saves = tmp_path / "原件.xlsx"
    row = next(number for number, one in enumerate(page.rows.rows) if one.target.goal.measure.has_figure)
    page.table.selectRow(row)
    qtbot.mouseClick(page.origin_button, LEFT)
    settle(window)
    settle(window)
    assert opened[0][5].startswith("上报_")
    assert opened[0][6].startswith("填报!")
    assert person.saves.read_bytes()[:2] == b"PK"


def test_a_plan_without_reports_says_so_and_offers_to_import(
    qtbot: QtBot, open_page: Open, person: Any, tmp_path: Path
) -> None:
    page = open_page(new(tmp_path / "hq.db", None, None, Origin.COMMAND).database)
    assert page._stack.currentWidget() is page.empty
    qtbot.mouseClick(page.empty.button, LEFT)
    assert person.asked == ["workbooks"]


def test_ones_own_form_is_filled_and_what_is_not_known_is_said(
    window: MainWindow, settle: Any, page: ConsolidationPage, person: Any, tmp_path: Path
) -> None:
    book = Workbook()
    book.active.append(["{{count.total}}", "{{count.totla}}"])
    book.save(tmp_path / "表.xlsx")
    person.form = lambda _parent, _start: tmp_path / "表.xlsx"
    person.saves = tmp_path / "填好.xlsx"
    fill_action, names_action = page.form_button.menu().actions()
    fill_action.trigger()
    settle(window)
    assert load_workbook(person.saves).active["A1"].value == len(page.rows.rows)
    assert isinstance(window.view, Seat)
    assert "count.totla" in window.view.work.notice.text
    person.saves = tmp_path / "填写项.xlsx"
    names_action.trigger()
    settle(window)
    assert person.saves.exists()
