"""Databases to sit at, and a person who answers every question as a test says."""
# ruff: noqa: ARG001, ARG002

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from clusters import OFFICER, Cluster
from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QMimeData,
    QObject,
    QPoint,
    QPointF,
    QSettings,
    Qt,
    QUrl,
    QVersionNumber,
)
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from db.address import Location, Server
from db.vocabulary import Origin
from desktop.desk import Desk, open_desk
from desktop.main_window import MainWindow
from desktop.operations.demo import Size, demo
from desktop.operations.entry import Signature
from desktop.operations.practice import practise
from desktop.pages.checklist.dialog import ChecklistDialog
from desktop.pages.choosing import ChoiceDialog
from desktop.pages.dialogs import Chooser
from desktop.pages.issue_dialog import IssueDialog
from desktop.pages.new_plan import NewPlan
from desktop.pages.runner import Runner
from desktop.settings import Settings
from desktop.widgets.theme import Theme

PERIOD = "2024-03"


@dataclass
class Person(Chooser):
    """Answers what it was told to; None and False where it was told nothing."""

    opens: list[Path] = field(default_factory=list)
    saves: Path | None = None
    into: Path | None = None
    keeps: Path | None = None
    plan: NewPlan | None = None
    signs: Signature | None = field(default_factory=lambda: Signature("王填", "李审", "027-1"))
    agrees: bool = False
    # The codes of the answers to questions with several.
    picks: list[str] = field(default_factory=list)
    goes_on: bool = True
    prints: bool = True
    asked: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)

    def workbooks(self, parent: QWidget, start: Path) -> list[Path]:
        self.asked.append("workbooks")
        return self.opens

    def workbook(self, parent: QWidget) -> Path | None:
        return self.opens[0] if self.opens else None

    def save_workbook(self, parent: QWidget, folder: Path, name: str) -> Path | None:
        self.asked.append(name)
        return self.saves

    def evidence(self, parent: QWidget, start: Path) -> list[Path]:
        self.asked.append("evidence")
        return self.opens

    def save_pdf(self, parent: QWidget, folder: Path, name: str) -> Path | None:
        self.asked.append(name)
        return self.saves

    def folder(self, parent: QWidget, title: str, start: Path) -> Path | None:
        return self.into

    def database(self, parent: QWidget) -> Path | None:
        return self.opens[0] if self.opens else None

    def new_database(self, parent: QWidget, name: str) -> Path | None:
        self.asked.append(name)
        return self.keeps

    def new_plan(self, parent: QWidget) -> NewPlan | None:
        return self.plan

    def signature(self, parent: QWidget, known: Signature) -> Signature | None:
        self.asked.append("signature")
        return self.signs

    def has_printer(self) -> bool:
        return self.prints

    def show(self, dialog: QDialog) -> bool:
        """A checklist is agreed to where its button can be pressed, what only tells is closed; else as told."""
        self.shown.append(type(dialog).__name__)
        dialog.deleteLater()
        if isinstance(dialog, ChoiceDialog) and self.picks:
            dialog.buttons[self.picks.pop(0)].click()
            return bool(dialog.chosen)
        if isinstance(dialog, ChecklistDialog):
            return self.goes_on and dialog.export_button.isEnabled()
        if isinstance(dialog, IssueDialog):
            return self.goes_on
        return self.agrees

    def show_crash(self, parent: QWidget, details: str) -> None:
        self.crashes.append(details)


@pytest.fixture
def kept_open(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[float]]:
    """Lets a program keep files open for so many tries, as on Windows; the pauses, none of which is waited for."""

    def keep(*paths: Path, tries: int = 99, number: int = 32) -> list[float]:
        replace, left, pauses = os.replace, [tries], []

        def refuse(source: Path, target: Path) -> None:
            if target in paths and left[0]:
                left[0] -= 1
                error = PermissionError(errno.EACCES, "in use")
                error.winerror = number
                raise error
            replace(source, target)

        monkeypatch.setattr("desktop.exchange.files.os.replace", refuse)
        monkeypatch.setattr("desktop.exchange.files.sleep", pauses.append)
        for path in paths:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"old")
        return pauses

    return keep


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture(scope="session")
def finished_round(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a whole round of four units and twelve targets; copy what is written to."""
    folder = tmp_path_factory.mktemp("round")
    demo(folder, Size(4, 12), PERIOD)
    return folder


@pytest.fixture(scope="session")
def practice_source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("practice") / "练习.db"
    practise(database)
    return database


@pytest.fixture
def practice_database(practice_source: Path, tmp_path: Path) -> Path:
    """A department's practice database of the test's own."""
    return Path(shutil.copy(practice_source, tmp_path / "练习.db"))


@pytest.fixture
def placed(keeper: Cluster | None, tmp_path: Path) -> Iterator[Callable[[Path], Location]]:
    """Puts a copy of headquarters' database where this test has its databases."""
    servers: list[Server] = []

    def place(source: Path) -> Location:
        if keeper is None:
            return Path(shutil.copy(source, tmp_path / "hq.db"))
        servers.append(keeper.database(keeper.moved(source), OFFICER))
        return servers[-1]

    yield place
    for server in servers:
        assert keeper is not None
        keeper.drop(server)


@pytest.fixture
def headquarters_database(finished_round: Path, placed: Callable[[Path], Location]) -> Location:
    """Headquarters' database with every report in."""
    return placed(finished_round / "hq.db")


@pytest.fixture
def issued_database(finished_round: Path, placed: Callable[[Path], Location]) -> Location:
    """Headquarters' database before any report came in."""
    return placed(finished_round / "hq-issued.db")


@pytest.fixture
def sit_down(placed: object) -> Iterator[Callable[[Location], Desk]]:
    """Opens desks, and closes them after the test."""
    desks: list[Desk] = []

    def sit(database: Location) -> Desk:
        desks.append(open_desk(database, Origin.WINDOW))
        return desks[-1]

    yield sit
    for desk in desks:
        desk.close()


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    """A runner whose thread ends with the test, and in which no bug may come to light."""
    runner = Runner()
    crashes: list[str] = []
    runner.crashed.connect(crashes.append)
    yield runner
    runner.close()
    assert not crashes, crashes[0]


@pytest.fixture
def drop() -> Callable[..., bool]:
    """Drops files at a point of a widget or of a window's native handle; whether the target wanted them."""

    def at(target: QObject, point: QPoint, *paths: Path) -> bool:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        copy, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        # Qt 6.12 wants the finer point that 6.11 does not take yet.
        entered = QPointF(point) if QLibraryInfo.version() >= QVersionNumber(6, 12) else point
        enter = QDragEnterEvent(entered, copy, data, button, keys)
        QCoreApplication.sendEvent(target, enter)
        QCoreApplication.sendEvent(target, QDropEvent(QPointF(point), copy, data, button, keys))
        return enter.isAccepted()

    return at


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, settings: Settings, person: Person) -> Iterator[MainWindow]:
    """The real window with the welcome in it; idle again when the test ends."""
    window = MainWindow(theme, settings)
    # The screen that there is none of is smaller than any clerk's.
    window.resize(1280, 800)
    window.furnish(person)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.close()
    assert not person.crashes, person.crashes[0]


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[MainWindow], None]:
    """Waits until a window has nothing more to do."""

    def wait(window: MainWindow) -> None:
        qtbot.waitUntil(lambda: not window.busy, timeout=20_000)

    return wait
