"""A database whose opening takes long shows what is done to it, why, and that it may be stopped."""

import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QMetaObject, QObject, Qt
from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from db import migrating
from db.backups import Backup
from db.schema import SCHEMA_VERSION
from db.steps import Stage
from db.version import version_of
from desktop.main_window import MainWindow
from desktop.pages.seat import Seat
from desktop.pages.stage_card import StageCard
from desktop.pages.welcome import Welcome
from desktop.widgets.fitting import lay_out

OLD = Path(__file__).parents[2] / "db" / "schemas" / "0011-unit.db"
Settle = Callable[[MainWindow], None]


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An old database of which everything is told, however quick it is."""
    monkeypatch.setattr("db.steps._SOON", 0)
    return Path(shutil.copy(OLD, tmp_path))


def begin(window: MainWindow, database: Path, hear: Callable[[StageCard], None]) -> QMetaObject.Connection:
    """Open a database; whoever looks at the card after each word on it is asked to."""
    welcome = window.view
    assert isinstance(welcome, Welcome)

    def look(_stage: Stage) -> None:
        card = window.findChild(StageCard)
        assert card is not None
        hear(card)

    told = welcome.staged.connect(look, Qt.ConnectionType.QueuedConnection)
    assert window.open_database(database)
    return told


def test_an_upgrade_shows_its_steps_a_bar_and_that_nothing_is_lost(
    window: MainWindow, settle: Settle, old: Path
) -> None:
    seen: list[list[str]] = []
    bars: list[tuple[int, int]] = []

    def look(card: StageCard) -> None:
        assert card.isVisible()
        seen.append([label.text() for label in card.findChildren(QLabel)])
        lay_out(window)
        assert all(label.height() >= label.heightForWidth(label.width()) for label in card.findChildren(QLabel))
        bar = card.findChild(QProgressBar)
        assert bar is not None
        bars.append((bar.value(), bar.maximum()))

    begin(window, old, look)
    settle(window)
    settle(window)
    assert isinstance(window.view, Seat)
    assert {texts[0] for texts in seen} == {"正在升级台账"}
    assert "第 1 步，共 9 步：核对是否完好" in {texts[1] for texts in seen}
    assert "第 9 步，共 9 步：写入磁盘" in {texts[1] for texts in seen}
    assert all("只升级这一次" in texts[3] and "不会丢" in texts[3] for texts in seen)
    assert any(value == maximum > 0 for value, maximum in bars)


def test_an_upgrade_that_is_cancelled_leaves_the_cards_and_the_database_as_they_were(
    qtbot: QtBot, window: MainWindow, settle: Settle, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cancelled, back_up = Event(), migrating.back_up_written

    def wait(*given: Any) -> Backup | None:
        cancelled.wait(20)
        return back_up(*given)

    def cancel(card: StageCard) -> None:
        qtbot.mouseClick(card.cancel, Qt.MouseButton.LeftButton)
        assert (card.cancel.text(), card.cancel.isEnabled()) == ("正在取消…", False)
        cancelled.set()

    monkeypatch.setattr(migrating, "back_up_written", wait)
    told = begin(window, old, cancel)
    settle(window)
    assert isinstance(window.view, Welcome)
    assert version_of(old) == "0011"
    assert "还是原来的样子" in window.view.work.notice.text
    assert window.view.assignment_button.isVisible()
    QObject.disconnect(told)
    assert window.open_database(old)
    settle(window)
    settle(window)
    assert isinstance(window.view, Seat)
    assert version_of(old) == SCHEMA_VERSION
