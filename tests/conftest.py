"""What every test of the window stands on: no screen, no word of Qt's that nobody expected, no thread left behind."""

import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from clusters import OFFICER, PASSWORD, READER, Cluster, NoServerError, running

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hypothesis import settings
from PySide6.QtCore import QMessageLogContext, QSettings, QStandardPaths, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from db.address import Location
from db.server.roles import prepare
from desktop.app import speak_in
from desktop.widgets.theme import Theme

# How long an example takes says something of the machine alone.
settings.register_profile("desk", deadline=None)
settings.load_profile("desk")

# What the offscreen platform says for want of a screen.
_EXPECTED = re.compile(r"This plugin does not support|propagateSizeHints|QFontDatabase: Cannot find font directory")


@pytest.fixture(autouse=True)
def quiet_qt(request: pytest.FixtureRequest) -> Iterator[None]:
    """A message of Qt's that is not expected fails the test it comes from."""
    if "qapp" not in request.fixturenames:
        yield
        return
    messages: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind not in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg} and not _EXPECTED.search(text):
            messages.append(f"{kind.name}: {text}")

    before = qInstallMessageHandler(hear)
    yield
    qInstallMessageHandler(before)
    assert not messages, messages


@pytest.fixture(autouse=True)
def no_dangling_thread(quiet_qt: None) -> Iterator[None]:  # noqa: ARG001 - in this order
    """A thread that a test leaves behind fails it."""
    before = set(threading.enumerate())
    yield
    left = [thread.name for thread in threading.enumerate() if thread not in before]
    assert not left, left


@pytest.fixture(scope="session", autouse=True)
def empty_clipboard(qapp_cls: type[QApplication]) -> Iterator[None]:
    """Leave nothing of Python's on the clipboard: the offscreen platform keeps it longer than Python lives."""
    yield
    if qapp_cls.instance() is not None:
        qapp_cls.clipboard().clear()


@pytest.fixture(scope="session", autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep away from the settings and the data of whoever runs the tests."""
    QStandardPaths.setTestModeEnabled(True)
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        QSettings.setPath(QSettings.Format.IniFormat, scope, str(tmp_path_factory.mktemp("settings")))


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The light theme on the one application of the tests, which speaks Chinese."""
    speak_in(qapp, "zh")
    return Theme(qapp, "light")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What is marked `on_both` runs on a file and on a server."""
    if metafunc.definition.get_closest_marker("on_both") and "keeper" in metafunc.fixturenames:
        metafunc.parametrize("keeper", ["file", "server"], indirect=True)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of this run's own, with a database of today's tables to make others from."""
    try:
        with running() as cluster:
            for person in prepare(cluster.server("prepared"), [OFFICER], [READER]):
                cluster.run(f"ALTER ROLE {person.name} PASSWORD '{PASSWORD}'")
            yield cluster
    except NoServerError as missing:
        pytest.skip(str(missing))


@pytest.fixture
def keeper(request: pytest.FixtureRequest) -> Cluster | None:
    """The server that keeps the databases of this test; None where they are files."""
    on_server = getattr(request, "param", "file") == "server"
    return request.getfixturevalue("cluster") if on_server else None


@pytest.fixture
def location(keeper: Cluster | None, tmp_path: Path) -> Iterator[Location]:
    """Where a database of the test's own may be made."""
    if keeper is None:
        yield tmp_path / "台账.db"
        return
    server = keeper.database("prepared", OFFICER)
    yield server
    # Refused while anybody is still connected.
    keeper.drop(server)
