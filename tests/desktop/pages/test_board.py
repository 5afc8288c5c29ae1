"""The board: its picture, its heat map, and how it fails."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.board import Board
from db.errors import refuse
from db.vocabulary import Lamp, Role
from desktop.desk import Desk
from desktop.main_window import MainWindow
from desktop.operations.board import board as load_board
from desktop.pages.board import BoardPage
from desktop.pages.board_columns import target_columns, voices_text
from desktop.pages.board_picture import Counts, Selection, heat, selected
from desktop.pages.discipline_dialog import DisciplineDialog
from desktop.pages.errands import Errands
from desktop.pages.heat import HeatModel, HeatRole
from desktop.pages.runner import Runner, Topic
from desktop.pages.seat import Seat
from desktop.pages.work import Work
from desktop.settings import Settings
from desktop.widgets.rows import RowsModel
from desktop.widgets.theme import Theme

Sit = Callable[[Path], Desk]
PERIOD = "2024-03"


@pytest.fixture
def picture(sit_down: Sit, headquarters_database: Path) -> Board:
    return load_board(sit_down(headquarters_database), PERIOD)


def test_every_target_is_counted_once_in_its_leads_row_and_once_in_the_row_of_all(picture: Board) -> None:
    everyone, *units = heat(picture, Counts.of(picture), frozenset())
    assert everyone.key == ""
    areas = Counts.of(picture).areas
    assert sum(sum(everyone.cell(area).counts.values()) for area in areas) == len(picture.lines)
    assert sum(sum(row.cell(area).counts.values()) for row in units for area in areas) == len(picture.lines)


def test_a_cell_shows_the_lamp_that_asks_for_a_look_first(picture: Board) -> None:
    worst = {Lamp.RED: 0, Lamp.YELLOW: 1, Lamp.GREY: 2, Lamp.GREEN: 3, Lamp.BLUE: 4}
    for row in heat(picture, Counts.of(picture), frozenset()):
        for area in Counts.of(picture).areas:
            lamps = [line.judgement.lamp for line in selected(picture.lines, Selection(unit=row.key, area=area))]
            assert row.cell(area).worst == min(lamps, key=lambda lamp: worst[lamp], default=None)


def test_a_filter_by_lamp_reaches_the_heat_map(picture: Board) -> None:
    lamp = picture.lines[0].judgement.lamp
    for row in heat(picture, Counts.of(picture), frozenset({lamp})):
        assert all(set(row.cell(area).counts) <= {lamp} for area in Counts.of(picture).areas)


def test_the_heat_map_is_a_sound_model_that_says_in_words_what_it_draws(
    qapp: QApplication, theme: Theme, picture: Board
) -> None:
    assert theme.tokens
    model = HeatModel(qapp)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    areas, rows = Counts.of(picture).areas, heat(picture, Counts.of(picture), frozenset())
    model.set_picture(areas, rows)
    assert (model.rowCount(), model.columnCount()) == (len(rows), len(areas) + 1)
    assert model.index(0, 0).data() == "全部单位"
    assert model.headerData(1, Qt.Orientation.Horizontal) == areas[0]
    first = rows[0].cell(areas[0])
    cell = model.index(0, 1)
    assert cell.data(HeatRole.LAMP) == first.worst
    assert cell.data() == str(first.counts[first.worst])
    assert areas[0] in cell.data(Qt.ItemDataRole.AccessibleTextRole)
    model.set_picture(areas, heat(picture, Counts.of(picture), frozenset({Lamp.GREY})))
    model.set_picture([], [])


def test_the_list_of_targets_is_a_sound_model_with_figures_as_people_read_them(
    qapp: QApplication, theme: Theme, picture: Board
) -> None:
    assert theme.tokens
    model = RowsModel(target_columns(), qapp)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_rows(picture.lines)
    for column in range(model.columnCount()):
        model.sort(column)
        assert model.rowCount() == len(picture.lines)
    model.sort(6)
    lamps = [line.judgement.lamp for line in model.rows]
    assert lamps == sorted(lamps, key=[Lamp.RED, Lamp.YELLOW, Lamp.GREY, Lamp.GREEN, Lamp.BLUE].index)
    figured = next(line for line in picture.lines if line.figure.value is not None)
    assert figured.lead is not None
    assert f"{figured.lead.unit}（牵头）" in voices_text(figured)
    assert str(figured.figure.rule) in voices_text(figured)


def test_a_unit_that_need_not_report_is_not_called_late(picture: Board) -> None:
    for line in picture.lines:
        silent = [one.unit for one in line.voices if not one.reported and one.role is Role.SUPPORT]
        assert all((f"{unit}（配合）" in voices_text(line)) == (unit in line.figure.missing) for unit in silent)


@pytest.fixture
def page(
    qtbot: QtBot,
    theme: Theme,
    runner: Runner,
    sit_down: Sit,
    person: object,
    settings: Settings,
    headquarters_database: Path,
) -> BoardPage:
    desk, holder = sit_down(headquarters_database), QWidget()
    qtbot.addWidget(holder)
    errands = Errands(desk, Work(runner, holder), theme, person, settings, holder)
    page = BoardPage(desk, theme, runner, errands, holder)
    page.resize(1100, 760)
    holder.resize(1100, 760)
    holder.show()
    qtbot.waitUntil(lambda: not runner.busy)
    return page


def test_a_board_that_cannot_be_read_says_why_and_comes_back(
    qtbot: QtBot, page: BoardPage, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_desk: Desk, *_rest: object) -> Board:
        raise refuse("refusal.disk_error", path="hq.db")

    with monkeypatch.context() as patch:
        patch.setattr("desktop.pages.board.board_story", refused)
        page.refresh()
        qtbot.waitUntil(lambda: not runner.busy)
    assert "看板读取失败" in page.empty.text
    assert "磁盘出错" in page.empty.text
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not runner.busy)
    assert page.target_table.isVisible()


def test_what_comes_in_meanwhile_moves_nothing_that_somebody_looks_at(
    qtbot: QtBot, page: BoardPage, runner: Runner
) -> None:
    page.target_table.horizontalHeader().setSortIndicator(2, Qt.SortOrder.DescendingOrder)
    page.target_table.selectRow(5)
    looked_at = page.target_table.chosen_row.target.key
    order = [one.target.key for one in page.targets.rows]
    # Somebody else has taken a report.
    runner.changed.emit(frozenset({Topic.REPORTS}))
    qtbot.waitUntil(lambda: not runner.busy)
    assert [one.target.key for one in page.targets.rows] == order
    assert page.target_table.chosen_row.target.key == looked_at


def test_nobody_waits_for_a_board_that_nobody_looks_at(page: BoardPage, runner: Runner) -> None:
    page.hide()
    runner.changed.emit(frozenset({Topic.REPORTS}))
    assert not runner.busy
    page.show()
    assert runner.busy


def test_another_period_is_another_board(qtbot: QtBot, page: BoardPage, runner: Runner) -> None:
    assert page.periods.code == PERIOD
    page.periods.setFocus()
    qtbot.keyClick(page.periods, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not runner.busy)
    assert page.periods.code == "2024-04"
    assert "2024 年 4 月还没有收到上报表" in page.empty.text
    assert not page.totals.isVisible()


def test_the_sentence_joins_the_row_where_there_is_room(page: BoardPage) -> None:
    assert page.target_table.isColumnHidden(7)
    page.resize(1760, 900)
    assert not page.target_table.isColumnHidden(7)
    assert not page.grab().isNull()


def test_the_list_is_looked_at_through_a_lens_and_under_a_rule_on_trial(
    qtbot: QtBot, window: MainWindow, settle: Callable[[MainWindow], None], headquarters_database: Path
) -> None:
    assert window.open_database(headquarters_database)
    settle(window)
    settle(window)
    assert isinstance(window.view, Seat)
    page = window.view.board
    assert page is not None
    shown = [one.words for one in page._lenses]
    assert shown[0] == "全部目标 12"
    number = next(n for n, words in enumerate(shown) if words.startswith("落后"))
    page.lens.setCurrentIndex(number)
    page.lens.activated.emit(number)
    assert page.targets.rowCount() == int(shown[number].split()[-1]) > 0
    assert "个百分点" in page.detail.text().split("\n")[0]
    qtbot.mouseClick(page.clear_button, Qt.MouseButton.LeftButton)
    assert page.targets.rowCount() == 12
    page.policy.setCurrentIndex(page.policy.findData("银川 2025"))
    page.policy.activated.emit(page.policy.currentIndex())
    settle(window)
    assert any(one.words.startswith("换规则后变灯") for one in page._lenses)
    assert "欠进度" in page.standing.text()


def test_a_past_day_is_shown_as_it_stood_and_now_comes_back(
    window: MainWindow, settle: Callable[[MainWindow], None], headquarters_database: Path
) -> None:
    assert window.open_database(headquarters_database)
    settle(window)
    settle(window)
    assert isinstance(window.view, Seat)
    page = window.view.board
    assert page is not None
    now = page.standing.text()
    assert "达进度" in now
    # Nothing had come in by then.
    page.day.setDate(QDate(2024, 1, 1))
    settle(window)
    assert page._stack.currentWidget() is page.empty
    page.day.setDate(page.day.minimumDate())
    settle(window)
    assert page._stack.currentIndex() == 0
    assert page.standing.text() == now


def test_how_units_report_is_a_table(
    qtbot: QtBot, window: MainWindow, settle: Callable[[MainWindow], None], headquarters_database: Path
) -> None:
    assert window.open_database(headquarters_database)
    settle(window)
    settle(window)
    assert isinstance(window.view, Seat)
    page = window.view.board
    assert page is not None
    qtbot.mouseClick(page.discipline_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(DisciplineDialog)
    assert dialog is not None
    said = [[str(dialog.units.index(row, column).data()) for column in range(6)] for row in range(4)]
    # All four have reported the same months, long after they were due.
    assert {tuple(row[1:]) for row in said} == {("0", said[0][2], "0", "0", "0")}
    assert int(said[0][2]) > 0
    dialog.close()
