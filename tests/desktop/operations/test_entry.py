from contextlib import closing
from datetime import date

import pytest
from sqlalchemy import select
from sqlcipher3 import dbapi2 as sqlite3

from db import engine, store
from db.errors import Refusal
from db.models import Base
from db.vocabulary import Lamp, PeriodState, Status
from desktop.desk import Desk
from desktop.operations.entry import (
    CellEdit,
    EntryRow,
    edit_entries,
    filled,
    load_entry,
    periods_of,
    set_node,
    working_period,
)

PERIOD = "2024-03"


def row_of(desk: Desk, code: str) -> EntryRow:
    return next(row for row in load_entry(desk, PERIOD).rows if row.target.code == code)


def put(desk: Desk, code: str, field: str, text: str) -> None:
    edit_entries(desk, PERIOD, [CellEdit(row_of(desk, code).target.key, field, text)])


def test_the_page_is_at_the_period_that_was_issued(department: Desk) -> None:
    assert working_period(department).code == PERIOD
    assert [period.code for period in periods_of(department)][:2] == ["2024-01", "2024-02"]
    sheet = load_entry(department, PERIOD)
    assert (sheet.unit, sheet.due_on, sheet.practice, filled(sheet.rows)) == ("练习单位001", date(2024, 4, 5), True, 12)


@pytest.mark.parametrize(
    ("text", "value", "typed"), [("12", 12, ""), ("1,250", 1250, ""), ("１２", 12, "１２"), ("0.1万", 1000, "0.1万")]
)
def test_a_figure_is_stored_as_understood_with_what_was_typed(
    department: Desk, text: str, value: int, typed: str
) -> None:
    put(department, "T001", "value", text)
    row = row_of(department, "T001")
    assert (row.answer.value, row.answer.value_typed) == (value * 1_000_000, typed)
    assert row.text("value") == (typed or str(value))


def test_what_is_no_figure_is_kept_as_typed_and_found(department: Desk) -> None:
    put(department, "T001", "value", "十二")
    row = row_of(department, "T001")
    assert (row.answer.value, row.answer.value_typed, row.text("value")) == (None, "十二", "十二")
    assert next(one.code for one in row.findings) == "not_a_number"
    put(department, "T001", "value", "")
    assert row_of(department, "T001").answer.value_typed == ""


def test_the_edits_that_come_back_undo_exactly(department: Desk) -> None:
    before = {row.target.code: row.answer for row in load_entry(department, PERIOD).rows}
    keys = {row.target.code: row.target.key for row in load_entry(department, PERIOD).rows}
    edits = [
        CellEdit(keys["T001"], "value", "十二"),
        CellEdit(keys["T001"], "status", "已完成"),
        CellEdit(keys["T002"], "narrative", ""),
        CellEdit(keys["T002"], "value", "1.5万"),
    ]
    edited = edit_entries(department, PERIOD, edits)
    assert {row.target.code for row in edited.rows} == {"T001", "T002"}
    edit_entries(department, PERIOD, edited.back)
    assert {row.target.code: row.answer for row in load_entry(department, PERIOD).rows} == before


def test_amount_and_year_to_date_are_two_views_of_one_figure(department: Desk) -> None:
    before = row_of(department, "T001")
    previous = before.before.previous
    assert previous is not None
    put(department, "T001", "increment", "3")
    after = row_of(department, "T001")
    assert (after.answer.increment, after.answer.value, after.value) == (3_000_000, None, previous + 3_000_000)
    key = after.target.key
    edited = edit_entries(department, PERIOD, [CellEdit(key, "value", "50")])
    assert (edited.rows[0].answer.increment, edited.rows[0].value) == (None, 50_000_000)
    edit_entries(department, PERIOD, edited.back)
    assert row_of(department, "T001").answer == after.answer
    both = [CellEdit(key, "increment", "3"), CellEdit(key, "value", "50")]
    assert edit_entries(department, PERIOD, both).rows[0].answer.increment == 3_000_000


def test_half_a_character_is_stored_as_a_sign_that_it_was_one(department: Desk) -> None:
    put(department, "T001", "narrative", "完成\ud83d了")
    assert row_of(department, "T001").answer.narrative == "完成\ufffd了"


def test_what_stands_there_already_is_no_change(department: Desk) -> None:
    row = row_of(department, "T001")
    same = [CellEdit(row.target.key, field, row.text(field)) for field in ("value", "increment", "status", "narrative")]
    assert edit_entries(department, PERIOD, same).back == ()


def test_one_edit_that_is_refused_refuses_all(department: Desk) -> None:
    key, before = row_of(department, "T001").target.key, row_of(department, "T001").answer
    for bad in (CellEdit(key, "status", "快了"), CellEdit("nobody", "value", "1"), CellEdit(key, "seal", "1")):
        with pytest.raises(Refusal):
            edit_entries(department, PERIOD, [CellEdit(key, "value", "99"), bad])
    assert row_of(department, "T001").answer == before


def test_the_lamp_follows_the_figure(department: Desk) -> None:
    target = row_of(department, "T001").target.goal.target
    assert target is not None
    put(department, "T001", "value", str(target // 1_000_000))
    assert row_of(department, "T001").judgement.lamp is Lamp.BLUE
    put(department, "T001", "value", "0")
    assert row_of(department, "T001").judgement.lamp is Lamp.RED


@pytest.mark.parametrize("text", ["已完成", "done", "Done"])
def test_a_status_is_known_by_its_word_in_any_language(department: Desk, text: str) -> None:
    put(department, "T006", "status", text)
    assert row_of(department, "T006").answer.status is Status.DONE


def test_a_closed_period_takes_nothing(department: Desk) -> None:
    periods = Base.metadata.tables["periods"]
    with department.store.write() as connection:
        connection.execute(periods.update().where(periods.c.code == PERIOD).values(state=PeriodState.CLOSED))
    with pytest.raises(Refusal, match="已经关闭"):
        put(department, "T001", "value", "1")
    assert load_entry(department, PERIOD).closed


def test_every_edit_is_in_the_history_with_who_and_where_from(department: Desk) -> None:
    put(department, "T001", "value", "77")
    history = Base.metadata.tables["history"]
    with department.store.read() as connection:
        lines = select(history).where(history.c.field == "value").order_by(history.c.id.desc())
        last = connection.execute(lines).first()
    assert last is not None
    assert (last.field, last.new, last.who, last.origin) == (
        "value",
        "77000000",
        department.author.who,
        department.author.origin,
    )


def test_a_database_that_another_program_holds_is_said_and_nothing_is_lost(
    department: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    before = row_of(department, "T001").answer
    department.store.engine.dispose()
    with closing(sqlite3.connect(department.store.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        quick = store.open_store(department.store.path)
        with pytest.raises(Refusal, match="正被另一个程序使用"), quick.write():
            pass
        quick.close()
    assert row_of(department, "T001").answer == before


def test_the_day_a_node_was_done_is_stored(department: Desk) -> None:
    key = row_of(department, "T006").target.key
    nodes = Base.metadata.tables["nodes"]
    line = {
        "key": "n1",
        "target_key": key,
        "title": "封顶",
        "begins_on": None,
        "due_on": date(2024, 3, 31),
        "position": 0,
    }
    with department.store.write() as connection:
        connection.execute(nodes.insert().values(line))
    set_node(department, PERIOD, "n1", date(2024, 3, 8), "已验收")
    assert row_of(department, "T006").nodes == {"n1": (date(2024, 3, 8), "已验收")}
