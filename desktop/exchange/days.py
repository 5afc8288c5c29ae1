"""Days as people write them into cells."""

import re
from datetime import date, datetime, time
from typing import Any, Final

from db.characters import plain_characters

# A month and a day without a year only in words: 3.5 is a number, 3/5 a fraction, and 3-5 from the third to the fifth.
_DAY: Final = re.compile(
    r"""(?:
        (?P<year>[12]\d{3}) \s* (?P<mark>[-./]) \s* (?P<month>\d{1,2}) \s* (?P=mark) \s* (?P<day>\d{1,2})
      | (?:(?P<nian>[12]\d{3}) \s* 年 \s*)? (?P<yue>\d{1,2}) \s* 月 \s* (?P<ri>\d{1,2}) \s* [日号]?
      | (?P<all>(?:19|20)\d{6})
    )
    (?:
        (?:T|\s+|(?<=[日号])) (?:[上下]午\s*)? (?P<hour>\d{1,2}) \s*
        (?: : (?P<minute>\d\d) (?: : (?P<second>\d\d) (?:\.\d+)? )?
          | [时点] (?:\s*(?P<fen>\d{1,2})\s*分(?:\s*(?P<miao>\d{1,2})\s*秒)?)? )
    )?""",
    re.ASCII | re.VERBOSE,
)
_YEAR: Final = re.compile(r"[12]\d{3}", re.ASCII)


def read_day(value: Any, default_year: str) -> date | None:
    """The day in a cell: a date, or 2024-03-05, 2024.3.5, 2024年3月5日, 3月5日, 20240305; None where it is none.

    A time behind the day has to be one, and is left out. Two-digit years and other orders are guesses, and none.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = plain_characters(value) if isinstance(value, str) else None
    found = _DAY.fullmatch(text) if text else None
    return None if found is None else _day(found, default_year)


def _day(found: re.Match[str], default_year: str) -> date | None:
    if found["all"]:
        year, month, day = found["all"][:4], found["all"][4:6], found["all"][6:]
    else:
        year = found["year"] or found["nian"] or default_year
        month, day = found["month"] or found["yue"], found["day"] or found["ri"]
    if not _YEAR.fullmatch(year):
        return None
    try:
        time(
            int(found["hour"] or 0),
            int(found["minute"] or found["fen"] or 0),
            int(found["second"] or found["miao"] or 0),
        )
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
