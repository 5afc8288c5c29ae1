"""What is typed is kept before it is entered, and offered again after the program was ended by force."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import unfinished
from db.errors import refuse
from desktop.desk import Desk
from desktop.operations import entry as entry_operations
from desktop.operations.unfinished import keep_unfinished
from desktop.pages.entry import page as entry_page
from desktop.pages.entry.page import EntryPage

PERIOD = "2024-03"
KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton


def kept(desk: Desk) -> dict[tuple[str, str], str]:
    with desk.store.read() as connection:
        return {(one.place, one.field): one.text for one in unfinished.kept(connection, PERIOD)}


@pytest.fixture
def wait(page: EntryPage, hands: Any, qtbot: QtBot) -> Callable[[], None]:
    """Lets the second pass after which what is being typed is kept."""

    def pass_by() -> None:
        qtbot.waitUntil(lambda: not page.keeping.keeper.waiting, timeout=2000)
        hands.settle()

    return pass_by


def test_a_cell_is_kept_while_it_is_typed_and_no_longer_when_it_is_entered(
    hands: Any, qtbot: QtBot, wait: Callable[[], None]
) -> None:
    hands.go("A05", "value")
    hands.type("12")
    wait()
    assert list(kept(hands.desk).values()) == ["12"]
    assert hands.stored("A05").answer.value is None
    qtbot.keyClick(hands.editor(), KEY.Key_Return)
    hands.settle()
    assert hands.stored("A05").answer.value == 12_000_000
    assert kept(hands.desk) == {}


def test_a_cell_that_is_left_by_escape_is_given_up(hands: Any, qtbot: QtBot, wait: Callable[[], None]) -> None:
    hands.go("A05", "value")
    hands.type("12")
    wait()
    qtbot.keyClick(hands.editor(), KEY.Key_Escape)
    hands.settle()
    assert kept(hands.desk) == {}
    assert hands.stored("A05").answer.value is None


def test_a_text_beside_the_grid_is_kept_and_stored_when_it_is_left(
    page: EntryPage, hands: Any, wait: Callable[[], None]
) -> None:
    hands.go("A06", "value")
    text = page.pane.texts["problems"].text
    text.setFocus()
    hands.say(text, "还没写完")
    wait()
    assert kept(hands.desk) == {(hands.stored("A06").target.key, "problems"): "还没写完"}
    assert hands.stored("A06").answer.problems == ""
    text.selectAll()
    hands.say(text, "")
    QApplication.sendEvent(text, QFocusEvent(QEvent.Type.FocusOut))
    hands.settle()
    assert kept(hands.desk) == {}, "as it was before"
    hands.say(text, "写完了")
    page.grid.setFocus()
    hands.settle()
    assert hands.stored("A06").answer.problems == "写完了"
    assert kept(hands.desk) == {}


def test_what_could_not_be_stored_is_kept(
    page: EntryPage, hands: Any, wait: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise refuse("refusal.busy", path="a.db")

    monkeypatch.setattr(entry_page, "edit_entries", busy)
    hands.go("A05", "value")
    hands.enter("7")
    wait()
    assert page._said.isVisible()
    assert list(kept(hands.desk).values()) == ["7"]


@pytest.fixture
def after_a_crash(desk: Desk, open_page: Callable[[], EntryPage]) -> EntryPage:
    """The page as it is opened after a session in which two texts were not finished, and a third was."""
    with desk.read() as (_, plan):
        keys = {target.code: target.key for target in plan.of_unit(desk.unit_key)}
    stored = entry_operations.CellEdit(keys["A07"], "narrative", "已经写完")
    entry_operations.edit_entries(desk, PERIOD, [stored])
    texts = {
        (keys["A05"], "value"): "1",
        (keys["A06"], "problems"): "缺口\n很大",
        (keys["A07"], "narrative"): "已经写完",
    }
    keep_unfinished(desk, PERIOD, texts)
    return open_page()


def test_after_a_crash_it_is_offered_and_goes_nowhere_by_itself(
    after_a_crash: EntryPage, hands_of: Callable[[EntryPage], Any], qtbot: QtBot
) -> None:
    page, hands = after_a_crash, hands_of(after_a_crash)
    hands.settle()
    bar = page.leftovers
    assert bar.isVisible()
    assert sorted(line.text.text().split()[0] for line in bar.lines) == ["A05", "A06"]
    assert any("缺口 很大" in line.text.text() for line in bar.lines)
    assert hands.stored("A05").answer.value is None
    put_in, discard = (next(one for one in bar.lines if code in one.text.text()) for code in ("A05", "A06"))
    qtbot.mouseClick(discard.discard, LEFT)
    hands.settle()
    put_in = next(one for one in bar.lines if "A05" in one.text.text())
    qtbot.mouseClick(put_in.put_in, LEFT)
    hands.settle()
    assert not bar.isVisible()
    assert hands.here() == ("A05", "value")
    assert hands.stored("A05").answer.value == 1_000_000
    assert hands.stored("A06").answer.problems == ""
    assert set(kept(hands.desk).values()) == {"已经写完"}
    hands.undo()
    assert hands.stored("A05").answer.value is None
