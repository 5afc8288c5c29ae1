"""The seal: a digest of what a unit wrote, and its first ten characters for people to compare."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any, Final

from db.checks import ANSWER_FIELDS, BLANK, FIGURE_FIELDS, TEXT_FIELDS, Answer
from db.crockford import encode
from db.figures import plain
from db.spelling import spelt
from db.vocabulary import SealMethod
from desktop.exchange.forms.digests import digest
from desktop.exchange.texts import clean

# What a seal begins with that is not made by SHA-256, as all of them were once.
_MARKS: Final = {SealMethod.SM3: "sm3:"}
# The codes of a plan's reports are shown again and again.
_MANY_REPORTS: Final = 4096


def _picked(*names: str) -> "itemgetter[tuple[Any, ...]]":
    """What picks these of an answer's values."""
    return itemgetter(*map(ANSWER_FIELDS.index, names))


_values: Final = _picked("increment", "value", "status", *TEXT_FIELDS)
# The same in the order in which they are spelt: that of their names.
_SPELT: Final = sorted(("increment", "value", "status", *TEXT_FIELDS))
_spelt_values: Final = _picked(*_SPELT)
_texts: Final = _picked(*TEXT_FIELDS)


def said(answer: Answer) -> dict[str, str]:
    """What an answer says, field by field, in a form that survives any spreadsheet; blanks are left out."""
    if answer is BLANK:
        return {}
    increment, value, status, *rest = _values(answer)
    texts = {}
    if increment is not None:
        texts["increment"] = plain(increment)
    if value is not None:
        texts["value"] = plain(value)
    if status is not None:
        texts["status"] = str(status)
    for name, text in zip(TEXT_FIELDS, rest, strict=True):
        if text and (said_here := clean(text).strip()):
            texts[name] = said_here
    return texts


def seal(
    plan_key: str,
    unit_key: str,
    period: str,
    answers: Mapping[str, Answer],
    nodes: Mapping[str, tuple[date | None, str]],
    method: SealMethod,
) -> str:
    """The digest of all that a unit says of a period, in a canonical order; refused where it cannot be made here."""
    done = {
        node: [day.isoformat() if day else "", clean(note).strip()]
        for node, (day, note) in nodes.items()
        if day or clean(note).strip()
    }
    canonical = f"[{','.join([*map(spelt, (plan_key, unit_key, period)), spelt_entries(answers), spelt(done)])}]"
    return _MARKS.get(method, "") + digest(method, canonical.encode())


def spelt_entries(answers: Mapping[str, Answer]) -> str:
    """What is said of every target of which something is, in a canonical order."""
    given = {target: answer for target, answer in answers.items() if answer is not BLANK}
    if not _are_plain(given):
        return spelt({target: texts for target, answer in given.items() if (texts := said(answer))})
    targets = sorted(given)
    columns = zip(*map(_spelt_values, map(given.__getitem__, targets)), strict=True)
    rows = map("".join, zip(*map(_spelt_plain, _SPELT, columns), strict=True))
    return "{" + ",".join([f'"{key}":{{{text[1:]}}}' for key, text in zip(targets, rows, strict=True) if text]) + "}"


def _are_plain(answers: Mapping[str, Answer]) -> bool:
    """Whether all texts are spelt as they are: none has a sign to be spelt out, or blanks around it."""
    joined = "|".join(("", *answers, *chain.from_iterable(map(_texts, answers.values())), ""))
    return joined.isprintable() and not any(sign in joined for sign in ('"', "\\", " |", "| "))


def _spelt_plain(name: str, column: Sequence[Any]) -> list[str]:
    """What answers say in one field, each behind a comma."""
    if name in FIGURE_FIELDS:
        return ["" if figure is None else f',"{name}":"{plain(figure)}"' for figure in column]
    # Put together and not formatted: the word of a status is one of an enumeration, which is asked how to format it.
    begin = f',"{name}":"'
    return [begin + text + '"' if text else "" for text in column]


def method_of(sealed: str) -> SealMethod:
    """By which digest a seal was made."""
    return next((method for method, mark in _MARKS.items() if sealed.startswith(mark)), SealMethod.SHA256)


@lru_cache(_MANY_REPORTS)
def check_code(sealed: str) -> str:
    """The 校验码: the first fifty bits of a seal as ten characters, in two groups."""
    digits = sealed.removeprefix(_MARKS.get(method_of(sealed), ""))
    return encode(int(digits[:13], 16) >> 2, 10) if digits else ""
