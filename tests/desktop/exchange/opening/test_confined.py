"""Work in a process that may die of it: what comes back, what is refused, and that the next call finds it well."""

import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from multiprocessing import active_children

import pytest
from made.packages import workbook

from db.errors import Refusal
from desktop.exchange.opening import process as limits
from desktop.exchange.opening.confined import IN_HAND, Workers
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.kinds import kind_of
from desktop.exchange.opening.lesson import Lesson
from desktop.exchange.opening.locking import unlock
from desktop.exchange.opening.sheets import read_sheets


@pytest.fixture
def worker() -> Iterator[Workers]:
    one = Workers(1)
    yield one
    one.close()


def test_an_answer_comes_back_and_the_process_stays(worker: Workers) -> None:
    assert worker.call(kind_of, b"%PDF-1.7") == "pdf"
    process = worker.call(os.getpid)
    assert process != os.getpid()
    assert worker.call(os.getpid) == process


def test_a_process_that_was_begun_ahead_is_the_one_that_answers(worker: Workers) -> None:
    before = {child.pid for child in active_children()}
    worker.begin(kind_of, 5)
    (process,) = (child for child in active_children() if child.pid not in before)
    assert worker.call(os.getpid) == process.pid
    worker.begin(kind_of, 1)
    assert worker.call(os.getpid) == process.pid


def test_one_that_dies_before_it_is_asked_is_replaced(worker: Workers) -> None:
    before = {child.pid for child in active_children()}
    worker.begin(kind_of, 1)
    (process,) = (child for child in active_children() if child.pid not in before)
    number = process.pid
    process.kill()
    assert worker.call(os.getpid) != number


def test_a_verdict_comes_back_as_it_was_raised(worker: Workers) -> None:
    with pytest.raises(Refusal) as refused:
        worker.call(unlock, b"nothing", "x")
    assert refused.value.sentence.code == "refusal.wrong_workbook_password"


def test_a_bug_comes_back_with_where_it_happened(worker: Workers) -> None:
    process = worker.call(os.getpid)
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        worker.call(divmod, 1, 0)
    assert worker.call(os.getpid) == process


def test_what_ends_the_process_is_refused_and_the_next_call_has_a_new_one(worker: Workers) -> None:
    process = worker.call(os.getpid)
    with pytest.raises(Unsafe, match="deadly"):
        worker.call(os.abort)
    assert worker.call(os.getpid) != process


def test_what_the_library_panics_over_is_refused_and_the_next_call_finds_it_well(worker: Workers) -> None:
    """A length of time beyond all reason."""
    content = workbook('<row r="1"><c r="A1" s="1"><v>-1E+15</v></c></row>', looks='<xf numFmtId="46"/>')
    with pytest.raises(Unsafe, match="unusual"):
        worker.call(read_sheets, content)
    assert worker.call(len, b"ab") == 2


def test_more_memory_than_a_file_may_take_is_refused(worker: Workers) -> None:
    with pytest.raises(Unsafe, match="too_large"):
        worker.call(bytes, 600 * 2**20)
    assert worker.call(len, b"ab") == 2


@pytest.mark.skipif(sys.platform == "darwin", reason="nobody says there how much memory a process has")
def test_a_process_that_keeps_much_of_a_file_reads_no_other_one(worker: Workers) -> None:
    process = worker.call(os.getpid)
    worker.call(exec, "import os; os.kept = b'x' * (300 * 2**20)")
    assert worker.call(os.getpid) != process


def test_an_answer_that_is_too_long_is_refused(worker: Workers) -> None:
    with pytest.raises(Unsafe, match="too_large"):
        worker.call(bytes, 129 * 2**20)
    assert worker.call(len, b"ab") == 2


def test_what_takes_too_long_is_given_up(worker: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_SECONDS", 0.2)
    with pytest.raises(Unsafe, match="too_slow"):
        worker.call(time.sleep, 30)
    assert worker.call(len, b"ab") == 2


def test_calls_from_many_threads_get_each_its_own_answer(worker: Workers) -> None:
    with ThreadPoolExecutor(2 * IN_HAND) as threads:
        answers = [*threads.map(worker.call, repeat(len), [b"x" * length for length in range(100)])]
    assert answers == [*range(100)]


@pytest.mark.parametrize("count", [1, 2])
def test_what_ends_the_process_is_refused_alone_and_not_what_waits_behind_it(count: int) -> None:
    several = Workers(count)
    lesson = Lesson(b"abc")
    with ThreadPoolExecutor(2 * IN_HAND * count) as threads:
        calls = [
            threads.submit(several.call, os.abort)
            if number % 4 == 1
            else threads.submit(several.call, len, lesson=lesson)
            for number in range(16)
        ]
    several.close()
    ended = [str(call.exception()) if call.exception() else call.result() for call in calls]
    assert ended == [3, "deadly", 3, 3] * 4


@pytest.mark.parametrize("begun_ahead", [False, True])
def test_one_that_does_not_begin_in_time_is_ended_and_the_next_call_has_another(
    worker: Workers, monkeypatch: pytest.MonkeyPatch, begun_ahead: bool
) -> None:
    monkeypatch.setattr(limits, "_START_SECONDS", 0)
    if begun_ahead:
        worker.begin(kind_of, 1)
    with pytest.raises(RuntimeError, match="does not start"):
        worker.call(os.getpid)
    monkeypatch.undo()
    assert worker.call(len, b"ab") == 2


def test_a_lesson_is_told_once_and_handed_to_each_call(worker: Workers) -> None:
    first, second = Lesson(b"abc"), Lesson(b"abcde")
    assert [worker.call(len, lesson=first), worker.call(len, lesson=second), worker.call(len, lesson=second)] == [
        3,
        5,
        5,
    ]
    # A new process knows nothing yet.
    with pytest.raises(Unsafe):
        worker.call(os.abort)
    assert worker.call(len, lesson=second) == 5


def test_a_lesson_does_not_count_as_kept_of_a_file(worker: Workers) -> None:
    process = worker.call(os.getpid)
    worker.call(len, lesson=Lesson(b"x" * (80 * 2**20)))
    assert worker.call(os.getpid) == process
