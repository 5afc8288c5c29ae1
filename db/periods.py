"""Reporting periods: months and quarters of one year, as periods and never as dates."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, Self

from db.errors import refuse
from resources.texts import Sentence, say

_CODE = re.compile(r"(\d{4})-(?:(0[1-9]|1[0-2])|Q([1-4]))", re.ASCII)
_MONTHS_PER = {"month": 1, "quarter": 3}
_SHARES = tuple(Fraction(month, 12) for month in range(13))


@dataclass(frozen=True, slots=True)
class Period:
    """One month (2024-03) or quarter (2024-Q1) of a year; `index` counts from 1 within its kind."""

    year: int
    kind: Literal["month", "quarter"]
    index: int

    @classmethod
    def parse(cls, code: str) -> Self:
        """The period with this code; refused with a sentence where it is none."""
        found = _CODE.fullmatch(code.strip().upper())
        if found is None or int(found[1]) == 0:
            raise refuse("refusal.period", found=code)
        year, month, quarter = found.groups()
        return cls(int(year), "month", int(month)) if month else cls(int(year), "quarter", int(quarter))

    @property
    def code(self) -> str:
        """The code it is stored and sent under."""
        return f"{self.year:04}-{self.index:02}" if self.kind == "month" else f"{self.year:04}-Q{self.index}"

    @property
    def last_month(self) -> int:
        """The month of the year it ends with, 1 to 12: so many months have passed by then."""
        return self.index * _MONTHS_PER[self.kind]

    @property
    def year_share(self) -> Fraction:
        """The share of the year that has passed at its end."""
        return _SHARES[self.last_month]

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, self.last_month - _MONTHS_PER[self.kind] + 1, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return date(self.year, self.last_month, monthrange(self.year, self.last_month)[1])

    @property
    def due_on(self) -> date:
        """When reports are due unless headquarters says otherwise: the 5th of the month after."""
        if self.last_month == 12:
            return date(self.year + 1, 1, 5)
        return date(self.year, self.last_month + 1, 5)

    @property
    def previous(self) -> "Period | None":
        """The period of the same kind before it in its year; None for the first."""
        return Period(self.year, self.kind, self.index - 1) if self.index > 1 else None

    @property
    def year_ago(self) -> "Period":
        """The same one of the year before."""
        return Period(self.year - 1, self.kind, self.index)

    @property
    def order(self) -> tuple[int, int, int]:
        """Sorts periods by when they end; a month before the quarter that ends with it."""
        return self.year, self.last_month, _MONTHS_PER[self.kind]

    @property
    def title(self) -> Sentence:
        """Its name as people say it."""
        return say(f"period.{self.kind}", year=self.year, index=self.index)

    @property
    def by_now(self) -> Sentence:
        """Its end as it begins a sentence on progress: "3 月"."""
        return say(
            "period.by_month" if self.kind == "month" else "period.by_quarter",
            index=self.index,
        )

    def __str__(self) -> str:
        return self.code


def months_of(year: int) -> list[Period]:
    """The twelve months of a year."""
    return [Period(year, "month", index) for index in range(1, 13)]


def periods_of(year: int) -> list[Period]:
    """The months and the quarters of a year."""
    return [*months_of(year), *(Period(year, "quarter", index) for index in range(1, 5))]


def before(period: Period) -> list[Period]:
    """The months and quarters of the same year that end before a period, the newest first.

    A quarter comes before the month that it ends with: its figure stands over the other.
    """
    past = [one for one in periods_of(period.year) if one.end < period.start]
    return sorted(past, key=lambda one: one.order, reverse=True)
