"""The points of a target's curve: its figures of the year against its schedule, as shares of the year's target."""

from db.periods import months_of
from db.progress import completion, pace
from desktop.operations.entry import EntryRow, EntrySheet
from desktop.widgets.curve import Points


def points_of(row: EntryRow, sheet: EntrySheet) -> Points:
    """What was reached by the end of each period, this one last, and what the schedule asks for; floats to draw."""
    goal = row.target.goal
    figures = [*reversed(row.before.figures), (sheet.period, row.value)]
    reached = [(when.last_month, completion(goal, figure)) for when, figure in figures]
    asked = [(month.last_month, pace(goal, month)) for month in months_of(sheet.period.year)]
    start = [(0, 0.0)] if goal.adds_up and any(share is not None for _, share in reached) else []
    return Points(
        reached=[*start, *((month, float(share)) for month, share in reached if share is not None)],
        asked=[(month, float(share)) for month, share in asked if share is not None],
    )
