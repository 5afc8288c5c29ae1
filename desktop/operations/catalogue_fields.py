"""The fields of a target as headquarters edits them: what a text means in each, or why it means nothing."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from db.checks import TEXT_LIMIT
from db.errors import refuse
from db.figures import DECIMALS, SCALE, FigureError, parse
from db.vocabulary import Accumulation, Comparator, Consolidation, Measure, ScheduleKind
from resources.texts import say

WORDS: Final[Mapping[str, Any]] = {
    "measure": Measure,
    "comparator": Comparator,
    "accumulation": Accumulation,
    "schedule": ScheduleKind,
    "consolidation": Consolidation,
}
FIELDS: Final = (
    *("code", "area", "title", "measure", "comparator", "target", "unit", "accumulation", "tolerance", "decimals"),
    *("schedule", "consolidation", "policy", "weight", "note"),
)
_DECIMALS: Final = frozenset(map(str, range(DECIMALS + 1)))
_NEVER_BLANK: Final = frozenset({"code", "area", "title"})


def meaning(field: str, typed: str, unit: str, policies: Sequence[str]) -> Any:
    """What a text means in a field of a target counted in `unit`; refused with a sentence where it means nothing."""
    text = typed.strip()
    if field in WORDS:
        return _word(field, text)
    if field in {"target", "tolerance", "weight"}:
        return _figure(field, text, "" if field == "weight" else unit)
    if field == "decimals":
        return _decimals(text)
    if field == "policy" and text and text not in policies:
        raise refuse("refusal.no_such_word", found=text, words="、".join(policies))
    if field in _NEVER_BLANK and not text:
        raise refuse("refusal.target_blank")
    if len(text) > TEXT_LIMIT:
        raise refuse("refusal.text_long", limit=TEXT_LIMIT)
    return text


def _word(field: str, text: str) -> Any:
    """One of the fixed words, by its code or as people say it in either language."""
    for member in WORDS[field]:
        sentence = say(f"{field}.{member}")
        if text in {str(member), sentence.text("zh"), sentence.text("en")}:
            return member
    words = "、".join(str(say(f"{field}.{member}")) for member in WORDS[field])
    raise refuse("refusal.no_such_word", found=text, words=words)


def _figure(field: str, text: str, unit: str) -> int | None:
    if not text:
        return {"target": None, "tolerance": 0, "weight": SCALE}[field]
    try:
        figure = parse(text, unit)
    except FigureError as error:
        raise refuse("refusal.no_figure", found=text) from error
    if field != "target" and figure < 0:
        raise refuse("refusal.no_figure", found=text)
    return figure


def _decimals(text: str) -> int:
    if text not in _DECIMALS:
        raise refuse("refusal.no_decimals", found=text, most=DECIMALS)
    return int(text)
