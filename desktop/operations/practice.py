"""Practice data: invented progress that is plausible, always the same for the same names, and says what it is."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from sqlalchemy import insert

from db import clock
from db.checks import Answer
from db.figures import SCALE, plain
from db.keys import key_of
from db.models import Base
from db.periods import Period
from db.plans import PlanView, TargetLine
from db.reports import entry_row
from db.rows import Row
from db.slots import slot_of
from db.vocabulary import Comparator, Measure, Origin, ReportState, Status
from desktop.desk import Desk, open_desk
from desktop.operations.editing import CellEdit
from desktop.operations.entry import EntryRow, Signature, edit_entries, load_entry, set_signature
from desktop.operations.issue import issue
from desktop.operations.new import new
from desktop.operations.receive import receive_into
from resources.texts import say

UNIT: Final = "科技创新局"
PERIOD: Final = "2024-03"
_MARK: Final = "【练习】"


def practise(database: Path) -> None:
    """A department's practice database, as if headquarters had just issued its assignment."""
    with TemporaryDirectory() as folder:
        headquarters = Path(folder) / "hq.db"
        new(headquarters, None, None, Origin.PRACTICE)
        desk = open_desk(headquarters, Origin.PRACTICE)
        try:
            seed_earlier(desk, Period.parse(PERIOD))
            issued = issue(desk, PERIOD, Path(folder) / "issued")
        finally:
            desk.close()
        mine = [path for path in issued.files if UNIT in path.name]
        receive_into(database, mine, Origin.PRACTICE)


def figure_of(target: TargetLine, unit: str, period: Period) -> int:
    """An invented figure of a target, rising over the year at this unit's own speed."""
    dice = Random(f"{target.key}/{unit}")  # noqa: S311 - practice data, not a secret
    goal, wanted = target.goal, target.goal.target or 0
    speed = Fraction(dice.choice((55, 80, 95, 100, 105, 110, 125, 420)), 100)
    if goal.adds_up:
        share = min(period.year_share * speed, Fraction(11, 10))
    elif goal.comparator is Comparator.AT_LEAST and goal.measure is Measure.QUANTITY:
        share = Fraction(3, 10) + min(period.year_share * speed, Fraction(1)) * Fraction(6, 10)
    elif goal.comparator is Comparator.AT_MOST:
        share = Fraction(2) - min(speed, Fraction(1)) + Fraction(dice.choice((0, 0, 25)), 100)
    else:
        share = min(speed, Fraction(21, 20))
    grain: int = SCALE // 10 ** min(target.decimals + (1 if goal.measure is Measure.RATE else 0), 6)
    steps: int = int(wanted * share) // grain
    return steps * grain


def answer_of(target: TargetLine, unit: str, period: Period) -> Answer:
    """An invented answer of a unit to a target; blank for one in forty, since clerks leave gaps too."""
    dice = Random(f"{target.key}/{unit}/{period}")  # noqa: S311 - practice data, not a secret
    if dice.random() < 1 / 40:
        return Answer()
    figured = target.goal.measure.has_figure
    started = figured or dice.random() < 0.85
    return Answer(
        value=figure_of(target, unit, period) if figured else None,
        status=Status.IN_PROGRESS if started else Status.NOT_STARTED,
        narrative=f"{_MARK}{target.title}：{period.by_now}按计划推进，{dice.choice(_DONE)}。",
        problems=f"{_MARK}{dice.choice(_PROBLEMS)}。" if dice.random() < 0.3 else "",
        next_steps=f"{_MARK}{dice.choice(_NEXT)}。",
    )


_DONE: Final = ("已召开专题调度会", "已完成方案评审", "已落实责任人和时间表", "现场已完成验收准备", "合同已签订")
_PROBLEMS: Final = ("两项联合单位合同尚未签订", "用地手续办理较慢", "资金拨付进度偏慢", "配套管线迁改需要协调")
_NEXT: Final = ("下月完成合同签订", "按周调度，倒排工期", "协调相关部门加快办理", "做好项目申报和储备")


def seed_earlier(desk: Desk, period: Period) -> None:
    """Give headquarters what every unit would have reported in the periods before."""
    with desk.write() as (connection, plan):
        step = period.previous
        while step is not None:
            for unit in plan.reporting:
                head = _earlier_head(plan, unit, step)
                connection.execute(insert(Base.metadata.tables["reports"]).values(head))
                rows = list(_earlier_rows(plan, unit, step, head))
                connection.execute(insert(Base.metadata.tables["entries"]), rows)
            step = step.previous


def _earlier_head(plan: PlanView, unit: str, period: Period) -> Row:
    now = clock.now()
    key = key_of(plan.key, unit, period.code, "practice")
    return {
        "key": key,
        "slot": slot_of(plan.key, unit),
        "plan_key": plan.key,
        "unit_key": unit,
        "period": period.code,
        "revision": 1,
        "state": ReportState.RECEIVED,
        "filled_by": _MARK,
        "checked_by": _MARK,
        "phone": "",
        "seal": key,
        "created_at": now,
        "sealed_at": now,
    }


def _earlier_rows(plan: PlanView, unit: str, period: Period, head: Row) -> Iterator[Row]:
    for target in plan.of_unit(unit):
        yield entry_row(head, target.key, answer_of(target, plan.units[unit], period))


def enter(desk: Desk, code: str) -> int:
    """Type invented progress into a unit's draft, and explain what the checks ask about; how many targets."""
    sheet = load_entry(desk, code)
    edits = [one for row in sheet.rows for one in _edits(row, desk.unit, sheet.period)]
    rows = edit_entries(desk, code, edits).rows
    asked = [row for row in rows if any(finding.code == "behind" for finding in row.findings)]
    explanation = f"{_MARK}受前期手续影响，进度晚于序时，已倒排工期。"
    edit_entries(desk, code, [CellEdit(row.target.key, "explanation", explanation) for row in asked])
    set_signature(desk, code, Signature(f"{_MARK}填报员", f"{_MARK}审核员", "027-0000 0000"))
    return len(rows)


def _edits(row: EntryRow, unit: str, period: Period) -> Iterator[CellEdit]:
    answer, key = answer_of(row.target, unit, period), row.target.key
    if answer.value is not None:
        yield CellEdit(key, "value", plain(answer.value))
        if row.target.goal.adds_up and row.before.previous is not None:
            yield CellEdit(key, "increment", plain(answer.value - row.before.previous))
    if answer.status is not None:
        yield CellEdit(key, "status", str(say(f"status.{answer.status}")))
    for field in ("narrative", "problems", "next_steps"):
        if getattr(answer, field):
            yield CellEdit(key, field, getattr(answer, field))
