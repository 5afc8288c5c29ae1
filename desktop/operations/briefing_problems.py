"""The targets that are furthest behind: how far, and what their units say of it."""

from fractions import Fraction
from math import ceil
from typing import Final

from db.board import Board, BoardLine
from db.figures import DECIMALS, shown
from db.progress import behind, gap, ratio_text, telling_places
from db.vocabulary import Comparator, Lamp
from desktop.exchange.briefings.briefing import Run
from desktop.exchange.briefings.wording import Wording
from desktop.operations.briefing_parts import BEHIND, lit, shortened, tight
from resources.texts import say

_LISTED: Final = 5
# A paragraph is no place for a whole report; the summary workbook has it.
_WORDS: Final = 60


def furthest_behind(board: Board) -> list[BoardLine]:
    """At most five targets, the red ones first, each colour by distance."""

    def distance(line: BoardLine) -> Fraction:
        value = line.figure.value
        return Fraction(0) if value is None else behind(line.target.goal, value, board.period)

    lines = lit(board.lines, BEHIND)
    return sorted(lines, key=lambda line: (line.judgement.lamp is not Lamp.RED, -distance(line)))[:_LISTED]


def problem(board: Board, line: BoardLine, wording: Wording) -> tuple[str, tuple[Run, ...]]:
    """The title of a target that is behind, and the sentences on it."""
    lead = lead_name(line)
    words = shortened(line.lead.answer.problems if line.lead else "", _WORDS)
    if words:
        said = wording.runs("problems.words", lead=lead, words=words)
    else:
        said = wording.runs("problems.no_words", lead=lead)
    return wording.text("problems.item", title=line.target.title, lead=lead), (*_distance(board, line, wording), *said)


def next_steps(lines: list[BoardLine], wording: Wording) -> list[tuple[Run, ...]]:
    """What the leading units of these targets mean to do, where they say so."""
    told = [(line, shortened(line.lead.answer.next_steps, _WORDS)) for line in lines if line.lead]
    return [
        wording.runs("next.item", title=line.target.title, lead=lead_name(line), steps=steps)
        for line, steps in told
        if steps
    ]


def asked_text(line: BoardLine) -> str:
    """What is to be reached by the year's end, with its unit; nothing for a target without a figure."""
    goal = line.target.goal
    if goal.target is None:
        return ""
    figure = f"{shown(goal.target, line.target.decimals)}{goal.unit}"
    return figure if _upwards(line) else tight(str(say(f"asked.{goal.comparator}", target=figure)))


def figure_text(line: BoardLine) -> str:
    """The consolidated figure with its unit; nothing where there is none."""
    value = line.figure.value
    return "" if value is None else f"{shown(value, line.target.decimals)}{line.target.goal.unit}"


def lead_name(line: BoardLine) -> str:
    """The name of the leading unit."""
    return line.lead.unit if line.lead else "—"


def _upwards(line: BoardLine) -> bool:
    return line.target.goal.comparator is Comparator.AT_LEAST


def _distance(board: Board, line: BoardLine, wording: Wording) -> tuple[Run, ...]:
    key = (line.target.key,)
    missing = gap(line.target.goal, line.figure.value, board.period) if _upwards(line) else None
    reached, due = line.judgement.completion, line.judgement.pace
    if missing is None or missing <= 0 or reached is None or due is None:
        return wording.runs("problems.plain", because=Run(tight(str(line.judgement.because)), key))
    # Rounded up to what the target is counted in: half a school more does not reach the pace.
    grain: int = 10 ** (DECIMALS - line.target.decimals)
    places = telling_places(reached, due)
    return wording.runs(
        "problems.figure",
        asked=asked_text(line),
        figure=Run(figure_text(line), key),
        completion=Run(f"{ratio_text(reached, places)}%", key),
        pace=f"{ratio_text(due, places)}%",
        gap=Run(f"{shown(ceil(missing / grain) * grain, line.target.decimals)}{line.target.goal.unit}", key),
    )
