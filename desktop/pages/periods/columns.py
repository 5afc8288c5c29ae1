"""What the periods page says of a period, and of who may report on a closed one again."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from db.vocabulary import Lamp
from desktop.operations.periods import PeriodLine, Reopened
from desktop.pages.exchange.columns import local_time
from desktop.widgets.rows import Column
from desktop.widgets.words import speak

translate: Final = QCoreApplication.translate


def _state(line: PeriodLine) -> str:
    if not line.closed:
        return translate("PeriodColumns", "Open")
    reopened = translate("PeriodColumns", "Closed, reopened for {count}").format(count=len(line.reopened))
    return reopened if line.reopened else translate("PeriodColumns", "Closed")


def _mark(line: PeriodLine) -> Lamp:
    return Lamp.GREEN if not line.closed else Lamp.YELLOW if line.reopened else Lamp.GREY


def period_columns() -> Sequence[Column[PeriodLine]]:
    """A period of the plan."""
    return (
        Column(
            translate("PeriodColumns", "Period"),
            lambda line: speak(line.period.title),
            140,
            sort=lambda line: line.period.order,
            grows=True,
        ),
        Column(translate("PeriodColumns", "State"), _state, 180, mark=_mark),
        Column(translate("PeriodColumns", "Due"), lambda line: line.due_on.isoformat(), 120, grows=True),
        Column(
            translate("PeriodColumns", "Reported"),
            lambda line: f"{line.reported} / {line.units}",
            100,
            right=True,
            sort=lambda line: line.reported,
        ),
        Column(
            translate("PeriodColumns", "Late"),
            lambda line: str(line.late or ""),
            80,
            right=True,
            sort=lambda line: line.late,
        ),
    )


def reopened_columns() -> Sequence[Column[Reopened]]:
    """Who may report on a closed period again."""
    return (
        Column(
            translate("PeriodColumns", "For"),
            lambda one: (
                " · ".join(part for part in (one.unit, one.target) if part) or translate("PeriodColumns", "Everybody")
            ),
            220,
        ),
        Column(translate("PeriodColumns", "Reason"), lambda one: one.reason, 260, grows=True),
        Column(translate("PeriodColumns", "Who"), lambda one: one.who, 96, soft=True),
        Column(translate("PeriodColumns", "Time"), lambda one: local_time(one.at), 138, soft=True),
    )
