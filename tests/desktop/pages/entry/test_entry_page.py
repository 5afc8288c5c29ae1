"""The entry page, with real keys and the real clipboard; what is checked is what is on disk."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.figures import SCALE
from db.models import Base
from db.numbers import add
from db.vocabulary import PeriodState, Status
from desktop.desk import Desk
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.pages.entry.page import EntryPage
from desktop.pages.taking import TakingPreview
from desktop.widgets.cells import NumberEditor
from desktop.widgets.sheet_view import SheetView, SortKey

PERIOD = "2024-03"
KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_the_model_keeps_the_rules_of_models(page: EntryPage, hands: Any) -> None:
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.arranging.arrange(SheetView(words="光谷", sort=(SortKey("target"),)))
    page.refresh()
    hands.settle()


def test_typing_replaces_and_enter_goes_down_with_the_figure_on_disk(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    hands.go("A05", "value")
    qtbot.keyClicks(page.grid, "2")
    qtbot.keyClicks(hands.editor(), ".5")
    qtbot.keyClick(hands.editor(), KEY.Key_Return)
    hands.settle()
    assert hands.here() == ("A06", "value")
    assert hands.stored("A05").answer.value == 2_500_000
    assert hands.shown("A05", "value") == "2.5"
    assert hands.shown("A05", "completion") == "50%"
    hands.press(KEY.Key_Return, SHIFT)
    assert hands.here() == ("A05", "value")


def test_f2_edits_what_is_there_and_escape_leaves_it(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    hands.go("A05", "value")
    qtbot.keyClicks(page.grid, "4")
    qtbot.keyClick(hands.editor(), KEY.Key_Return)
    hands.settle()
    hands.go("A05", "value")
    hands.press(KEY.Key_F2)
    line = hands.editor()
    assert isinstance(line, NumberEditor)
    assert line.text() == "4"
    assert not line.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    qtbot.keyClicks(line, "9")
    qtbot.keyClick(line, KEY.Key_Escape)
    hands.settle()
    assert hands.stored("A05").answer.value == 4_000_000


def test_tab_goes_to_the_next_cell_that_may_be_typed_in_and_wraps(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    hands.go("A05", "increment")
    hands.press(KEY.Key_Tab)
    assert hands.here() == ("A05", "value")
    hands.press(KEY.Key_Tab)
    assert hands.here() == ("A06", "increment")
    qtbot.keyClicks(page.grid, "1")
    qtbot.keyClick(hands.editor(), KEY.Key_Tab)
    assert hands.here() == ("A06", "value")
    hands.press(KEY.Key_Backtab, SHIFT)
    hands.press(KEY.Key_Backtab, SHIFT)
    assert hands.here() == ("A05", "value")


def test_a_block_is_pasted_undone_and_done_again(hands: Any) -> None:
    before = [hands.stored(code).answer for code in ("A05", "A06", "A07")]
    hands.copy("1\t2\r\n2\t１０\r\n1\t1,003\r\n")
    hands.go("A05", "increment")
    hands.press(KEY.Key_V, CTRL)
    hands.settle()
    after = [hands.stored(code).answer for code in ("A05", "A06", "A07")]
    assert [(one.increment, one.value) for one in after] == [
        (1_000_000, 2_000_000),
        (2_000_000, 10_000_000),
        (1_000_000, 1_003_000_000),
    ]
    hands.press(KEY.Key_Z, CTRL)
    hands.settle()
    assert [hands.stored(code).answer for code in ("A05", "A06", "A07")] == before
    hands.press(KEY.Key_Y, CTRL)
    hands.settle()
    assert [hands.stored(code).answer for code in ("A05", "A06", "A07")] == after


def test_a_block_that_some_cells_cannot_take_is_asked_about(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    hands.copy("3\tx\n####\ty\n1.2E+11\tz")
    hands.go("A05", "value")
    hands.press(KEY.Key_V, CTRL)
    dialog = page.findChild(TakingPreview)
    assert dialog is not None
    said = [dialog.lines.index(row, 4).data() for row in range(dialog.lines.rowCount())]
    assert len(said) == 6
    assert sum("列太窄" in one for one in said) == 1
    assert hands.stored("A05").answer.value is None
    qtbot.mouseClick(dialog.buttons.buttons()[0], Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.stored("A05").answer.value == 3_000_000
    assert hands.stored("A06").answer.value is None


def test_nothing_goes_in_where_that_is_chosen(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    hands.copy("3\tx")
    hands.go("A05", "value")
    hands.press(KEY.Key_V, CTRL)
    dialog = page.findChild(TakingPreview)
    assert dialog is not None
    reject = next(
        button
        for button in dialog.buttons.buttons()
        if dialog.buttons.buttonRole(button) == QDialogButtonBox.ButtonRole.RejectRole
    )
    qtbot.mouseClick(reject, Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.stored("A05").answer.value is None


def test_one_value_goes_into_every_selected_cell_and_delete_clears_them(hands: Any) -> None:
    hands.copy("1")
    hands.go("A05", "value")
    hands.select(down=2, right=0)
    hands.press(KEY.Key_V, CTRL)
    hands.settle()
    assert {hands.stored(code).answer.value for code in ("A05", "A06", "A07")} == {1_000_000}
    hands.press(KEY.Key_Delete)
    hands.settle()
    assert {hands.stored(code).answer.value for code in ("A05", "A06", "A07")} == {None}


def test_a_selection_is_copied_as_a_block_and_cut_clears_what_may_be(hands: Any) -> None:
    hands.copy("1250\n7")
    hands.go("A06", "value")
    hands.press(KEY.Key_V, CTRL)
    hands.settle()
    hands.go("A06", "code")
    hands.select(down=1, right=0)
    hands.press(KEY.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "A06\r\nA07"
    hands.go("A06", "value")
    hands.select(down=1, right=0)
    hands.press(KEY.Key_X, CTRL)
    hands.settle()
    assert QGuiApplication.clipboard().text() == "1250\r\n7"
    assert "<td>1250</td>" in QGuiApplication.clipboard().mimeData().html()
    assert hands.stored("A06").answer.value is None


def test_fill_down_and_fill_right(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    hands.go("A06", "increment")
    qtbot.keyClicks(page.grid, "3")
    qtbot.keyClick(hands.editor(), KEY.Key_Return)
    hands.settle()
    hands.go("A06", "increment")
    hands.select(down=1, right=1)
    hands.press(KEY.Key_R, CTRL)
    hands.settle()
    assert hands.stored("A06").answer.value == 3_000_000
    hands.press(KEY.Key_D, CTRL)
    hands.settle()
    assert (hands.stored("A07").answer.increment, hands.stored("A07").answer.value) == (1_000_000, 3_000_000)


def test_what_stands_there_already_is_no_change(page: EntryPage, hands: Any) -> None:
    hands.go("A05", "code")
    hands.select(down=1, right=2)
    hands.press(KEY.Key_C, CTRL)
    hands.press(KEY.Key_V, CTRL)
    hands.settle()
    assert page.findChild(TakingPreview) is None
    assert not page.edits.stack.canUndo()


def test_what_is_no_number_is_kept_and_found_and_mended(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    hands.go("A05", "value")
    qtbot.keyClicks(page.grid, "x")
    qtbot.keyClick(hands.editor(), KEY.Key_Return)
    hands.settle()
    assert hands.shown("A05", "value") == "x"
    assert page.head.errors.text() == "错误 1"
    assert hands.stored("A05").answer.value_typed == "x"
    with qtbot.waitSignal(page.check_requested):
        qtbot.mouseClick(page.head.check_button, Qt.MouseButton.LeftButton)
    hands.go("D18", "code")
    qtbot.mouseClick(page.head.errors, Qt.MouseButton.LeftButton)
    assert hands.here() == ("A05", "value")
    qtbot.keyClicks(page.grid, "1")
    qtbot.keyClick(hands.editor(), KEY.Key_Return)
    hands.settle()
    assert page.head.errors.text() == "错误 0"


def test_keys_lead_to_the_next_blank_and_the_next_finding(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    hands.go("A04", "value")
    hands.press(KEY.Key_F7)
    assert hands.here() == ("A05", "value")
    qtbot.keyClicks(page.grid, "1")
    qtbot.keyClick(hands.editor(), KEY.Key_Return)
    hands.settle()
    assert page.head.queries.text() == "需说明 1"
    hands.go("D18", "value")
    hands.press(KEY.Key_F8)
    assert hands.here()[0] == "A05"
    assert page.pane.texts["explanation"].caption.text() == "情况说明（需填）"
    assert page.pane.texts["explanation"].text.hasFocus()
    hands.say(page.pane.texts["explanation"].text, "手续未齐")
    page.grid.setFocus()
    hands.settle()
    assert hands.stored("A05").answer.explanation == "手续未齐"
    assert page.head.queries.text() == "需说明 0"


def test_what_is_typed_into_the_pane_is_said_of_the_row_that_the_cursor_has_just_reached(
    page: EntryPage, hands: Any
) -> None:
    hands.go("A06", "value")
    page.grid.go_to(hands.row("A07"), hands.column("value"))
    narrative = page.pane.texts["narrative"].text
    narrative.setFocus()
    hands.say(narrative, "已开工")
    page.grid.setFocus()
    hands.settle()
    assert [hands.stored(code).answer.narrative for code in ("A06", "A07")] == ["", "已开工"]


def test_the_pane_takes_texts_and_the_status_of_the_row_under_the_cursor(
    page: EntryPage, hands: Any, qtbot: QtBot
) -> None:
    hands.go("A06", "value")
    narrative = page.pane.texts["narrative"].text
    narrative.setFocus()
    hands.say(narrative, "已开工")
    qtbot.keyClick(narrative, KEY.Key_Return)
    hands.say(narrative, "第二行")
    hands.go("A07", "value")
    hands.settle()
    assert hands.stored("A06").answer.narrative == "已开工\n第二行"
    assert narrative.toPlainText() == ""
    hands.go("A06", "value")
    page.pane.status.setFocus()
    qtbot.keyClick(page.pane.status, KEY.Key_Down)
    qtbot.keyClick(page.pane.status, KEY.Key_Down)
    hands.settle()
    assert hands.stored("A06").answer.status is Status.IN_PROGRESS


def test_where_there_is_room_texts_are_typed_into_the_grid(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    assert page.grid.isColumnHidden(hands.column("narrative"))
    page.resize(1760, 900)
    assert not page.grid.isColumnHidden(hands.column("narrative"))
    hands.go("A06", "narrative")
    hands.press(KEY.Key_F2)
    box = hands.editor()
    hands.say(box, "一")
    qtbot.keyClick(box, KEY.Key_Return, Qt.KeyboardModifier.AltModifier)
    hands.say(box, "二")
    qtbot.keyClick(box, KEY.Key_Return)
    hands.settle()
    assert hands.stored("A06").answer.narrative == "一\n二"
    hands.go("A06", "status")
    hands.press(KEY.Key_F2)
    hands.say(hands.editor(), "推进中")
    qtbot.keyClick(hands.editor(), KEY.Key_Return)
    hands.settle()
    assert hands.stored("A06").answer.status is Status.IN_PROGRESS


def test_the_search_hides_what_does_not_fit_and_says_so(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    whole = page.model.rowCount()
    hands.press(KEY.Key_F, CTRL)
    assert page.head.search.hasFocus()
    hands.say(page.head.search, "省 尖刀")
    assert [page.model.index(n, 0).data() for n in range(page.model.rowCount())] == ["A06"]
    hands.say(page.head.search, "没有这样的")
    assert page.empty.isVisible()
    assert f"{whole} 项" in page.empty.text
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert page.model.rowCount() == whole
    assert page.grid.isVisible()


def test_sorting_orders_figures_as_numbers(page: EntryPage) -> None:
    page.arranging.arrange(SheetView(sort=(SortKey("target", descending=True),)))
    targets = [page.model.row_of(page.model.index(n, 0)) for n in range(page.model.rowCount())]
    figures = [row.target.goal.target or -1 for row in targets if row is not None]
    assert figures == sorted(figures, reverse=True)


def test_a_selection_is_counted_added_and_averaged_exactly(page: EntryPage, hands: Any) -> None:
    hands.copy("0.1\n0.2\n0.3")
    hands.go("A05", "value")
    hands.paste()
    told: list[str] = []
    page.selection_summary.connect(told.append)
    hands.go("A05", "value")
    hands.select(down=2, right=0)
    assert told[-1] == "选中 3 格 · 数值 3 个 · 合计 0.6 · 平均 0.2 · 最小 0.1 · 最大 0.3"


def test_in_a_closed_period_nothing_may_be_typed(desk: Desk, open_page: Callable[[], EntryPage]) -> None:
    periods = Base.metadata.tables["periods"]
    with desk.store.write() as connection:
        connection.execute(periods.update().where(periods.c.code == PERIOD).values(state=PeriodState.CLOSED))
    page = open_page()
    column = next(n for n, one in enumerate(page.model.columns) if one.key == "value")
    assert not page.model.index(4, column).flags() & Qt.ItemFlag.ItemIsEditable
    assert page.pane.texts["narrative"].text.isReadOnly()


def test_what_could_not_be_stored_stays_in_its_cell_with_the_reason(
    page: EntryPage, hands: Any, desk: Desk, qtbot: QtBot
) -> None:
    periods = Base.metadata.tables["periods"]
    with desk.store.write() as connection:
        connection.execute(periods.update().where(periods.c.code == PERIOD).values(state=PeriodState.CLOSED))
    hands.go("A05", "value")
    qtbot.keyClicks(page.grid, "4")
    qtbot.keyClick(hands.editor(), KEY.Key_Return)
    hands.settle()
    assert hands.shown("A05", "value") == "4"
    assert "还没有保存" in page._said.text()
    with desk.store.write() as connection:
        connection.execute(periods.update().where(periods.c.code == PERIOD).values(state=PeriodState.OPEN))
    hands.go("A05", "value")
    qtbot.keyClicks(page.grid, "5")
    qtbot.keyClick(hands.editor(), KEY.Key_Return)
    hands.settle()
    assert hands.stored("A05").answer.value == 5_000_000
    assert not page._said.isVisible()


def test_what_is_being_typed_is_stored_when_the_page_is_left(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    hands.go("A05", "value")
    qtbot.keyClicks(page.grid, "4")
    page.hide()
    hands.settle()
    assert hands.stored("A05").answer.value == 4_000_000


def test_the_pane_sets_a_figure_against_last_period_the_target_and_pace(page: EntryPage, hands: Any) -> None:
    hands.go("A06", "value")
    hands.enter("2.5")
    hands.go("A06", "value")
    # Last period, last year's period (not known), the year's target, and how far it is from a quarter of it.
    assert [label.text() for label in page.pane.facts.figures] == ["2 个", "—", "12 个", "-1 个"]
    hands.go("A01", "code")
    assert not page.pane.facts.isVisible()


@pytest.fixture
def told(desk: Desk) -> str:
    """What was told of every target a period ago."""
    reports, entries = Base.metadata.tables["reports"], Base.metadata.tables["entries"]
    last = select(reports.c.key).where(reports.c.period == "2024-02")
    with desk.store.write() as connection:
        connection.execute(entries.update().where(entries.c.report_key.in_(last)).values(narrative="已完成选址"))
    return "已完成选址"


def test_a_narrative_is_carried_over_from_last_period_and_marked_until_it_is_changed(
    told: str, page: EntryPage, hands: Any, qtbot: QtBot
) -> None:
    hands.go("A06", "value")
    block = page.pane.texts["narrative"]
    assert block.carry.isVisible()
    qtbot.mouseClick(block.carry, Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.stored("A06").answer.narrative == told
    assert block.caption.text().endswith("沿用上期，未改")
    assert not block.carry.isVisible()
    assert [one.code for one in hands.stored("A06").findings if one.field == "narrative"] == ["same_narrative"]
    hands.say(block.text, "本月新开工")
    assert block.caption.text() == "进展情况"
    page.grid.setFocus()
    hands.settle()
    assert hands.stored("A06").answer.narrative == "本月新开工"


def test_a_narrative_is_counted_while_it_is_typed(page: EntryPage, hands: Any) -> None:
    hands.go("A06", "value")
    page.pane.texts["problems"].text.setFocus()
    hands.say(page.pane.texts["problems"].text, "征地未完")
    assert page.pane.texts["problems"].count.text() == "4 字"
    page.grid.setFocus()
    hands.settle()


def test_the_deadline_leads_to_what_is_left_and_then_to_the_export(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    hands.go("A01", "code")
    qtbot.mouseClick(page.head.due, Qt.MouseButton.LeftButton)
    blank = next(code for code in hands.codes()[1:] if not hands.stored(code).answer.given)
    assert hands.here()[0] == blank


def test_the_history_of_the_cell_under_the_cursor_is_told_when_asked(page: EntryPage, hands: Any) -> None:
    hands.go("A06", "value")
    hands.enter("2")
    hands.go("A06", "value")
    hands.enter("3")
    hands.go("A06", "value")
    assert not page.pane.history.lines.isVisible()
    page.pane.history.link.click()
    hands.settle()
    assert page.pane.history.link.text() == "本期累计的历史"
    assert "2 个 → 3 个" in page.pane.history.lines.text()
    hands.go("A07", "value")
    hands.settle()
    assert page.pane.history.lines.text() == "还没有变更"


@pytest.fixture
def returned(desk: Desk) -> list[str]:
    """Headquarters commented on A05 and A07; their keys."""
    sheet = load_entry(desk, PERIOD)
    keys = [next(row.target.key for row in sheet.rows if row.target.code == code) for code in ("A05", "A07")]
    reports = Base.metadata.tables["reports"]
    edit_entries(desk, PERIOD, [CellEdit(key, "value", "1") for key in keys])
    with desk.store.write() as connection:
        report = connection.scalars(select(reports.c.key).where(reports.c.period == PERIOD)).one()
        line = {"report_key": report, "field": "value", "verified": None, "who": "督查室", "at": datetime.now(UTC)}
        rows = [{**line, "key": f"r{n}", "target_key": key, "comment": f"请核实{n}"} for n, key in enumerate(keys)]
        add(connection, "reviews", rows)
    return keys


def test_what_came_back_opens_on_its_comments_one_by_one(
    returned: list[str], page: EntryPage, hands: Any, qtbot: QtBot
) -> None:
    assert returned
    assert page.head.returned.text() == "退回待答 2 / 2"
    page.jump("returned")
    assert hands.here()[0] == "A05"
    reply = page.pane.texts["reply"]
    assert reply.text.hasFocus()
    assert "本期累计：请核实0（督查室）" in reply.caption.text()
    hands.say(reply.text, "已核实")
    qtbot.keyClick(reply.text, KEY.Key_Escape)
    hands.settle()
    assert page.head.returned.text() == "退回待答 1 / 2"
    qtbot.mouseClick(page.head.returned, Qt.MouseButton.LeftButton)
    assert hands.here()[0] == "A07"
    hands.say(page.pane.texts["reply"].text, "属实")
    page.grid.setFocus()
    hands.settle()
    assert page.head.returned.text() == "退回待答 0 / 2"
    assert page.head.errors.text() == "错误 0"


def test_what_is_being_typed_stays_when_its_row_is_told_anew(page: EntryPage, hands: Any) -> None:
    hands.go("A05", "value")
    hands.type("37")
    # As when the cell before it in the row has just been stored.
    page.model.replace(list(page.model.rows))
    hands.bot.keyClick(hands.editor(), Qt.Key.Key_Return)
    hands.settle()
    assert hands.stored("A05").answer.value == 37 * SCALE
