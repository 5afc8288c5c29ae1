"""From the check to the file: each question in its turn, and the last word with the check code."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.operations.checklist import load_checklist
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.report import Reported
from desktop.pages.checklist.dialog import ChecklistDialog
from desktop.pages.dialogs import Chooser
from desktop.pages.errands import Errands
from desktop.pages.folders import Folders, open_folder
from desktop.pages.reported import ReportedDialog
from desktop.pages.runner import Runner
from desktop.pages.work import Work
from desktop.settings import EXPORT_FOLDER, IMPORT_FOLDER, Settings
from desktop.widgets.theme import Theme

PERIOD = "2024-03"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def desk(finished_round: Path, tmp_path: Path, sit_down: Callable[[Path], Desk]) -> Iterator[Desk]:
    """A department whose last report is out, with a draft after it that nothing is wrong with."""
    copy = tmp_path / "unit.db"
    copy.write_bytes((finished_round / "units" / "练习单位001.db").read_bytes())
    desk = sit_down(copy)
    rows = load_entry(desk, PERIOD).rows
    edit_entries(desk, PERIOD, [CellEdit(row.target.key, "explanation", "已说明") for row in rows])
    edit_entries(desk, PERIOD, [CellEdit(row.target.key, "narrative", "按计划推进") for row in rows])
    assert load_checklist(desk, PERIOD).concerns == ()
    return desk


@pytest.fixture
def errands(desk: Desk, theme: Theme, runner: Runner, person: Chooser, settings: Settings, holder: QWidget) -> Errands:
    return Errands(desk, Work(runner, holder), theme, person, settings, holder)


def notice(errands: Errands) -> str:
    return errands._work.notice.text


def rest(qtbot: QtBot, runner: Runner) -> None:
    qtbot.waitUntil(lambda: not runner.busy)


def break_something(desk: Desk) -> str:
    target = next(row.target for row in load_entry(desk, PERIOD).rows if row.target.goal.target is not None)
    edit_entries(desk, PERIOD, [CellEdit(target.key, "value", "十二")])
    return target.key


def test_a_clean_report_asks_for_names_and_file_only(
    qtbot: QtBot, errands: Errands, runner: Runner, person: object, tmp_path: Path
) -> None:
    person.saves = tmp_path / "上报.xlsx"
    errands.export_report(PERIOD)
    rest(qtbot, runner)
    assert person.shown == ["ReportedDialog"]
    assert person.asked == ["signature", "上报_练习单位001_2024-03_第2次.xlsx"]
    assert person.saves.exists()
    assert "第 2 次上报表已导出" in notice(errands)
    assert errands.folders.export_folder == tmp_path
    # Once more, as it was: nothing is checked and nobody signs.
    errands.export_report(PERIOD)
    rest(qtbot, runner)
    assert person.shown == ["ReportedDialog"] * 2
    assert person.asked[2:] == ["上报_练习单位001_2024-03_第2次.xlsx"]


def test_a_report_that_is_open_in_excel_is_saved_under_a_second_name(
    qtbot: QtBot, errands: Errands, runner: Runner, person: object, tmp_path: Path, kept_open: Callable[..., object]
) -> None:
    person.saves, person.agrees = tmp_path / "上报.xlsx", True
    kept_open(person.saves)
    errands.export_report(PERIOD)
    rest(qtbot, runner)
    assert person.shown == ["InUseDialog", "ReportedDialog"]
    assert person.saves.read_bytes() == b"old"
    assert (tmp_path / "上报_2.xlsx").exists()
    assert "上报_2.xlsx" in notice(errands)
    assert load_checklist(errands._desk, PERIOD).sealed


def test_findings_come_first_and_errors_end_it(
    qtbot: QtBot, errands: Errands, desk: Desk, runner: Runner, person: object, tmp_path: Path
) -> None:
    break_something(desk)
    person.saves = tmp_path / "上报.xlsx"
    errands.export_report(PERIOD)
    rest(qtbot, runner)
    assert (person.shown, person.asked) == (["ChecklistDialog"], [])


def test_the_check_alone_says_that_all_is_well_or_shows_what_is_not(
    qtbot: QtBot, errands: Errands, desk: Desk, runner: Runner, person: object
) -> None:
    errands.check_report(PERIOD)
    rest(qtbot, runner)
    assert "没有发现问题" in notice(errands)
    assert person.shown == []
    break_something(desk)
    errands.check_report(PERIOD)
    rest(qtbot, runner)
    assert (person.shown, person.asked) == (["ChecklistDialog"], [])


def test_from_the_check_one_goes_on_to_the_report(
    qtbot: QtBot, errands: Errands, desk: Desk, runner: Runner, person: object, tmp_path: Path
) -> None:
    row = next(row for row in load_entry(desk, PERIOD).rows if row.target.goal.adds_up)
    edits = [CellEdit(row.target.key, "value", "0"), CellEdit(row.target.key, "explanation", "")]
    edit_entries(desk, PERIOD, edits)
    person.saves = tmp_path / "上报.xlsx"
    errands.check_report(PERIOD)
    rest(qtbot, runner)
    assert person.shown == ["ChecklistDialog", "ReportedDialog"]
    person.goes_on = False
    edit_entries(desk, PERIOD, [CellEdit(row.target.key, "narrative", "又有进展")])
    errands.export_report(PERIOD)
    rest(qtbot, runner)
    assert person.shown[2:] == ["ChecklistDialog"]


def test_the_cell_that_was_picked_is_told(
    qtbot: QtBot, errands: Errands, desk: Desk, runner: Runner, person: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = break_something(desk)

    def pick(dialog: QDialog) -> bool:
        assert isinstance(dialog, ChecklistDialog)
        dialog.table.opened.emit()
        dialog.deleteLater()
        return False

    monkeypatch.setattr(person, "show", pick)
    with qtbot.waitSignal(errands.picked) as picked:
        errands.check_report(PERIOD)
    assert picked.args == [key, "value"]
    rest(qtbot, runner)


def test_errors_that_come_up_meanwhile_are_told(errands: Errands, person: object) -> None:
    blocked: list[object] = []
    errands.blocked.connect(blocked.append)
    errands._reporting.tell(Reported(None, 2, "", ()))
    assert blocked == [()]
    assert "没有导出" in notice(errands)
    assert person.shown == []


def test_the_last_word_has_the_code_and_the_place(
    qtbot: QtBot, theme: Theme, holder: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("desktop.pages.reported.open_folder", opened.append)
    assert theme.tokens
    dialog = ReportedDialog(tmp_path / "上报.xlsx", 2, "ABCDE-FGHJK", holder)
    dialog.show()
    clipboard = QGuiApplication.clipboard()
    qtbot.mouseClick(dialog.copy_code, LEFT)
    assert (clipboard.text(), dialog.copy_code.text()) == ("ABCDE-FGHJK", "已复制")
    qtbot.mouseClick(dialog.copy_path, LEFT)
    assert clipboard.text() == str(tmp_path / "上报.xlsx")
    qtbot.mouseClick(dialog.open_button, LEFT)
    assert opened == [tmp_path]
    qtbot.keyClick(dialog.close_button, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.deleteLater()


def test_a_dialog_is_let_go_of_when_it_is_closed(qtbot: QtBot, settings: Settings, holder: QWidget) -> None:
    dialog = QDialog(holder)
    QTimer.singleShot(0, dialog.accept)
    with qtbot.waitSignal(dialog.destroyed):
        assert Chooser(settings).show(dialog)


def test_a_folder_is_shown_by_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(
        "desktop.pages.folders.QDesktopServices.openUrl", lambda url: asked.append(Path(url.toLocalFile())) or True
    )
    open_folder(tmp_path)
    assert asked == [tmp_path]


def test_the_folders_of_the_settings_are_where_it_begins(settings: Settings, tmp_path: Path) -> None:
    settings.set(EXPORT_FOLDER, str(tmp_path))
    assert Folders(settings).export_folder == tmp_path
    assert Folders(settings).import_folder == settings.folder(IMPORT_FOLDER)
