"""What the lines of a foreign list would come to: held against the plan, with what is new, changed or unclear."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from db.errors import Refusal
from db.figures import FigureError, parse, shown
from db.plans import PlanView
from db.vocabulary import Measure, Role
from desktop.exchange.lists.phrases import Proposal, propose
from desktop.exchange.lists.target_list import ListLine
from desktop.operations.catalogue import Catalogue, CatalogueRow, catalogue_of
from desktop.operations.catalogue_fields import WORDS, meaning
from resources.texts import Sentence, say

# What an import may say of a target, in the order in which it is written: the unit before the figure it counts.
TAKEN_FIELDS: Final = (
    *("code", "title", "area", "measure", "comparator", "unit", "target", "accumulation", "consolidation"),
    *("weight", "note", "lead", "support"),
)
ROLES: Final = ("lead", "support")
_SEPARATORS: Final = re.compile(r"[;；、，,/\n]+|\s{2,}")
_OF_KNOWN: Final = frozenset({"target", "unit"})
_TITLE: Final = 60
STRANGER: Final = "list.no_unit_of_name"


class LineState(StrEnum):
    """What a line of a list is to the plan."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    UNCLEAR = "unclear"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Named:
    """What names a line: enough of a target for a sheet of them."""

    key: str
    code: str
    title: str
    area: str
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A line of a list as it would be taken; `read` are the fields that were read out of `phrase` and not a column."""

    target: Named
    # The row of the file; 0 for a target of the plan that the list does not have.
    number: int
    known: str
    fields: Mapping[str, str]
    phrase: str
    read: frozenset[str]
    moved: tuple[tuple[str, str, str], ...]
    problems: tuple[Sentence, ...]

    @property
    def state(self) -> LineState:
        """What it is to the plan."""
        if not self.number:
            return LineState.MISSING
        if self.problems:
            return LineState.UNCLEAR
        if not self.known:
            return LineState.NEW
        return LineState.CHANGED if self.moved else LineState.SAME

    @property
    def certain(self) -> bool:
        """Whether everything in it stands in a column as it is, so that it may be taken without a second look."""
        return self.state in {LineState.NEW, LineState.CHANGED} and not self.read


def names_in(text: str) -> list[str]:
    """Units that are named in one cell."""
    return list(dict.fromkeys(name for part in _SEPARATORS.split(text) if (name := part.strip())))


class Book:
    """What a list is held against: the targets by code and by title, the units by name."""

    def __init__(self, connection: Connection, plan: PlanView) -> None:
        self._plan = plan
        self._catalogue: Catalogue = catalogue_of(connection, plan)
        self._rows = [row for row in self._catalogue.rows if not row.withdrawn]
        self._by_code = {row.target.code: row for row in self._rows}
        self._by_title = {row.target.title: row for row in self._rows}
        self._by_key = {row.target.key: row for row in self._rows}
        self._units = set(plan.units.values())

    def propose(self, lines: Sequence[ListLine]) -> tuple[Proposed, ...]:
        """Every line, and below them the targets that the list does not have."""
        given = [line.texts.get("code", "") for line in lines]
        codes = _Codes([row.target.code for row in self._catalogue.rows], given)
        found: list[Proposed] = []
        seen: dict[str, int] = {}
        for line in lines:
            fields, phrase, read = _fields(line.texts)
            row = self._by_code.get(fields["code"]) if fields["code"] else self._by_title.get(fields["title"])
            if row is not None:
                # Of a target that is known a phrase can say another figure; how it is counted is known better.
                fields = {name: text for name, text in fields.items() if name not in read - _OF_KNOWN}
                read &= _OF_KNOWN
                if _told("target", fields.get("target", ""), fields.get("unit", "")) == row.target.goal.target:
                    # It says what the plan says: there is nothing to look at.
                    read = frozenset()
                fields |= {name: fields[name] or row.text(name) for name in ("area", "title")}
            fields["code"] = fields["code"] or (row.target.code if row else codes.next(fields["area"]))
            if fields["code"] in seen:
                said = (say("list.code_twice", code=fields["code"], line=seen[fields["code"]]),)
                found.append(self._line(line.number, "", fields, phrase, read, said))
                continue
            seen[fields["code"]] = line.number
            found.append(self._line(line.number, row.target.key if row else "", fields, phrase, read))
        known = {line.known for line in found}
        return (*found, *(_missing(row) for row in self._rows if row.target.key not in known))

    def judge(self, line: Proposed) -> Proposed:
        """A line looked at again."""
        return self._line(line.number, line.known, dict(line.fields), line.phrase, line.read)

    def _line(
        self,
        number: int,
        known: str,
        fields: dict[str, str],
        phrase: str,
        read: frozenset[str],
        said: tuple[Sentence, ...] = (),
    ) -> Proposed:
        named = Named(f"line {number}", fields["code"], fields["title"], fields["area"])
        problems = (*said, *self._problems(fields, phrase if "target" in read else ""))
        row = self._by_key.get(known)
        moved = () if row is None else tuple(self._moved(row, fields))
        return Proposed(named, number, known, fields, phrase, read, moved, problems)

    def _problems(self, fields: Mapping[str, str], phrase: str) -> list[Sentence]:
        problems = []
        doubt = propose(phrase).doubt if phrase else ""
        if doubt:
            problems.append(say(f"list.{doubt}", phrase=phrase))
        for name, text in fields.items():
            if name not in ROLES and text:
                try:
                    meaning(name, text, fields.get("unit", ""), self._catalogue.policies)
                except Refusal as refusal:
                    problems.append(refusal.sentence)
        blank = [name for name in ("code", "area", "title") if not fields.get(name)]
        problems += [say("list.blank", field=say(f"field.{name}")) for name in blank]
        measure = fields.get("measure", "")
        if measure and not problems and meaning("measure", measure, "", ()).has_figure and not fields.get("target"):
            problems.append(say("list.no_figure"))
        strangers = [name for role in ROLES for name in names_in(fields.get(role, "")) if name not in self._units]
        problems += [say(STRANGER, unit=name) for name in strangers]
        return problems

    def _moved(self, row: CatalogueRow, fields: Mapping[str, str]) -> list[tuple[str, str, str]]:
        """What a line says otherwise than the plan; what it leaves blank it says nothing of."""
        found = []
        for name, text in fields.items():
            before = self._said(row, name)
            if text and _told(name, text, fields.get("unit", "")) != _told(name, before, row.target.goal.unit):
                found.append((name, before, text))
        return found

    def _said(self, row: CatalogueRow, name: str) -> str:
        if name not in ROLES:
            return row.text(name)
        role = Role.LEAD if name == "lead" else Role.SUPPORT
        return "、".join(self._plan.units[unit] for unit, has in row.target.units if has is role)


def _told(name: str, text: str, unit: str) -> object:
    """A text as it is compared: what it means, and not how it is written."""
    if name in WORDS:
        return next((word for word in WORDS[name] if text in _spellings(name, word)), text)
    if name in ROLES:
        return frozenset(names_in(text))
    if name in {"target", "weight"}:
        try:
            return parse(text, unit if name == "target" else "") if text else None
        except FigureError:
            return text
    return text


def _spellings(name: str, word: object) -> set[str]:
    sentence = say(f"{name}.{word}")
    return {str(word), sentence.text("zh"), sentence.text("en")}


def _missing(row: CatalogueRow) -> Proposed:
    target = row.target
    named = Named(target.key, target.code, target.title, target.area, target.initials)
    fields = {"code": target.code, "title": target.title, "area": target.area}
    return Proposed(named, 0, target.key, fields, "", frozenset(), (), ())


def _fields(texts: Mapping[str, str]) -> tuple[dict[str, str], str, frozenset[str]]:
    """What a line says by field, the phrase that a figure was read out of, and which fields that gave."""
    fields = {name: texts.get(name, "").strip() for name in TAKEN_FIELDS if name in texts}
    requirement = texts.get("requirement", "").strip()
    title = fields.get("title") or _head(requirement)
    fields |= {"title": title, "code": fields.get("code", ""), "area": fields.get("area", "")}
    notes = [texts.get("note", ""), requirement if title != requirement else ""]
    if texts.get("due"):
        notes.append(str(say("list.due", day=texts["due"])))
    fields["note"] = "；".join(note.strip() for note in notes if note.strip())
    lead, *others = names_in(fields.get("lead", "")) or [""]
    if "lead" in fields:
        fields["lead"] = lead
        fields["support"] = "、".join(dict.fromkeys([*others, *names_in(fields.get("support", ""))]))
    phrase = _phrase(fields, requirement)
    if not phrase:
        return fields, "", frozenset()
    read = _read_out(propose(phrase))
    new = {name: text for name, text in read.items() if name == "target" or not fields.get(name)}
    return {**fields, **new}, phrase, frozenset(new)


def _head(requirement: str) -> str:
    """The first words of a requirement, where a list has no title."""
    return re.split(r"[，。；;\n]", requirement)[0][:_TITLE]


def _phrase(fields: Mapping[str, str], requirement: str) -> str:
    """What a figure has to be read out of: nothing where a column has it, or says that there is none."""
    asked = fields.get("target", "")
    if asked:
        try:
            parse(asked, fields.get("unit", ""))
        except FigureError:
            return asked
        return ""
    worded = fields.get("measure", "")
    if worded and not any(worded in _spellings("measure", one) for one in Measure if one.has_figure):
        return ""
    return requirement or fields["title"]


def _read_out(proposal: Proposal) -> dict[str, str]:
    """A proposal as texts."""
    found = {"measure": str(proposal.measure)}
    if proposal.target is not None:
        found |= {
            "comparator": str(proposal.comparator),
            "unit": proposal.unit,
            "target": shown(proposal.target),
            "accumulation": str(proposal.accumulation),
        }
    return found


class _Codes:
    """Codes for lines that have none: the letter of their area's targets, or the next free one, and a number."""

    def __init__(self, known: Sequence[str], given: Sequence[str]) -> None:
        self._taken = {*known, *(code for code in given if code)}
        self._letters: dict[str, str] = {}

    def next(self, area: str) -> str:
        """The next free code of an area."""
        used = {code[:1] for code in self._taken} | set(self._letters.values())
        letter = self._letters.setdefault(area, next(one for one in "ABCDEFGHIJKLMNOPQRSTUVWXYZ目" if one not in used))
        number = next(number for number in range(1, 10_000) if f"{letter}{number:02}" not in self._taken)
        self._taken.add(f"{letter}{number:02}")
        return f"{letter}{number:02}"
