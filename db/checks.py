"""The checks: what an entry is asked before it is reported, as pure functions of plain values."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Final, NamedTuple

from db.figures import FigureError, parse, shown
from db.lamps import Judgement
from db.periods import Period
from db.progress import Goal, completion, cumulative, ratio_text, telling_places
from db.slips import as_fraction, in_other_scale
from db.texts import length
from db.vocabulary import Comparator, Lamp, Measure, Severity, Status
from resources.texts import Sentence, say

TEXT_LIMIT: Final = 2000
TEXT_FIELDS: Final = (
    "narrative",
    "problems",
    "next_steps",
    "explanation",
    "evidence",
    "reply",
)
FIGURE_FIELDS: Final = ("increment", "value")
# By its own name: an enumeration's are looked up, for every entry.
_QUERY: Final = Severity.QUERY
# The sheet, the cell and what that shows.
Place = tuple[str, str, str]
NOWHERE: Final[Place] = ("", "", "")
_GRAVITY: Final = {severity: place for place, severity in enumerate(Severity)}


class Finding(NamedTuple):
    """What a check says of one field; `sheet`, `cell` and `found` tell where it stands in a workbook."""

    severity: Severity
    code: str
    field: str
    message: Sentence
    target_key: str = ""
    sheet: str = ""
    cell: str = ""
    found: str = ""

    def __reduce__(self) -> tuple[type["Finding"], tuple[Any, ...]]:
        """As it is packed in half the time."""
        return Finding, tuple(self)


@dataclass(frozen=True, slots=True)
class NodeAnswer:
    """A milestone node and the day the unit says it was done."""

    title: str
    begins_on: date | None
    done_on: date | None


class Answer(NamedTuple):
    """What a unit says of one target: figures scaled, None where not given; typed texts where they are no figures."""

    increment: int | None = None
    value: int | None = None
    increment_typed: str = ""
    value_typed: str = ""
    status: Status | None = None
    narrative: str = ""
    problems: str = ""
    next_steps: str = ""
    explanation: str = ""
    evidence: str = ""
    reply: str = ""

    @property
    def given(self) -> bool:
        """Whether anything was said of the target's progress: blank is not zero."""
        return self.value is not None or self.increment is not None or self.status is not None or bool(self.narrative)


ANSWER_FIELDS: Final = Answer._fields
BLANK: Final = Answer()


@dataclass(frozen=True, slots=True)
class Subject:
    """One entry with all that a check may hold it against.

    `earlier` are the figures of the periods before, newest first, None where none was reported; `previous` is the
    newest known figure and `complete` says whether it belongs to the period just before; `last_narrative` told of it.
    """

    goal: Goal
    period: Period
    answer: Answer
    judgement: Judgement
    previous: int | None = None
    complete: bool = True
    earlier: Sequence[int | None] = ()
    last_narrative: str = ""
    nodes: Sequence[NodeAnswer] = ()
    # Whether headquarters commented on what was said of it.
    commented: bool = False
    # How many files are attached as evidence.
    files: int = 0
    today: date = field(default_factory=date.today)
    # The year's figure, from whichever view of it was given: nearly every check asks for it.
    value: int | None = field(init=False)

    def __post_init__(self) -> None:
        value = self.answer.value
        if self.goal.adds_up:
            value = cumulative(self.previous if self.complete else None, self.answer.increment, value)
        object.__setattr__(self, "value", value)


def check(subject: Subject) -> list[Finding]:
    """All findings of one entry, the gravest first."""
    found = [finding for rule in _RULES for finding in rule(subject)]
    return sorted(found, key=lambda finding: _GRAVITY[finding.severity])


def _error(code: str, where: str, /, **values: str | int | Sentence) -> Finding:
    return Finding(Severity.ERROR, code, where, say(f"finding.{code}", **values))


def _query(subject: Subject, code: str, where: str, **values: str | int | Sentence) -> Iterator[Finding]:
    """A query, unless the unit has explained itself."""
    if not subject.answer.explanation.strip():
        yield Finding(Severity.QUERY, code, where, say(f"finding.{code}", **values))


def _unreadable(subject: Subject) -> Iterator[Finding]:
    for name in FIGURE_FIELDS:
        typed: str = getattr(subject.answer, f"{name}_typed")
        if typed and getattr(subject.answer, name) is None:
            try:
                parse(typed, subject.goal.unit)
            except FigureError as error:
                yield _error(error.problem, name, found=typed, unit=subject.goal.unit or "-")


def _fell(subject: Subject) -> Iterator[Finding]:
    value = subject.value
    if subject.goal.adds_up and value is not None and subject.previous is not None and value < subject.previous:
        yield from _query(
            subject,
            "fell",
            "value",
            value=shown(value),
            previous=shown(subject.previous),
        )


def _disagree(subject: Subject) -> Iterator[Finding]:
    answer, previous = subject.answer, subject.previous
    if (
        not subject.goal.adds_up
        or answer.increment is None
        or answer.value is None
        or previous is None
        or not subject.complete
    ):
        return
    if previous + answer.increment != answer.value:
        yield from _query(
            subject,
            "disagree",
            "increment",
            previous=shown(previous),
            increment=shown(answer.increment),
            value=shown(answer.value),
        )


def _gap_before(subject: Subject) -> Iterator[Finding]:
    """An increment alone says nothing of the year where the months before it were never reported."""
    answer = subject.answer
    alone = subject.goal.adds_up and answer.increment is not None and answer.value is None
    if alone and subject.previous is None:
        yield _error("no_previous", "value")
    elif alone and not subject.complete and subject.previous is not None:
        yield _error("gap_before", "value", previous=shown(subject.previous))


def _misplaced(subject: Subject) -> Iterator[Finding]:
    """An amount on top, where the newest figure is the figure."""
    goal, increment = subject.goal, subject.answer.increment
    if goal.has_figure and not goal.adds_up and increment is not None:
        yield _error("misplaced", "increment", found=shown(increment))


def _slipped(subject: Subject) -> Iterator[Finding]:
    value = subject.answer.value
    meant = None if value is None else in_other_scale(subject.goal, value, subject.previous)
    if value is not None and meant is not None:
        figure, unit = meant
        yield from _query(
            subject, "slipped", "value", value=shown(value), meant=shown(figure), unit=subject.goal.unit, other=unit
        )


def _far_over(subject: Subject) -> Iterator[Finding]:
    goal, value = subject.goal, subject.value
    if value is None or goal.comparator is not Comparator.AT_LEAST or goal.measure is Measure.RATE:
        return
    reached = completion(goal, value)
    # What is too much only because it is in another unit is said already.
    if reached is not None and reached > 2 and in_other_scale(goal, value, subject.previous) is None:
        yield from _query(subject, "far_over", "value", reached=ratio_text(reached))


def _fraction(subject: Subject) -> Iterator[Finding]:
    value = subject.answer.value
    meant = None if value is None else as_fraction(subject.goal, value)
    if value is not None and meant is not None:
        yield from _query(subject, "looks_like_fraction", "value", value=shown(value), percent=shown(meant))


def _unchanged(subject: Subject) -> Iterator[Finding]:
    value = subject.value
    if value is None or not subject.goal.adds_up or subject.judgement.lamp is Lamp.BLUE or len(subject.earlier) < 2:
        return
    # This period is the third.
    if all(figure == value for figure in subject.earlier[:2]):
        yield from _query(subject, "unchanged", "value", value=shown(value))


def _same_narrative(subject: Subject) -> Iterator[Finding]:
    """Word for word what was told a period ago, of something that goes on."""
    told = subject.answer.narrative.strip()
    if told and told == subject.last_narrative.strip() and subject.judgement.lamp is not Lamp.BLUE:
        yield from _query(subject, "same_narrative", "narrative")


def _behind(subject: Subject) -> Iterator[Finding]:
    lamp = subject.judgement.lamp
    if (lamp is Lamp.YELLOW or lamp is Lamp.RED) and not subject.answer.explanation.strip():
        yield behind(subject.judgement.because)


def behind(because: Sentence, target_key: str = "", place: Place = NOWHERE) -> Finding:
    """What is said of a yellow or red lamp nobody has explained; `place` tells where the explanation would stand."""
    return Finding(_QUERY, "behind", "explanation", say("finding.behind", because=because), target_key, *place)


def _not_done(subject: Subject) -> Iterator[Finding]:
    status, reached = subject.answer.status, subject.judgement.completion
    needs_figure = subject.goal.has_figure and subject.goal.target is not None
    if status is not None and status.finished and needs_figure and subject.value is None:
        yield _error("done_without_figure", "value", status=say(f"status.{status}"))
    if status is not None and status.finished and reached is not None and reached < 1:
        yield _error(
            "not_done",
            "status",
            status=say(f"status.{status}"),
            reached=ratio_text(reached, telling_places(reached, Fraction(1))),
        )


def _no_evidence(subject: Subject) -> Iterator[Finding]:
    if subject.answer.status is Status.CLOSE_OUT and not subject.answer.evidence.strip() and not subject.files:
        yield _error("no_evidence", "evidence")


def _node_dates(subject: Subject) -> Iterator[Finding]:
    for node in subject.nodes:
        if node.done_on is None:
            continue
        if node.begins_on is not None and node.done_on < node.begins_on:
            yield _error(
                "node_before_begun",
                "nodes",
                node=node.title,
                begins=node.begins_on.isoformat(),
            )
        if node.done_on > subject.today:
            yield _error(
                "node_in_future",
                "nodes",
                node=node.title,
                done=node.done_on.isoformat(),
            )


def _too_long(subject: Subject) -> Iterator[Finding]:
    for name in TEXT_FIELDS:
        text: str = getattr(subject.answer, name)
        # No character counts more than twice.
        long = length(text) if 2 * len(text) > TEXT_LIMIT else 0
        if long > TEXT_LIMIT:
            yield _error("too_long", name, field=say(f"field.{name}"), length=long, limit=TEXT_LIMIT)


def _unanswered(subject: Subject) -> Iterator[Finding]:
    if subject.commented and not subject.answer.reply.strip():
        yield _error("unanswered", "reply")


def _blank(subject: Subject) -> Iterator[Finding]:
    answer = subject.answer
    if not answer.given and not answer.value_typed and not answer.increment_typed:
        yield blank()


def blank(target_key: str = "", place: Place = NOWHERE) -> Finding:
    """What is said where nothing was; `place` tells where the figure would stand."""
    return Finding(Severity.HINT, "blank", "value", say("finding.blank"), target_key, *place)


_RULES: Final[tuple[Callable[[Subject], Iterator[Finding]], ...]] = (
    _unreadable,
    _gap_before,
    _misplaced,
    _not_done,
    _no_evidence,
    _node_dates,
    _unanswered,
    _too_long,
    _disagree,
    _fell,
    _slipped,
    _far_over,
    _fraction,
    _unchanged,
    _same_narrative,
    _behind,
    _blank,
)
