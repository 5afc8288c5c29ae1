"""Days as people write them into cells."""

import re
from datetime import date, datetime
from typing import Any, Final

_TEXT: Final = re.compile(r"(?:(\d{4})\s*[-./年]\s*)?(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?", re.ASCII)


def read_day(value: Any, default_year: str) -> date | None:
    """The day in a cell: a date, or 2024-03-05, 2024.3.5, 2024年3月5日, 3月5日; None where it is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _TEXT.fullmatch(str(value).strip()) if isinstance(value, str) else None
    if found is None:
        return None
    try:
        return date(int(found[1] or default_year), int(found[2]), int(found[3]))
    except ValueError:
        return None
