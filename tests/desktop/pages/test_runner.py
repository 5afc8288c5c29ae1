"""The runner: order, threads, results, refusals, cancelling, closing."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from db.errors import Refusal, refuse
from desktop.operations.progress import Progress
from desktop.pages.runner import Runner, Topic


@pytest.fixture
def idle(qtbot: QtBot, runner: Runner) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not runner.busy)


def test_jobs_run_in_order_away_from_the_gui_and_results_come_back_to_it(
    runner: Runner, idle: Callable[[], None]
) -> None:
    here, seen = threading.current_thread(), []

    def done(thread: threading.Thread) -> None:
        seen.append((thread, threading.current_thread()))

    for _ in range(3):
        runner.run(lambda _progress: threading.current_thread(), done)
    idle()
    threads = {job for job, _ in seen}
    assert len(seen) == 3
    assert len(threads) == 1
    assert here not in threads
    assert {back for _, back in seen} == {here}


def test_what_changed_is_told_after_success_only(runner: Runner, idle: Callable[[], None]) -> None:
    told: list[frozenset[Topic]] = []
    runner.changed.connect(told.append)
    runner.refused.connect(lambda _refusal: None)

    def refused(_progress: Progress) -> None:
        raise refuse("refusal.disk_full")

    runner.run(refused, lambda _result: None, changes=frozenset({Topic.PLAN}))
    runner.run(lambda _progress: 1, lambda _result: None, changes=frozenset({Topic.ENTRIES}))
    runner.run(lambda _progress: 1, lambda _result: None)
    idle()
    assert told == [frozenset({Topic.ENTRIES})]


def test_a_refusal_goes_to_whoever_asked_or_else_to_the_shell(runner: Runner, idle: Callable[[], None]) -> None:
    mine: list[Refusal] = []
    shells: list[Refusal] = []
    runner.refused.connect(shells.append)

    def refused(_progress: Progress) -> None:
        raise refuse("refusal.disk_full")

    runner.run(refused, lambda _result: None, failed=mine.append)
    runner.run(refused, lambda _result: None)
    idle()
    assert [one.sentence.code for one in mine] == ["refusal.disk_full"]
    assert [one.sentence.code for one in shells] == ["refusal.disk_full"]


def test_a_bug_is_told_with_its_traceback(qtbot: QtBot) -> None:
    runner, crashes = Runner(), []
    runner.crashed.connect(crashes.append)

    def buggy(_progress: Progress) -> None:
        raise ZeroDivisionError

    runner.run(buggy, lambda _result: None)
    qtbot.waitUntil(lambda: bool(crashes))
    runner.close()
    assert "ZeroDivisionError" in crashes[0]
    assert "test_runner.py" in crashes[0]


def test_a_running_job_stops_where_it_is_asked_to_and_ends_without_a_word(
    qtbot: QtBot, runner: Runner, idle: Callable[[], None]
) -> None:
    begun, go_on, results = threading.Event(), threading.Event(), []

    def job(progress: Progress) -> str:
        begun.set()
        go_on.wait()
        progress(1, 2, "next")
        return "never"

    task = runner.run(job, results.append)
    waiting = runner.run(lambda _progress: "not begun", results.append)
    qtbot.waitUntil(begun.is_set)
    task.cancel()
    waiting.cancel()
    go_on.set()
    idle()
    assert results == []


def test_progress_is_told_now_and_then_and_at_the_end(runner: Runner, idle: Callable[[], None]) -> None:
    told: list[tuple[int, int, str]] = []

    def job(progress: Progress) -> None:
        for number in range(10_001):
            progress(number, 10_000, f"{number}.xlsx")

    runner.run(job, lambda _result: None, progress=lambda *step: told.append(step))
    idle()
    assert told[-1] == (10_000, 10_000, "10000.xlsx")
    assert len(told) < 100


class Page(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.results: list[int] = []

    def take(self, result: int) -> None:
        self.results.append(result)


def test_a_page_that_is_gone_hears_nothing(qtbot: QtBot, runner: Runner, idle: Callable[[], None]) -> None:
    page, hold = Page(), threading.Event()

    def job(_progress: Progress) -> int:
        hold.wait()
        return 1

    runner.run(job, page.take)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    hold.set()
    idle()
    assert page.results == []


def test_closing_finishes_what_has_no_cancel_button_and_stops_what_has(qtbot: QtBot) -> None:
    runner, results, begun = Runner(), [], threading.Event()

    def endless(progress: Progress) -> str:
        begun.set()
        while True:
            progress(0, 0, "")

    runner.run(endless, results.append, progress=lambda *_step: None)
    runner.run(lambda _progress: "saved", results.append)
    qtbot.waitUntil(begun.is_set)
    runner.close()
    assert results == ["saved"]
    assert not runner.busy


def test_what_is_asked_for_when_the_last_result_comes_is_not_run_any_more(qtbot: QtBot) -> None:
    runner, ran = Runner(), []

    def again(_result: str) -> None:
        ran.append(runner.run(lambda _progress: "second", ran.append))

    runner.run(lambda _progress: "first", again)
    runner.close()
    qtbot.wait(0)
    assert [task.cancelled for task in ran] == [True]
