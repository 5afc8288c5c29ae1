"""A window on headquarters' database on a server, beside other people's."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from clusters import PASSWORD, READER, Cluster
from pytestqt.qtbot import QtBot

from db.address import Location, Server, server_of
from db.vocabulary import Verdict
from desktop.desk import Desk
from desktop.handed import Handed
from desktop.main_window import MainWindow
from desktop.operations.deciding import decide
from desktop.operations.reviewing import load_reports
from desktop.pages.board import BoardPage
from desktop.pages.help.diagnostics import describe
from desktop.pages.review.page import ReviewPage
from desktop.pages.seat import Seat
from desktop.settings import Settings, last_database, remember_database

MARCH = "2024-03"
Settle = Callable[[MainWindow], None]


@pytest.fixture
def keeper(cluster: Cluster) -> Cluster:
    """All of these are on a server."""
    return cluster


def review_page(window: MainWindow, settle: Settle) -> ReviewPage:
    assert isinstance(window.view, Seat)
    window.view.bring("review")
    for _ in range(4):
        settle(window)
    page = window.view.pages.currentWidget()
    assert isinstance(page, ReviewPage)
    return page


@pytest.fixture
def opened(window: MainWindow, settle: Settle, headquarters_database: Location) -> MainWindow:
    """The window with every report of March in, and what waits for the first page done."""
    assert window.start_with(Handed.of([headquarters_database.url]))
    settle(window)
    settle(window)
    assert isinstance(window.view, Seat)
    return window


def test_the_window_says_who_sits_where_and_keeps_no_password(
    opened: MainWindow, headquarters_database: Location, settings: Settings
) -> None:
    assert isinstance(headquarters_database, Server)
    # Practice data, as these are, is not remembered by itself.
    remember_database(settings.store, headquarters_database)
    assert opened.windowTitle().endswith(f" · officer · {headquarters_database.name}")
    remembered = last_database(settings.store)
    assert isinstance(remembered, Server)
    assert remembered.url == str(headquarters_database)
    settings.store.sync()
    assert PASSWORD not in Path(settings.store.fileName()).read_text(encoding="utf-8")
    assert not opened.commands.actions.backups.isEnabled()
    assert not opened.commands.actions.access.isEnabled()


def test_what_somebody_else_decides_is_shown_by_itself(
    qtbot: QtBot, opened: MainWindow, settle: Settle, headquarters_database: Location, sit_down: Callable[..., Desk]
) -> None:
    page = review_page(opened, settle)
    assert page.unit is not None
    assert page.unit.verdict is None
    other = sit_down(headquarters_database)
    report = next(one.report for one in load_reports(other, MARCH) if one.unit_key == page.unit.unit_key)
    assert report is not None
    decide(other, report, Verdict.ACCEPTED)
    qtbot.waitUntil(lambda: page.unit is not None and page.unit.verdict is Verdict.ACCEPTED, timeout=10_000)
    settle(opened)
    qtbot.waitUntil(page.reopen_button.isEnabled, timeout=10_000)


def test_work_goes_on_after_the_server_went_away_for_a_moment(
    opened: MainWindow, settle: Settle, keeper: Cluster, headquarters_database: Location
) -> None:
    page = review_page(opened, settle)
    assert isinstance(headquarters_database, Server)
    keeper.run(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{headquarters_database.name}'"  # noqa: S608
    )
    page.accept_button.click()
    for _ in range(4):
        settle(opened)
    assert page.unit is not None
    assert page.unit.verdict is Verdict.ACCEPTED


def test_whoever_may_only_look_sees_all_and_changes_nothing(
    window: MainWindow, settle: Settle, keeper: Cluster, headquarters_database: Location
) -> None:
    assert isinstance(headquarters_database, Server)
    assert window.open_database(keeper.server(headquarters_database.name, READER))
    settle(window)
    settle(window)
    assert window.windowTitle().endswith(f"{READER} · {headquarters_database.name} · 只能查看")
    assert isinstance(window.view, Seat)
    assert isinstance(window.view.pages.currentWidget(), BoardPage)
    page = review_page(window, settle)
    page.accept_button.click()
    for _ in range(2):
        settle(window)
    assert "服务器不允许" in window.view.work.notice.text
    assert page.unit is not None
    assert page.unit.verdict is None


def test_a_server_that_cannot_be_reached_is_said_on_the_welcome(window: MainWindow, settle: Settle) -> None:
    server = server_of(f"postgresql://li:{PASSWORD}@127.0.0.1:1/nothing")
    assert server is not None
    assert window.open_database(server)
    settle(window)
    said = window.view.work.notice.text
    assert "连不上" in said
    assert PASSWORD not in said
    assert urlsplit(server.url).hostname in said


def test_a_diagnosis_names_the_server_and_not_where_it_is(
    headquarters_database: Location, sit_down: Callable[..., Desk]
) -> None:
    from desktop.operations.diagnostics import diagnose

    told = describe(diagnose(sit_down(headquarters_database)))
    assert "PostgreSQL 1" in told
    assert "127.0.0.1" not in told
