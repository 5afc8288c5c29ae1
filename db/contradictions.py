"""Contradictions: what units say that does not go together with other things they say, or with each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.board import Board, BoardLine, Voice
from db.figures import shown
from db.progress import completion, ratio_text
from db.reports import NodeAnswers
from db.rollup import effective_rule
from db.vocabulary import Comparator, Consolidation, Role, Status
from resources.texts import Sentence, say


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One thing that does not go together: of which target and unit, its code, and the sentence that says it."""

    line: BoardLine
    unit_key: str
    code: str
    message: Sentence


def contradictions(board: Board, before: Board | None, nodes: Mapping[str, NodeAnswers]) -> tuple[Contradiction, ...]:
    """Everything in a board that does not go together, in the board's order; `nodes`: of the leads, by target."""
    past = {} if before is None else {line.target.key: line for line in before.lines}
    found: list[Contradiction] = []
    for line in board.lines:
        suspected = line.suspected
        for voice in suspected:
            found += _of_voice(line, voice, past.get(line.target.key))
        found += _between(line, suspected)
        found += _of_nodes(line, nodes.get(line.target.key, {}))
    return tuple(found)


def _of_voice(line: BoardLine, voice: Voice, past: BoardLine | None) -> Iterator[Contradiction]:
    answer, goal = voice.answer, line.target.goal
    reached = completion(goal, voice.figure)
    finished = answer.status is not None and answer.status.finished
    # Of a target that several units reach together one unit's part says nothing of the whole.
    whole = effective_rule(line.target.consolidation, goal.measure) is not Consolidation.SUM
    if whole and finished and reached is not None and reached < 1 and goal.comparator is Comparator.AT_LEAST:
        yield _say(line, voice, "done_below", status=say(f"status.{answer.status}"), reached=ratio_text(reached))
    said = None if past is None or not voice.told else past.voice_of(voice.unit_key)
    if said is not None and said.told == voice.told:
        yield _say(line, voice, "same_narrative")


def _between(line: BoardLine, suspected: Sequence[Voice]) -> Iterator[Contradiction]:
    """What the lead and a support say of one figure."""
    # Who leads is not asked where nobody is suspected: there are hundreds of targets, and few contradictions.
    lead = line.lead if suspected and line.target.goal.measure.has_figure else None
    if lead is None or lead.answer.value is None:
        return
    rule = effective_rule(line.target.consolidation, line.target.goal.measure)
    for voice in suspected:
        if voice.role is not Role.SUPPORT or voice.answer.value is None:
            continue
        values = {
            "lead": lead.unit,
            "led": shown(lead.answer.value, line.target.decimals),
            "said": shown(voice.answer.value, line.target.decimals),
        }
        if rule is not Consolidation.SUM and voice.answer.value != lead.answer.value:
            yield _say(line, voice, "two_figures", **values)
        if rule is Consolidation.SUM and voice.answer.value == lead.answer.value != 0:
            yield _say(line, voice, "counted_twice", **values)


def _of_nodes(line: BoardLine, done: NodeAnswers) -> Iterator[Contradiction]:
    """A status against the nodes of the target."""
    lead = line.lead if line.target.nodes else None
    if lead is None or lead.answer.status is None:
        return
    open_nodes = [node for node in line.target.nodes if done.get(node.key, (None, ""))[0] is None]
    if lead.answer.status.finished and open_nodes:
        yield _say(line, lead, "done_with_nodes", node=open_nodes[0].title, count=len(open_nodes))
    if lead.answer.status is Status.NOT_STARTED and len(open_nodes) < len(line.target.nodes):
        yield _say(line, lead, "started_nodes", count=len(line.target.nodes) - len(open_nodes))


def _say(line: BoardLine, voice: Voice, code: str, /, **values: str | int | Sentence) -> Contradiction:
    return Contradiction(line, voice.unit_key, code, say(f"contradiction.{code}", unit=voice.unit, **values))
