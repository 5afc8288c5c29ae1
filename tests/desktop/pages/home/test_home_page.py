from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.errors import refuse
from db.models import Base
from desktop.desk import Desk
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.home import Home, StepKind
from desktop.operations.practice import PERIOD, enter
from desktop.operations.report import report
from desktop.pages.home.page import HomePage
from desktop.pages.runner import Runner, Topic
from desktop.widgets.theme import Theme

LEFT = Qt.MouseButton.LeftButton
Sit = Callable[[Path], Desk]
Show = Callable[[Desk], HomePage]


@pytest.fixture
def desk(practice_database: Path, sit_down: Sit) -> Desk:
    return sit_down(practice_database)


@pytest.fixture
def show(qtbot: QtBot, theme: Theme, runner: Runner) -> Show:
    def shown(desk: Desk) -> HomePage:
        page = HomePage(desk, theme, runner)
        qtbot.addWidget(page)
        page.resize(1100, 760)
        page.show()
        qtbot.waitUntil(lambda: not runner.busy)
        return page

    return shown


def test_the_first_open_step_has_the_accent_and_its_button_jumps(qtbot: QtBot, desk: Desk, show: Show) -> None:
    page = show(desk)
    assert "还有 24 项未填" in page.steps.text
    assert list(page.steps.buttons) == [StepKind.BLANK, StepKind.EXPORT]
    assert [button.property("part") for button in page.steps.buttons.values()] == ["primary", None]
    with qtbot.waitSignal(page.jump_requested) as jumped:
        qtbot.mouseClick(page.steps.buttons[StepKind.BLANK], LEFT)
    assert jumped.args == ["blank"]
    with qtbot.waitSignal(page.export_requested):
        qtbot.keyClick(page.steps.buttons[StepKind.EXPORT], Qt.Key.Key_Space)


def test_the_keys_go_to_what_is_to_be_done_first_also_when_that_changes(desk: Desk, show: Show, qtbot: QtBot) -> None:
    page = show(desk)
    page.take_focus()
    assert page.focusWidget() is page.steps.buttons[StepKind.BLANK]
    page.window().activateWindow()
    qtbot.waitUntil(page.steps.buttons[StepKind.BLANK].hasFocus)
    enter(desk, PERIOD)
    page.refresh()
    qtbot.waitUntil(lambda: StepKind.BLANK not in page.steps.buttons)
    assert page.focusWidget() is page.steps.buttons[StepKind.EXPORT]


def test_errors_and_queries_each_have_their_jump(qtbot: QtBot, desk: Desk, show: Show) -> None:
    enter(desk, PERIOD)
    key = next(row.target.key for row in load_entry(desk, PERIOD).rows if row.target.code == "C08")
    other = next(row.target.key for row in load_entry(desk, PERIOD).rows if row.target.code == "A05")
    edit_entries(desk, PERIOD, [CellEdit(key, "value", "十二"), CellEdit(other, "explanation", "")])
    page = show(desk)
    for kind in (StepKind.ERROR, StepKind.QUERY):
        with qtbot.waitSignal(page.jump_requested) as jumped:
            qtbot.mouseClick(page.steps.buttons[kind], LEFT)
        assert jumped.args == [str(kind)]


def test_a_target_far_behind_opens(qtbot: QtBot, desk: Desk, show: Show) -> None:
    enter(desk, PERIOD)
    page = show(desk)
    assert page.behind.names[0].text() == "新增高性能算力"
    with qtbot.waitSignal(page.target_picked) as picked:
        qtbot.mouseClick(page.behind.names[0], LEFT)
    key = next(row.target.key for row in load_entry(desk, PERIOD).rows if row.target.code == "C08")
    assert picked.args == [key]


def test_a_title_with_an_ampersand_is_shown_with_it(desk: Desk, show: Show) -> None:
    targets = Base.metadata.tables["targets"]
    with desk.store.write() as connection:
        connection.execute(targets.update().where(targets.c.code == "C08").values(title="新增 R&D 投入"))
    enter(desk, PERIOD)
    page = show(desk)
    assert page.behind.names[0].text() == "新增 R&&D 投入"


def test_each_lamp_names_its_targets_and_what_they_were_before(desk: Desk, show: Show) -> None:
    enter(desk, PERIOD)
    page = show(desk)
    counts = {label.accessibleName(): label.toolTip() for label in page.lamps.findChildren(QLabel)}
    assert counts["严重滞后 1"] == "C08 新增高性能算力　滞后 → 严重滞后"
    assert "D17 新增科技型中小企业入库" in counts["滞后 3"].splitlines()


def test_what_changes_is_shown_at_once(qtbot: QtBot, desk: Desk, show: Show, runner: Runner, tmp_path: Path) -> None:
    page = show(desk)
    enter(desk, PERIOD)
    code = report(desk, PERIOD, tmp_path / "上报.xlsx").check_code
    runner.changed.emit(frozenset({Topic.REPORTS}))
    qtbot.waitUntil(lambda: not runner.busy)
    assert f"已导出，校验码 {code}" in page.steps.text
    assert page.steps.buttons == {}


def test_without_targets_it_says_so_and_asks_for_the_assignment(qtbot: QtBot, desk: Desk, show: Show) -> None:
    with desk.store.write() as connection:
        connection.execute(Base.metadata.tables["assignments"].delete())
    page = show(desk)
    assert "还没有下达目标任务" in page.empty.text
    with qtbot.waitSignal(page.import_requested):
        qtbot.mouseClick(page.empty.button, LEFT)


def test_a_page_that_cannot_be_read_says_why_and_comes_back(
    qtbot: QtBot, desk: Desk, show: Show, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_desk: Desk) -> Home:
        raise refuse("refusal.disk_error", path="unit.db")

    page = show(desk)
    with monkeypatch.context() as patch:
        patch.setattr("desktop.pages.home.page.load_home", refused)
        page.refresh()
        qtbot.waitUntil(lambda: not runner.busy)
    assert "工作台读取失败" in page.empty.text
    qtbot.mouseClick(page.empty.button, LEFT)
    qtbot.waitUntil(lambda: not runner.busy)
    assert page.steps.isVisible()


def test_the_page_is_freed_when_it_is_closed(qtbot: QtBot, desk: Desk, theme: Theme, runner: Runner) -> None:
    page = HomePage(desk, theme, runner)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    qtbot.waitUntil(lambda: not runner.busy)
