"""Days and times as spreadsheets store them: days counted from 1900 or 1904, fractions of a day; or as ISO 8601."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

# Counted from 1900, day 1 is 1 January, and 29 February 1900 is day 60, which never was.
_FROM_1900: Final = date(1899, 12, 31).toordinal()
_NEVER: Final = 60
_FROM_1904: Final = date(1904, 1, 1).toordinal()
_SECONDS: Final = 86_400
# Beyond it there are no days and no reasonable lengths of time.
_MOST: Final = 10**7
_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.\d+)?Z?)?", re.ASCII)
_CLOCK: Final = re.compile(r"(\d\d):(\d\d):(\d\d)(?:\.\d+)?", re.ASCII)
_DURATION: Final = re.compile(r"(-?)PT(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:[.,]\d+)?S)?", re.ASCII)


def day_of(serial: float, *, since_1904: bool) -> date | datetime | None:
    """The day of a serial number, with the time where it has one; None where there is no such day."""
    if not 0 <= serial < _MOST:
        return None
    whole = int(serial)
    seconds = round((serial - whole) * _SECONDS)
    if seconds == _SECONDS or (not since_1904 and whole in (0, _NEVER)):
        # A moment before midnight some programs show the next day.
        return None
    ordinal = whole + (_FROM_1904 if since_1904 else _FROM_1900 - (whole > _NEVER))
    if ordinal > date.max.toordinal():
        return None
    day = date.fromordinal(ordinal)
    return datetime.combine(day, time()) + timedelta(seconds=seconds) if seconds else day


def clock_of(serial: float) -> str | None:
    """The time of day that a serial number shows, whatever its day; None where it shows none."""
    return _hours(round((serial - int(serial)) * _SECONDS) % _SECONDS) if 0 <= serial < _MOST else None


def elapsed_of(serial: float) -> str | None:
    """The hours, minutes and seconds that a serial number shows as a length of time; None beyond all reason."""
    if not abs(serial) < _MOST:
        return None
    return ("-" if serial < 0 else "") + _hours(round(abs(serial) * _SECONDS))


def day_written(text: str) -> date | datetime | None:
    """A day as XML writes it, with the time where it has one; None where there is no such day."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        moment = datetime(*(int(part or 0) for part in found.groups()))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None
    return moment if moment.time() != time() else moment.date()


def clock_written(text: str) -> str | None:
    """A time of day as XML writes it, without fractions of a second; None where it is none."""
    found = _CLOCK.fullmatch(text)
    return None if found is None else ":".join(found.groups())


def elapsed_written(text: str) -> str | None:
    """A length of time as XML writes it, without fractions of a second; None where it is none."""
    found = _DURATION.fullmatch(text)
    if found is None or text.endswith("T"):
        return None
    sign, hours, minutes, seconds = found.groups()
    return sign + _hours((int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0))


def _hours(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}"
