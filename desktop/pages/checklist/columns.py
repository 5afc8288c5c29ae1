"""What the checklist says in a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from desktop.operations.checklist import Concern
from desktop.pages.exchange.columns import SEVERITY_MARK
from desktop.widgets.rows import Column
from desktop.widgets.words import speak, word

translate: Final = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Line:
    """A finding; only the first of its target names it."""

    concern: Concern
    first: bool


def lines_of(concerns: Sequence[Concern]) -> list[Line]:
    """The findings as lines, in their order."""
    before = ("", *(one.target.key for one in concerns))
    return [Line(one, one.target.key != last) for one, last in zip(concerns, before, strict=False)]


def checklist_columns() -> Sequence[Column[Line]]:
    """Target, weight, field, and what to do."""
    return (
        Column(translate("ChecklistColumns", "Target"), _target, 252),
        Column(
            translate("ChecklistColumns", "Weight"),
            lambda line: word("severity", line.concern.finding.severity),
            92,
            mark=lambda line: SEVERITY_MARK[line.concern.finding.severity],
        ),
        Column(
            translate("ChecklistColumns", "Field"),
            lambda line: word("field", line.concern.finding.field),
            108,
            soft=True,
        ),
        Column(
            translate("ChecklistColumns", "What is wrong and what to do"),
            lambda line: speak(line.concern.finding.message),
            320,
        ),
    )


def _target(line: Line) -> str:
    target = line.concern.target
    return f"{target.code} {target.title}" if line.first else ""
