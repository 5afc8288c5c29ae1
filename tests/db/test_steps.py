"""What takes long before a database can be worked with is told step by step, and may be stopped at each of them."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from db.schema import SCHEMA_VERSION
from db.steps import Doing, Stage
from db.store import open_store
from db.version import version_of

OLD = Path(__file__).parent / "schemas" / "0011.db"
UPGRADING = ["check", "copy", "compare", "beside", "tables", "links", "digests", "compact", "write"]


class Enough(Exception):  # noqa: N818 - what a person wishes
    pass


class Listener:
    """Hears of every stage, and stops at the first of a step."""

    def __init__(self, stop: str = "") -> None:
        self.stages: list[Stage] = []
        self._stop = stop

    def __call__(self, stage: Stage) -> None:
        self.stages.append(stage)
        if stage.step == self._stop:
            raise Enough


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is told, however quick it is."""
    monkeypatch.setattr("db.steps._SOON", 0)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLD, tmp_path))


def emptied(path: Path) -> None:
    """Let most of a file be free."""
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE filling AS SELECT zeroblob(2000000) AS content")
        raw.execute("DROP TABLE filling")


@pytest.mark.usefixtures("impatient")
def test_an_upgrade_tells_its_steps_in_their_order_each_to_its_end(old: Path) -> None:
    heard = Listener()
    emptied(old)
    open_store(old, heard).close()
    assert list(dict.fromkeys(one.step for one in heard.stages)) == UPGRADING
    assert {(one.number, one.count) for one in heard.stages} == {(number, 9) for number in range(1, 10)}
    assert {one.doing for one in heard.stages} == {Doing.UPGRADING}
    for step in ("check", "copy", "tables", "digests", "compact"):
        told = [one for one in heard.stages if one.step == step]
        assert (told[-1].done, told[-1].share) == (told[-1].total, "100 %"), step


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("step", ["copy", "beside", "tables", "compact", "write"])
def test_an_upgrade_that_is_stopped_leaves_the_file_as_it_was_and_is_done_the_next_time(old: Path, step: str) -> None:
    emptied(old)
    with pytest.raises(Enough):
        open_store(old, Listener(step))
    assert version_of(old) == "0011"
    assert list(old.parent.rglob(".*")) == []
    store = open_store(old)
    store.close()
    assert store.condition.whole
    # What the first one made is as good.
    assert len(list((old.parent / "backups").iterdir())) == 1
    assert version_of(old) == SCHEMA_VERSION


@pytest.mark.usefixtures("impatient")
def test_a_file_that_nobody_vouches_for_tells_how_many_rows_are_checked(old: Path) -> None:
    open_store(old).close()
    old.with_name(f"{old.name}.witness").unlink()
    heard = Listener()
    open_store(old, heard).close()
    assert {(one.doing, one.step, one.count) for one in heard.stages} == {(Doing.CHECKING, "check", 1)}
    assert heard.stages[-1].done == heard.stages[-1].total > 0


def test_nothing_is_told_of_what_is_quick(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Listener()
    # However slow this computer is just now.
    monkeypatch.setattr("db.steps._SOON", 3600)
    open_store(old, heard).close()
    assert heard.stages == []
