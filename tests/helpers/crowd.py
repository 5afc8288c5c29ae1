"""A plan of many units that all report on all its targets, made straight in a database, and quickly."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import BigInteger, Connection, cast, insert, literal, null, select

from db.address import Server
from db.checks import ANSWER_FIELDS
from db.keys import key_of
from db.lamps import PRESETS
from db.models import Base
from db.periods import months_of
from db.plans import period_row, policy_rows, target_row
from db.slots import slot_of
from db.storage import Store
from db.vocabulary import Accumulation, Consolidation, Measure, ReportState, Role

T = Base.metadata.tables
YEAR = 2024
PLAN = key_of("plan", "crowd")
HEAD = key_of("unit", "crowd", "head")
_TEXT = "已召开专题调度会，本月完成投资进度符合预期。"


@dataclass(frozen=True)
class Crowd:
    """A plan of many units on three servers: of few rows it is all the same where they are added up."""

    store: Store
    server: Server
    others: tuple[Server, ...]


def unit_key(number: int) -> str:
    return key_of("unit", "crowd", str(number))


def fill(connection: Connection, units: int, targets: int, periods: int) -> None:
    """The plan, and a report of every unit for each of the first periods."""
    policies = policy_rows(PRESETS)
    for name, rows in policies.items():
        connection.execute(insert(T[name]), rows)
    keys = [unit_key(number) for number in range(units)]
    named = [(HEAD, None, "目标办"), *((key, HEAD, f"单位{number:04}") for number, key in enumerate(keys))]
    connection.execute(
        insert(T["units"]),
        [{"key": key, "parent_key": up, "name": name, "position": at} for at, (key, up, name) in enumerate(named)],
    )
    policy = policies["lamp_policies"][0]["key"]
    plan = {"key": PLAN, "owner_key": HEAD, "lamp_policy_key": policy, "year": YEAR, "title": "大计划", "note": ""}
    connection.execute(insert(T["plans"]), [plan])
    months = months_of(YEAR)
    connection.execute(insert(T["periods"]), [period_row(PLAN, month) for month in months])
    _add_targets(connection, targets, keys)
    _add_reports(connection, keys, [month.code for month in months[:periods]])


def _add_targets(connection: Connection, targets: int, units: list[str]) -> None:
    area = key_of("area", "crowd")
    connection.execute(insert(T["areas"]), [{"key": area, "plan_key": PLAN, "name": "经济", "position": 0}])
    alike = {"measure": Measure.QUANTITY, "area_key": area, "target": 10**12, "unit": "亿元"}
    alike |= {"accumulation": Accumulation.CUMULATIVE, "consolidation": Consolidation.SUM}
    rows = [target_row(PLAN, f"C{n:04}", title=f"目标{n}", position=n, **alike) for n in range(targets)]
    connection.execute(insert(T["targets"]), rows)
    keys = [row["key"] for row in rows]
    roles = [(unit, Role.LEAD if not at else Role.SUPPORT) for at, unit in enumerate(units)]
    connection.execute(
        insert(T["assignments"]),
        [{"target_key": key, "unit_key": unit, "role": role, "share": None} for key in keys for unit, role in roles],
    )


def _add_reports(connection: Connection, units: list[str], codes: list[str]) -> None:
    at = datetime(YEAR, 4, 1, tzinfo=UTC)
    alike = {"plan_key": PLAN, "revision": 1, "state": ReportState.RECEIVED, "filled_by": "", "checked_by": ""}
    alike |= {"phone": "", "seal": "crowd", "created_at": at, "sealed_at": at}
    reports, targets = T["reports"], T["targets"]
    connection.execute(
        insert(reports),
        [
            {
                **alike,
                "key": key_of("report", unit, code),
                "slot": slot_of(PLAN, unit),
                "unit_key": unit,
                "period": code,
            }
            for unit in units
            for code in codes
        ],
    )
    # Made by the database itself: a figure that tells of its unit and its target, and what is usually written.
    value = targets.c.position * 1_000_003 + cast(reports.c.slot, BigInteger) * 7_919
    said = {"value": value, "increment": null(), "status": null(), "narrative": literal(_TEXT)}
    columns = [said.get(name, literal("")).label(name) for name in ANSWER_FIELDS]
    rows = select(reports.c.key, targets.c.key.label("target_key"), *columns, reports.c.slot)
    names = ["report_key", "target_key", *ANSWER_FIELDS, "slot"]
    everywhere = rows.select_from(reports.join(targets, targets.c.plan_key == reports.c.plan_key))
    connection.execute(insert(T["entries"]).from_select(names, everywhere))
