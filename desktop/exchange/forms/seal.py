"""The seal: a digest of what a unit wrote, and its first ten characters for people to compare."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Final

from db.checks import BLANK, TEXT_FIELDS, Answer
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
_values: Final = attrgetter("increment", "value", "status", *TEXT_FIELDS)


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
    entries = {target: texts for target, answer in answers.items() if (texts := said(answer))}
    done = {
        node: [day.isoformat() if day else "", clean(note).strip()]
        for node, (day, note) in nodes.items()
        if day or clean(note).strip()
    }
    canonical = spelt([plan_key, unit_key, period, entries, done])
    return _MARKS.get(method, "") + digest(method, canonical.encode())


def method_of(sealed: str) -> SealMethod:
    """By which digest a seal was made."""
    return next((method for method, mark in _MARKS.items() if sealed.startswith(mark)), SealMethod.SHA256)


@lru_cache(_MANY_REPORTS)
def check_code(sealed: str) -> str:
    """The 校验码: the first fifty bits of a seal as ten characters, in two groups."""
    digits = sealed.removeprefix(_MARKS.get(method_of(sealed), ""))
    return encode(int(digits[:13], 16) >> 2, 10) if digits else ""
