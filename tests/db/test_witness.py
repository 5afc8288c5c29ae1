"""What lies beside a database: its marks take turns, and what is torn or of another database is not believed."""

import zlib
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.witness import Mark, Sums, Witness, sums_of

KEY, OTHER = "a" * 32, "b" * 32
AT = datetime(2026, 3, 1, 8, 30, 0, 123456, tzinfo=UTC)


def mark(commits: int, key: str = KEY) -> Mark:
    return Mark(key, commits, f"{commits:064x}", AT)


def witness(folder: Path) -> Witness:
    return Witness(folder / "台账.db")


def test_nothing_is_known_where_nothing_was_kept(tmp_path: Path) -> None:
    assert witness(tmp_path).last(KEY) is None
    assert witness(tmp_path).sums() is None


def test_the_newest_mark_is_known_again(tmp_path: Path) -> None:
    for commits in (1, 2, 3):
        witness(tmp_path).note(mark(commits))
    assert witness(tmp_path).last(KEY) == mark(3)


def test_a_history_without_lines_has_no_end(tmp_path: Path) -> None:
    witness(tmp_path).note(Mark(KEY, 1, "", AT))
    assert witness(tmp_path).last(KEY) == Mark(KEY, 1, "", AT)


@given(torn=st.integers(0, 127), count=st.integers(2, 9))
def test_a_torn_mark_leaves_the_one_before_it(tmp_path_factory: pytest.TempPathFactory, torn: int, count: int) -> None:
    one = witness(tmp_path_factory.mktemp("torn"))
    for commits in range(1, count + 1):
        one.note(mark(commits))
    content = bytearray(one.path.read_bytes())
    content[128 * (count % 2) + torn % 72] ^= 0xFF
    one.path.write_bytes(content)
    assert one.last(KEY) == mark(count - 1)


def test_the_mark_of_another_database_is_not_believed(tmp_path: Path) -> None:
    witness(tmp_path).note(mark(9, OTHER))
    witness(tmp_path).note(mark(2))
    assert witness(tmp_path).last(KEY) == mark(2)
    assert witness(tmp_path).last("c" * 32) is None


def test_after_starting_over_no_later_mark_is_left(tmp_path: Path) -> None:
    for commits in (7, 8):
        witness(tmp_path).note(mark(commits))
    witness(tmp_path).start_over(mark(3))
    assert witness(tmp_path).last(KEY) == mark(3)


def test_sums_are_kept_beside_the_marks_and_only_whole(tmp_path: Path) -> None:
    database = tmp_path / "台账.db"
    database.write_bytes(bytes(4096) + b"x" * 4096)
    one = Witness(database)
    one.note(mark(4))
    one.take_sums(4)
    assert one.sums() == sums_of(database, 4)
    assert one.last(KEY) == mark(4)
    content = bytearray(one.path.read_bytes())
    content[-1] ^= 1
    one.path.write_bytes(content)
    assert one.sums() is None


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 256 * 4096 - 1, 256 * 4096, 256 * 4096 + 4097])
def test_every_page_has_its_sum(tmp_path: Path, size: int) -> None:
    database = tmp_path / "台账.db"
    content = token_bytes(size)
    database.write_bytes(content)
    pages = [content[at : at + 4096] for at in range(0, size, 4096)]
    assert sums_of(database, 1) == Sums(1, 4096, tuple(map(zlib.crc32, pages)))


def test_fewer_pages_leave_no_sum_of_the_pages_before(tmp_path: Path) -> None:
    database = tmp_path / "台账.db"
    for pages in (9, 2):
        database.write_bytes(bytes(4096 * pages))
        Witness(database).take_sums(pages)
    assert Witness(database).sums() == sums_of(database, 2)
    assert isinstance(Witness(database).sums(), Sums)


def test_where_it_cannot_be_kept_nothing_is_lost_but_the_knowledge(tmp_path: Path) -> None:
    nowhere = Witness(tmp_path / "gone" / "台账.db")
    nowhere.note(mark(1))
    nowhere.take_sums(1)
    assert nowhere.last(KEY) is None
