"""The entry page, with real keys and the real clipboard; what is checked is what is on disk."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from db.models import Base
from db.vocabulary import PeriodState, Severity, Status
from desktop.desk import Desk
from desktop.operations.entry import EntryRow, load_entry
from desktop.pages.entry.page import EntryPage
from desktop.pages.entry.taking import TakingPreview
from desktop.pages.entry.view import EntryView, SortKey
from desktop.pages.runner import Runner
from desktop.widgets.cells import NumberEditor
from desktop.widgets.theme import Theme

PERIOD = "2024-03"
KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Sit = Callable[[Path], Desk]
Settle = Callable[[], None]


@pytest.fixture
def desk(practice_database: Path, sit_down: Sit) -> Desk:
    return sit_down(practice_database)


@pytest.fixture
def settled(qtbot: QtBot, runner: Runner) -> Settle:
    return lambda: qtbot.waitUntil(lambda: not runner.busy, timeout=10_000)


@pytest.fixture
def page(
    qtbot: QtBot, desk: Desk, theme: Theme, runner: Runner, settings: QSettings, settled: Settle
) -> Iterator[EntryPage]:
    page = EntryPage(desk, theme, runner, settings)
    qtbot.addWidget(page)
    page.resize(1120, 760)
    with qtbot.waitExposed(page):
        page.show()
    settled()
    settled()
    page.grid.setFocus()
    yield page
    settled()


def stored(desk: Desk, code: str) -> EntryRow:
    return next(row for row in load_entry(desk, PERIOD).rows if row.target.code == code)


def go(page: EntryPage, code: str, key: str) -> None:
    """Put the cursor on a target's cell."""
    row = next(n for n in range(page.model.rowCount()) if page.model.index(n, 0).data() == code)
    page.grid.go_to(row, column_of(page, key))


def column_of(page: EntryPage, key: str) -> int:
    return next(n for n, column in enumerate(page.model.columns) if column.key == key)


def here(page: EntryPage) -> tuple[str, str]:
    index = page.grid.currentIndex()
    return str(page.model.index(index.row(), 0).data()), page.model.columns[index.column()].key


def shown(page: EntryPage, code: str, key: str) -> str:
    row = next(n for n in range(page.model.rowCount()) if page.model.index(n, 0).data() == code)
    return str(page.model.index(row, column_of(page, key)).data())


def select(page: EntryPage, qtbot: QtBot, down: int, right: int) -> None:
    for _ in range(down):
        qtbot.keyClick(page.grid, KEY.Key_Down, SHIFT)
    for _ in range(right):
        qtbot.keyClick(page.grid, KEY.Key_Right, SHIFT)


def editor(page: EntryPage) -> QWidget:
    found = page.grid.viewport().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return next(widget for widget in found if widget.isVisible())


def say(widget: QWidget, text: str) -> None:
    """Commit a text as an input method does; keys are digits and Latin letters only."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)


def put_on_clipboard(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def test_the_model_keeps_the_rules_of_models(page: EntryPage, settled: Settle) -> None:
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.arranging.arrange(EntryView(words="光谷", sort=(SortKey("target"),)))
    page.refresh()
    settled()


def test_typing_replaces_and_enter_goes_down_with_the_figure_on_disk(
    page: EntryPage, qtbot: QtBot, desk: Desk, settled: Settle
) -> None:
    go(page, "A05", "value")
    qtbot.keyClicks(page.grid, "2")
    qtbot.keyClicks(editor(page), ".5")
    qtbot.keyClick(editor(page), KEY.Key_Return)
    settled()
    assert here(page) == ("A06", "value")
    assert stored(desk, "A05").answer.value == 2_500_000
    assert shown(page, "A05", "value") == "2.5"
    assert shown(page, "A05", "completion") == "50%"
    qtbot.keyClick(page.grid, KEY.Key_Return, SHIFT)
    assert here(page) == ("A05", "value")


def test_f2_edits_what_is_there_and_escape_leaves_it(
    page: EntryPage, qtbot: QtBot, desk: Desk, settled: Settle
) -> None:
    go(page, "A05", "value")
    qtbot.keyClicks(page.grid, "4")
    qtbot.keyClick(editor(page), KEY.Key_Return)
    settled()
    go(page, "A05", "value")
    qtbot.keyClick(page.grid, KEY.Key_F2)
    line = editor(page)
    assert isinstance(line, NumberEditor)
    assert line.text() == "4"
    assert not line.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    qtbot.keyClicks(line, "9")
    qtbot.keyClick(line, KEY.Key_Escape)
    settled()
    assert stored(desk, "A05").answer.value == 4_000_000


def test_tab_goes_to_the_next_cell_that_may_be_typed_in_and_wraps(page: EntryPage, qtbot: QtBot) -> None:
    go(page, "A05", "increment")
    qtbot.keyClick(page.grid, KEY.Key_Tab)
    assert here(page) == ("A05", "value")
    qtbot.keyClick(page.grid, KEY.Key_Tab)
    assert here(page) == ("A06", "increment")
    qtbot.keyClicks(page.grid, "1")
    qtbot.keyClick(editor(page), KEY.Key_Tab)
    assert here(page) == ("A06", "value")
    qtbot.keyClick(page.grid, KEY.Key_Backtab, SHIFT)
    qtbot.keyClick(page.grid, KEY.Key_Backtab, SHIFT)
    assert here(page) == ("A05", "value")


def test_a_block_is_pasted_undone_and_done_again(page: EntryPage, qtbot: QtBot, desk: Desk, settled: Settle) -> None:
    before = [stored(desk, code).answer for code in ("A05", "A06", "A07")]
    put_on_clipboard("1\t2\r\n2\t１０\r\n1\t1,003\r\n")
    go(page, "A05", "increment")
    qtbot.keyClick(page.grid, KEY.Key_V, CTRL)
    settled()
    after = [stored(desk, code).answer for code in ("A05", "A06", "A07")]
    assert [(one.increment, one.value) for one in after] == [
        (1_000_000, 2_000_000),
        (2_000_000, 10_000_000),
        (1_000_000, 1_003_000_000),
    ]
    qtbot.keyClick(page.grid, KEY.Key_Z, CTRL)
    settled()
    assert [stored(desk, code).answer for code in ("A05", "A06", "A07")] == before
    qtbot.keyClick(page.grid, KEY.Key_Y, CTRL)
    settled()
    assert [stored(desk, code).answer for code in ("A05", "A06", "A07")] == after


def test_a_block_that_some_cells_cannot_take_is_asked_about(
    page: EntryPage, qtbot: QtBot, desk: Desk, settled: Settle
) -> None:
    put_on_clipboard("3\tx\n####\ty\n1.2E+11\tz")
    go(page, "A05", "value")
    qtbot.keyClick(page.grid, KEY.Key_V, CTRL)
    dialog = page.findChild(TakingPreview)
    assert dialog is not None
    said = [dialog.lines.index(row, 4).data() for row in range(dialog.lines.rowCount())]
    assert len(said) == 6
    assert sum("列太窄" in one for one in said) == 1
    assert stored(desk, "A05").answer.value is None
    qtbot.mouseClick(dialog.buttons.buttons()[0], Qt.MouseButton.LeftButton)
    settled()
    assert stored(desk, "A05").answer.value == 3_000_000
    assert stored(desk, "A06").answer.value is None


def test_nothing_goes_in_where_that_is_chosen(page: EntryPage, qtbot: QtBot, desk: Desk, settled: Settle) -> None:
    put_on_clipboard("3\tx")
    go(page, "A05", "value")
    qtbot.keyClick(page.grid, KEY.Key_V, CTRL)
    dialog = page.findChild(TakingPreview)
    assert dialog is not None
    reject = next(
        button
        for button in dialog.buttons.buttons()
        if dialog.buttons.buttonRole(button) == QDialogButtonBox.ButtonRole.RejectRole
    )
    qtbot.mouseClick(reject, Qt.MouseButton.LeftButton)
    settled()
    assert stored(desk, "A05").answer.value is None


def test_one_value_goes_into_every_selected_cell_and_delete_clears_them(
    page: EntryPage, qtbot: QtBot, desk: Desk, settled: Settle
) -> None:
    put_on_clipboard("1")
    go(page, "A05", "value")
    select(page, qtbot, down=2, right=0)
    qtbot.keyClick(page.grid, KEY.Key_V, CTRL)
    settled()
    assert {stored(desk, code).answer.value for code in ("A05", "A06", "A07")} == {1_000_000}
    qtbot.keyClick(page.grid, KEY.Key_Delete)
    settled()
    assert {stored(desk, code).answer.value for code in ("A05", "A06", "A07")} == {None}


def test_a_selection_is_copied_as_a_block_and_cut_clears_what_may_be(
    page: EntryPage, qtbot: QtBot, desk: Desk, settled: Settle
) -> None:
    put_on_clipboard("1250\n7")
    go(page, "A06", "value")
    qtbot.keyClick(page.grid, KEY.Key_V, CTRL)
    settled()
    go(page, "A06", "code")
    select(page, qtbot, down=1, right=0)
    qtbot.keyClick(page.grid, KEY.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "A06\r\nA07"
    go(page, "A06", "value")
    select(page, qtbot, down=1, right=0)
    qtbot.keyClick(page.grid, KEY.Key_X, CTRL)
    settled()
    assert QGuiApplication.clipboard().text() == "1250\r\n7"
    assert "<td>1250</td>" in QGuiApplication.clipboard().mimeData().html()
    assert stored(desk, "A06").answer.value is None


def test_fill_down_and_fill_right(page: EntryPage, qtbot: QtBot, desk: Desk, settled: Settle) -> None:
    go(page, "A06", "increment")
    qtbot.keyClicks(page.grid, "3")
    qtbot.keyClick(editor(page), KEY.Key_Return)
    settled()
    go(page, "A06", "increment")
    select(page, qtbot, down=1, right=1)
    qtbot.keyClick(page.grid, KEY.Key_R, CTRL)
    settled()
    assert stored(desk, "A06").answer.value == 3_000_000
    qtbot.keyClick(page.grid, KEY.Key_D, CTRL)
    settled()
    assert (stored(desk, "A07").answer.increment, stored(desk, "A07").answer.value) == (1_000_000, 3_000_000)


def test_what_stands_there_already_is_no_change(page: EntryPage, qtbot: QtBot, settled: Settle) -> None:
    go(page, "A05", "code")
    select(page, qtbot, down=1, right=2)
    qtbot.keyClick(page.grid, KEY.Key_C, CTRL)
    qtbot.keyClick(page.grid, KEY.Key_V, CTRL)
    settled()
    assert page.findChild(TakingPreview) is None
    assert not page.edits.stack.canUndo()


def test_what_is_no_number_is_kept_and_found_and_mended(
    page: EntryPage, qtbot: QtBot, desk: Desk, settled: Settle
) -> None:
    go(page, "A05", "value")
    qtbot.keyClicks(page.grid, "x")
    qtbot.keyClick(editor(page), KEY.Key_Return)
    settled()
    assert shown(page, "A05", "value") == "x"
    assert page.head.errors.text() == "错误 1"
    assert stored(desk, "A05").answer.value_typed == "x"
    qtbot.mouseClick(page.head.check_button, Qt.MouseButton.LeftButton)
    assert page.findings.isVisible()
    lines = page.findings.lines.rows
    assert "“x”不是数字" in page.findings.lines.index(0, 3).data()
    assert lines[0].finding.severity is Severity.ERROR
    go(page, "D18", "code")
    table = page.findings.table
    qtbot.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(page.findings.lines.index(0, 3)).center()
    )
    assert here(page) == ("A05", "value")
    qtbot.keyClicks(page.grid, "1")
    qtbot.keyClick(editor(page), KEY.Key_Return)
    settled()
    assert page.head.errors.text() == "错误 0"


def test_keys_lead_to_the_next_blank_and_the_next_finding(
    page: EntryPage, qtbot: QtBot, desk: Desk, settled: Settle
) -> None:
    go(page, "A04", "value")
    qtbot.keyClick(page.grid, KEY.Key_F7)
    assert here(page) == ("A05", "value")
    qtbot.keyClicks(page.grid, "1")
    qtbot.keyClick(editor(page), KEY.Key_Return)
    settled()
    assert page.head.queries.text() == "需说明 1"
    go(page, "D18", "value")
    qtbot.keyClick(page.grid, KEY.Key_F8)
    assert here(page)[0] == "A05"
    assert page.pane.texts["explanation"].caption.text() == "情况说明（需填）"
    assert page.pane.texts["explanation"].text.hasFocus()
    say(page.pane.texts["explanation"].text, "手续未齐")
    page.grid.setFocus()
    settled()
    assert stored(desk, "A05").answer.explanation == "手续未齐"
    assert page.head.queries.text() == "需说明 0"


def test_the_pane_takes_texts_and_the_status_of_the_row_under_the_cursor(
    page: EntryPage, qtbot: QtBot, desk: Desk, settled: Settle
) -> None:
    go(page, "A06", "value")
    narrative = page.pane.texts["narrative"].text
    narrative.setFocus()
    say(narrative, "已开工")
    qtbot.keyClick(narrative, KEY.Key_Return)
    say(narrative, "第二行")
    go(page, "A07", "value")
    settled()
    assert stored(desk, "A06").answer.narrative == "已开工\n第二行"
    assert narrative.toPlainText() == ""
    go(page, "A06", "value")
    page.pane.status.setFocus()
    qtbot.keyClick(page.pane.status, KEY.Key_Down)
    qtbot.keyClick(page.pane.status, KEY.Key_Down)
    settled()
    assert stored(desk, "A06").answer.status is Status.IN_PROGRESS


def test_a_text_is_stored_while_it_is_typed(page: EntryPage, qtbot: QtBot, desk: Desk, settled: Settle) -> None:
    go(page, "A06", "value")
    text = page.pane.texts["problems"].text
    text.setFocus()
    say(text, "还没写完")
    with qtbot.waitSignal(text.edited, timeout=5000):
        pass
    settled()
    assert stored(desk, "A06").answer.problems == "还没写完"
    assert text.hasFocus()
    assert text.toPlainText() == "还没写完"


def test_where_there_is_room_texts_are_typed_into_the_grid(
    page: EntryPage, qtbot: QtBot, desk: Desk, settled: Settle
) -> None:
    assert page.grid.isColumnHidden(column_of(page, "narrative"))
    page.resize(1760, 900)
    assert not page.grid.isColumnHidden(column_of(page, "narrative"))
    go(page, "A06", "narrative")
    qtbot.keyClick(page.grid, KEY.Key_F2)
    box = editor(page)
    say(box, "一")
    qtbot.keyClick(box, KEY.Key_Return, Qt.KeyboardModifier.AltModifier)
    say(box, "二")
    qtbot.keyClick(box, KEY.Key_Return)
    settled()
    assert stored(desk, "A06").answer.narrative == "一\n二"
    go(page, "A06", "status")
    qtbot.keyClick(page.grid, KEY.Key_F2)
    say(editor(page), "推进中")
    qtbot.keyClick(editor(page), KEY.Key_Return)
    settled()
    assert stored(desk, "A06").answer.status is Status.IN_PROGRESS


def test_the_search_hides_what_does_not_fit_and_says_so(page: EntryPage, qtbot: QtBot) -> None:
    whole = page.model.rowCount()
    qtbot.keyClick(page.grid, KEY.Key_F, CTRL)
    assert page.head.search.hasFocus()
    say(page.head.search, "省 尖刀")
    assert [page.model.index(n, 0).data() for n in range(page.model.rowCount())] == ["A06"]
    say(page.head.search, "没有这样的")
    assert page.empty.isVisible()
    assert f"{whole} 项" in page.empty.text
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert page.model.rowCount() == whole
    assert page.grid.isVisible()


def test_sorting_orders_figures_as_numbers(page: EntryPage) -> None:
    page.arranging.arrange(EntryView(sort=(SortKey("target", descending=True),)))
    targets = [page.model.row_of(page.model.index(n, 0)) for n in range(page.model.rowCount())]
    figures = [row.target.goal.target or -1 for row in targets if row is not None]
    assert figures == sorted(figures, reverse=True)


def test_a_selection_is_counted_added_and_averaged_exactly(page: EntryPage, qtbot: QtBot, settled: Settle) -> None:
    put_on_clipboard("0.1\n0.2\n0.3")
    go(page, "A05", "value")
    qtbot.keyClick(page.grid, KEY.Key_V, CTRL)
    settled()
    told: list[str] = []
    page.selection_summary.connect(told.append)
    select(page, qtbot, down=2, right=0)
    assert told[-1] == "选中 3 格 · 数值 3 个 · 合计 0.6 · 平均 0.2 · 最小 0.1 · 最大 0.3"


def test_in_a_closed_period_nothing_may_be_typed(
    qtbot: QtBot, desk: Desk, theme: Theme, runner: Runner, settings: QSettings, settled: Settle
) -> None:
    periods = Base.metadata.tables["periods"]
    with desk.store.write() as connection:
        connection.execute(periods.update().where(periods.c.code == PERIOD).values(state=PeriodState.CLOSED))
    page = EntryPage(desk, theme, runner, settings)
    qtbot.addWidget(page)
    settled()
    settled()
    index = page.model.index(4, column_of(page, "value"))
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    assert page.pane.texts["narrative"].text.isReadOnly()


def test_what_could_not_be_stored_stays_in_its_cell_with_the_reason(
    page: EntryPage, qtbot: QtBot, desk: Desk, settled: Settle
) -> None:
    periods = Base.metadata.tables["periods"]
    with desk.store.write() as connection:
        connection.execute(periods.update().where(periods.c.code == PERIOD).values(state=PeriodState.CLOSED))
    go(page, "A05", "value")
    qtbot.keyClicks(page.grid, "4")
    qtbot.keyClick(editor(page), KEY.Key_Return)
    settled()
    assert shown(page, "A05", "value") == "4"
    assert "还没有保存" in page._said.text()
    with desk.store.write() as connection:
        connection.execute(periods.update().where(periods.c.code == PERIOD).values(state=PeriodState.OPEN))
    go(page, "A05", "value")
    qtbot.keyClicks(page.grid, "5")
    qtbot.keyClick(editor(page), KEY.Key_Return)
    settled()
    assert stored(desk, "A05").answer.value == 5_000_000
    assert not page._said.isVisible()


def test_what_is_being_typed_is_stored_when_the_page_is_left(
    page: EntryPage, qtbot: QtBot, desk: Desk, settled: Settle
) -> None:
    go(page, "A05", "value")
    qtbot.keyClicks(page.grid, "4")
    page.hide()
    settled()
    assert stored(desk, "A05").answer.value == 4_000_000
