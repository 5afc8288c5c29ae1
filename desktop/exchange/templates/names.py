"""The names that one's own form may hold in its cells, and what each stands for: `A05.value`, `area:民生.count.red`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import Final

from db.board import Board, BoardLine
from db.plans import TargetLine
from db.standing import totals, weighted_completion
from db.vocabulary import Lamp, Role, Standing
from desktop.exchange.layout import lamp_text, status_text
from resources.texts import Sentence, say


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a target (scaled), with the decimals it is shown with."""

    value: int
    decimals: int


# A blank, a text, a number of things, a figure, a share, a day.
Value = None | str | int | Figure | Fraction | date
Context = Mapping[str, Value]

_ROW: Final = "row:"
_OF: Final = " of "


@dataclass(slots=True)
class Names:
    """Every name of a board; `day` is what `today` stands for.

    `before` are, by target, the leads' newest figures of the periods before.
    """

    board: Board
    day: date
    before: Mapping[str, int | None] = field(default_factory=dict)
    _known: dict[str, Value] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        board = self.board
        due = board.plan.due.get(board.period.code, board.period.due_on)
        self._known = {
            **{f"plan.{name}": getattr(board.plan, name) for name in ("title", "year", "note")},
            **{f"period.{name}": value for name, value in (("title", str(board.period.title)), ("due", due))},
            "today": self.day,
            "missing": "、".join(board.missing),
            **group_context(board, board.lines),
        }
        for line in board.lines:
            self._known |= {f"{line.target.code}.{name}": value for name, value in self._target(line).items()}
        for kind, group in (("area", self.areas()), ("unit", self.units())):
            for context in group:
                self._known |= {f"{kind}:{context['name']}.{name}": value for name, value in context.items()}

    def find(self, name: str, row: Context) -> tuple[bool, Value]:
        """Whether there is such a name, in a repeated row or anywhere, and what it stands for."""
        if name in row:
            return True, row[name]
        return name in self._known, self._known.get(name)

    def nearest(self, name: str) -> str:
        """The name that was probably meant; empty where none is near."""
        return next(iter(get_close_matches(name, self._known, 1, 0.6)), "")

    def rows(self, token: str) -> Sequence[Context] | None:
        """The contexts that a row is repeated for; None where the token is none of ours."""
        if not token.startswith(_ROW):
            return None
        kind, _, of = token.removeprefix(_ROW).partition(_OF)
        makers: dict[str, Callable[[], Sequence[Context]]] = {
            "areas": self.areas,
            "units": self.units,
            "targets": lambda: self.targets(of.strip()),
        }
        return makers[kind.strip()]() if kind.strip() in makers else None

    def areas(self) -> Sequence[Context]:
        """Every area, in the plan's order."""
        return [
            {"name": name, **group_context(self.board, lines)}
            for name, lines in _grouped(self.board, lambda line: line.target.area).items()
        ]

    def units(self) -> Sequence[Context]:
        """Every unit that leads a target, in the order of their first targets."""
        plan = self.board.plan
        found = []
        for key, lines in _grouped(self.board, lambda line: line.target.lead or "").items():
            if key:
                report = self.board.reports.get(key)
                told = {"name": plan.units[key], "reported": "已报" if report is not None else "未报"}
                found.append({**told, **group_context(self.board, lines)})
        return found

    def targets(self, of: str) -> Sequence[Context]:
        """Every target, or those of an area or a unit."""
        plan = self.board.plan
        return [
            self._target(line)
            for line in self.board.lines
            if not of or of in {line.target.area, plan.units.get(line.target.lead or "", "")}
        ]

    def _target(self, line: BoardLine) -> Context:
        return target_context(self.board, line, self.before.get(line.target.key))

    def listed(self) -> Iterator[tuple[str, Value]]:
        """Every name with what it stands for now."""
        yield from self._known.items()


def meaning_of(name: str) -> Sentence:
    """What a name stands for, in words."""
    return say(f"template_name.{name.rpartition('.')[2]}")


def target_context(board: Board, line: BoardLine, before: int | None) -> dict[str, Value]:
    """What can be said of one target; `before` is its lead's newest figure of the periods before."""
    target, judged, lead = line.target, line.judgement, line.lead
    answer = lead.answer if lead is not None else None
    return {
        "code": target.code,
        "title": target.title,
        "area": target.area,
        "note": target.note,
        "unit": target.goal.unit,
        "lead": _units(board, target, Role.LEAD),
        "support": _units(board, target, Role.SUPPORT),
        "target": _figure(target.goal.target, target),
        "value": _figure(line.figure.value, target),
        "reported": _figure(line.reported, target),
        "verified": _figure(line.figure.value, target) if line.settled else None,
        "previous": _figure(before, target),
        "increment": _figure(answer.increment, target) if answer is not None else None,
        "completion": judged.completion,
        "pace": judged.pace,
        "lamp": lamp_text(judged.lamp),
        "because": str(judged.because),
        "status": status_text(answer.status) if answer is not None else "",
        "narrative": answer.narrative if answer is not None else "",
        "problems": answer.problems if answer is not None else "",
        "next_steps": answer.next_steps if answer is not None else "",
    }


def group_context(board: Board, lines: Sequence[BoardLine]) -> dict[str, Value]:
    """What can be said of many targets: how many there are, by lamp and by standing, and their completion."""
    lamps, standing = board.count(lines), totals(lines)
    return {
        "count.total": len(lines),
        **{f"count.{lamp}": lamps[lamp] for lamp in Lamp},
        **{f"count.{one}": standing[one] for one in Standing},
        "completion": weighted_completion(lines, board.plan.weights),
    }


def _grouped(board: Board, of: Callable[[BoardLine], str]) -> dict[str, list[BoardLine]]:
    groups: dict[str, list[BoardLine]] = {}
    for line in board.lines:
        groups.setdefault(of(line), []).append(line)
    return groups


def _units(board: Board, target: TargetLine, role: Role) -> str:
    return "、".join(board.plan.units[unit] for unit, has in target.units if has is role)


def _figure(figure: int | None, target: TargetLine) -> Figure | None:
    return None if figure is None else Figure(figure, target.decimals)
