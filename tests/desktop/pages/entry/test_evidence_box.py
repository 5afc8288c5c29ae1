"""Evidence files in the entry page's pane: by button, drop and paste."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from db.names import safe_name
from desktop.operations.evidence import folder_of
from desktop.pages.choosing import ChoiceDialog
from desktop.pages.entry.evidence import EvidenceBox
from desktop.pages.entry.page import EntryPage

KEY, CTRL, LEFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "验收单.pdf"
    path.write_bytes(b"%PDF-1.7 scan")
    return path


@pytest.fixture
def box(page: EntryPage, hands: Any) -> EvidenceBox:
    hands.go("A06", "value")
    return page.pane.evidence


def names(box: EvidenceBox) -> list[str]:
    return [box.files.item(number).text() for number in range(box.files.count())]


def settle(hands: Any) -> None:
    for _ in range(3):
        hands.settle()


def test_files_are_added_by_the_button_and_opened(
    box: EvidenceBox, hands: Any, person: Any, scan: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "desktop.pages.entry.evidence.QDesktopServices.openUrl", lambda url: opened.append(url.fileName()) or True
    )
    assert box.hint.isVisible()
    person.opens = [scan]
    qtbot.mouseClick(box.add_button, LEFT)
    settle(hands)
    assert names(box) == ["验收单.pdf　1 KB"]
    box.files.setCurrentRow(0)
    qtbot.keyClick(box.files, KEY.Key_Return)
    settle(hands)
    assert opened == ["验收单.pdf"]


def test_what_is_dropped_on_it_is_attached_and_not_imported(
    box: EvidenceBox, hands: Any, scan: Path, drop: Callable[..., bool]
) -> None:
    assert drop(box, QPoint(5, 5), scan)
    settle(hands)
    assert [file.name for file in hands.stored("A06").files] == ["验收单.pdf"]


def test_files_and_pictures_are_pasted(box: EvidenceBox, hands: Any, scan: Path, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(scan))])
    QGuiApplication.clipboard().setMimeData(data)
    qtbot.keyClick(box, KEY.Key_V, CTRL)
    settle(hands)
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(picture)
    qtbot.keyClick(box, KEY.Key_V, CTRL)
    settle(hands)
    files = hands.stored("A06").files
    assert [file.name[:3] for file in files] == ["验收单", "截图-"]
    assert (folder_of(hands.desk) / files[1].sha256).read_bytes().startswith(b"\x89PNG")


def test_what_is_removed_can_be_put_back_at_once(box: EvidenceBox, hands: Any, scan: Path, qtbot: QtBot) -> None:
    box._add([scan])
    settle(hands)
    box.files.setCurrentRow(0)
    qtbot.keyClick(box.files, KEY.Key_Delete)
    settle(hands)
    assert names(box) == []
    qtbot.mouseClick(box.undo_button, LEFT)
    settle(hands)
    assert names(box) == ["验收单.pdf　1 KB"]
    assert not box.undo_button.isVisible()


def test_a_file_that_is_gone_says_so(box: EvidenceBox, hands: Any, scan: Path) -> None:
    box._add([scan])
    settle(hands)
    (folder_of(hands.desk) / hands.stored("A06").files[0].sha256).unlink()
    hands.page.refresh()
    settle(hands)
    assert names(box) == ["■ 文件缺失　验收单.pdf　1 KB"]


TRICKS = [("报告\u202efdp.exe", "是程序"), ("报告.pdf.js", "是程序"), ("表.xlsm", "宏")]


@pytest.mark.parametrize(("name", "heading"), TRICKS)
def test_a_program_is_not_opened_without_asking(
    box: EvidenceBox, hands: Any, person: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, heading: str
) -> None:
    opened: list[str] = []
    asked: list[ChoiceDialog] = []
    show = person.show
    monkeypatch.setattr(person, "show", lambda dialog: (asked.append(dialog), show(dialog))[1])
    monkeypatch.setattr(
        "desktop.pages.entry.evidence.QDesktopServices.openUrl", lambda url: opened.append(url.fileName()) or True
    )
    (tmp_path / name).write_bytes(b"MZ")
    box._add([tmp_path / name])
    settle(hands)
    box.files.setCurrentRow(0)
    box.open_button.click()
    settle(hands)
    assert opened == []
    assert heading in asked[0].windowTitle()
    assert asked[0].careful.isDefault()
    person.agrees = True
    box.open_button.click()
    settle(hands)
    assert opened == [safe_name(name)]
