"""A database on a share: carried here with its evidence, worked on, and carried back; never one over the other."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db.engine import connect
from db.errors import Refusal
from db.integrity import problems
from db.vocabulary import Origin
from desktop.desk import Desk, open_desk
from desktop.operations.carrying import Changed, carried, carry_in, carry_out, copy_of, free_name, unsent
from desktop.operations.entry import CellEdit, edit_entries, load_entry
from desktop.operations.evidence import add_bytes

Sit = Callable[[Path], Desk]
PERIOD = "2024-03"


@pytest.fixture
def share(tmp_path: Path, practice_source: Path) -> Path:
    """A share with a database on it, and its evidence."""
    folder = tmp_path / "共享"
    folder.mkdir()
    path = Path(shutil.copy(practice_source, folder / "台账.db"))
    desk = open_desk(path, Origin.WINDOW)
    add_bytes(desk, PERIOD, key_in(desk), "图.png", b"\x89PNG")
    desk.close()
    return path


@pytest.fixture
def here(tmp_path: Path) -> Path:
    folder = tmp_path / "本机"
    folder.mkdir()
    return folder


def key_in(desk: Desk) -> str:
    return load_entry(desk, PERIOD).rows[0].target.key


def write(desk: Desk, text: str) -> None:
    edit_entries(desk, PERIOD, [CellEdit(key_in(desk), "narrative", text)])


def said_at(path: Path) -> str:
    desk = open_desk(path, Origin.WINDOW)
    try:
        assert problems(desk.store) == []
        assert desk.store.condition.lost is None
        return load_entry(desk, PERIOD).rows[0].answer.narrative
    finally:
        desk.close()


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_done_here_goes_back_with_its_evidence(share: Path, here: Path, sit_down: Sit) -> None:
    before = files(share.parent)
    database = carry_in(share, here / "台账.db")
    assert files(share.parent) == before
    desk = sit_down(database)
    assert not unsent(desk)
    write(desk, "在本机填的")
    add_bytes(desk, PERIOD, key_in(desk), "图二.png", b"\x89PNG2")
    assert unsent(desk)
    sent = carry_out(desk)
    assert (sent.path, sent.kept) == (share, None)
    assert not unsent(desk)
    assert said_at(share) == "在本机填的"
    assert len(list(share.with_suffix(".evidence").iterdir())) == 2
    assert {path.name for path in share.parent.iterdir()} == {"台账.db", "台账.db.witness", "台账.evidence"}
    write(desk, "又填了")
    carry_out(desk)
    assert said_at(share) == "又填了"


def test_a_log_that_was_left_there_is_carried_and_never_meets_the_new_file(
    share: Path, here: Path, sit_down: Sit
) -> None:
    other = open_desk(share, Origin.WINDOW)
    write(other, "还在日志里")
    log = share.with_name("台账.db-wal")
    left = log.read_bytes()
    assert left
    database = carry_in(share, here / "台账.db")
    other.close()
    desk = sit_down(database)
    assert load_entry(desk, PERIOD).rows[0].answer.narrative == "还在日志里"
    write(desk, "新的")
    log.write_bytes(left)
    sent = carry_out(desk, Changed.REPLACE)
    assert not log.exists()
    assert said_at(share) == "新的"
    assert sent.kept is not None
    assert said_at(sent.kept) == "还在日志里"


@pytest.mark.parametrize("changed", [Changed.REPLACE, Changed.BESIDE])
def test_what_was_changed_there_meanwhile_is_never_lost(
    share: Path, here: Path, sit_down: Sit, changed: Changed
) -> None:
    desk = sit_down(carry_in(share, here / "台账.db"))
    write(desk, "本机的")
    other = open_desk(share, Origin.WINDOW)
    write(other, "那边的")
    other.close()
    before = files(share.parent)
    with pytest.raises(Refusal, match="又被改过"):
        carry_out(desk)
    assert files(share.parent) == before
    sent = carry_out(desk, changed)
    mine, theirs = (share, sent.kept) if changed is Changed.REPLACE else (sent.path, share)
    assert theirs is not None
    assert (said_at(mine), said_at(theirs)) == ("本机的", "那边的")
    assert carried(desk.store.path).origin == sent.path  # type: ignore[union-attr]
    assert carry_out(desk).path == sent.path


def test_another_database_in_its_place_is_told_from_it(
    share: Path, here: Path, sit_down: Sit, headquarters_database: Path
) -> None:
    desk = sit_down(carry_in(share, here / "台账.db"))
    shutil.copy(headquarters_database, share)
    with pytest.raises(Refusal, match="又被改过"):
        carry_out(desk)


def test_opening_it_there_without_a_word_is_no_change(share: Path, here: Path, sit_down: Sit) -> None:
    desk = sit_down(carry_in(share, here / "台账.db"))
    write(desk, "本机的")
    with closing(connect(share)) as raw:
        raw.execute("VACUUM")
    assert carry_out(desk).kept is None


def test_a_copy_that_is_here_is_the_one_that_is_opened(share: Path, here: Path, sit_down: Sit) -> None:
    assert copy_of(share, here) is None
    database = carry_in(share, free_name(share, here))
    assert copy_of(share, here) == database
    other = open_desk(share, Origin.WINDOW)
    write(other, "那边的")
    other.close()
    # It holds nothing that is not there: a newer copy is wanted.
    assert copy_of(share, here) is None
    assert free_name(share, here) != database
    write(sit_down(database), "本机的")
    assert copy_of(share, here) == database


def test_what_cannot_be_carried_is_said_and_leaves_nothing(share: Path, here: Path, sit_down: Sit) -> None:
    (share.parent / "说明.db").write_text("不是数据库" * 900, encoding="utf-8")
    (here / "有.db").write_bytes(b"")
    for source, target, code in (
        (share.parent / "没有.db", here / "a.db", "not_found"),
        (share.parent / "说明.db", here / "a.db", "not_ours"),
        (share, here / "有.db", "exists"),
        (share, here / "无" / "a.db", "no_folder"),
    ):
        with pytest.raises(Refusal) as refused:
            carry_in(source, target)
        assert refused.value.sentence.code == f"refusal.{code}"
    assert [path.name for path in here.iterdir()] == ["有.db"]
    desk = sit_down(carry_in(share, here / "台账.db"))
    shutil.rmtree(share.parent)
    for _ in range(2):
        with pytest.raises(Refusal) as refused:
            carry_out(desk)
        assert refused.value.sentence.code == "refusal.place_gone"
    (here / "台账.db.origin").unlink()
    with pytest.raises(Refusal, match="没有可送回"):
        carry_out(desk)


def test_a_place_that_gives_back_other_bytes_keeps_the_old_file(
    share: Path, here: Path, sit_down: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = sit_down(carry_in(share, here / "台账.db"))
    write(desk, "本机的")
    before = share.read_bytes()
    real = shutil.copyfile

    def bad(source: Path, target: Path) -> None:
        real(source, target)
        if target.parent == share.parent:
            target.write_bytes(target.read_bytes()[:-1] + b"?")

    monkeypatch.setattr("desktop.operations.carrying.shutil.copyfile", bad)
    with pytest.raises(Refusal, match="读回来不一样"):
        carry_out(desk)
    assert share.read_bytes() == before
    assert not list(share.parent.glob(".*"))
