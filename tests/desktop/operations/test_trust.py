"""What a desk goes by is shown and set; a key itself is told to nobody who did not ask for it."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select
from sqlcipher3 import dbapi2 as sqlite3

from db.errors import Refusal
from db.models import Base
from db.vocabulary import EditedPolicy, Origin, SealMethod
from desktop.desk import Desk, open_desk
from desktop.exchange.forms.signing import read_secret
from desktop.operations.changes import Wanted, load_changes
from desktop.operations.check import check
from desktop.operations.diagnostics import diagnose
from desktop.operations.issue import issue
from desktop.operations.new import new
from desktop.operations.trust import (
    edited_policy,
    enter_exchange_key,
    exchange_key,
    load_trust,
    make_exchange_key,
    remove_exchange_key,
    renew_signing_key,
    set_edited_policy,
    set_seal_method,
)

PERIOD, UNIT = "2024-03", "练习单位001"


def refused(deed: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        deed()
    return refusal.value.sentence.code


def test_a_new_headquarters_has_a_signature_as_soon_as_somebody_asks(tmp_path: Path) -> None:
    new(tmp_path / "新.db", None, None, Origin.COMMAND)
    desk = open_desk(tmp_path / "新.db", Origin.COMMAND)
    try:
        first, again = load_trust(desk), load_trust(desk)
    finally:
        desk.close()
    assert first == again
    assert len(first.signatures) == 1
    assert (first.policy, first.method) == (EditedPolicy.MARK, SealMethod.SHA256)
    assert {key.since for key in first.keys} == {None}


def test_headquarters_sets_its_policy_and_digest_and_a_unit_cannot(headquarters: Desk, department: Desk) -> None:
    set_edited_policy(headquarters, EditedPolicy.REFUSE)
    set_seal_method(headquarters, SealMethod.SM3)
    assert edited_policy(headquarters) is EditedPolicy.REFUSE
    assert load_trust(headquarters).method is SealMethod.SM3
    for deed in (
        lambda: set_edited_policy(department, EditedPolicy.MARK),
        lambda: set_seal_method(department, SealMethod.SM3),
        lambda: make_exchange_key(department, UNIT),
        lambda: renew_signing_key(department),
    ):
        assert refused(deed) == "refusal.not_headquarters"


def test_the_history_tells_of_the_policy(headquarters: Desk) -> None:
    set_edited_policy(headquarters, EditedPolicy.HOLD)
    history = Base.metadata.tables["history"]
    with headquarters.store.read() as connection:
        last = connection.execute(select(history).order_by(history.c.id.desc())).first()
    assert last is not None
    assert (last.table_name, last.field, last.old, last.new) == ("seats", "edited_policy", "mark", "hold")


def test_an_exchange_key_is_made_shown_renewed_and_removed(headquarters: Desk) -> None:
    assert refused(lambda: exchange_key(headquarters, UNIT)) == "refusal.no_key_agreed"
    first = make_exchange_key(headquarters, UNIT)
    assert exchange_key(headquarters, UNIT) == first
    second = make_exchange_key(headquarters, UNIT)
    assert exchange_key(headquarters, UNIT) == second != first
    (line, *rest) = load_trust(headquarters).keys
    assert (line.unit, line.who) == (UNIT, headquarters.author.who)
    assert {other.since for other in rest} == {None}
    remove_exchange_key(headquarters, UNIT)
    assert load_trust(headquarters).keys[0].since is None
    assert refused(lambda: make_exchange_key(headquarters, "没有的局")) == "refusal.no_such_unit"


def test_a_unit_enters_the_key_that_it_was_told_and_lets_go_of_it(headquarters: Desk, department: Desk) -> None:
    words = make_exchange_key(headquarters, UNIT)
    assert refused(lambda: enter_exchange_key(department, words[:-1] + "?")) == "refusal.no_exchange_key"
    assert refused(lambda: enter_exchange_key(headquarters, words)) == "refusal.key_from_above"
    enter_exchange_key(department, words.lower().replace("-", " "))
    (line,) = load_trust(department).keys
    assert line.since is not None
    assert exchange_key(department, UNIT) == words
    remove_exchange_key(department, UNIT)
    assert load_trust(department).keys[0].since is None


def test_no_key_gets_into_the_history_the_journal_a_workbook_or_a_diagnosis(
    headquarters: Desk, department: Desk, tmp_path: Path
) -> None:
    words = make_exchange_key(headquarters, UNIT)
    enter_exchange_key(department, words)
    remove_exchange_key(department, UNIT)
    files = issue(headquarters, PERIOD, tmp_path).files
    with closing(sqlite3.connect(headquarters.store.path)) as raw:
        (private,) = raw.execute("SELECT private FROM signing_keys").fetchone()
    told = []
    for desk in (headquarters, department):
        with closing(sqlite3.connect(desk.store.path)) as raw:
            for table in ("history", "batch_changes", "dispatches", "refused_files", "resolutions"):
                told += [str(row) for row in raw.execute(f"SELECT * FROM {table}")]  # noqa: S608 - names of our own
        told.append(str(diagnose(desk)))
    for path in files:
        book = openpyxl.load_workbook(path)
        told += [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    everything = "\n".join(told)
    assert not any(key in everything for key in (private, read_secret(words), words))
    assert "exchange_keys" in everything


def test_the_covering_list_tells_the_fingerprint(headquarters: Desk, tmp_path: Path) -> None:
    covering = openpyxl.load_workbook(issue(headquarters, PERIOD, tmp_path).covering)
    assert load_trust(headquarters).signatures[0].fingerprint in str(covering.worksheets[0]["A3"].value)


def test_a_new_signature_comes_first_and_the_old_one_stays_known(headquarters: Desk) -> None:
    (old,) = load_trust(headquarters).signatures
    mark = renew_signing_key(headquarters)
    assert [one.fingerprint for one in load_trust(headquarters).signatures] == [mark, old.fingerprint]
    assert check(headquarters.store.path) == []


def test_the_history_page_says_it_in_words_and_names_the_unit(headquarters: Desk) -> None:
    make_exchange_key(headquarters, UNIT)
    set_edited_policy(headquarters, EditedPolicy.HOLD)
    policy, key, *_ = load_changes(headquarters, Wanted(imported=True), None, 5).lines
    assert (policy.thing, policy.field, str(policy.old), str(policy.new)) == (
        "seats",
        "edited_policy",
        "标记后接收",
        "留待确认",
    )
    assert (key.thing, key.subject, key.field, key.old) == ("exchange_keys", UNIT, "made_at", "")
