"""The formulas of completion and lamp, so that a workbook answers by itself what the program would say."""

from dataclasses import dataclass

from db.figures import DECIMALS, plain
from db.lamps import Policy, Threshold
from db.progress import Goal, in_points
from db.vocabulary import Basis, Comparator, Lamp, Measure, ScheduleKind, Status
from desktop.exchange.layout import lamp_text, status_text


@dataclass(frozen=True, slots=True)
class Cells:
    """The addresses of one row's cells that formulas speak of."""

    pace: str
    previous: str
    increment: str
    value: str
    completion: str
    status: str


def _figure(goal: Goal, cells: Cells) -> tuple[str, str]:
    """The condition that a figure is given, and the figure: the cumulative one, or what came on top.

    Rounded to the decimals that a figure can have, so that a sum of binary numbers is the sum that is written.
    """
    if not goal.adds_up:
        return f'{cells.value}<>""', f"ROUND({cells.value},{DECIMALS})"
    given = f'OR({cells.value}<>"",AND({cells.increment}<>"",{cells.previous}<>""))'
    return given, f'ROUND(IF({cells.value}<>"",{cells.value},{cells.previous}+{cells.increment}),{DECIMALS})'


def _met(goal: Goal, value: str, target: str) -> str:
    """The condition that a target is met, figure against figure: a ratio next to 1 is not 1."""
    if goal.comparator is Comparator.ABOUT:
        return f"ROUND(ABS({value}-{target}),{DECIMALS})<={plain(goal.tolerance)}"
    return f"{value}{'<=' if goal.comparator is Comparator.AT_MOST else '>='}{target}"


def completion_formula(goal: Goal, cells: Cells) -> str | None:
    """The completion of a target with a figure above zero; None where there is nothing to divide by."""
    if not goal.measure.has_figure or goal.target is None or goal.target <= 0:
        return None
    given, value = _figure(goal, cells)
    target = plain(goal.target)
    reached = f"{value}/{target}"
    if goal.comparator is not Comparator.AT_LEAST:
        near = f"MIN({value},{target})/MAX({value},{target})"
        reached = f"IF({_met(goal, value, target)},1,IF({value}<=0,0,{near}))"
    return f'=IF({given},{reached},"")'


def lamp_formula(goal: Goal, policy: Policy, cells: Cells) -> str | None:
    """The lamp by the target's policy; None for milestones with nodes, whose dates stand on another sheet."""
    if not goal.measure.has_figure:
        return _status_formula(cells)
    if goal.target is None or completion_formula(goal, cells) is None:
        return None
    _, value = _figure(goal, cells)
    lamp = f'"{lamp_text(policy.thresholds[-1].lamp)}"'
    for row in reversed(policy.thresholds[:-1]):
        lamp = f'IF({_holds(row, goal, value, cells)},"{lamp_text(row.lamp)}",{lamp})'
    finished = _finished(cells)
    if goal.adds_up and goal.comparator is Comparator.AT_LEAST:
        finished = "TRUE"
    blue = f"AND({_met(goal, value, plain(goal.target))},{finished})"
    grey = f'"{lamp_text(Lamp.GREY)}"'
    return f'=IF({cells.completion}="",{grey},IF({blue},"{lamp_text(Lamp.BLUE)}",{lamp}))'


def _finished(cells: Cells) -> str:
    return "OR(" + ",".join(f'{cells.status}="{status_text(one)}"' for one in Status if one.finished) + ")"


def _status_formula(cells: Cells) -> str:
    going = (
        f'IF({cells.status}="{status_text(Status.IN_PROGRESS)}","{lamp_text(Lamp.GREEN)}","{lamp_text(Lamp.YELLOW)}")'
    )
    known = f'IF({_finished(cells)},"{lamp_text(Lamp.BLUE)}",{going})'
    return f'=IF({cells.status}="","{lamp_text(Lamp.GREY)}",{known})'


def _holds(row: Threshold, goal: Goal, value: str, cells: Cells) -> str:
    bound = plain(row.bound or 0)
    if row.basis is Basis.GROWTH:
        return f"({value})>={bound}"
    if row.basis is Basis.POINTS_BEHIND:
        behind = _behind(goal, value, cells)
    elif goal.schedule is ScheduleKind.NONE:
        behind = f"1-{cells.completion}"
    else:
        behind = f"IF({cells.pace}=0,-{cells.completion},({cells.pace}-{cells.completion})/{cells.pace})"
    return f"ROUND(({behind})*100,9)<={bound}"


def _behind(goal: Goal, value: str, cells: Cells) -> str:
    if goal.schedule is not ScheduleKind.NONE:
        return f"{cells.pace}-{cells.completion}"
    if not in_points(goal) or goal.target is None:
        return f"1-{cells.completion}"
    target = plain(goal.target)
    if goal.comparator is Comparator.AT_LEAST:
        return f"({target}-({value}))/100"
    return f"IF({cells.completion}>=1,0,ABS(({value})-{target})/100)"


def has_lamp_formula(measure: Measure, nodes: int) -> bool:
    """Whether a lamp can be worked out on the sheet itself."""
    return not (measure is Measure.MILESTONE and nodes)
