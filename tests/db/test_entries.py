"""What reports say as rows is what they say as answers."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from db.board import consolidated, load_board
from db.checks import BLANK, Answer
from db.entries import NOTHING, entries_of
from db.figures import SCALE
from db.keys import key_of, new_key
from db.numbers import add
from db.periods import Period
from db.plans import PlanView
from db.reports import Report, answers
from db.store import Store
from db.vocabulary import Status

Seal = Callable[..., Report]
PERIODS = st.sampled_from(("2024-02", "2024-03"))
FIGURES = st.one_of(st.none(), st.integers(0, 9).map(lambda count: count * SCALE))
WORDS = st.sampled_from(("", "按计划推进。", "已开工。"))
ANSWERS = st.builds(
    Answer()._replace,
    value=FIGURES,
    increment=FIGURES,
    status=st.sampled_from([None, *Status]),
    narrative=WORDS,
    problems=WORDS,
    evidence=WORDS,
)


@pytest.mark.on_both
def test_rows_say_what_answers_say(store: Store, science: str, trade: str, report: Seal) -> None:
    given = {
        "A1": Answer(value=SCALE, status=Status.DONE, narrative="完成"),
        "B2": Answer(problems="缺人", reply="收到"),
    }
    with store.write() as connection:
        heads = [report(connection, unit, "2024-03", given) for unit in (science, trade)]
        rows, plainly = entries_of(connection, heads), answers(connection, heads)
    assert {key: {target: one.get(target, BLANK) for target in one.rows} for key, one in rows.items()} == plainly
    assert rows[heads[0].key].get("-", BLANK) == BLANK
    assert Answer(*NOTHING) == BLANK


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.data())
def test_what_is_written_of_a_board_is_what_its_voices_say(
    store: Store, plan: PlanView, science: str, trade: str, report: Seal, data: st.DataObject
) -> None:
    given = st.dictionaries(st.sampled_from([one.code for one in plan.targets]), ANSWERS)
    with store.write() as connection:
        point = connection.begin_nested()
        for unit, period in data.draw(st.lists(st.tuples(st.sampled_from([science, trade]), PERIODS), unique=True)):
            head = report(connection, unit, period, data.draw(given))
            if data.draw(st.booleans()):
                settle(connection, head, key_of(plan.key, "target", "A1"))
        board = load_board(connection, plan, Period.parse("2024-03"))
        point.rollback()
    for line in board.lines:
        said = [(reported, Answer(*values)) for reported, values in zip(*line.spoken, strict=True)]
        assert said == [(one.reported, one.answer) for one in line.voices]
        assert line.figure == consolidated(line.target, list(line.voices))


def settle(connection: Connection, head: Report, target: str) -> None:
    said = {"field": "value", "comment": "核减", "verified": 7 * SCALE, "who": "督查", "at": datetime.now(UTC)}
    place = {"key": new_key(), "slot": head.slot, "report_key": head.key, "target_key": target}
    add(connection, "reviews", [{**place, **said}])
