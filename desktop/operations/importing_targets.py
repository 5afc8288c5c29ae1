"""Taking targets from somebody else's list: looked at line by line first, then taken as one change of the plan."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from db.errors import Refusal
from db.figures import FigureError, parse, shown
from db.initials import store_initials
from db.plans import PlanView, load
from db.vocabulary import Measure, Role
from desktop.desk import Desk
from desktop.exchange.phrases import Proposal, propose
from desktop.exchange.target_list import LIST_FIELDS, ListColumn, ListLine, plain_word, read_list
from desktop.operations.assigning import Assign, put_assignments
from desktop.operations.catalogue import Catalogue, CatalogueRow, Change, catalogue_of, new_target
from desktop.operations.catalogue_fields import WORDS, meaning
from desktop.operations.editing import CellEdit
from desktop.operations.revising import Revision, require_headquarters, revising
from desktop.operations.units import add_unit
from resources.texts import Sentence, say

# What an import may say of a target, in the order in which it is written: the unit before the figure it counts.
TAKEN_FIELDS: Final = (
    *("code", "title", "area", "measure", "comparator", "unit", "target", "accumulation", "consolidation"),
    *("weight", "note", "lead", "support"),
)
# What a column of a list may be.
COLUMN_FIELDS: Final = LIST_FIELDS
_ROLES: Final = ("lead", "support")
_SEPARATORS: Final = re.compile(r"[;；、，,/\n]+|\s{2,}")
_OF_KNOWN: Final = frozenset({"target", "unit"})
_TITLE: Final = 60
_STRANGER: Final = "list.no_unit_of_name"


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


@dataclass(frozen=True, slots=True)
class Looked:
    """A list as it would be taken: where it was found, its columns, its lines and what else stands in the file."""

    path: Path
    sheet: str
    header_row: int
    columns: tuple[ListColumn, ...]
    lines: tuple[Proposed, ...]
    left_out: tuple[ListLine, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import."""

    added: int
    changed: int


def look(desk: Desk, path: Path, words: Mapping[str, str]) -> Looked:
    """What a file would bring; changes nothing. `words` says of headers what their columns are."""
    found = read_list(path, words)
    with desk.read() as (connection, plan):
        book = _Book(connection, plan)
        lines = book.propose(found.lines)
    return Looked(path, found.sheet, found.header_row, found.columns, lines, found.left_out)


def learn(words: Mapping[str, str], columns: Sequence[ListColumn], fields: Sequence[str]) -> dict[str, str]:
    """What is known of headers, with what a person said of these columns where that is something else."""
    said = {
        plain_word(column.header): field for column, field in zip(columns, fields, strict=True) if field != column.field
    }
    return {**words, **said}


def amend(desk: Desk, lines: Sequence[Proposed], edits: Sequence[CellEdit]) -> tuple[Proposed, ...]:
    """The lines with what a person put into them, looked at again; what was typed is read out of no phrase."""
    wanted: dict[str, dict[str, str]] = {}
    for edit in edits:
        wanted.setdefault(edit.target_key, {})[edit.field] = edit.text.strip()
    with desk.read() as (connection, plan):
        book = _Book(connection, plan)
        return tuple(
            book.judge(replace(line, fields={**line.fields, **typed}, read=line.read - typed.keys()))
            if (typed := wanted.get(line.target.key)) is not None
            else line
            for line in lines
        )


def strangers(lines: Sequence[Proposed]) -> tuple[str, ...]:
    """The units that lines name and the plan does not know, in the order they are named."""
    problems = (problem for line in lines for problem in line.problems if problem.code == _STRANGER)
    return tuple(dict.fromkeys(str(problem.values["unit"]) for problem in problems))


def add_strangers(desk: Desk, lines: Sequence[Proposed]) -> tuple[Proposed, ...]:
    """Add the units that lines name and the plan does not know below headquarters; the lines looked at again."""
    for name in strangers(lines):
        add_unit(desk, name)
    with desk.read() as (connection, plan):
        book = _Book(connection, plan)
        return tuple(book.judge(line) if line.number else line for line in lines)


def take(desk: Desk, lines: Sequence[Proposed], revision: Revision | None = None) -> Imported:
    """Take these lines, all of them or none; refused where one is unclear."""
    require_headquarters(desk)
    unclear = next((line for line in lines if line.state is LineState.UNCLEAR), None)
    if unclear is not None:
        raise Refusal(unclear.problems[0])
    wanted = [line for line in lines if line.state in {LineState.NEW, LineState.CHANGED}]
    with desk.write() as (connection, plan):
        with revising(desk, connection, plan, [line.known for line in wanted if line.known], revision) as journal:
            keys = {}
            for line in wanted:
                if not line.known:
                    fields = line.fields
                    code, area, title = fields["code"], fields["area"], fields["title"]
                    keys[line.number] = new_target(connection, journal, plan, code, area, title)
            larger = load(connection, plan.key)
            change = Change(connection, larger, catalogue_of(connection, larger))
            assigns: list[Assign] = []
            for line in wanted:
                key = line.known or keys[line.number]
                for name in _written(line):
                    change.take(journal, CellEdit(key, name, line.fields[name]))
                if not line.known or any(name in _ROLES for name, _, _ in line.moved):
                    assigns += _assigns(larger, key, line.fields)
            change.write(journal)
            put_assignments(connection, journal, larger, assigns)
        store_initials(connection)
    return Imported(len(keys), len(wanted) - len(keys))


def _written(line: Proposed) -> list[str]:
    """The fields of a target's own row that a line changes, the unit before the figure."""
    moved = {name for name, _, _ in line.moved}
    return [
        name
        for name in TAKEN_FIELDS
        if name not in _ROLES and name in line.fields and (line.fields[name] if not line.known else name in moved)
    ]


def _assigns(plan: PlanView, key: str, fields: Mapping[str, str]) -> list[Assign]:
    """Who leads and who supports, in place of who did."""
    by_name = {name: unit for unit, name in plan.units.items()}
    target = next(target for target in plan.targets if target.key == key)
    leads, supports = (_names(fields.get(name, "")) for name in _ROLES)
    wanted = {by_name[name]: Role.SUPPORT for name in supports} | {by_name[name]: Role.LEAD for name in leads}
    gone = [Assign(key, unit, None) for unit, _ in target.units if unit not in wanted]
    return gone + [Assign(key, unit, role) for unit, role in wanted.items()]


def _names(text: str) -> list[str]:
    """Units that are named in one cell."""
    return list(dict.fromkeys(name for part in _SEPARATORS.split(text) if (name := part.strip())))


class _Book:
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
            if name not in _ROLES and text:
                try:
                    meaning(name, text, fields.get("unit", ""), self._catalogue.policies)
                except Refusal as refusal:
                    problems.append(refusal.sentence)
        blank = [name for name in ("code", "area", "title") if not fields.get(name)]
        problems += [say("list.blank", field=say(f"field.{name}")) for name in blank]
        measure = fields.get("measure", "")
        if measure and not problems and meaning("measure", measure, "", ()).has_figure and not fields.get("target"):
            problems.append(say("list.no_figure"))
        strangers = [name for role in _ROLES for name in _names(fields.get(role, "")) if name not in self._units]
        problems += [say(_STRANGER, unit=name) for name in strangers]
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
        if name not in _ROLES:
            return row.text(name)
        role = Role.LEAD if name == "lead" else Role.SUPPORT
        return "、".join(self._plan.units[unit] for unit, has in row.target.units if has is role)


def _told(name: str, text: str, unit: str) -> object:
    """A text as it is compared: what it means, and not how it is written."""
    if name in WORDS:
        return next((word for word in WORDS[name] if text in _spellings(name, word)), text)
    if name in _ROLES:
        return frozenset(_names(text))
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
    lead, *others = _names(fields.get("lead", "")) or [""]
    if "lead" in fields:
        fields["lead"] = lead
        fields["support"] = "、".join(dict.fromkeys([*others, *_names(fields.get("support", ""))]))
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
