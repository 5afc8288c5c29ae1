"""A file that another program keeps open: the sentence, and what a person can do about it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from db.errors import FileInUse, refuse
from desktop.exchange.files import put_bytes
from desktop.operations.progress import Progress
from desktop.pages.runner import Runner, Topic
from desktop.pages.saving import InUseDialog, Saving
from desktop.pages.work import Work
from desktop.widgets.theme import Theme

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def holder(qtbot: QtBot, theme: Theme) -> QWidget:
    assert theme.tokens
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def work(runner: Runner, holder: QWidget) -> Work:
    return Work(runner, holder)


class Excel:
    """Keeps a name open until it is told to let go; what is written lies on the disk."""

    def __init__(self, *names: str) -> None:
        self.open = set(names)

    def write(self, path: Path, _progress: Progress) -> Path:
        if path.name in self.open:
            raise FileInUse(path, path.with_name(f"{path.stem}_2{path.suffix}"))
        put_bytes(path, b"new")
        return path


Save = Callable[[Excel, Callable[[InUseDialog], None]], list[Path]]


@pytest.fixture
def save(qtbot: QtBot, work: Work, person: Any, holder: QWidget, tmp_path: Path) -> Save:
    """Saves 上报.xlsx while somebody answers the dialogs; the paths that were written."""

    def run(excel: Excel, answer: Callable[[InUseDialog], None]) -> list[Path]:
        def show(dialog: QDialog) -> bool:
            assert isinstance(dialog, InUseDialog)
            dialog.show()
            answer(dialog)
            dialog.deleteLater()
            return dialog.result() == QDialog.DialogCode.Accepted

        person.show = show
        written: list[Path] = []
        changes = frozenset({Topic.EXCHANGES})
        Saving(work, person, holder).begin("正在导出", tmp_path / "上报.xlsx", excel.write, written.append, changes)
        qtbot.waitUntil(lambda: not work.runner.busy)
        return written

    return run


def test_what_nobody_keeps_open_is_saved_without_a_question(save: Save, tmp_path: Path) -> None:
    assert save(Excel(), lambda dialog: pytest.fail(dialog.windowTitle())) == [tmp_path / "上报.xlsx"]


def test_the_second_name_is_one_button(qtbot: QtBot, save: Save, tmp_path: Path) -> None:
    said: list[str] = []

    def answer(dialog: InUseDialog) -> None:
        said.extend((dialog.windowTitle(), dialog.second_name.text()))
        qtbot.mouseClick(dialog.second_name, LEFT)

    assert save(Excel("上报.xlsx"), answer) == [tmp_path / "上报_2.xlsx"]
    assert said == ["文件正被别的程序打开", "用第二个名字保存"]
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".xlsx"] == ["上报_2.xlsx"]


def test_a_second_name_that_is_open_as_well_is_asked_about_again(qtbot: QtBot, save: Save, tmp_path: Path) -> None:
    answer = lambda dialog: qtbot.mouseClick(dialog.second_name, LEFT)  # noqa: E731 - a hand
    assert save(Excel("上报.xlsx", "上报_2.xlsx"), answer) == [tmp_path / "上报_2_2.xlsx"]


def test_once_it_is_closed_it_is_saved_under_its_name(qtbot: QtBot, save: Save, tmp_path: Path) -> None:
    excel = Excel("上报.xlsx")

    def answer(dialog: InUseDialog) -> None:
        excel.open.clear()
        qtbot.mouseClick(dialog.try_again, LEFT)

    assert save(excel, answer) == [tmp_path / "上报.xlsx"]


def test_who_does_neither_has_written_nothing(qtbot: QtBot, save: Save, tmp_path: Path) -> None:
    assert save(Excel("上报.xlsx"), lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape)) == []
    assert list(tmp_path.glob("*.xlsx")) == []


def test_whatever_else_is_in_the_way_is_said_above_the_page(
    qtbot: QtBot, work: Work, person: Any, holder: QWidget, tmp_path: Path
) -> None:
    def full(path: Path, _progress: Progress) -> Path:
        raise refuse("refusal.disk_full", path=str(path))

    written: list[Path] = []
    Saving(work, person, holder).begin("正在导出", tmp_path / "上报.xlsx", full, written.append)
    qtbot.waitUntil(lambda: not work.runner.busy)
    assert (written, person.shown) == ([], [])
    assert "磁盘满了" in work.notice.text
