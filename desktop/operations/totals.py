"""What the units' figures come to for a period, without reading what each of them says."""

from dataclasses import dataclass

from db.plans import TargetLine
from db.reports import newest
from db.totals import NONE, Total
from db.totals import totals as summed
from db.vocabulary import Measure
from desktop.desk import Desk, require_period


@dataclass(frozen=True, slots=True)
class TotalLine:
    """What the newest reports say of a target, and how many units have it."""

    target: TargetLine
    units: int
    said: Total

    @property
    def adds_up(self) -> bool:
        """Whether the figures of several units make one: rates and ranks are never added."""
        return self.target.goal.measure is Measure.QUANTITY


def totals(desk: Desk, code: str) -> tuple[TotalLine, ...]:
    """Every target that has figures, with what the units' newest sealed reports come to."""
    with desk.read() as (connection, whole):
        period = require_period(whole, code)
        plan = whole.at(period)
        units = {unit for target in plan.targets for unit, _ in target.units}
        found = summed(connection, newest(connection, plan.key, period.code, units).values())
        return tuple(
            TotalLine(target, len(target.units), found.get(target.key, NONE))
            for target in plan.targets
            if target.goal.measure.has_figure
        )
