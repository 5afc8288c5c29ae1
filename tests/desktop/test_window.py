"""The real window, driven as a person drives it: headquarters' side, and the clerk's way in and out."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from db.figures import SCALE
from db.vocabulary import ExchangeState, FileState, Lamp, Measure, Origin
from desktop.desk import open_desk
from desktop.exchange.opening.locking import lock
from desktop.main_window import MainWindow
from desktop.operations.entry import load_entry
from desktop.pages.asking import AskDialog
from desktop.pages.exchange.filters import Chip
from desktop.pages.inbox.page import InboxPage
from desktop.pages.new_plan import NewPlan
from desktop.pages.seat import Seat
from desktop.pages.welcome import Welcome
from desktop.settings import FONT_SIZE, THEME, Settings
from desktop.widgets.theme import Theme

Settle = Callable[[MainWindow], None]
LEFT = Qt.MouseButton.LeftButton


def click(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, LEFT)


@pytest.fixture
def drop_files(window: MainWindow, drop: Callable[..., bool]) -> Callable[..., bool]:
    """Drops files as the window system does: on the native window, which finds the widget below."""

    def middle(*paths: Path) -> bool:
        return drop(window.windowHandle(), QPoint(window.width() // 2, window.height() // 2), *paths)

    return middle


def sit(window: MainWindow, database: Path, settle: Settle) -> Seat:
    assert window.open_database(database)
    settle(window)
    settle(window)
    assert isinstance(window.view, Seat)
    return window.view


def bring(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """Bring a page to the front by its key."""
    number = next(number for number, place in enumerate(window.view.places) if place.name == name)
    qtbot.keyClick(window, Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.ControlModifier)


def inbox_of(seat: Seat) -> InboxPage:
    assert seat.inbox is not None
    return seat.inbox


def states(seat: Seat) -> list[FileState]:
    return [one.result.state for one in inbox_of(seat).model.rows]


def test_headquarters_drops_a_folder_sees_the_board_and_exports_the_summary(
    qtbot: QtBot,
    window: MainWindow,
    settle: Settle,
    issued_database: Path,
    finished_round: Path,
    tmp_path: Path,
    drop_files: Callable[..., bool],
) -> None:
    seat = sit(window, issued_database, settle)
    board = seat.board
    assert board is not None
    assert window.windowTitle().startswith("目标填报台账 — ")
    assert board.empty.isVisible()
    assert "还没有收到上报表" in board.empty.text

    drop_files(finished_round / "reports")
    settle(window)
    assert states(seat) == [FileState.TAKEN] * 4
    assert inbox_of(seat).table.isVisible()
    assert board.missing.text() != "4 家单位全部已上报。"
    click(qtbot, inbox_of(seat).take_button)
    settle(window)
    assert "已接收 4" in seat.work.notice.text

    bring(qtbot, window, "board")
    settle(window)
    assert board.target_table.isVisible()
    assert board.targets.rowCount() == 12
    assert board.missing.text() == "4 家单位全部已上报。"

    person = window.arrival._chooser
    person.saves = tmp_path / "汇总.xlsx"
    click(qtbot, board.export_button)
    settle(window)
    assert "汇总" in person.asked[-1]
    assert "汇总.xlsx" in seat.work.notice.text
    assert "总览" in CalamineWorkbook.from_path(tmp_path / "汇总.xlsx").sheet_names


def test_the_same_folder_again_changes_nothing_and_an_import_can_be_undone(
    qtbot: QtBot,
    window: MainWindow,
    settle: Settle,
    issued_database: Path,
    finished_round: Path,
    drop_files: Callable[..., bool],
) -> None:
    seat = sit(window, issued_database, settle)
    drop_files(finished_round / "reports")
    settle(window)
    click(qtbot, inbox_of(seat).take_button)
    settle(window)
    drop_files(*sorted((finished_round / "reports").iterdir()))
    settle(window)
    assert states(seat) == [FileState.UNCHANGED] * 4

    exchange = seat.exchange
    bring(qtbot, window, "exchange")
    settle(window)
    click(qtbot, exchange.chips.buttons[Chip.IN])
    assert exchange.table.isVisible()
    assert exchange.tools.undo.isEnabled() is False
    index = exchange.model.index(0, 0)
    qtbot.mouseClick(exchange.table.viewport(), LEFT, pos=exchange.table.visualRect(index).center())
    person = window.arrival._chooser
    click(qtbot, exchange.tools.undo)
    settle(window)
    assert {one.state for one in exchange.model.rows} == {ExchangeState.TAKEN}
    person.agrees = True
    click(qtbot, exchange.tools.undo)
    settle(window)
    settle(window)
    assert person.shown == ["UndoDialog", "UndoDialog"]
    assert [one.state for one in exchange.model.rows].count(ExchangeState.UNDONE) == 1
    bring(qtbot, window, "board")
    settle(window)
    assert seat.board is not None
    assert "已上报 3 / 4 家" in seat.board.missing.text()


def test_cancelling_a_look_at_files_leaves_nothing(
    qtbot: QtBot,
    window: MainWindow,
    settle: Settle,
    issued_database: Path,
    finished_round: Path,
    drop_files: Callable[..., bool],
) -> None:
    seat = sit(window, issued_database, settle)
    drop_files(finished_round / "reports")
    assert seat.work.activity.isVisible()
    click(qtbot, seat.work.activity.cancel)
    settle(window)
    assert not seat.work.activity.isVisible()
    assert states(seat) == []


def test_headquarters_issues_the_assignments(
    qtbot: QtBot, window: MainWindow, settle: Settle, issued_database: Path, tmp_path: Path
) -> None:
    seat = sit(window, issued_database, settle)
    window.arrival._chooser.into = tmp_path / "下达"
    bring(qtbot, window, "exchange")
    settle(window)
    click(qtbot, seat.exchange.issue_button)
    settle(window)
    assert len(list((tmp_path / "下达").glob("下达_*.xlsx"))) == 4
    assert "4 份任务下达表" in seat.work.notice.text


def test_the_totals_and_the_heat_map_choose_the_targets(
    qtbot: QtBot, window: MainWindow, settle: Settle, headquarters_database: Path
) -> None:
    seat = sit(window, headquarters_database, settle)
    board = seat.board
    assert board is not None
    settle(window)
    lamp = next(lamp for lamp in Lamp if board.totals.buttons[lamp].text().split()[1] != "0")
    click(qtbot, board.totals.buttons[lamp])
    assert {line.judgement.lamp for line in board.targets.rows} == {lamp}
    click(qtbot, board.clear_button)
    assert board.targets.rowCount() == 12

    cell = board.heat.picture.index(1, 1)
    unit, area = board.heat.picture.place(cell)
    qtbot.mouseClick(board.heat.viewport(), LEFT, pos=board.heat.visualRect(cell).center())
    assert {(line.target.lead, line.target.area) for line in board.targets.rows} == {(unit, area)}
    assert board.caption.text().startswith(seat.desk.unit) is False
    qtbot.keyClick(board.heat, Qt.Key.Key_Escape)
    assert board.targets.rowCount() == 12

    qtbot.keyClick(board.target_table, Qt.Key.Key_Down)
    line = board.target_table.chosen_row
    assert line.target.code in board.detail_title.text()
    assert str(line.judgement.because) in board.detail.text()

    for button in board.totals.buttons.values():
        if button.text().split()[1] == "0":
            click(qtbot, button)
    if board.totals.pressed:
        assert board.no_match.isVisible()
        click(qtbot, board.no_match.button)
        assert board.target_table.isVisible()


def test_an_assignment_behind_a_password_asks_for_it(
    qtbot: QtBot, window: MainWindow, settle: Settle, finished_round: Path, tmp_path: Path
) -> None:
    issued = min((finished_round / "issued").glob("下达_*.xlsx"))
    locked = tmp_path / issued.name
    locked.write_bytes(lock(issued.read_bytes(), "k7m2"))
    answers = iter(("", "k7m2"))

    def answer(dialog: QDialog) -> bool:
        assert isinstance(dialog, AskDialog)
        (line,) = dialog.editors
        assert isinstance(line, QLineEdit)
        line.setText(next(answers))
        return dialog.go_on.isEnabled()

    welcome = window.view
    assert isinstance(welcome, Welcome)
    person = window.arrival._chooser
    person.opens, person.keeps, person.show = [locked], tmp_path / "本单位.db", answer
    click(qtbot, welcome.assignment_button)
    settle(window)
    # Without an answer it says why, and nothing is made.
    assert "密码" in welcome.work.notice.text
    assert not person.keeps.exists()
    click(qtbot, welcome.assignment_button)
    for _ in range(4):
        settle(window)
    assert isinstance(window.view, Seat)
    assert not window.view.desk.is_headquarters


def test_a_clerk_goes_from_the_first_card_to_the_report(
    qtbot: QtBot, window: MainWindow, settle: Settle, finished_round: Path, tmp_path: Path
) -> None:
    welcome = window.view
    assert isinstance(welcome, Welcome)
    person = window.arrival._chooser
    person.opens = [min((finished_round / "issued").glob("*.xlsx"))]
    person.keeps = tmp_path / "本单位.db"
    click(qtbot, welcome.assignment_button)
    settle(window)
    settle(window)
    seat = window.view
    assert isinstance(seat, Seat)
    assert not seat.desk.is_headquarters
    settle(window)
    assert [button.text() for button in seat.rail.buttons] == [place.words for place in seat.places]

    bring(qtbot, window, "exchange")
    settle(window)
    person.saves = tmp_path / "上报.xlsx"
    click(qtbot, seat.exchange.export_button)
    settle(window)
    settle(window)
    # Nothing has been entered: the refusal says so, nobody is asked anything, and nothing is written.
    assert not any("上报" in asked for asked in person.asked)
    assert "不能上报" in seat.work.notice.text
    assert not person.saves.exists()


def test_practice_says_that_it_is_practice(qtbot: QtBot, window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    window.arrival._chooser.keeps = tmp_path / "练.db"
    welcome = window.view
    assert isinstance(welcome, Welcome)
    click(qtbot, welcome.practice_button)
    qtbot.waitUntil(lambda: isinstance(window.view, Seat), timeout=20_000)
    settle(window)
    assert window.view.desk.practice
    pills = [child for child in window.view.rail.findChildren(QWidget) if child.property("part") == "pill"]
    assert [pill.text() for pill in pills] == ["练习数据"]


def test_headquarters_begins_with_the_catalogue_that_ships(
    qtbot: QtBot, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    window.arrival._chooser.keeps, window.arrival._chooser.plan = tmp_path / "hq.db", NewPlan("督查室", None)
    welcome = window.view
    assert isinstance(welcome, Welcome)
    click(qtbot, welcome.new_link)
    qtbot.waitUntil(lambda: isinstance(window.view, Seat), timeout=20_000)
    settle(window)
    assert window.windowTitle() == "目标填报台账 — 督查室"
    assert "示例分工" in window.view.board.note.text()


def test_the_keys_go_to_the_first_card(window: MainWindow) -> None:
    assert isinstance(window.view, Welcome)
    assert window.focusWidget() is window.view.assignment_button


def test_what_is_no_database_is_refused_and_the_cards_stay(
    qtbot: QtBot, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    other = tmp_path / "别的.db"
    other.write_bytes(b"not a database at all, but long enough to be read as one" * 20)
    window.arrival._chooser.opens = [other]
    welcome = window.view
    assert isinstance(welcome, Welcome)
    for _ in range(2):
        click(qtbot, welcome.open_link)
        settle(window)
        assert "不是目标填报台账的数据库" in welcome.work.notice.text
        assert welcome.open_link.isVisible()


def test_a_workbook_that_is_no_assignment_makes_no_database(
    window: MainWindow, settle: Settle, tmp_path: Path, drop_files: Callable[..., bool]
) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"no workbook")
    window.arrival._chooser.keeps = tmp_path / "new.db"
    drop_files(broken)
    settle(window)
    assert isinstance(window.view, Welcome)
    assert "坏.xlsx" in window.view.work.notice.text
    assert not (tmp_path / "new.db").exists()


def test_a_backup_is_restored_and_opened(
    qtbot: QtBot, window: MainWindow, settle: Settle, headquarters_database: Path, tmp_path: Path
) -> None:
    window.arrival._chooser.opens, window.arrival._chooser.keeps = [headquarters_database], tmp_path / "restored.db"
    welcome = window.view
    assert isinstance(welcome, Welcome)
    click(qtbot, welcome.restore_button)
    qtbot.waitUntil(lambda: isinstance(window.view, Seat), timeout=20_000)
    settle(window)
    assert window.view.desk.store.path == tmp_path / "restored.db"


def test_leaving_frees_the_seat_and_lets_the_database_be_opened_again(
    qtbot: QtBot, window: MainWindow, settle: Settle, headquarters_database: Path
) -> None:
    seat = sit(window, headquarters_database, settle)
    with qtbot.waitSignal(seat.destroyed):
        qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert isinstance(window.view, Welcome)
    assert window.windowTitle() == "目标填报台账"
    sit(window, headquarters_database, settle)


def test_the_window_comes_back_where_it_was(qtbot: QtBot, theme: Theme, settings: Settings, window: MainWindow) -> None:
    window.resize(1100, 700)
    window.close()
    again = MainWindow(theme, settings)
    again.furnish(window.arrival._chooser)
    qtbot.addWidget(again)
    # The screen of the tests is only 800 wide.
    assert again.height() == 700
    again.close()


def test_a_bug_is_shown_with_its_details(window: MainWindow, settle: Settle, headquarters_database: Path) -> None:
    seat = sit(window, headquarters_database, settle)

    def buggy(_progress: object) -> None:
        raise ZeroDivisionError

    seat.runner.run(buggy, lambda _result: None)
    settle(window)
    assert "ZeroDivisionError" in window.arrival._chooser.crashes.pop()


@pytest.mark.parametrize("seat_of", ["headquarters_database", "practice_database"])
def test_everything_that_takes_the_keyboard_has_a_name(
    request: pytest.FixtureRequest, window: MainWindow, settle: Settle, seat_of: str
) -> None:
    seat = sit(window, request.getfixturevalue(seat_of), settle)
    settle(window)
    focusable = [
        one
        for one in seat.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.isVisibleTo(seat)
        # What scrolls speaks through what is in it.
        and type(one) is not QScrollArea
        and not one.objectName().startswith("qt_")
    ]
    unnamed = [one for one in focusable if not one.accessibleName() and not getattr(one, "text", lambda: "")()]
    assert not unnamed


def test_closing_while_a_database_is_being_opened_leaves_it_free(
    qtbot: QtBot, window: MainWindow, headquarters_database: Path
) -> None:
    assert window.open_database(headquarters_database)
    window.close()
    assert isinstance(window.view, Welcome)
    qtbot.waitUntil(lambda: not headquarters_database.with_name("hq.db-wal").exists())
    assert not headquarters_database.with_name("hq.db.lock").exists()


def test_keys_import_export_and_refresh(
    qtbot: QtBot, window: MainWindow, settle: Settle, headquarters_database: Path
) -> None:
    seat = sit(window, headquarters_database, settle)
    settle(window)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window, Qt.Key.Key_O, control)
    qtbot.keyClick(window, Qt.Key.Key_E, control)
    assert window.arrival._chooser.asked == ["workbooks", "汇总_2024-03.xlsx"]
    for page in (Qt.Key.Key_1, Qt.Key.Key_2):
        qtbot.keyClick(window, page, control)
        qtbot.keyClick(window, Qt.Key.Key_F5)
        assert seat.runner.busy
        settle(window)


def test_what_was_being_typed_when_the_window_was_closed_is_kept(
    qtbot: QtBot, window: MainWindow, settle: Settle, practice_database: Path
) -> None:
    seat = sit(window, practice_database, settle)
    bring(qtbot, window, "entry")
    settle(window)
    settle(window)
    entry = seat.entry
    assert entry is not None
    key = next(row.target.key for row in entry.model.rows if row.target.goal.measure is Measure.QUANTITY)
    entry.show_place(key, "value")
    qtbot.keyClicks(entry.grid, "7")
    window.close()
    desk = open_desk(practice_database, Origin.WINDOW)
    values = {row.target.key: row.answer.value for row in load_entry(desk, "2024-03").rows}
    desk.close()
    assert values[key] == 7 * SCALE


def test_the_line_below_tells_what_is_selected_and_when_it_was_saved(
    qtbot: QtBot, window: MainWindow, settle: Settle, practice_database: Path
) -> None:
    seat = sit(window, practice_database, settle)
    bring(qtbot, window, "entry")
    settle(window)
    settle(window)
    entry = seat.entry
    assert entry is not None
    key = next(row.target.key for row in entry.model.rows if row.target.goal.measure is Measure.QUANTITY)
    entry.show_place(key, "value")
    assert "选中 1 格" in seat.status.selection.text()
    qtbot.keyClicks(entry.grid, "7")
    entry.store()
    settle(window)
    assert re.fullmatch(r"已保存 \d\d:\d\d:\d\d", seat.status.saved.text())


def test_the_entry_page_exports_the_period_that_it_shows(
    qtbot: QtBot, window: MainWindow, settle: Settle, practice_database: Path
) -> None:
    seat = sit(window, practice_database, settle)
    bring(qtbot, window, "entry")
    settle(window)
    settle(window)
    entry = seat.entry
    assert entry is not None
    qtbot.keyClick(entry.head.periods, Qt.Key.Key_Down)
    settle(window)
    click(qtbot, entry.head.export_button)
    settle(window)
    assert "2024 年 4 月还没有填报" in seat.work.notice.text


def test_the_menus_answer_for_the_page_in_front(
    qtbot: QtBot, window: MainWindow, settle: Settle, practice_database: Path, settings: Settings
) -> None:
    acts = window.commands.actions
    assert not acts.export.isEnabled()
    assert acts.quit.isEnabled()
    seat = sit(window, practice_database, settle)
    assert acts.export.isEnabled()
    assert acts.refresh.isEnabled()
    assert [action.iconText() for action in acts.pages if action.isVisible()] == [place.words for place in seat.places]
    bring(qtbot, window, "settings")
    assert seat.help == "settings"
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert settings.get(FONT_SIZE) == 110
    acts.themes["dark"].trigger()
    assert settings.get(THEME) == "dark"
    settings.set(THEME, "light")
    assert acts.themes["light"].isChecked()
    with qtbot.waitSignal(seat.destroyed):
        acts.leave.trigger()
    assert not acts.export.isEnabled()
    assert not any(action.isVisible() for action in acts.pages)


def test_every_page_is_freed_when_the_seat_is_left(
    qtbot: QtBot, window: MainWindow, settle: Settle, practice_database: Path
) -> None:
    seat = sit(window, practice_database, settle)
    gone: list[str] = []
    for number, place in enumerate(seat.places):
        seat.show_page(number)
        settle(window)
        page = seat.pages.currentWidget()
        assert page is not None
        page.destroyed.connect(lambda _page=None, name=place.name: gone.append(name))
    expected = sorted(place.name for place in seat.places)
    del page, seat
    window.arrival.leave()
    qtbot.waitUntil(lambda: sorted(gone) == expected, timeout=5_000)


def test_a_window_that_is_closed_before_it_is_furnished_is_gone(qtbot: QtBot, theme: Theme, settings: Settings) -> None:
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.show()
    assert window.close()
    assert not window.isVisible()
