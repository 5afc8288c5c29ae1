"""信任与校验 as a person uses it, at headquarters and at a unit."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from db.errors import refuse
from db.vocabulary import EditedPolicy, SealMethod
from desktop.desk import Desk
from desktop.main_window import MainWindow
from desktop.operations import trust
from desktop.operations.trust import exchange_key, load_trust, make_exchange_key
from desktop.pages.asking import AskDialog
from desktop.pages.runner import Runner
from desktop.pages.seat import Seat
from desktop.pages.trust.dialog import HeadquartersTrust, TrustDialog, UnitTrust, trust_dialog
from desktop.pages.trust.key_dialogs import EnterKeyDialog, ShowKeyDialog
from desktop.widgets.theme import Theme

LEFT = Qt.MouseButton.LeftButton
UNIT = "练习单位001"


@pytest.fixture
def headquarters(issued_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    return sit_down(issued_database)


@pytest.fixture
def department(finished_round: Path, tmp_path: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    return sit_down(Path(shutil.copy(finished_round / "units" / f"{UNIT}.db", tmp_path / "unit.db")))


Open = Callable[[Desk], TrustDialog]


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, runner: Runner, person: Any) -> Open:
    def show(desk: Desk) -> TrustDialog:
        parent = QWidget()
        qtbot.addWidget(parent)
        dialog = trust_dialog(desk, theme, runner, person, parent)
        dialog.parent_kept = parent  # type: ignore[attr-defined]  # so that it outlives the fixture
        dialog.show()
        qtbot.waitUntil(lambda: not runner.busy)
        return dialog

    return show


@pytest.fixture
def idle(qtbot: QtBot, runner: Runner) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not runner.busy)


def test_headquarters_sees_its_fingerprint_and_copies_it(qtbot: QtBot, opened: Open, headquarters: Desk) -> None:
    dialog = opened(headquarters)
    assert isinstance(dialog, HeadquartersTrust)
    mark = load_trust(headquarters).signatures[0].fingerprint
    assert dialog.signature.code.text() == mark
    qtbot.mouseClick(dialog.signature.copy_button, LEFT)
    assert QGuiApplication.clipboard().text() == mark


def test_the_policy_and_the_digest_hold_at_once(
    qtbot: QtBot, opened: Open, idle: Callable[[], None], headquarters: Desk
) -> None:
    dialog = opened(headquarters)
    assert isinstance(dialog, HeadquartersTrust)
    assert dialog.policy.buttons[EditedPolicy.MARK].isChecked()
    dialog.policy.buttons[EditedPolicy.MARK].setFocus()
    qtbot.keyClick(dialog.policy.buttons[EditedPolicy.MARK], Qt.Key.Key_Down)
    idle()
    assert load_trust(headquarters).policy is EditedPolicy.HOLD
    qtbot.keyClick(dialog.method.box, Qt.Key.Key_Down)
    idle()
    assert load_trust(headquarters).method is SealMethod.SM3
    assert all(button.accessibleDescription() for button in dialog.policy.buttons.values())
    assert dialog.method.box.accessibleName()


def test_what_is_refused_is_said_and_not_shown_as_done(
    qtbot: QtBot, opened: Open, idle: Callable[[], None], headquarters: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> None:
        raise refuse("refusal.no_digest", method="SM3")

    monkeypatch.setattr(trust, "set_seal_method", missing)
    dialog = opened(headquarters)
    assert isinstance(dialog, HeadquartersTrust)
    qtbot.keyClick(dialog.method.box, Qt.Key.Key_Down)
    idle()
    idle()
    assert "SM3" in dialog.said.text()
    assert dialog.said.isVisible()
    assert dialog.method.box.currentData() == SealMethod.SHA256


def test_a_key_is_made_by_enter_shown_renewed_and_removed(
    qtbot: QtBot, opened: Open, idle: Callable[[], None], headquarters: Desk, person: Any
) -> None:
    told: list[str] = []

    def show(dialog: QDialog) -> bool:
        if isinstance(dialog, ShowKeyDialog):
            told.append(dialog.card.code.text())
        return isinstance(dialog, AskDialog)

    person.show = show
    dialog = opened(headquarters)
    assert isinstance(dialog, HeadquartersTrust)
    assert not dialog.make_button.isEnabled()
    dialog.table.selectRow(0)
    assert (dialog.make_button.isEnabled(), dialog.show_button.isEnabled()) == (True, False)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    idle()
    idle()
    assert told == [exchange_key(headquarters, UNIT)]
    assert (dialog.show_button.isEnabled(), dialog.make_button.text()) == (True, "更换…")
    qtbot.mouseClick(dialog.show_button, LEFT)
    idle()
    qtbot.mouseClick(dialog.make_button, LEFT)
    idle()
    assert told[0] == told[1] != told[2] == exchange_key(headquarters, UNIT)
    qtbot.mouseClick(dialog.remove_button, LEFT)
    idle()
    idle()
    assert load_trust(headquarters).keys[0].since is None
    assert not dialog.remove_button.isEnabled()


def test_nothing_is_renewed_or_removed_without_a_yes(
    qtbot: QtBot, opened: Open, idle: Callable[[], None], headquarters: Desk, person: Any
) -> None:
    key, before = make_exchange_key(headquarters, UNIT), load_trust(headquarters).signatures
    dialog = opened(headquarters)
    assert isinstance(dialog, HeadquartersTrust)
    dialog.table.selectRow(0)
    for button in (dialog.make_button, dialog.remove_button, dialog.renew_button):
        qtbot.mouseClick(button, LEFT)
    idle()
    assert person.shown == ["AskDialog"] * 3
    assert exchange_key(headquarters, UNIT) == key
    assert load_trust(headquarters).signatures == before
    person.agrees = True
    qtbot.mouseClick(dialog.renew_button, LEFT)
    idle()
    idle()
    assert dialog.signature.code.text() == load_trust(headquarters).signatures[0].fingerprint
    assert len(load_trust(headquarters).signatures) == 2


def test_a_unit_sees_whom_it_trusts_and_enters_its_key(
    qtbot: QtBot, opened: Open, idle: Callable[[], None], headquarters: Desk, department: Desk, person: Any
) -> None:
    key = make_exchange_key(headquarters, UNIT)

    def enter(dialog: QDialog) -> bool:
        if isinstance(dialog, AskDialog):
            return True
        assert isinstance(dialog, EnterKeyDialog)
        assert not dialog.go_on.isEnabled()
        dialog.show()
        for typed in ("不对", key.lower()):
            dialog.line.setText(typed)
            qtbot.mouseClick(dialog.go_on, LEFT)
            assert dialog.said.text().startswith("这不是交换密钥")
        return dialog.result() == QDialog.DialogCode.Accepted

    person.show = enter
    dialog = opened(department)
    assert isinstance(dialog, UnitTrust)
    assert [one.fingerprint for one in dialog.signatures.rows] == [load_trust(headquarters).signatures[0].fingerprint]
    assert not dialog.remove_button.isEnabled()
    qtbot.mouseClick(dialog.enter_button, LEFT)
    idle()
    assert exchange_key(department, UNIT) == key
    assert department.author.who in dialog.key.text()
    qtbot.mouseClick(dialog.remove_button, LEFT)
    idle()
    idle()
    assert dialog.key.text().startswith("没有约定密钥")


def test_the_keys_reach_everything_from_the_top_to_the_bottom(qtbot: QtBot, opened: Open, headquarters: Desk) -> None:
    dialog = opened(headquarters)
    assert isinstance(dialog, HeadquartersTrust)
    dialog.table.selectRow(0)
    dialog.signature.copy_button.setFocus()
    met = []
    for _ in range(9):
        met.append(dialog.focusWidget())
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    wanted = [dialog.signature.copy_button, dialog.renew_button, dialog.policy.buttons[EditedPolicy.MARK]]
    wanted += [dialog.table, dialog.make_button, dialog.method.box]
    assert [one for one in dict.fromkeys(met) if one in wanted] == wanted


@pytest.mark.parametrize("where", ["menu", "settings"])
@pytest.mark.parametrize("seat", ["hq.db", "unit"])
def test_it_opens_from_the_menu_and_from_the_settings(
    window: MainWindow, settle: Any, headquarters: Desk, department: Desk, person: Any, where: str, seat: str
) -> None:
    desk = headquarters if seat == "hq.db" else department
    desk.close()
    window.open_database(desk.store.path)
    settle(window)
    assert isinstance(window.view, Seat)
    if where == "menu":
        window.commands.actions.trust.trigger()
    else:
        window.view.bring("settings")
        settle(window)
        window.view.pages.currentWidget().trust_button.click()  # type: ignore[attr-defined]  # the settings page
    settle(window)
    assert person.shown == ["HeadquartersTrust" if desk is headquarters else "UnitTrust"]
