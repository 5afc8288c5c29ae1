"""Numbers of the briefing as its sentences take them, each with the targets that made it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from db.board import BoardLine
from db.progress import ratio_text
from db.vocabulary import Lamp
from desktop.exchange.briefings.briefing import Run

BEHIND: Final = (Lamp.YELLOW, Lamp.RED)
REACHED: Final = (Lamp.BLUE, Lamp.GREEN)
# As leaders count: finished, on pace, behind with its two degrees, nothing heard.
_COUNTED: Final[Mapping[str, tuple[Lamp, ...]]] = {
    "done": (Lamp.BLUE,),
    "on_pace": (Lamp.GREEN,),
    "behind": BEHIND,
    "slow": (Lamp.YELLOW,),
    "late": (Lamp.RED,),
    "silent": (Lamp.GREY,),
}
# Screens set a space between a number and a Chinese character; documents do not.
_SPACED: Final = re.compile(r"(?<=[0-9%]) (?=[^\x00-\x7f])|(?<=[^\x00-\x7f]) (?=[0-9])")


def tight(text: str) -> str:
    """The text without spaces between digits and Chinese characters."""
    return _SPACED.sub("", text)


def tally(lines: Iterable[BoardLine]) -> Run:
    """How many targets these are, and which."""
    keys = tuple(line.target.key for line in lines)
    return Run(str(len(keys)), keys)


def lit(lines: Iterable[BoardLine], lamps: Sequence[Lamp]) -> list[BoardLine]:
    """Those of the targets whose lamp is one of these."""
    return [line for line in lines if line.judgement.lamp in lamps]


def share(some: Sequence[BoardLine], of: Sequence[BoardLine]) -> Run:
    """Which share the one targets are of the others; 0 % of nothing."""
    ratio = Fraction(len(some), len(of)) if of else Fraction(0)
    return Run(f"{ratio_text(ratio, 1)}%", tuple(line.target.key for line in some))


def counts(lines: Sequence[BoardLine]) -> dict[str, Run]:
    """How many targets there are of each kind that leaders count."""
    counted = {name: tally(lit(lines, lamps)) for name, lamps in _COUNTED.items()}
    return {"total": tally(lines), **counted}


def shares(lines: Sequence[BoardLine]) -> dict[str, Run]:
    """The share of each kind."""
    return {f"{name}_share": share(lit(lines, lamps), lines) for name, lamps in _COUNTED.items()}


def changes(lines: Sequence[BoardLine], before: Sequence[BoardLine]) -> dict[str, Run]:
    """What is different from the period before: more or fewer of a kind, and which targets fell behind or caught up."""
    once = {line.target.key: line.judgement.lamp for line in before}
    fell = [line for line in lit(lines, BEHIND) if once.get(line.target.key) not in BEHIND]
    caught_up = [line for line in lit(lines, REACHED) if once.get(line.target.key) in BEHIND]
    return {
        **{f"{name}_change": _change(lines, before, _COUNTED[name]) for name in ("done", "behind", "silent")},
        "fell": tally(fell),
        "recovered": tally(caught_up),
    }


def _change(lines: Sequence[BoardLine], before: Sequence[BoardLine], lamps: Sequence[Lamp]) -> Run:
    """How many more or fewer, and which targets are of this kind in one of the two periods alone."""
    now, then = ({line.target.key: None for line in lit(some, lamps)} for some in (lines, before))
    more = len(now) - len(then)
    text = "持平" if more == 0 else f"增加{more}项" if more > 0 else f"减少{-more}项"
    return Run(text, tuple(key for key in {**now, **then} if key not in now or key not in then))


def enumeration(items: Iterable[Sequence[Run]]) -> tuple[Run, ...]:
    """The items with 、 between them."""
    runs: list[Run] = []
    for item in items:
        runs += [Run("、"), *item] if runs else item
    return tuple(runs)


def shortened(text: str, limit: int) -> str:
    """A unit's own words in one line, cut where they are long, without the full stop that the sentence has."""
    line = "；".join(part.strip(" \t。；;.") for part in text.splitlines() if part.strip(" \t。；;."))
    return line if len(line) <= limit else f"{line[:limit]}……"
