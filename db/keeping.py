"""Which backups are kept: of the last days all, further back fewer and fewer, whatever a clock says."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

# All of the last 2 days, then 12 daily, 10 weekly, 9 monthly ones.
ALL_FOR: Final = timedelta(days=2)
DAILY_FOR: Final = ALL_FOR + timedelta(days=12)
WEEKLY_FOR: Final = DAILY_FOR + timedelta(weeks=10)
MONTHLY_FOR: Final = WEEKLY_FOR + timedelta(days=9 * 31)
# Kept whatever else is said of them; and no more than so many, however often a clock jumped.
NEWEST: Final = 5
MOST: Final = 200
# A step from one backup to the next that is longer than between monthly ones, or leads back, is the clock's.
_LONGEST: Final = timedelta(days=62)
_BACK: Final = timedelta(hours=1)


def kept(moments: Sequence[datetime]) -> set[int]:
    """The places of those that are kept, of backups in the order of their commits, by the clock on the wall.

    Ages are counted from step to step back from the newest one. Where the clock jumped no time is taken to have passed,
    and what lies on either side is thinned out apart: nothing is as old as a wrong clock says, so nothing that a right
    one keeps is thrown away.
    """
    found: set[int] = set()
    seen: set[tuple[int, tuple[int, ...]]] = set()
    age, group = timedelta(), 0
    for place in range(len(moments) - 1, -1, -1):
        if place < len(moments) - 1:
            step = moments[place + 1] - moments[place]
            if -_BACK <= step <= _LONGEST:
                age += max(step, timedelta())
            else:
                group += 1
        spans = _spans(moments[place])
        last_of = [(group, span) not in seen for span in spans]
        seen |= {(group, span) for span in spans}
        if age <= ALL_FOR or _wanted(age, last_of) or place >= len(moments) - NEWEST:
            found.add(place)
    return set(sorted(found)[-MOST:])


def _spans(moment: datetime) -> tuple[tuple[int, ...], ...]:
    """The day, the quarter of a month and the month that a moment lies in, each within the next.

    They begin anew each month, so that a clock which is years off leaves them what they are.
    """
    month = (moment.year, moment.month)
    return (*month, 0, moment.day), (*month, min((moment.day - 1) // 7, 3)), month


def _wanted(age: timedelta, last_of: Sequence[bool]) -> bool:
    """Whether something of this age is kept that is the last of its day, week and month, or is not."""
    day, week, month = last_of
    if age <= DAILY_FOR:
        return day
    return week if age <= WEEKLY_FOR else month and age <= MONTHLY_FOR
