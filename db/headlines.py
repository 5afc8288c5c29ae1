"""The figures and lamps of a plan without what each unit says: sums of sums that are made where the rows lie.

A report that gives a figure for all that its unit is asked for is added up on its server. Those with blanks, with more
than is asked for, or of which other figures were settled on are read one by one; so is what the leads say.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import md5
from typing import Final

from sqlalchemy import Connection, select

from db.board import judged
from db.columns import Layout
from db.lamps import Judgement
from db.leads import Led, led_by
from db.models import Base
from db.periods import Period, before
from db.plans import PlanView, TargetLine
from db.reports import NodeAnswers, node_answers
from db.reviews import Verified, verified
from db.rollup import CARRIED, REPORTED, SILENT, Asked, Consolidated, roll_up
from db.slots import Placed
from db.totals import NONE, Total, figures, shapes, totals
from db.vocabulary import Consolidation, Lamp, ReportState

_REPORTS: Final = Base.metadata.tables["reports"]
_BLANK: Final = Led(None, None, given=False)


@dataclass(frozen=True, slots=True)
class Headline:
    """One target: the figure that all units come to, and its lamp."""

    target: TargetLine
    figure: Consolidated
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Headlines:
    """Every target at the end of a period, and the names of the units that have not reported."""

    plan: PlanView
    period: Period
    lines: tuple[Headline, ...]
    missing: list[str]

    def count(self) -> dict[Lamp, int]:
        """How many targets have each lamp."""
        counted = dict.fromkeys(Lamp, 0)
        for line in self.lines:
            counted[line.judgement.lamp] += 1
        return counted


def headlines(connection: Connection, plan: PlanView, periods: Sequence[Period]) -> list[Headlines]:
    """What `load_board` makes of these periods, but for the voices."""
    known = _Known(connection, plan.key, plan.year)
    pages = [_Page(plan.at(period), period, known) for period in periods]
    added_up = {target.key for page in pages for target in page.added_up}
    known.look_at(connection, added_up, {one.key: one for page in pages for one in page.decisive()}.values())
    for page in pages:
        page.sort_out(added_up)
    known.read(connection, {one.key: one for page in pages for one in page.single()}.values())
    known.read(connection, {one.key: one for page in pages for one in page.earlier_of_blank()}.values())
    said = led_by(connection, {one.key: one for page in pages for one in page.leading()}.values())
    nodes = node_answers(connection, [one for page in pages for one in page.leading()])
    return [page.made(connection, said, nodes) for page in pages]


class _Known:
    """Which reports of a plan's year stand, and what is known of them."""

    def __init__(self, connection: Connection, plan_key: str, year: int) -> None:
        query = select(_REPORTS.c.unit_key, _REPORTS.c.period, _REPORTS.c.slot, _REPORTS.c.key).where(
            _REPORTS.c.plan_key == plan_key,
            _REPORTS.c.state != ReportState.DRAFT,
            _REPORTS.c.period.startswith(f"{year}-"),
        )
        rows = connection.execute(query.order_by(_REPORTS.c.revision))
        self.standing: dict[tuple[str, str], Placed] = {(one.unit_key, one.period): one for one in rows}
        self.settled: dict[str, dict[str, Verified]] = {}
        for (report, target), one in verified(connection).items():
            self.settled.setdefault(report, {})[target] = one
        # By report a digest of the targets of which it gives a figure; of none there is none.
        self.shapes: Mapping[str, str] | None = None
        self.figures: dict[str, Mapping[str, int]] = {}

    def look_at(self, connection: Connection, targets: Collection[str], reports: Collection[Placed]) -> None:
        """Ask of which of these targets the reports give figures."""
        self.shapes = shapes(connection, reports, targets)

    def read(self, connection: Connection, reports: Collection[Placed]) -> None:
        """Read the figures of these reports one by one."""
        asked = [report for report in reports if report.key not in self.figures]
        self.figures |= figures(connection, asked)


class _Page:
    """The headlines of one period as they are worked out."""

    def __init__(self, plan: PlanView, period: Period, known: _Known) -> None:
        self._plan, self._period, self._known = plan, period, known
        self._layout = Layout(plan.targets, plan.units)
        self._heads = {
            unit: head for unit in self._layout.places if (head := known.standing.get((unit, period.code))) is not None
        }
        self._codes = [one.code for one in before(period)]
        self._successors = {unit for unit, _ in plan.predecessors}
        # Added up where they lie: reports of this period, and earlier ones that stand for some that are missing.
        self._now: list[Placed] = []
        self._carried: dict[str, Placed] = {}
        # Units that are looked at one by one.
        self._single: list[str] = []

    @property
    def added_up(self) -> Iterator[TargetLine]:
        """The targets whose figure is more than its lead's."""
        for target, asked in zip(self._plan.targets, self._layout.asked, strict=True):
            if asked.rule is not Consolidation.LEAD:
                yield target

    def decisive(self) -> Iterator[Placed]:
        """The report by which it is decided how a unit is looked at."""
        for unit in self._layout.places:
            one = self._heads.get(unit) or self._last(unit)
            if one is not None:
                yield one

    def sort_out(self, added_up: Collection[str]) -> None:
        """Tell the units whose report is added up where it lies from the others."""
        for unit, (numbers, _) in self._layout.places.items():
            asked = sorted(key for n in numbers if (key := self._plan.targets[n].key) in added_up)
            head = self._heads.get(unit)
            report = head or self._last(unit)
            if report is None and unit not in self._successors:
                continue
            if report is None or not self._is_whole(report, asked):
                self._single.append(unit)
            elif head is not None and head.key not in self._known.settled:
                self._now.append(head)
            elif head is None and unit not in self._successors:
                self._carried[unit] = report
            else:
                self._single.append(unit)

    def single(self) -> list[Placed]:
        """The reports of this period that are looked at one by one."""
        return [self._heads[unit] for unit in self._single if unit in self._heads]

    def earlier_of_blank(self) -> Iterator[Placed]:
        """The earlier reports of units that have not given everything."""
        for unit in self._single:
            numbers, _ = self._layout.places[unit]
            head = self._heads.get(unit)
            said = self._known.figures[head.key] if head is not None else {}
            if any(self._plan.targets[n].goal.adds_up and self._plan.targets[n].key not in said for n in numbers):
                for one in {unit, *(led for (to, _), led in self._plan.predecessors.items() if to == unit)}:
                    yield from (report for _, report in self._earlier(one))

    def leading(self) -> Iterator[Placed]:
        """The reports of those who lead something."""
        leads = dict.fromkeys(target.lead for target in self._plan.targets)
        yield from (self._heads[lead] for lead in leads if lead in self._heads)

    def made(
        self, connection: Connection, said: Mapping[tuple[str, str], Led], nodes: Mapping[str, NodeAnswers]
    ) -> Headlines:
        """The headlines, with what servers add up and what the leads say."""
        added_up = [target.key for target in self.added_up]
        now, carried = (totals(connection, some, added_up) for some in (self._now, self._carried.values()))
        gaps = self._gaps()
        lines = []
        for number, (target, asked) in enumerate(zip(self._plan.targets, self._layout.asked, strict=True)):
            head = self._heads.get(target.lead or "")
            led = _BLANK if head is None else said.get((head.key, target.key), _BLANK)
            if asked.rule is Consolidation.LEAD:
                figure = self._of_lead(target, asked, led, head)
            else:
                sums = (now.get(target.key, NONE), carried.get(target.key, NONE))
                figure = _rolled_up(target, asked, sums, gaps.get(number, ()))
            done = {} if head is None else nodes[head.key]
            lines.append(Headline(target, figure, judged(target, self._period, figure.value, led.status, done)))
        missing = [self._plan.units[unit] for unit in self._plan.reporting if unit not in self._heads]
        return Headlines(self._plan, self._period, tuple(lines), missing)

    def _of_lead(self, target: TargetLine, asked: Asked, led: Led, head: Placed | None) -> Consolidated:
        """The lead's own figure: nothing earlier stands for it."""
        figured = target.goal.measure.has_figure
        own = None if head is None else self._known.settled.get(head.key, {}).get(target.key)
        value = led.value if own is None else own.value
        reported = (value is not None) if figured else led.given
        states = bytearray([REPORTED if reported else SILENT] * len(asked.names))
        return roll_up(asked, [asked.nothing if value is None else value], states, figured=figured)

    def _gaps(self) -> dict[int, list[tuple[int, int, int | None]]]:
        """By target, the places whose unit is not among those that are added up for this period: state and figure.

        Those whose earlier figure is added up elsewhere have none here.
        """
        found: dict[int, list[tuple[int, int, int | None]]] = {}
        now, single = {report.key for report in self._now}, set(self._single)
        for unit, places in self._layout.places.items():
            head = self._heads.get(unit)
            if head is not None and head.key in now:
                continue
            for number, place in zip(*places, strict=True):
                state, value = SILENT, None
                if unit in single:
                    state, value = self._one(unit, self._plan.targets[number], head)
                elif unit in self._carried and self._plan.targets[number].goal.adds_up:
                    state = CARRIED
                found.setdefault(number, []).append((place, state, value))
        return found

    def _one(self, unit: str, target: TargetLine, head: Placed | None) -> tuple[int, int | None]:
        """What a unit that is looked at by itself gives to a target."""
        if head is not None:
            own = self._known.settled.get(head.key, {}).get(target.key)
            value = self._known.figures[head.key].get(target.key) if own is None else own.value
            if value is not None:
                return REPORTED, value
        earlier = self._previous(unit, target.key) if target.goal.adds_up else None
        return (SILENT, None) if earlier is None else (CARRIED, earlier)

    def _previous(self, unit: str, target: str) -> int | None:
        """A unit's newest figure of the periods before, or that of who led the target before."""
        told, led = self._earlier(unit), self._plan.predecessors.get((unit, target))
        if led is not None:
            # Of one period the unit's own figure stands first.
            told = sorted([*told, *self._earlier(led)], key=lambda one: one[0])
        found = (self._known.figures[report.key].get(target) for _, report in told)
        value = next((figure for figure in found if figure is not None), None)
        return 0 if value is None and led is not None and self._period.previous is None else value

    def _earlier(self, unit: str) -> list[tuple[int, Placed]]:
        """A unit's reports of the periods before, the newest first."""
        standing = self._known.standing
        return [(n, standing[unit, code]) for n, code in enumerate(self._codes) if (unit, code) in standing]

    def _last(self, unit: str) -> Placed | None:
        return next((report for _, report in self._earlier(unit)), None)

    def _is_whole(self, report: Placed, asked: Iterable[str]) -> bool:
        """Whether a report gives a figure for just these targets; nobody knows where nobody was asked."""
        shapes = self._known.shapes
        return shapes is not None and shapes.get(report.key) == _shape(",".join(asked))


def _shape(told: str) -> str | None:
    return md5(told.encode(), usedforsecurity=False).hexdigest() if told else None


def _rolled_up(
    target: TargetLine, asked: Asked, sums: Iterable[Total], gaps: Sequence[tuple[int, int, int | None]]
) -> Consolidated:
    """The figure of a target of which partial sums and what single units give are known."""
    states = bytearray([REPORTED]) * len(target.units)
    now, carried = sums
    given = [now, carried] if target.goal.adds_up else [now]
    counts = [one.total if asked.rule is Consolidation.SUM else one.greatest for one in given]
    for place, state, value in gaps:
        states[place] = state
        counts.append(value)
    return roll_up(asked, [asked.nothing if count is None else count for count in counts], states, figured=True)
