"""Officers: a name on every decision, a password where one is set."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

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
    add_officer(desk, "王主任", "春天")
    assert refusal(lambda: sign_in(desk, "王主任", "夏天")) == "refusal.wrong_password"
    assert refusal(lambda: sign_in(desk, "张三", "")) == "refusal.no_officer"
    assert refusal(lambda: add_officer(desk, "王主任")) == "refusal.officer_taken"
    assert refusal(lambda: add_officer(desk, " ")) == "refusal.officer_name"
    set_password(desk, "王主任", "春天", "夏天")
    assert sign_in(desk, "王主任", "夏天").author.who == "王主任"
    retire_officer(desk, "王主任")
    assert load_officers(desk) == ()
    assert refusal(lambda: sign_in(desk, "王主任", "夏天")) == "refusal.no_officer"
    add_officer(desk, "王主任")
    assert sign_in(desk, "王主任", "").author.who == "王主任"


def test_no_password_is_written_down_anywhere(desk: Desk) -> None:
    add_officer(desk, "王主任", "chuntian2024")
    with desk.read() as (connection, _):
        for name in ("officers", "history"):
            for row in connection.execute(select(Base.metadata.tables[name])):
                assert "chuntian2024" not in str(tuple(row))
