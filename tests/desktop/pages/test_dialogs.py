"""The questions to a person: files, a new plan, really, and what went wrong."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.operations.entry import Signature
from desktop.own_folder import own_folder
from desktop.pages.crash_dialog import CrashDialog
from desktop.pages.dialogs import Chooser
from desktop.pages.new_plan import NewPlan, NewPlanDialog
from desktop.pages.signature import SignatureDialog
from desktop.settings import FILLED_BY, FILLED_BY_PHONE, IMPORT_FOLDER, Settings
from desktop.widgets.theme import Theme

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def parent(qtbot: QtBot, theme: Theme) -> QWidget:
    assert theme.tokens
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_a_crash_can_be_copied(qtbot: QtBot, parent: QWidget, qapp: QApplication) -> None:
    dialog = CrashDialog("Traceback: 除以零", parent)
    qtbot.addWidget(dialog)
    dialog.show()
    copy, close = (
        next(one for one in dialog.findChildren(QPushButton) if one.text() == text) for text in ("复制详细信息", "关闭")
    )
    qtbot.mouseClick(copy, LEFT)
    assert qapp.clipboard().text() == "Traceback: 除以零"
    qtbot.mouseClick(close, LEFT)
    assert not dialog.isVisible()


def test_a_new_plan_is_the_one_that_ships_one_of_our_own_or_empty(qtbot: QtBot, parent: QWidget) -> None:
    own = Path("catalogue.csv")
    dialog = NewPlanDialog(lambda _parent: own, parent)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.unit, " Office ")
    assert dialog.plan == NewPlan("Office", None)
    qtbot.keyClick(dialog.own, Qt.Key.Key_Space)
    assert not dialog.make.isEnabled()
    qtbot.mouseClick(dialog._pick, LEFT)
    assert dialog.make.isEnabled()
    assert dialog.plan == NewPlan("Office", own)
    qtbot.keyClick(dialog.empty, Qt.Key.Key_Space)
    dialog.year.setValue(2027)
    assert dialog.plan == NewPlan("Office", None, 2027)
    qtbot.mouseClick(dialog.make, LEFT)
    assert dialog.result() == NewPlanDialog.DialogCode.Accepted


def test_a_dialog_that_is_done_with_is_freed(qtbot: QtBot, parent: QWidget, settings: Settings) -> None:
    def close() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, CrashDialog)
        gone.append(dialog)
        dialog.reject()

    gone: list[QWidget] = []
    QTimer.singleShot(0, close)
    Chooser(settings).show_crash(parent, "details")
    with qtbot.waitSignal(gone[0].destroyed):
        pass


def test_files_get_the_ending_that_was_meant(
    parent: QWidget, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chosen = {"name": ""}
    starts: list[str] = []

    def save(_parent: QWidget, _title: str, start: str, *_rest: object, **_options: object) -> tuple[str, str]:
        starts.append(start)
        return chosen["name"], ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    chooser = Chooser(settings)
    assert chooser.save_workbook(parent, tmp_path, "上报.xlsx") is None
    assert starts == [str(tmp_path / "上报.xlsx")]
    chosen["name"] = str(tmp_path / "第1.2次")
    assert chooser.save_workbook(parent, tmp_path, "x") == tmp_path / "第1.2次.xlsx"
    assert chooser.new_database(parent, "本单位") == tmp_path / "第1.2次.tdesk"
    assert starts[-1] == str(own_folder() / "本单位.tdesk")
    chosen["name"] = str(tmp_path / "a.XLSX")
    assert chooser.save_workbook(parent, tmp_path, "x") == tmp_path / "a.XLSX"


def test_what_was_chosen_comes_back_as_paths(
    parent: QWidget, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = str(tmp_path / "a.xlsx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (file, ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([file, file], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    chooser = Chooser(settings)
    assert chooser.workbooks(parent, tmp_path) == [Path(file)] * 2
    assert chooser.workbook(parent) == chooser.catalogue(parent) == chooser.database(parent) == Path(file)
    assert chooser.folder(parent, "", Path()) == tmp_path
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    assert chooser.workbook(parent) is None


def test_who_usually_answers_for_a_report_is_filled_in_already(
    qtbot: QtBot, parent: QWidget, settings: Settings
) -> None:
    settings.set(FILLED_BY, "王填")
    settings.set(FILLED_BY_PHONE, "027-1")

    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SignatureDialog)
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    QTimer.singleShot(0, accept)
    assert Chooser(settings).signature(parent, Signature("", "李审", "")) == Signature("王填", "李审", "027-1")


def test_files_are_looked_for_and_put_where_the_settings_say(
    parent: QWidget, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    starts: list[str] = []

    def ask(_parent: QWidget, _title: str, start: str, *_rest: object) -> tuple[str, str]:
        starts.append(start)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    chooser = Chooser(settings)
    chooser.workbook(parent)
    settings.set(IMPORT_FOLDER, str(tmp_path))
    chooser.workbook(parent)
    assert starts == ["", str(tmp_path)]
