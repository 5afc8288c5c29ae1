"""Initials: how a target is found by the first letters of its pinyin."""

from pathlib import Path

from sqlalchemy import delete, select, update

from db.initials import initials, initials_of
from db.models import Base
from db.vocabulary import Origin
from desktop.desk import open_desk
from desktop.operations.new import new

_T = Base.metadata.tables


def test_first_letters_with_figures_and_latin_letters_as_they_are() -> None:
    assert initials_of("新增公园10座") == "xzgy10z"
    assert initials_of("GDP 增长 7%") == "gdpzz7%"
    assert initials_of("银行贷款，重点项目") == "yhdk，zdxm"


def test_every_target_of_a_new_plan_has_them(tmp_path: Path) -> None:
    new(tmp_path / "hq.db", None, None, Origin.COMMAND)
    desk = open_desk(tmp_path / "hq.db", Origin.COMMAND)
    with desk.read() as (_, plan):
        assert all(target.initials == initials_of(target.title) for target in plan.targets)
    desk.close()


def test_opening_stores_what_is_missing_and_what_is_stale(tmp_path: Path) -> None:
    new(tmp_path / "hq.db", None, None, Origin.COMMAND)
    desk = open_desk(tmp_path / "hq.db", Origin.COMMAND)
    with desk.write() as (connection, _):
        first, second = connection.scalars(select(_T["targets"].c.key).order_by(_T["targets"].c.code).limit(2))
        connection.execute(delete(_T["initials"]).where(_T["initials"].c.target_key == first))
        connection.execute(update(_T["targets"]).where(_T["targets"].c.key == second).values(title="建成道路"))
    desk.close()
    desk = open_desk(tmp_path / "hq.db", Origin.COMMAND)
    with desk.read() as (connection, plan):
        stored = initials(connection)
        assert len(stored) == len(plan.targets)
        assert stored[second] == "jcdl"
        assert stored[first]
    desk.close()
