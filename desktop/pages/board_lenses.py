"""What the board's list can be looked at through: everything, or what moved, lags, is at risk or does not add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from PySide6.QtCore import QCoreApplication

from db.figures import shown
from db.progress import ratio_text
from db.standing import Shift, share, totals
from db.vocabulary import Lamp, Standing
from desktop.operations.board import BoardStory
from desktop.pages.board_picture import Counts
from desktop.widgets.lamp import lamp_word
from desktop.widgets.words import speak, word

translate: Final = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Lens:
    """A way to look: its words, and why each target is in it, by target key and in its order; None: all are."""

    words: str
    said: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Looked:
    """A board as the page shows it: what takes long is put into words off the window's thread."""

    story: BoardStory
    lenses: Sequence[Lens]
    counts: Mapping[Lamp, int]
    heat: Counts
    standing: str

    @classmethod
    def at(cls, story: BoardStory) -> Self:
        """Look at a board."""
        board = story.board
        return cls(story, lenses(story), board.count(), Counts.of(board), standing_words(totals(board.lines)))


def lenses(story: BoardStory) -> list[Lens]:
    """Every way to look at a board, each with how many targets it shows."""
    found = [Lens(translate("BoardLenses", "All targets {count}").format(count=len(story.board.lines)), None)]
    named: list[tuple[str, dict[str, str]]] = [
        (translate("BoardLenses", "Changed since last period"), _shifted(story.shifts)),
        (translate("BoardLenses", "Furthest behind"), _lagging(story)),
        (translate("BoardLenses", "Projected to miss"), _at_risk(story)),
        (translate("BoardLenses", "Overdue nodes"), _overdue(story)),
        (translate("BoardLenses", "Contradictions"), _contradictory(story)),
    ]
    if story.tried:
        named.append((translate("BoardLenses", "Changed by the rule on trial"), _shifted(story.tried)))
    return found + [Lens(f"{words} {len(said)}", said) for words, said in named]


def standing_words(counts: Mapping[Standing, int]) -> str:
    """The totals in the form that leaders know, each with its share."""
    total = sum(counts.values())
    if not total:
        return " · ".join(f"{word('standing', one)} {count}" for one, count in counts.items())
    shared = translate("BoardLenses", "{name} {count} ({share}%)")
    return " · ".join(
        shared.format(name=word("standing", one), count=count, share=ratio_text(share(count, total), 1))
        for one, count in counts.items()
    )


def _shifted(shifts: tuple[Shift, ...]) -> dict[str, str]:
    return {one.line.target.key: f"{lamp_word(one.before)} → {lamp_word(one.line.judgement.lamp)}" for one in shifts}


def _lagging(story: BoardStory) -> dict[str, str]:
    said = translate("BoardLenses", "{points} points behind")
    return {one.line.target.key: said.format(points=ratio_text(one.points, 1)) for one in story.lagging}


def _at_risk(story: BoardStory) -> dict[str, str]:
    said = translate("BoardLenses", "about {figure} {unit} by the year's end")
    return {
        one.line.target.key: said.format(
            figure=shown(one.projected, one.line.target.decimals), unit=one.line.target.goal.unit
        )
        for one in story.at_risk
    }


def _overdue(story: BoardStory) -> dict[str, str]:
    said = translate("BoardLenses", "{node} · days overdue: {days}")
    found: dict[str, str] = {}
    for one in story.overdue:
        found.setdefault(one.target.key, said.format(node=one.node.title, days=one.days))
    return found


def _contradictory(story: BoardStory) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in story.contradictions:
        key = one.line.target.key
        found[key] = "\n".join(part for part in (found.get(key, ""), speak(one.message)) if part)
    return found
