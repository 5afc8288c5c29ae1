"""What a form leaves to be guessed: how it was understood, how sure that is, and what else it may mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from db.checks import Finding
from db.vocabulary import Severity
from resources.texts import Sentence, say


class Meaning(StrEnum):
    """What may be meant where that is not the name of a thing."""

    AS_UNDERSTOOD = "as_understood"
    LEFT_OUT = "left_out"
    FIRST = "first"
    THIS = "this"
    FOR_ALL = "for_all"
    FOR_FIRST = "for_first"
    CONVERTED = "converted"
    AS_WRITTEN = "as_written"
    BY_HEADER = "by_header"
    BY_KEY = "by_key"


# What a header, a title or a node meant once it means in the unit's next file, too; anything else is asked anew.
REMEMBERED: Final = frozenset(
    {
        "headers",
        "column_similar",
        "header_mixed",
        "row_by_word",
        "row_similar",
        "row_unknown",
        "node_by_word",
        "node_similar",
        "node_unknown",
    }
)
# What was said of guesses: by the guess's code and what was seen, what it means.
Known = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Repair:
    """One guess: what is said of it, what was seen, and what that may mean, the likeliest first.

    Options are keys of targets, nodes, columns and units, codes of periods, names of sheets, and words of `Meaning`.
    Of 100 the confidence says how sure the first is; at 0 none is likelier than the others.
    """

    finding: Finding
    seen: str
    options: tuple[str, ...]
    confidence: int = 100
    # What options are called that are keys.
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, str]:
        """By which an answer finds it."""
        return self.finding.code, self.seen


def repair(
    code: str,
    seen: str,
    where: tuple[str, str],
    options: tuple[str, ...] = (Meaning.AS_UNDERSTOOD,),
    /,
    *,
    confidence: int = 100,
    names: Mapping[str, str] | None = None,
    **values: str | int | Sentence,
) -> Repair:
    """A guess at a sheet and cell, with the sentence of its code."""
    sheet, cell = where
    message = say(f"finding.{code}", confidence=confidence, **values)
    finding = Finding(Severity.QUERY, code, "", message, sheet=sheet, cell=cell, found=seen)
    return Repair(finding, seen, tuple(map(str, options)), confidence, names or {})
