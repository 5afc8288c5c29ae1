"""The department's home page: what to do now, how its targets stand, and where the year is heading."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from db.checks import Finding
from db.periods import Period
from db.plans import TargetLine
from db.progress import behind, catch_up, completion, projection
from db.vocabulary import Lamp, Severity
from desktop.desk import Desk
from desktop.exchange.forms.seal import check_code
from desktop.operations.entry import EntryRow, EntrySheet, filled, load_entry, working_period

_WORST: Final = 3


class StepKind(StrEnum):
    """What there is to do in a period, in this order; `wait` is what remains when all is done."""

    IMPORT = "import"
    BLANK = "blank"
    RETURNED = "returned"
    ERROR = "error"
    QUERY = "query"
    EXPORT = "export"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, and how many items it still concerns."""

    kind: StepKind
    count: int
    done: bool


@dataclass(frozen=True, slots=True)
class HomeLine:
    """One target with its lamp of this period and of the one before; None where there is none before."""

    key: str
    code: str
    title: str
    lamp: Lamp
    before: Lamp | None

    @property
    def moved(self) -> bool:
        """Whether its lamp is another than in the period before."""
        return self.before is not None and self.before is not self.lamp


@dataclass(frozen=True, slots=True)
class Behind:
    """A target behind what is required, by its newest figure: that figure, of which period, and what would catch up.

    `points` is the distance as a share; `monthly` is scaled, and None where no amount would do it.
    """

    target: TargetLine
    period: Period
    value: int
    lamp: Lamp
    points: Fraction
    monthly: int | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """How many targets will be reached at the pace so far, how many will not, and of how many no pace can tell."""

    reached: int = 0
    short: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the home page."""

    unit: str
    plan: str
    period: Period
    due_on: date
    days_left: int
    closed: bool
    practice: bool
    steps: tuple[Step, ...]
    # Of the workbook that was exported last and not touched since; empty where there is none.
    check_code: str
    lines: tuple[HomeLine, ...]
    worst: tuple[Behind, ...]
    outlook: Mapping[Lamp, Outlook]

    @property
    def next(self) -> Step | None:
        """The first step that is open."""
        return next((step for step in self.steps if not step.done), None)

    def count(self, *, before: bool = False) -> dict[Lamp, int]:
        """How many targets have each lamp, in this period or in the one before."""
        counted = dict.fromkeys(Lamp, 0)
        for line in self.lines:
            lamp = line.before if before else line.lamp
            if lamp is not None:
                counted[lamp] += 1
        return counted


def load_home(desk: Desk) -> Home:
    """The home page of the period that is being worked on."""
    sheet = load_entry(desk, working_period(desk).code)
    last = sheet.period.previous
    past = {} if last is None else {row.target.key: row for row in load_entry(desk, last.code).rows}
    sealed = sheet.report is not None and not sheet.report.is_draft
    standing = [_standing(row, sheet.period, past, last) for row in sheet.rows]
    return Home(
        unit=sheet.unit,
        plan=sheet.plan.title,
        period=sheet.period,
        due_on=sheet.due_on,
        days_left=(sheet.due_on - date.today()).days,
        closed=sheet.closed,
        practice=sheet.practice,
        steps=tuple(_steps(sheet, sealed=sealed)),
        check_code=check_code(sheet.report.seal) if sheet.report is not None and sealed else "",
        lines=tuple(_line(row, past.get(row.target.key)) for row in sheet.rows),
        worst=_furthest_behind(standing),
        outlook=_outlook(standing),
    )


def _steps(sheet: EntrySheet, *, sealed: bool) -> Iterator[Step]:
    rows = sheet.rows
    if not sheet.closed:
        yield Step(StepKind.IMPORT, 0, bool(rows))
    if rows and not sheet.closed:
        blanks = len(rows) - filled(rows)
        yield Step(StepKind.BLANK, blanks, blanks == 0)
        returned = [row for row in rows if row.comments]
        if returned:
            unanswered = sum(not row.answer.reply.strip() for row in returned)
            yield Step(StepKind.RETURNED, unanswered, unanswered == 0)
        for kind, severity in ((StepKind.ERROR, Severity.ERROR), (StepKind.QUERY, Severity.QUERY)):
            found = sum(any(_is(one, severity) for one in row.findings) for row in rows)
            yield Step(kind, found, found == 0)
        yield Step(StepKind.EXPORT, 0, sealed)
    if sealed:
        yield Step(StepKind.WAIT, 0, done=False)


def _is(finding: Finding, severity: Severity) -> bool:
    """Whether it is a finding of this weight; comments without an answer are counted by themselves."""
    return finding.severity is severity and finding.code != "unanswered"


def _line(row: EntryRow, past: EntryRow | None) -> HomeLine:
    before = None if past is None else past.judgement.lamp
    return HomeLine(row.target.key, row.target.code, row.target.title, row.judgement.lamp, before)


def _standing(
    row: EntryRow, period: Period, past: Mapping[str, EntryRow], last: Period | None
) -> tuple[EntryRow, Period]:
    """A target as it stands: while nothing is said of it in this period, as it stood at the end of the one before."""
    if last is None or row.judgement.lamp is not Lamp.GREY:
        return row, period
    return past[row.target.key], last


def _furthest_behind(standing: Sequence[tuple[EntryRow, Period]]) -> tuple[Behind, ...]:
    found = [
        Behind(
            target=row.target,
            period=period,
            value=row.value,
            lamp=row.judgement.lamp,
            points=points,
            monthly=catch_up(row.target.goal, row.value, period, row.target.decimals),
        )
        for row, period in standing
        if row.value is not None and (points := behind(row.target.goal, row.value, period)) > 0
    ]
    return tuple(sorted(found, key=lambda one: one.points, reverse=True)[:_WORST])


def _outlook(standing: Sequence[tuple[EntryRow, Period]]) -> Mapping[Lamp, Outlook]:
    verdicts: dict[Lamp, list[bool | None]] = {lamp: [] for lamp in Lamp}
    for row, period in standing:
        verdicts[row.judgement.lamp].append(_will_be_reached(row, period))
    return {
        lamp: Outlook(told.count(True), told.count(False), told.count(None)) for lamp, told in verdicts.items() if told
    }


def _will_be_reached(row: EntryRow, period: Period) -> bool | None:
    """Whether the year ends with the target reached at the pace so far; None where no pace can tell."""
    if row.judgement.lamp is Lamp.BLUE:
        return True
    reached = completion(row.target.goal, projection(row.target.goal, row.value, period))
    return None if reached is None else reached >= 1
