"""What may happen to a small plan's reports, in any order: for what is made of them to be held against itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert

from db.checks import Answer
from db.figures import SCALE
from db.keys import key_of, new_key
from db.models import Base
from db.numbers import add
from db.periods import Period
from db.plans import Past, PlanView
from db.reports import entry_row, newest
from db.reviews import verified
from db.slots import slot_of
from db.vocabulary import ReportState, Role, Status

_T = Base.metadata.tables
PERIODS = [Period.parse(code) for code in ("2024-01", "2024-02", "2024-03", "2024-Q1", "2024-04")]
UNITS = ("科创局", "商务局", "目标办")
WORDS = ("", " ", "按计划推进。", "已开工。")


def answer() -> st.SearchStrategy[Answer]:
    figures = st.one_of(st.none(), st.integers(0, 3).map(lambda count: count * 50 * SCALE))
    statuses = st.sampled_from([None, *Status])
    return st.builds(
        Answer()._replace, value=figures, increment=figures, status=statuses, narrative=st.sampled_from(WORDS)
    )


def deeds() -> st.SearchStrategy[tuple[Any, ...]]:
    where = (st.sampled_from(UNITS), st.sampled_from(PERIODS))
    said = st.dictionaries(st.sampled_from(["A1", "A2", "A3", "B1", "B2", "B3"]), answer())
    return st.one_of(
        st.tuples(st.just("report"), *where, said),
        st.tuples(st.just("take back"), *where, st.none()),
        st.tuples(st.just("settle"), *where, st.integers(-5, 200)),
        st.tuples(st.just("plan"), *where, st.integers(0, 2)),
    )


def do(connection: Connection, plan: PlanView, deed: tuple[Any, ...]) -> None:
    what, name, period, value = deed
    unit = key_of("unit", name)
    last = newest(connection, plan.key, period.code, [unit]).get(unit)
    if what == "report":
        report(connection, plan, unit, period, 1 if last is None else last.revision + 1, value)
    elif what == "take back" and last is not None and not verified(connection, [last.key]):
        connection.execute(delete(_T["reports"]).where(_T["reports"].c.key == last.key))
    elif what == "settle" and last is not None:
        row = {
            "key": new_key(),
            "slot": last.slot,
            "report_key": last.key,
            "target_key": key_of(plan.key, "target", "A1"),
        }
        said = {"field": "value", "comment": "核减", "verified": value * SCALE, "who": "督查", "at": datetime.now(UTC)}
        add(connection, "reviews", [{**row, **said}])


def doing(connection: Connection, plan: PlanView, done: Iterable[tuple[Any, ...]]) -> Iterator[PlanView]:
    """Do one after the other; the plan as it is after each."""
    known, now = plans(plan), plan
    for deed in done:
        if deed[0] == "plan":
            now = known[deed[3]]
        do(connection, plan, deed)
        yield now


def report(
    connection: Connection, plan: PlanView, unit: str, period: Period, revision: int, said: Mapping[str, Answer]
) -> None:
    key, now = new_key(), datetime.now(UTC)
    head = {"slot": slot_of(plan.key, unit), "key": key, "plan_key": plan.key, "unit_key": unit}
    place = {"period": period.code, "revision": revision}
    names = dict.fromkeys(("filled_by", "checked_by", "phone", "seal"), "")
    state = {"state": ReportState.RECEIVED, "created_at": now, "sealed_at": now}
    connection.execute(insert(_T["reports"]).values({**head, **place, **names, **state}))
    for code, one in said.items():
        target = key_of(plan.key, "target", code)
        connection.execute(insert(_T["entries"]).values(entry_row(head, target, one)))
        if code == "A3" and one.value is not None:
            node = {"node_key": key_of(plan.key, "node", "封顶"), "done_on": date(2024, 3, 9), "note": ""}
            connection.execute(insert(_T["node_entries"]).values(slot=head["slot"], report_key=key, **node))


def plans(plan: PlanView) -> list[PlanView]:
    """The plan as it is, one whose leads changed in March, and one that lost a target and a unit then."""
    lines = {line.code: line for line in plan.targets}
    march, at = Period.parse("2024-03"), datetime(2024, 1, 1, tzinfo=UTC)
    other = (key_of("unit", "目标办"), Role.LEAD), (key_of("unit", "科创局"), Role.SUPPORT)
    led = {lines[code].key: (Past(march, at, replace(lines[code], units=other)),) for code in ("A1", "A2", "B3")}
    january = {lines["A1"].key: (Past(Period.parse("2024-01"), at, replace(lines["A1"], units=other)),)}
    return [plan, replace(plan, past=led), replace(plan, past=january, withdrawn={lines["B1"].key: march})]


SAME = {"B2": Answer(status=Status.IN_PROGRESS, narrative="按计划推进。")}
DONE = {"B3": Answer(value=40 * SCALE, status=Status.DONE, narrative=" 按计划推进。")}
