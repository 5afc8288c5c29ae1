"""The history as people read it, and old values put back as new changes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import Refusal
from db.models import Base
from db.vocabulary import Origin, PeriodState
from desktop.desk import Desk
from desktop.operations.changes import (
    ChangeLine,
    Wanted,
    cell_history,
    load_changes,
    restore_value,
    restoring,
)
from desktop.operations.editing import CellEdit
from desktop.operations.entry import EntryRow, edit_entries, load_entry, set_node
from resources.texts import Sentence

PERIOD = "2024-03"


@pytest.fixture
def desk(practice_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    return sit_down(practice_database)


def row_of(desk: Desk, code: str) -> EntryRow:
    return next(row for row in load_entry(desk, PERIOD).rows if row.target.code == code)


def edit(desk: Desk, code: str, field: str, text: str) -> None:
    edit_entries(desk, PERIOD, [CellEdit(row_of(desk, code).target.key, field, text)])


def newest(desk: Desk, wanted: Wanted | None = None) -> list[ChangeLine]:
    return list(load_changes(desk, wanted or Wanted(), None, 100).lines)


def said(value: str | Sentence) -> str:
    return value.text("zh") if isinstance(value, Sentence) else value


def test_a_figure_reads_in_the_targets_own_unit(desk: Desk) -> None:
    edit(desk, "A05", "value", "3")
    edit(desk, "A05", "value", "4.5")
    line = newest(desk)[0]
    assert (said(line.old), said(line.new)) == ("3 个", "4.5 个")
    assert (line.subject, line.field, line.origin) == ("A05 实施国家重点研发计划", "value", Origin.WINDOW)
    assert line.period is not None
    assert line.period.code == PERIOD
    assert datetime.now(UTC) - line.at < timedelta(minutes=1)
    assert line.restorable


def test_words_texts_and_what_was_no_number_read_as_they_were(desk: Desk) -> None:
    edit(desk, "A05", "status", "推进中")
    edit(desk, "A05", "narrative", "第一行\n第二行")
    edit(desk, "A05", "value", "三")
    found = {line.field: said(line.new) for line in newest(desk)}
    assert found["status"] == "推进中"
    assert found["narrative"] == "第一行\n第二行"
    assert found["value_typed"] == "“三”"


def test_a_node_is_told_with_its_target(desk: Desk) -> None:
    nodes = Base.metadata.tables["nodes"]
    line_of = {
        "key": "n1",
        "target_key": row_of(desk, "A05").target.key,
        "title": "封顶",
        "due_on": date(2024, 3, 1),
        "position": 0,
    }
    with desk.store.write() as connection:
        connection.execute(nodes.insert().values(line_of))
    set_node(desk, PERIOD, "n1", date(2024, 3, 5), "")
    line = newest(desk)[0]
    assert line.subject == "A05 实施国家重点研发计划 封顶"
    assert (line.field, said(line.new)) == ("done_on", "2024-03-05")
    assert not line.restorable


def test_what_is_wanted_is_found_and_counted(desk: Desk) -> None:
    key = row_of(desk, "A05").target.key
    for number in range(5):
        edit(desk, "A05", "value", str(number))
        edit(desk, "A06", "narrative", f"{number}")
    assert load_changes(desk, Wanted(), None, 3).total == 10
    assert {line.target_key for line in newest(desk, Wanted(targets=frozenset({key})))} == {key}
    assert len(newest(desk, Wanted(field="narrative"))) == 5
    assert newest(desk, Wanted(origin=Origin.UNDO)) == []
    assert newest(desk, Wanted(since=datetime.now(UTC) + timedelta(hours=1))) == []
    first = load_changes(desk, Wanted(), None, 4).lines
    rest = load_changes(desk, Wanted(), first[-1].id, 100).lines
    assert [line.id for line in (*first, *rest)] == [line.id for line in newest(desk)]


def test_what_was_imported_is_told_where_it_is_asked_for(desk: Desk) -> None:
    edit(desk, "A05", "value", "1")
    assert len(newest(desk)) == 1
    lines = load_changes(desk, Wanted(imported=True), None, 10_000).lines
    assert {"entries", "targets", "reports"} <= {line.thing for line in lines}
    assert {said(line.new) for line in lines if line.thing == "targets"} == {"整行"}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.sampled_from(["1", "2.5", "三", "", "1,000"]), min_size=2, max_size=5))
def test_putting_back_twice_is_where_one_began(desk: Desk, texts: list[str]) -> None:
    for text in texts:
        edit(desk, "A05", "value", text)
    before = row_of(desk, "A05").answer
    lines = [line for line in newest(desk) if line.field == "value"]
    if not lines:
        return
    restore_value(desk, lines[0].id)
    back = next(line for line in newest(desk) if line.field == "value")
    if back.id != lines[0].id:
        restore_value(desk, back.id)
    assert row_of(desk, "A05").answer.value == before.value


def test_an_old_value_is_put_back_as_a_new_change(desk: Desk) -> None:
    edit(desk, "A05", "narrative", "旧")
    edit(desk, "A05", "narrative", "新")
    line = newest(desk)[0]
    asked = restoring(desk, line.id)
    assert (asked.now, asked.edit.text) == ("新", "旧")
    restore_value(desk, line.id)
    assert row_of(desk, "A05").answer.narrative == "旧"
    assert len(newest(desk)) == 3


def test_in_a_closed_period_nothing_is_put_back(desk: Desk) -> None:
    edit(desk, "A05", "value", "1")
    line = newest(desk)[0]
    periods = Base.metadata.tables["periods"]
    with desk.store.write() as connection:
        connection.execute(periods.update().where(periods.c.code == PERIOD).values(state=PeriodState.CLOSED))
    with pytest.raises(Refusal) as refused:
        restore_value(desk, line.id)
    assert refused.value.sentence.code == "refusal.not_restorable"
    with pytest.raises(Refusal):
        restore_value(desk, 10**9)


def test_the_history_of_a_cell_is_of_that_cell_alone(desk: Desk) -> None:
    edit(desk, "A05", "value", "1")
    edit(desk, "A05", "narrative", "说明")
    edit(desk, "A06", "value", "9")
    edit(desk, "A05", "value", "2")
    lines = cell_history(desk, PERIOD, row_of(desk, "A05").target.key, "value")
    assert [(said(line.old), said(line.new)) for line in lines] == [("1 个", "2 个"), ("", "1 个")]
