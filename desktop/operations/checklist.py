"""The checklist before a report goes up: what the checks say, target by target, and answering them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db.checks import Finding
from db.errors import refuse
from db.periods import Period
from db.plans import TargetLine
from db.vocabulary import Severity
from desktop.desk import Desk
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.report import findings_in

_GRAVITY: Final = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Concern:
    """One finding, with the target it speaks of and what the unit has explained there."""

    target: TargetLine
    finding: Finding
    explanation: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """What the checks say of a period: targets with the gravest first, each with its findings together."""

    period: Period
    concerns: tuple[Concern, ...]
    # A report that went out already is written again as it was, whatever the checks say today.
    sealed: bool

    @property
    def blocked(self) -> bool:
        """Whether an error stands in the way of the report."""
        return any(one.finding.severity is Severity.ERROR for one in self.concerns)

    def count(self, severity: Severity) -> int:
        """How many findings weigh so much."""
        return sum(one.finding.severity is severity for one in self.concerns)


def load_checklist(desk: Desk, code: str) -> Checklist:
    """The checklist of a period; refused where nothing was entered, so that nothing can be reported."""
    sheet = load_entry(desk, code)
    if sheet.report is None:
        raise refuse("refusal.nothing_entered", period=sheet.period.title)
    rows = {row.target.key: row for row in sheet.rows}
    concerns = [
        Concern(rows[one.target_key].target, one, rows[one.target_key].answer.explanation) for one in findings_in(sheet)
    ]
    return Checklist(sheet.period, tuple(_grouped(concerns, list(rows))), not sheet.report.is_draft)


def explain(desk: Desk, code: str, target_key: str, text: str) -> Checklist:
    """Put a sentence into a target's explanation, and check again."""
    edit_entries(desk, code, [CellEdit(target_key, "explanation", text)])
    return load_checklist(desk, code)


def _grouped(concerns: Sequence[Concern], order: Sequence[str]) -> list[Concern]:
    """Each target's findings together, gravest first; targets by their gravest, then in the plan's order."""
    place = {key: number for number, key in enumerate(order)}
    gravest: dict[str, int] = {}
    for one in concerns:
        weight = _GRAVITY[one.finding.severity]
        gravest[one.target.key] = min(weight, gravest.get(one.target.key, weight))
    return sorted(
        concerns,
        key=lambda one: (gravest[one.target.key], place[one.target.key], _GRAVITY[one.finding.severity]),
    )
