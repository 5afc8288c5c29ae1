"""The page of formulas: every line of every table is worked out by the program, in both languages."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from db.board import BoardLine
from db.figures import SCALE, FigureError, parse, shown
from db.lamps import PRESETS, Judgement, NodeState, judge
from db.periods import Period
from db.progress import Goal, catch_up, completion, cumulative, pace, projection, ratio_text
from db.rollup import Consolidated, Contribution, consolidate
from db.standing import share, standing_of, weighted_completion
from db.vocabulary import Accumulation, Comparator, Consolidation, Lamp, Measure, Role, ScheduleKind, Standing, Status
from resources.texts import Language, say

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"zh": DOCS / "figures.md", "en": DOCS / "figures.en.md"}
LEAST = 60
NOTHING = "—"
GROUPS: dict[str, type[StrEnum]] = {
    "comparator": Comparator,
    "schedule": ScheduleKind,
    "accumulation": Accumulation,
    "consolidation": Consolidation,
    "measure": Measure,
    "role": Role,
    "lamp": Lamp,
    "standing": Standing,
}


def word_of(group: str, code: str, language: Language) -> str:
    return say(f"{group}.{code}").text(language)


def code_of(group: str, word: str) -> Any:
    """The word of a table in either language."""
    for member in GROUPS[group]:
        if word in {word_of(group, member, "zh"), word_of(group, member, "en")}:
            return member
    raise AssertionError(word)


def figure_of(text: str) -> int | None:
    return None if text in {NOTHING, ""} else parse(text)


def figure_text(figure: int | None) -> str:
    return NOTHING if figure is None else shown(figure)


def percent(ratio: Fraction | None) -> str:
    return NOTHING if ratio is None else f"{ratio_text(ratio)}%"


def ratio_of(text: str) -> Fraction | None:
    return None if text == NOTHING else Fraction(text.rstrip("%")) / 100


def scheduled(text: str) -> dict[str, Any]:
    """A schedule by its word, or as shares of periods."""
    if "=" not in text:
        return {"schedule": code_of("schedule", text)}
    shares = (part.strip().split("=") for part in text.split(";"))
    return {"schedule": ScheduleKind.CUSTOM, "shares": {code: parse(share) // 100 for code, share in shares}}


def figure(cells: Sequence[str]) -> str:
    try:
        return figure_text(parse(cells[0], cells[1]))
    except FigureError:
        return NOTHING


def to_date(cells: Sequence[str]) -> str:
    return figure_text(cumulative(*(figure_of(cell) for cell in cells[:3])))


def reached(cells: Sequence[str]) -> str:
    comparator, target, tolerance, value = cells[:4]
    goal = Goal(
        Measure.QUANTITY,
        code_of("comparator", comparator),
        target=figure_of(target),
        tolerance=figure_of(tolerance) or 0,
    )
    return percent(completion(goal, figure_of(value)))


def due(cells: Sequence[str]) -> str:
    goal = Goal(Measure.QUANTITY, target=SCALE, **scheduled(cells[0]))
    return percent(pace(goal, Period.parse(cells[1])))


def lit(cells: Sequence[str]) -> str:
    rule, schedule, comparator, target, value, period = cells[:6]
    policy = next(one for one in PRESETS if one.name == rule)
    rate = scheduled(schedule)["schedule"] is ScheduleKind.NONE
    goal = Goal(
        Measure.RATE if rate else Measure.QUANTITY,
        code_of("comparator", comparator),
        Accumulation.LEVEL if rate else Accumulation.CUMULATIVE,
        figure_of(target),
        "%" if rate else "",
        **scheduled(schedule),
    )
    return word_of("lamp", judge(goal, policy, Period.parse(period), figure_of(value), None).lamp, "zh")


def of_nodes(cells: Sequence[str]) -> str:
    nodes = []
    for part in cells[1].split(";"):
        begin, _, done = part.strip().partition(" ✓")
        nodes.append(NodeState(date.fromisoformat(begin), date.fromisoformat(done) if done else None))
    judged = judge(Goal(Measure.MILESTONE), PRESETS[0], Period.parse(cells[0]), None, Status.IN_PROGRESS, nodes)
    return word_of("lamp", judged.lamp, "zh")


def projected(cells: Sequence[str]) -> tuple[str, str]:
    accumulation, schedule, target, value, period, decimals = cells[:6]
    goal = Goal(
        Measure.QUANTITY,
        accumulation=code_of("accumulation", accumulation),
        target=figure_of(target),
        **scheduled(schedule),
    )
    when, known = Period.parse(period), figure_of(value)
    return figure_text(projection(goal, known, when)), figure_text(catch_up(goal, known, when, int(decimals)))


def together(cells: Sequence[str]) -> str:
    rule, measure, units = cells[:3]
    parts = []
    for part in units.split(";"):
        role, _, value = part.strip().partition("=")
        earlier = value.endswith("*")
        known = figure_of(value.rstrip("*"))
        parts.append(Contribution(role, code_of("role", role), known, reported=not earlier and known is not None))
    counted = code_of("measure", measure)
    return figure_text(consolidate(code_of("consolidation", rule), counted, parts, adds_up=True).value)


def line_of(lamp: Lamp, done: Fraction | None, asked: Fraction | None) -> BoardLine:
    judged = Judgement(lamp, lambda: say("lamp_because.no_figure"), done, asked)
    nothing: Any = None
    return BoardLine(nothing, Consolidated(None, say("rule.lead", units=""), ()), judged, ())


def counted_as(cells: Sequence[str]) -> str:
    line = line_of(code_of("lamp", cells[2]), ratio_of(cells[0]), ratio_of(cells[1]))
    return word_of("standing", standing_of(line), "zh")


def shared(cells: Sequence[str]) -> str:
    return f"{ratio_text(share(int(cells[0]), int(cells[1])), 1)}%"


class _Keyed:
    """Enough of a target to be weighed."""

    def __init__(self, key: str) -> None:
        self.key = key


def weighed(cells: Sequence[str]) -> str:
    lines, weights = [], {}
    for number, part in enumerate(cells[0].split(";")):
        done, _, weight = part.strip().partition("=")
        target: Any = _Keyed(str(number))
        lines.append(replace(line_of(Lamp.GREEN, ratio_of(done), None), target=target))
        weights[str(number)] = parse(weight)
    return percent(weighted_completion(lines, weights))


EXAMPLES: dict[str, Callable[[Sequence[str]], str | tuple[str, ...]]] = {
    "figure": figure,
    "cumulative": to_date,
    "completion": reached,
    "pace": due,
    "lamp": lit,
    "nodes": of_nodes,
    "projection": projected,
    "consolidation": together,
    "standing": counted_as,
    "share": shared,
    "weighted": weighed,
}


def translate(text: str, language: Language) -> str:
    """A result as the page of this language says it."""
    for group in ("lamp", "standing"):
        for member in GROUPS[group]:
            if text == word_of(group, member, "zh"):
                return word_of(group, member, language)
    return text


def tables(page: Path) -> dict[str, list[list[str]]]:
    """The rows of every table of examples, by its mark."""
    found: dict[str, list[list[str]]] = {}
    marks = re.split(r"<!-- example: (\w+) -->", page.read_text(encoding="utf-8"))
    for name, text in zip(marks[1::2], marks[2::2], strict=True):
        lines = [line for line in text.splitlines() if line.startswith("|")]
        assert name not in found
        found[name] = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_line_of_every_table_is_what_the_program_makes(language: Language) -> None:
    found = tables(PAGES[language])
    assert set(found) == set(EXAMPLES)
    assert sum(map(len, found.values())) >= LEAST
    for name, rows in found.items():
        for row in rows:
            made = EXAMPLES[name](row)
            wanted = (made,) if isinstance(made, str) else made
            assert tuple(row[-len(wanted) :]) == tuple(translate(text, language) for text in wanted), (name, row)


def test_both_languages_hold_the_same_examples() -> None:
    counts = [{name: len(rows) for name, rows in tables(page).items()} for page in PAGES.values()]
    assert counts[0] == counts[1]
    figures = [re.findall(r"-?\d[\d.,]*", str(list(tables(page).values()))) for page in PAGES.values()]
    assert figures[0] == figures[1]
