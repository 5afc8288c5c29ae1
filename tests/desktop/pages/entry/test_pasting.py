"""Blocks off the clipboard of Excel, WPS and LibreOffice, pasted into the entry grid."""

from typing import Any

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot

from desktop.pages.entry.page import EntryPage
from desktop.pages.taking import UNSEEN, TakingPreview
from desktop.settings import ASK_CLEAR, ASK_PASTE, Settings
from desktop.widgets.sheet_view import SheetView

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def put_table(text: str, html: str) -> None:
    data = QMimeData()
    data.setText(text)
    data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def preview(page: EntryPage) -> TakingPreview | None:
    found = [one for one in page.findChildren(TakingPreview) if one.isVisible()]
    return found[0] if found else None


def said(dialog: TakingPreview, column: int) -> list[str]:
    return [str(dialog.lines.index(row, column).data()) for row in range(dialog.lines.rowCount())]


def press(dialog: TakingPreview, role: QDialogButtonBox.ButtonRole, qtbot: QtBot) -> None:
    button = next(one for one in dialog.buttons.buttons() if dialog.buttons.buttonRole(one) == role)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_block_repeats_in_a_larger_selection(hands: Any) -> None:
    codes = ("A05", "A06", "A07")
    hands.copy("1\t2")
    hands.go("A05", "increment")
    hands.select(down=2, right=1)
    hands.paste()
    answers = [hands.stored(code).answer for code in codes]
    assert [(answer.increment, answer.value) for answer in answers] == [(1_000_000, 2_000_000)] * 3
    hands.copy("7\n8\n9")
    hands.go("A05", "increment")
    hands.select(down=2, right=1)
    hands.paste()
    answers = [hands.stored(code).answer for code in codes]
    figures = (7_000_000, 8_000_000, 9_000_000)
    assert [(answer.increment, answer.value) for answer in answers] == [(figure, figure) for figure in figures]


def test_a_block_that_does_not_fit_a_whole_number_of_times_goes_in_once(hands: Any) -> None:
    hands.copy("1\n2")
    hands.go("A05", "value")
    hands.select(down=2, right=0)
    hands.paste()
    assert [hands.stored(code).answer.value for code in ("A05", "A06", "A07")] == [1_000_000, 2_000_000, None]


def test_a_block_goes_into_filtered_rows_only_where_they_are_seen(page: EntryPage, hands: Any) -> None:
    page.arranging.arrange(SheetView(values={"code": frozenset({"A05", "A07"})}))
    hands.copy("5\n7")
    hands.go("A05", "value")
    hands.paste()
    assert [hands.stored(code).answer.value for code in ("A05", "A06", "A07")] == [5_000_000, None, 7_000_000]
    hands.undo()
    assert hands.stored("A07").answer.value is None


def test_columns_go_where_they_are_seen(page: EntryPage, hands: Any) -> None:
    header = page.grid.header
    header.moveSection(header.visualIndex(hands.column("value")), header.visualIndex(hands.column("increment")))
    hands.copy("8\t3")
    hands.go("A05", "value")
    hands.paste()
    assert (hands.stored("A05").answer.value, hands.stored("A05").answer.increment) == (8_000_000, 3_000_000)


def test_a_large_block_is_shown_before_it_goes_in(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    page.arranging.show_column("narrative", shown=True)
    rows = hands.codes()[: UNSEEN + 1]
    hands.copy("\n".join(f"第{number}条" for number in range(len(rows))))
    hands.go(rows[0], "narrative")
    hands.paste()
    dialog = preview(page)
    assert dialog is not None
    assert said(dialog, 3)[:2] == ["第0条", "第1条"]
    assert hands.stored(rows[0]).answer.narrative == ""
    press(dialog, QDialogButtonBox.ButtonRole.AcceptRole, qtbot)
    hands.settle()
    assert hands.stored(rows[-1]).answer.narrative == f"第{UNSEEN}条"
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.grid.setFocus()
    hands.undo()
    assert {hands.stored(code).answer.narrative for code in rows} == {""}


def test_a_rounded_display_is_refused_with_the_number_behind_it(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    html = '<table><tr><td x:num="1.23456">1.23</td></tr><tr><td x:num="7">7</td></tr></table>'
    put_table("1.23\r\n7\r\n", html)
    hands.go("A05", "value")
    hands.paste()
    dialog = preview(page)
    assert dialog is not None
    assert [line for line in said(dialog, 4) if "1.23456" in line]
    press(dialog, QDialogButtonBox.ButtonRole.AcceptRole, qtbot)
    hands.settle()
    assert (hands.stored("A05").answer.value, hands.stored("A06").answer.value) == (None, 7_000_000)


def test_what_lies_beside_the_table_is_counted_and_left_out(page: EntryPage, hands: Any, qtbot: QtBot) -> None:
    last = hands.codes()[-1]
    hands.copy("1\n2\n3")
    hands.go(last, "narrative" if not page.grid.isColumnHidden(hands.column("narrative")) else "value")
    hands.paste()
    dialog = preview(page)
    assert dialog is not None
    assert any("有 2 格超出表格" in label.text() for label in dialog.findChildren(QLabel))
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    press(dialog, QDialogButtonBox.ButtonRole.RejectRole, qtbot)
    qtbot.waitUntil(lambda: bool(gone))


def test_a_quoted_line_break_stays_in_its_cell(page: EntryPage, hands: Any) -> None:
    page.arranging.show_column("narrative", shown=True)
    page.arranging.show_column("problems", shown=True)
    hands.copy('"第一行\n第二行"\t"说""好"""\r\n单行\t\r\n')
    hands.go("A05", "narrative")
    hands.paste()
    answer = hands.stored("A05").answer
    assert (answer.narrative, answer.problems) == ("第一行\n第二行", '说"好"')
    assert hands.stored("A06").answer.narrative == "单行"


def test_what_was_pasted_is_selected(hands: Any) -> None:
    hands.copy("1\t2\n3\t4")
    hands.go("A05", "increment")
    hands.paste()
    assert hands.selection() == (["A05", "A06"], ["increment", "value"])
    assert hands.here() == ("A05", "increment")


def test_numbers_as_people_write_them_are_shown_in_the_targets_own_unit(page: EntryPage, hands: Any) -> None:
    hands.copy("１，２３４")
    hands.go("A05", "value")
    hands.paste()
    assert hands.stored("A05").answer.value == 1_234_000_000
    assert hands.shown("A05", "value") == "1,234"
    tip = page.model.index(hands.row("A05"), hands.column("value")).data(Qt.ItemDataRole.ToolTipRole)
    assert "“１，２３４” = 1,234 个" in tip


def test_clearing_much_is_shown_before_unless_that_is_switched_off(
    page: EntryPage, hands: Any, settings: Settings, qtbot: QtBot
) -> None:
    page.arranging.show_column("narrative", shown=True)
    rows = hands.codes()[: UNSEEN + 1]
    settings.set(ASK_PASTE, False)
    hands.copy("\n".join("进展" for _ in rows))
    hands.go(rows[0], "narrative")
    hands.paste()
    assert preview(page) is None
    assert hands.stored(rows[-1]).answer.narrative == "进展"
    hands.press(KEY.Key_Delete)
    dialog = preview(page)
    assert dialog is not None
    press(dialog, QDialogButtonBox.ButtonRole.RejectRole, qtbot)
    hands.settle()
    assert hands.stored(rows[0]).answer.narrative == "进展"
    settings.set(ASK_CLEAR, False)
    hands.press(KEY.Key_Delete)
    hands.settle()
    assert {hands.stored(code).answer.narrative for code in rows} == {""}
