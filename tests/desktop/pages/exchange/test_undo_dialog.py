"""The question before an undo: what goes back, what stands in the way, and no accident by Enter."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db.vocabulary import Direction, ExchangeState, Kind
from desktop.operations.exchanges import Exchange
from desktop.operations.undoing import InTheWay, PutBack, UndoPreview
from desktop.pages.exchange.undo_dialog import UndoDialog
from desktop.widgets.theme import Theme
from resources.texts import say

AT = datetime(2024, 4, 1, tzinfo=UTC)
EXCHANGE = Exchange(
    key="a",
    direction=Direction.IN,
    state=ExchangeState.TAKEN,
    kind=Kind.REPORT,
    file_name="上报.xlsx",
    folder="",
    unit="教育局",
    period="2024-03",
    revision=2,
    rows=3,
    check_code="",
    reason="",
    who="王",
    at=AT,
    number=1,
)
PREVIEW = UndoPreview(
    EXCHANGE,
    (
        PutBack("reports", "教育局 2024-03", "*", "2", None),
        PutBack("entries", "A01 目标", "value", "31", "28"),
        PutBack("entries", "A01 目标", "status", "done", None),
        PutBack("targets", "A02 目标", "*", "", None),
    ),
    {"reports": 1, "entries": 2, "targets": 1},
    (),
)


@pytest.fixture
def parent(qtbot: QtBot, theme: Theme) -> QWidget:
    assert theme.tokens
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def cells(dialog: UndoDialog) -> list[list[str]]:
    model = dialog.table.model()
    return [[model.index(row, column).data() for column in range(5)] for row in range(model.rowCount())]


def test_it_lists_what_goes_back(theme: Theme, parent: QWidget, qtmodeltester: ModelTester) -> None:
    dialog = UndoDialog(PREVIEW, theme, parent)
    qtmodeltester.check(dialog.table.model())
    assert cells(dialog) == [
        ["上报件", "教育局 2024-03", "", "第 2 次", "（无）"],
        ["填报内容", "A01 目标", "本期累计", "31", "28"],
        ["填报内容", "A01 目标", "状态", "已完成", "（无）"],
        ["目标任务", "A02 目标", "", "（有）", "（无）"],
    ]
    assert "4 处恢复原样：上报件 1 · 填报内容 2 · 目标任务 1" in dialog.words.text()
    assert "列出" not in dialog.words.text()
    assert dialog.go_on.isEnabled()


def test_it_says_that_there_is_more(theme: Theme, parent: QWidget) -> None:
    dialog = UndoDialog(replace(PREVIEW, counts={"entries": 900}), theme, parent)
    assert dialog.words.text().endswith("这里列出前 4 处。")
    nothing = UndoDialog(replace(PREVIEW, lines=(), counts={}), theme, parent)
    assert "不会变化" in nothing.words.text()


def test_it_names_what_stands_in_the_way(theme: Theme, parent: QWidget, qtmodeltester: ModelTester) -> None:
    message = say("undo.changed_since", field=say("field.problems"), taken="甲", now="乙")
    ways = (
        InTheWay("entries", "A01 目标", message, "李", AT),
        InTheWay("targets", "", say("undo.used_elsewhere", thing=say("thing.targets")), "", None),
    )
    dialog = UndoDialog(replace(PREVIEW, lines=(), counts={}, in_the_way=ways), theme, parent)
    qtmodeltester.check(dialog.table.model())
    assert cells(dialog)[0][2:4] == ["存在问题：导入后是“甲”，现在是“乙”，后来有人改过。", "李"]
    assert cells(dialog)[1][4] == ""
    assert not dialog.go_on.isEnabled()


def test_enter_undoes_nothing_by_accident(qtbot: QtBot, theme: Theme, parent: QWidget) -> None:
    dialog = UndoDialog(PREVIEW, theme, parent)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert dialog.result() == UndoDialog.DialogCode.Rejected
    dialog.show()
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    assert dialog.result() == UndoDialog.DialogCode.Accepted
    with qtbot.waitSignal(dialog.destroyed):
        dialog.deleteLater()
