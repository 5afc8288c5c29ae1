"""Databases that every earlier schema left: opened by today's program they say what they said, and are whole."""
# ruff: noqa: S608 - tables and columns are our own

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlcipher3 import dbapi2 as sqlite3

from db.board import load_board
from db.condition import Harm, HarmedRow, examine, ledger_of
from db.errors import Refusal
from db.evidence import files_of
from db.integrity import problems
from db.mending import found_in
from db.models import Base
from db.numbers import NUMBERED
from db.periods import Period
from db.plans import load
from db.reports import answers, newest, node_answers
from db.reviews import decisions, verified
from db.store import Store, open_store
from db.vocabulary import Origin
from db.witness import Witness
from desktop.desk import open_desk
from desktop.exchange.forms.seal import method_of, seal
from desktop.operations.exchanges import load_exchanges, undo
from desktop.operations.forms import with_files
from desktop.operations.undoing import undo_preview

KEPT = Path(__file__).parent / "schemas"
FILES = sorted(path.name for path in KEPT.glob("*.db"))
PERIOD = Period.parse("2024-03")
# What a later schema has otherwise: it digests the history, and says in words what becomes of edited forms.
CHANGED = {("history", "digest"), ("seats", "hold_edited")}
# What numbers rows has rewritten what batches kept of them; findings of a report are one row.
REWRITTEN = {"alembic_version", "ledger", "row_digests", "batch_changes", "findings"}
FOUND = """SELECT report_key, severity, code, field, message, coalesce(target_key, ''), sheet, cell, found
FROM findings ORDER BY report_key, position"""
NEWEST = """SELECT r.unit_key, e.target_key, e.value, e.narrative FROM entries e JOIN reports r ON r.key = e.report_key
WHERE r.period = '2024-03' AND r.state <> 'draft' AND r.revision = (SELECT max(n.revision) FROM reports n
WHERE n.unit_key = r.unit_key AND n.period = r.period AND n.state <> 'draft')"""
SETTLED = "SELECT report_key, target_key, verified FROM reviews WHERE verified IS NOT NULL ORDER BY at, key"
DECIDED = "SELECT report_key, target_key, verdict FROM decisions ORDER BY at, key"

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Upgraded:
    """A kept database, where today's program opened it, and the file and its witness after the first closing."""

    before: Path
    path: Path
    closed: tuple[bytes, bytes]
    store: Store


def asked(path: Path, statement: str) -> Rows:
    """The answer of a file that nobody has open, in plain SQL."""
    with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as raw:
        return list(raw.execute(statement))


def tables(path: Path) -> dict[str, list[str]]:
    names = [name for (name,) in asked(path, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: [row[1] for row in asked(path, f"PRAGMA table_info({name})")] for name in sorted(names)}


def rows(path: Path, name: str, columns: list[str]) -> Rows:
    chosen = ", ".join(f'"{column}"' for column in columns)
    return sorted(asked(path, f"SELECT {chosen} FROM {name}"), key=repr)


@pytest.fixture(scope="module", params=FILES)
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    path = Path(shutil.copy(KEPT / request.param, tmp_path_factory.mktemp("kept")))
    open_store(path).close()
    closed = as_it_is(path)
    store = open_store(path)
    yield Upgraded(KEPT / request.param, path, closed, store)
    store.close()


def as_it_is(path: Path) -> tuple[bytes, bytes]:
    return path.read_bytes(), Witness(path).path.read_bytes()


def test_a_kept_database_is_upgraded_after_a_backup_and_is_whole(upgraded: Upgraded) -> None:
    assert problems(upgraded.store) == []
    assert examine(upgraded.path, thoroughly=True).whole
    (copy,) = (upgraded.path.parent / "backups").iterdir()
    assert copy.name.endswith("before_upgrade.db")
    for name, columns in tables(upgraded.before).items():
        assert rows(copy, name, columns) == rows(upgraded.before, name, columns)


def test_no_row_of_a_kept_database_is_lost_or_altered(upgraded: Upgraded) -> None:
    for name, columns in tables(upgraded.before).items():
        if name not in REWRITTEN:
            kept = [column for column in columns if (name, column) not in CHANGED]
            with upgraded.store.read() as connection:
                chosen = ", ".join(f'"{column}"' for column in kept)
                now_there = connection.exec_driver_sql(f"SELECT {chosen} FROM {name}").all()
            assert sorted(map(tuple, now_there), key=repr) == rows(upgraded.before, name, kept), name


def test_what_the_checks_had_said_is_said_still(upgraded: Upgraded) -> None:
    findings = Base.metadata.tables["findings"]
    with upgraded.store.read() as connection:
        kept = connection.execute(select(findings).order_by(findings.c.report_key)).all()
    said = [(row.report_key, *one) for row in kept for one in json.loads(row.told)]
    assert said == asked(upgraded.before, FOUND)
    assert sum(row.queries for row in kept) == sum(severity == "query" for _, severity, *_ in said)


def test_what_the_board_says_is_what_the_old_file_said(upgraded: Upgraded) -> None:
    with upgraded.store.read() as connection:
        plan = load(connection, connection.scalars(select(Base.metadata.tables["plans"].c.key)).one())
        board = load_board(connection, plan, PERIOD)
        heads = [head.key for head in board.reports.values() if head is not None]
        settled = verified(connection, heads)
        decided = decisions(connection, connection.scalars(select(Base.metadata.tables["reports"].c.key)).all())
    said = {
        (voice.unit_key, line.target.key): (voice.answer.value, voice.answer.narrative)
        for line in board.lines
        for voice in line.voices
        if board.reports.get(voice.unit_key) is not None
    }
    before = {(unit, target): rest for unit, target, *rest in asked(upgraded.before, NEWEST)}
    assert said
    assert {place: list(told) for place, told in said.items()} == {place: before[place] for place in said}
    figures = {(report, target): figure for report, target, figure in asked(upgraded.before, SETTLED)}
    assert {place: one.value for place, one in settled.items()} == figures
    if "decisions" in tables(upgraded.before):
        stands = {(report, target): verdict for report, target, verdict in asked(upgraded.before, DECIDED)}
        assert {(report, target): one.verdict for report, by in decided.items() for target, one in by.items()} == stands


def test_every_seal_still_verifies(upgraded: Upgraded) -> None:
    reports = Base.metadata.tables["reports"]
    with upgraded.store.read() as connection:
        sealed = connection.execute(select(reports).where(reports.c.seal != "", reports.c.revision > 0)).all()
        assert sealed
        for row in sealed:
            nodes, files = node_answers(connection, [row])[row.key], files_of(connection, row.key)
            said = {
                target: answer._replace(evidence=with_files(answer.evidence, files.get(target, ())))
                for target, answer in answers(connection, [row])[row.key].items()
            }
            found = seal(row.plan_key, row.unit_key, row.period, said, nodes, method_of(row.seal))
            assert found == row.seal, (row.period, row.revision)


def test_a_second_opening_changes_nothing(upgraded: Upgraded) -> None:
    assert upgraded.store.condition.whole
    open_store(upgraded.path).close()
    assert as_it_is(upgraded.path) == upgraded.closed
    assert len(list((upgraded.path.parent / "backups").iterdir())) == 1


def test_rows_are_numbered_in_the_order_they_had(upgraded: Upgraded) -> None:
    at = {"signing_keys": "made_at", "trusted_keys": "since", "officers": "made_at", "evidence_files": "added_at"}
    at |= {"batches": "taken_at", "dispatches": "sent_at"}
    with upgraded.store.read() as connection:
        found = [
            (number, moment)
            for table in NUMBERED
            for number, moment in connection.execute(select(table.c.number, table.c[at.get(table.name, "at")]))
        ]
    assert [number for number, _ in sorted(found)] == list(range(1, len(found) + 1))
    assert [moment for _, moment in sorted(found)] == sorted(moment for _, moment in found)


def copied(name: str, folder: Path) -> Path:
    return Path(shutil.copy(KEPT / name, folder))


@pytest.mark.parametrize("name", ["0005-unit.db", "0008-unit.db"])
def test_the_rows_that_an_old_import_brought_are_found_as_it_left_them(name: str, tmp_path: Path) -> None:
    desk = open_desk(copied(name, tmp_path), Origin.WINDOW)
    try:
        for one in load_exchanges(desk):
            if one.can_undo:
                # What was entered since is in the way; nothing that has only been numbered is.
                in_the_way = {obstacle.thing for obstacle in undo_preview(desk, one.key).in_the_way}
                assert not in_the_way & {table.name for table in NUMBERED}, one.kind
    finally:
        desk.close()


def test_an_old_import_can_be_taken_back(tmp_path: Path) -> None:
    desk = open_desk(copied("0006.db", tmp_path), Origin.WINDOW)
    try:
        last = next(one for one in load_exchanges(desk) if one.can_undo)
        undo(desk, last.key)
        with desk.read() as (connection, plan):
            units = newest(connection, plan.key, PERIOD.code)
        assert sorted((plan.units[key], head.revision) for key, head in units.items()) == [("商务局", 1), ("科创局", 1)]
    finally:
        desk.close()


@pytest.mark.parametrize("mode", ["wal", "delete", "truncate"])
def test_an_upgrade_that_fails_half_way_leaves_the_file_as_it_was(
    mode: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = copied("0004.db", tmp_path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA journal_mode = {mode}")
    before = {name: rows(path, name, columns) for name, columns in tables(path).items()}

    def fail(*_: object) -> None:
        raise KeyError("unforeseen")

    with monkeypatch.context() as broken:
        broken.setattr("db.migrating.digest_all", fail)
        with pytest.raises(KeyError):
            open_store(path)
    assert {name: rows(path, name, columns) for name, columns in tables(path).items()} == before
    store = open_store(path)
    assert problems(store) == []
    store.close()


@pytest.mark.parametrize("name", ["0013.db", "0013-unit.db", "0014.db", "0014-unit.db"])
def test_an_upgrade_that_changes_rows_of_one_table_digests_those_alone(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("as long as the file is large")

    monkeypatch.setattr("db.migrating.digest_all", fail)
    path = copied(name, tmp_path)
    open_store(path).close()
    assert not asked(path, "SELECT 1 FROM sqlite_master WHERE name = 'ix_findings_target_key'")
    assert examine(path, thoroughly=True).whole


def test_an_upgrade_is_no_damage_to_a_file_whose_pages_are_vouched_for(tmp_path: Path) -> None:
    path = copied("0009.db", tmp_path)
    with closing(sqlite3.connect(path)) as raw:
        mark = ledger_of(raw)
    Witness(path).note(mark)
    Witness(path).take_sums(mark.commits)
    store = open_store(path)
    assert examine(path, thoroughly=True).whole
    assert problems(store) == []
    store.close()


def test_a_row_that_an_earlier_schema_knew_otherwise_is_no_source_for_one_of_today(tmp_path: Path) -> None:
    earlier, path = copied("0014.db", tmp_path), Path(shutil.copy(KEPT / "0014.db", tmp_path / "今.db"))
    open_store(path).close()
    report, number = asked(earlier, "SELECT report_key, rowid FROM findings")[0]
    (row,) = asked(path, f"SELECT * FROM findings WHERE report_key = '{report}'")
    now = dict(zip(tables(path)["findings"], row, strict=True))
    unit, place = asked(path, "SELECT key, rowid FROM units")[0]
    harmed = [
        HarmedRow("findings", number, Harm.CHANGED, 0, now),
        HarmedRow("units", place, Harm.CHANGED, 0, {"key": unit}),
    ]
    found = [one.table_name for one, _ in found_in(path, earlier, harmed)]
    assert found == ["units"]


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")


def beside(path: Path) -> dict[str, tuple[bytes, int]]:
    return {one.name: (one.read_bytes(), one.stat().st_mtime_ns) for one in path.parent.iterdir() if one.is_file()}


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_a_newer_database_is_refused_with_nothing_beside_it_touched(mode: str, tmp_path: Path) -> None:
    path = copied("0009.db", tmp_path)
    open_store(path).close()
    newer(path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA journal_mode = {mode}")
    before = beside(path)
    with pytest.raises(Refusal, match="9999"):
        open_store(path)
    assert beside(path) == before


def test_a_newer_database_whose_log_was_not_folded_is_refused_with_its_log(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    path = copied("0009.db", tmp_path / "open")
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = wal")
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        left = [Path(shutil.copy(one, tmp_path)) for one in (path, path.with_name("0009.db-wal"))]
    before = [one.read_bytes() for one in left]
    with pytest.raises(Refusal, match="9999"):
        open_store(left[0])
    assert [one.read_bytes() for one in left] == before


def cut_off(folder: Path, *, version: str) -> Path:
    """A database without a log, as a power cut leaves it in the middle of a transaction."""
    (folder / "open").mkdir()
    path = copied("0005.db", folder / "open")
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = truncate")
        raw.execute("UPDATE alembic_version SET version_num = ?", (version,))
        raw.execute("PRAGMA cache_size = 2")
        raw.execute("BEGIN")
        raw.execute("UPDATE batches SET file_name = 'x', content = zeroblob(90000)")
        raw.execute("UPDATE alembic_version SET version_num = 'none'")
        for end in ("", "-journal"):
            shutil.copy(path.with_name(f"0005.db{end}"), folder)
        raw.execute("ROLLBACK")
    return folder / "0005.db"


def test_what_a_power_cut_left_half_written_is_taken_back_and_upgraded(tmp_path: Path) -> None:
    path = cut_off(tmp_path, version="0005")
    store = open_store(path)
    assert problems(store) == []
    store.close()
    columns = tables(KEPT / "0005.db")["batches"]
    assert rows(path, "batches", columns) == rows(KEPT / "0005.db", "batches", columns)


def test_a_newer_half_written_database_is_refused_as_it_is(tmp_path: Path) -> None:
    path = cut_off(tmp_path, version="9999")
    shutil.rmtree(tmp_path / "open")
    before = beside(path)
    with pytest.raises(Refusal, match="9999"):
        open_store(path)
    assert beside(path) == before
