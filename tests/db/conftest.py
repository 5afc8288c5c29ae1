"""A small plan in a real database: three units, six targets of every measure, twelve months."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from clusters import Cluster
from sqlalchemy import Connection, insert

from db.address import Location
from db.batches import Journal
from db.checks import Answer
from db.earlier import resolve, unknown
from db.editing import edit
from db.figures import SCALE
from db.history import Author
from db.keys import key_of
from db.lamps import PRESETS
from db.models import Base
from db.pasts import earlier
from db.periods import Period, months_of
from db.plans import PlanView, load, period_row, policy_rows, target_row
from db.reports import Report, answer_node, open_draft, seal
from db.rows import Row
from db.store import Store, create
from db.travelling import write
from db.vocabulary import Accumulation, Comparator, Consolidation, Measure, Origin, Role, ScheduleKind

# A slow disk is no failure.

YEAR = 2024
PLAN = key_of("plan", "2024")
HEAD, SCIENCE, TRADE = (key_of("unit", name) for name in ("目标办", "科创局", "商务局"))
SEAT = {"unit_key": HEAD, "plan_key": PLAN, "practice": False, "edited_policy": "mark", "seal_method": "sha256"}
SUM_OF_ALL, LARGEST = Consolidation.SUM, Consolidation.MAXIMUM


def _units() -> list[Row]:
    names = ("目标办", "科创局", "商务局")
    return [
        {"key": key_of("unit", name), "parent_key": None if name == "目标办" else HEAD, "name": name, "position": place}
        for place, name in enumerate(names)
    ]


def _areas() -> list[Row]:
    return [
        {"key": key_of(PLAN, "area", name), "plan_key": PLAN, "name": name, "position": place}
        for place, name in enumerate(("创新", "开放"))
    ]


def _target(code: str, title: str, measure: Measure, **values: object) -> Row:
    area = key_of(PLAN, "area", "创新" if code.startswith("A") else "开放")
    return target_row(PLAN, code, title=title, measure=measure, area_key=area, position=int(code[1:]), **values)


def _targets() -> list[Row]:
    added_up = {"accumulation": Accumulation.CUMULATIVE, "consolidation": SUM_OF_ALL}
    custom = {"schedule": ScheduleKind.CUSTOM, "consolidation": LARGEST}
    about = {"comparator": Comparator.ABOUT, "tolerance": SCALE // 2}
    return [
        _target("A1", "新增科技企业", Measure.QUANTITY, target=120 * SCALE, unit="家", **added_up),
        _target("A2", "生产总值增速", Measure.RATE, target=7 * SCALE, unit="%", decimals=1, **about),
        _target("A3", "实验室建成", Measure.MILESTONE),
        _target("B1", "营商环境排名", Measure.RANK, target=4 * SCALE, unit="位", comparator=Comparator.AT_MOST),
        _target("B2", "优化服务", Measure.QUALITATIVE),
        _target("B3", "在库项目", Measure.QUANTITY, target=50 * SCALE, unit="个", **custom),
    ]


def _nodes() -> list[Row]:
    days = (("封顶", date(2024, 1, 1), date(2024, 3, 10)), ("竣工", None, date(2024, 9, 30)))
    return [
        {
            "key": key_of(PLAN, "node", title),
            "target_key": key_of(PLAN, "target", "A3"),
            "title": title,
            "begins_on": begins,
            "due_on": due,
            "position": place,
        }
        for place, (title, begins, due) in enumerate(days)
    ]


def _assignments() -> list[Row]:
    given = {
        "A1": {SCIENCE: Role.LEAD, TRADE: Role.SUPPORT},
        "A2": {SCIENCE: Role.LEAD},
        "A3": {SCIENCE: Role.LEAD},
        "B1": {TRADE: Role.LEAD},
        "B2": {TRADE: Role.LEAD, SCIENCE: Role.SUPPORT},
        "B3": {TRADE: Role.LEAD, SCIENCE: Role.SUPPORT},
    }
    return [
        {"target_key": key_of(PLAN, "target", code), "unit_key": unit, "role": role, "share": None}
        for code, roles in given.items()
        for unit, role in roles.items()
    ]


def _rows() -> dict[str, Sequence[Row]]:
    policies = policy_rows(PRESETS)
    plan = {
        "key": PLAN,
        "owner_key": HEAD,
        "lamp_policy_key": policies["lamp_policies"][0]["key"],
        "year": YEAR,
        "title": "2024 年目标",
        "note": "示例分工",
    }
    shares = (("2024-02", 100_000), ("2024-Q2", 500_000), ("2024-12", SCALE))
    schedule = key_of(PLAN, "target", "B3")
    return {
        **policies,
        "units": _units(),
        "plans": [plan],
        "periods": [period_row(PLAN, period) for period in months_of(YEAR)],
        "areas": _areas(),
        "targets": _targets(),
        "schedules": [{"target_key": schedule, "period": code, "share": share} for code, share in shares],
        "nodes": _nodes(),
        "assignments": _assignments(),
    }


@pytest.fixture
def author() -> Author:
    return Author("王科员", Origin.WINDOW)


@pytest.fixture
def location(keeper: Cluster | None, tmp_path: Path) -> Iterator[Location]:
    """Where a database of the test's own may be made; on a server as who owns it: no officer drafts or seals there."""
    if keeper is None:
        yield tmp_path / "台账.db"
        return
    server = keeper.database("prepared")
    yield server
    keeper.drop(server)


@pytest.fixture
def empty(location: Location) -> Iterator[Store]:
    """A new database with nothing in it."""
    store = create(location, lambda _: None)
    yield store
    store.close()


@pytest.fixture
def store(empty: Store, author: Author) -> Store:
    """A database with the small plan, headquarters' seat and no report."""
    with empty.write() as connection:
        write(Journal(connection, author), _rows())
        connection.execute(insert(Base.metadata.tables["seats"]), [SEAT])
    return empty


@pytest.fixture
def plan(store: Store) -> PlanView:
    with store.read() as connection:
        return load(connection, PLAN)


@pytest.fixture
def science() -> str:
    """The key of 科创局."""
    return SCIENCE


@pytest.fixture
def trade() -> str:
    """The key of 商务局."""
    return TRADE


@pytest.fixture
def key() -> Callable[[str], str]:
    """The key of a target by its code."""
    return lambda code: key_of(PLAN, "target", code)


@pytest.fixture
def node() -> Callable[[str], str]:
    """The key of a node by its title."""
    return lambda title: key_of(PLAN, "node", title)


@pytest.fixture
def report(author: Author) -> Callable[..., Report]:
    """Seals a unit's report: a period, answers by target code, days done by node title."""

    def make(
        connection: Connection,
        unit: str,
        period: str,
        said: Mapping[str, Answer],
        nodes: Mapping[str, date] | None = None,
    ) -> Report:
        draft = open_draft(connection, PLAN, unit, period)
        before = earlier(connection, load(connection, PLAN), Period.parse(period), [unit])
        resolved = {}
        for code, answer in said.items():
            target = key_of(PLAN, "target", code)
            edit(connection, draft, {target: {one: getattr(answer, one) for one in Answer._fields}}, author)
            known = before.get((unit, target), unknown(Period.parse(period)))
            resolved[target] = resolve(answer, known.previous, complete=known.complete, adds_up=code == "A1")
        for title, day in (nodes or {}).items():
            answer_node(connection, draft, key_of(PLAN, "node", title), day, "", author)
        return seal(connection, draft, resolved, "SEAL", [], author)

    return make
