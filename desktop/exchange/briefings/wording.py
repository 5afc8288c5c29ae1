"""The wording of the briefing: a template with one entry for each sentence, shipped, and editable as a copy."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any, Final

from db.errors import refuse
from desktop.exchange.briefings.briefing import Run
from desktop.exchange.files import read_bytes
from resources import FOLDER

SHIPPED: Final = "briefing.toml"
MAX_TEMPLATE: Final = 256 * 2**10
_HEAD: Final = ("organ", "plan", "period", "year")
_TOTALS: Final = (
    *("until", "total", "done", "done_share", "on_pace", "on_pace_share", "behind", "behind_share"),
    *("slow", "slow_share", "late", "late_share", "silent", "silent_share"),
)
# Every entry of a template, and the placeholders it may use.
ENTRIES: Final[Mapping[str, tuple[str, ...]]] = {
    "head.title": _HEAD,
    "head.number": _HEAD,
    "head.addressee": _HEAD,
    "head.signed_by": _HEAD,
    "head.opening": (*_HEAD, "until", "total"),
    "overall.heading": (),
    "overall.totals": _TOTALS,
    "overall.lamps": _TOTALS,
    "overall.comparison": ("before", "done_change", "behind_change", "silent_change", "fell", "recovered"),
    "overall.no_comparison": (),
    "overall.empty": (),
    "areas.heading": (),
    "areas.totals": ("area", "total", "done", "on_pace", "behind", "slow", "late", "silent", "reached_share"),
    "areas.behind": ("titles", "behind"),
    "areas.behind_many": ("titles", "behind"),
    "areas.none_behind": (),
    "units.heading": (),
    "units.leading": ("units",),
    "units.none_leading": (),
    "units.lagging": ("units",),
    "units.none_lagging": (),
    "units.item": ("unit", "led", "reached", "reached_share"),
    "units.missing": ("missing", "units"),
    "units.none_missing": (),
    "problems.heading": (),
    "problems.opening": ("behind", "listed"),
    "problems.none": (),
    "problems.none_known": ("silent",),
    "problems.item": ("title", "lead"),
    "problems.figure": ("asked", "figure", "completion", "pace", "gap"),
    "problems.plain": ("because",),
    "problems.words": ("lead", "words"),
    "problems.no_words": ("lead",),
    "next.heading": (),
    "next.item": ("title", "lead", "steps"),
    "next.none": (),
    "next.closing": ("plan", "period"),
    "annex.table": ("plan", "period"),
    "annex.chart": ("plan", "period"),
}


class Wording:
    """The sentences of one template, every placeholder in them known."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self._sentences = sentences

    def runs(self, entry: str, /, **values: str | Run | Iterable[Run]) -> tuple[Run, ...]:
        """A sentence with its values in place; nothing where the entry is left empty."""
        return tuple(run for run in self._pieces(entry, values) if run.text)

    def text(self, entry: str, /, **values: str | Run) -> str:
        """A sentence as mere text, for what is no paragraph."""
        return "".join(run.text for run in self._pieces(entry, values))

    def _pieces(self, entry: str, values: Mapping[str, str | Run | Iterable[Run]]) -> Iterator[Run]:
        for literal, name, _, _ in Formatter().parse(self._sentences[entry]):
            yield Run(literal)
            value = () if name is None else values[name]
            match value:
                case str():
                    yield Run(value)
                case Run():
                    yield value
                case _:
                    yield from value


def shipped() -> str:
    """The template that comes with the program."""
    return (FOLDER / "briefing" / SHIPPED).read_text(encoding="utf-8")


def load_wording(template: Path | None) -> Wording:
    """The wording of a user's own template, or the shipped one; refused where an entry cannot be filled in."""
    name = SHIPPED if template is None else str(template)
    found = _parsed(shipped() if template is None else _read(template), name)
    sentences = {entry: _sentence(found, entry, name) for entry in ENTRIES}
    for entry, sentence in sentences.items():
        _verify(entry, sentence, name)
    return Wording(sentences)


def _read(template: Path) -> str:
    content = read_bytes(template, MAX_TEMPLATE)
    if content is None:
        raise refuse("wording.too_large", path=str(template))
    try:
        # Windows' own editor puts a mark before the text.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse("wording.encoding", path=str(template)) from error


def _parsed(text: str, name: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise refuse("wording.unreadable", path=name, found=str(error)) from error


def _sentence(found: Mapping[str, Any], entry: str, name: str) -> str:
    group, _, code = entry.partition(".")
    entries = found.get(group)
    sentence = entries.get(code) if isinstance(entries, dict) else None
    if not isinstance(sentence, str):
        raise refuse("wording.missing", path=name, entry=entry)
    return sentence


def _verify(entry: str, sentence: str, name: str) -> None:
    """Refuse a placeholder that the entry has no value for."""
    try:
        pieces = list(Formatter().parse(sentence))
    except ValueError as error:
        raise refuse("wording.braces", path=name, entry=entry) from error
    for _, placeholder, form, conversion in pieces:
        if placeholder is None or (placeholder in ENTRIES[entry] and not form and not conversion):
            continue
        written = f"{{{placeholder}{'!' + conversion if conversion else ''}{':' + form if form else ''}}}"
        if not ENTRIES[entry]:
            raise refuse("wording.no_placeholder", path=name, entry=entry, placeholder=written)
        allowed = " ".join(f"{{{one}}}" for one in ENTRIES[entry])
        raise refuse("wording.placeholder", path=name, entry=entry, placeholder=written, allowed=allowed)
