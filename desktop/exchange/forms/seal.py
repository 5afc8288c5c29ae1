"""The seal: a digest of what a unit wrote, and its first ten characters for people to compare."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from typing import Final

from db.checks import Answer
from db.figures import plain
from db.reports import ANSWER_FIELDS
from desktop.exchange.texts import clean

# Crockford's base 32: no I, L, O or U, so that it can be read aloud and copied by hand.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SAID: Final = tuple(name for name in ANSWER_FIELDS if not name.endswith("_typed"))
_values: Final = attrgetter(*_SAID)


def said(answer: Answer) -> dict[str, str]:
    """What an answer says, field by field, in a form that survives any spreadsheet; blanks are left out."""
    texts = {
        name: plain(value) if isinstance(value, int) else clean(str(value)).strip()
        for name, value in zip(_SAID, _values(answer), strict=True)
        if value is not None and value != ""
    }
    return {name: text for name, text in texts.items() if text}


def seal(
    plan_key: str,
    unit_key: str,
    period: str,
    answers: Mapping[str, Answer],
    nodes: Mapping[str, tuple[date | None, str]],
) -> str:
    """The SHA-256 of all that a unit says of a period, in a canonical order."""
    entries = {target: texts for target, answer in answers.items() if (texts := said(answer))}
    done = {
        node: [day.isoformat() if day else "", clean(note).strip()]
        for node, (day, note) in nodes.items()
        if day or clean(note).strip()
    }
    canonical = json.dumps(
        [plan_key, unit_key, period, entries, done], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def check_code(digest: str) -> str:
    """The 校验码: the first fifty bits of a seal as ten characters, in two groups."""
    if not digest:
        return ""
    bits = int(digest[:13], 16) >> 2
    letters = "".join(_ALPHABET[bits >> shift & 31] for shift in range(45, -1, -5))
    return f"{letters[:5]}-{letters[5:]}"
