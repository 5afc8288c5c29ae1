"""What is on record of workbooks that come in together, and of their units: asked for all of them at once."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from db import slots
from db.models import Base
from db.pasts import Past, pasts_of
from db.periods import Period
from db.plans import PlanView
from db.reports import OF_UNITS, Report
from db.vocabulary import FileState
from desktop.operations.opened import Opened, Outcome

_T: Final = Base.metadata.tables
_REPORTS, _BATCHES, _EXCHANGE = _T["reports"], _T["batches"], _T["exchange_keys"]
# Made once: they are asked for whatever comes in.
_CAME: Final = select(
    *(_BATCHES.c[name] for name in ("sha256", "unit_key", "kind", "period", "revision", "rows"))
).where(_BATCHES.c.sha256.in_(bindparam("digests", expanding=True)), _BATCHES.c.undone_at.is_(None))
_OF_THE_YEAR: Final = (
    select(*(_REPORTS.c[one.name] for one in fields(Report)))
    .where(_REPORTS.c.plan_key == bindparam("plan"), OF_UNITS, _REPORTS.c.period.startswith(bindparam("year")))
    .order_by(_REPORTS.c.revision)
)
_SECRETS: Final = select(_EXCHANGE.c.unit_key, _EXCHANGE.c.secret).where(
    _EXCHANGE.c.unit_key.in_(bindparam("units", expanding=True))
)


class Records:
    """What is on record of some workbooks, and of the units whose forms of one period they are, before any is taken."""

    def __init__(self, connection: Connection, plan: PlanView, files: Sequence[Opened]) -> None:
        self._connection, self._plan = connection, plan
        self._came = connection.execute(_CAME, {"digests": [one.sha256 for one in files]}).all()
        units = list(dict.fromkeys(one.form.unit_key for one in files if one.form is not None))
        # Older revisions before newer ones, drafts among them.
        self._reports: dict[str, list[Report]] = {unit: [] for unit in units}
        self._secrets: Mapping[str, str] = {}
        self._pasts: Mapping[str, Past] | None = None
        if units:
            self._ask(units)

    def _ask(self, units: Sequence[str]) -> None:
        named: dict[str, Any] = {"units": units, "slots": slots.of_units(self._plan.key, units)}
        asked = {**named, "plan": self._plan.key, "year": f"{self._plan.year}-"}
        for row in self._connection.execute(_OF_THE_YEAR, asked):
            self._reports[row.unit_key].append(Report(*row))
        known = self._connection.execute(_SECRETS, {"units": units})
        self._secrets = {row.unit_key: row.secret for row in known}

    def came(self, opened: Opened) -> Outcome | None:
        """What became of the very same bytes, taken before and not undone since.

        Of a file with forms of several units it is this one's.
        """
        form = opened.form
        for sha256, unit, kind, period, revision, rows in self._came:
            if sha256 == opened.sha256 and (form is None or (form.unit_key, form.period) == (unit, period)):
                return Outcome(FileState.UNCHANGED, kind=kind, period=period, revision=revision, rows=rows)
        return None

    def secret(self, unit: str) -> str:
        """The key that was agreed with a unit; "" where there is none."""
        return self._secrets.get(unit, "")

    def newest(self, unit: str, period: str) -> Report | None:
        """A unit's newest report for a period, a draft or not."""
        return next((report for report in reversed(self._reports[unit]) if report.period == period), None)

    def past(self, unit: str, period: Period) -> Past:
        """What a unit told in the year before the period of the forms."""
        if self._pasts is None:
            self._pasts = pasts_of(self._connection, self._plan.at(period), period, self._reports)
        return self._pasts[unit]
