"""Officers: a name on every decision, a password where one is set."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, update

from db.errors import Refusal
from db.models import Base
from db.vocabulary import Verdict
from desktop.desk import Desk
from desktop.operations.deciding import decide
from desktop.operations.officers import Officer, add_officer, load_officers, retire_officer, set_password, sign_in
from desktop.operations.reviewing import load_reports


@pytest.fixture
def desk(headquarters_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    return sit_down(headquarters_database)


def refusal(deed: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        deed()
    return refused.value.sentence.code


def test_a_decision_carries_the_name_of_whoever_signed_in(desk: Desk) -> None:
    add_officer(desk, "王主任", "春天 2024")
    add_officer(desk, "李科长")
    assert load_officers(desk) == (Officer("王主任", True), Officer("李科长", False))
    at = sign_in(desk, "王主任", "春天 2024")
    line = load_reports(at, "2024-03")[0]
    assert line.report is not None
    decide(at, line.report, Verdict.ACCEPTED)
    decided = load_reports(at, "2024-03")[0].decided
    assert decided is not None
    assert decided.who == "王主任"
    assert sign_in(desk, "李科长", "").author.who == "李科长"


def test_a_wrong_password_a_stranger_and_a_retired_officer_are_refused(desk: Desk) -> None:
    add_officer(desk, "王主任", "春天来了")
    assert refusal(lambda: sign_in(desk, "王主任", "夏天来了")) == "refusal.wrong_password"
    assert refusal(lambda: sign_in(desk, "张三", "")) == "refusal.no_officer"
    assert refusal(lambda: add_officer(desk, "王主任")) == "refusal.officer_taken"
    assert refusal(lambda: add_officer(desk, " ")) == "refusal.officer_name"
    assert refusal(lambda: add_officer(desk, "张三", "12345")) == "refusal.weak_password"
    assert refusal(lambda: set_password(desk, "王主任", "春天来了", "123")) == "refusal.weak_password"
    set_password(desk, "王主任", "春天来了", "夏天来了")
    assert sign_in(desk, "王主任", "夏天来了").author.who == "王主任"
    retire_officer(desk, "王主任")
    assert load_officers(desk) == ()
    assert refusal(lambda: sign_in(desk, "王主任", "夏天来了")) == "refusal.no_officer"
    add_officer(desk, "王主任")
    assert sign_in(desk, "王主任", "").author.who == "王主任"


def test_no_password_is_written_down_anywhere(desk: Desk) -> None:
    add_officer(desk, "王主任", "chuntian2024")
    with desk.read() as (connection, _):
        for name in ("officers", "history"):
            for row in connection.execute(select(Base.metadata.tables[name])):
                assert "chuntian2024" not in str(tuple(row))


def kept(desk: Desk) -> tuple[str, str]:
    with desk.read() as (connection, _):
        officers = Base.metadata.tables["officers"]
        return tuple(connection.execute(select(officers.c.salt, officers.c.digest)).one())  # type: ignore[return-value]


def test_a_password_that_an_earlier_version_kept_still_opens_and_is_kept_anew(desk: Desk) -> None:
    add_officer(desk, "王主任")
    salt = "0123456789abcdef" * 2
    old = hashlib.scrypt("春天 ".encode(), salt=bytes.fromhex(salt), n=2**14, r=8, p=1).hex()
    with desk.store.write() as connection:
        connection.execute(update(Base.metadata.tables["officers"]).values(salt=salt, digest=old))
    assert refusal(lambda: sign_in(desk, "王主任", "夏天")) == "refusal.wrong_password"
    assert kept(desk) == (salt, old)
    sign_in(desk, "王主任", "春天 ")
    assert kept(desk)[0] == ""
    assert kept(desk)[1].startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    sign_in(desk, "王主任", "春天 ")
    assert refusal(lambda: sign_in(desk, "王主任", "夏天")) == "refusal.wrong_password"


def test_a_blank_password_is_none(desk: Desk) -> None:
    add_officer(desk, "李科长", "  ")
    assert load_officers(desk) == (Officer("李科长", False),)
