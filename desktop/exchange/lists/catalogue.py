"""Reading a catalogue of targets from a .csv file or a workbook with the columns of the shipped one."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from db.checks import TEXT_LIMIT, Answer
from db.errors import refuse
from db.figures import FigureError, decimals_of, parse
from db.keys import key_of
from db.lamps import BY_SCHEDULE, PRESETS
from db.periods import months_of
from db.plans import period_row, policy_rows, target_row, usual_tolerance
from db.reports import entry_row, handed_down
from db.rows import Row
from db.vocabulary import Accumulation, Comparator, Consolidation, Measure, Role
from desktop.exchange.lists.tables import read_csv, read_tables
from resources import FOLDER

SHIPPED: Final = "guanggu-2024.csv"
HEADQUARTERS: Final = "督查室（目标办）"
REQUIRED: Final = ("code", "area", "title", "kind", "comparator", "target", "unit", "accumulation", "lead", "support")
OPTIONAL: Final = ("note", "consolidation")
_SEPARATOR: Final = ";"
# A column named by a month of the year before holds what had been reached by then.
_MONTH: Final = re.compile(r"\d{4}-\d{2}")
Lines = list[tuple[int, dict[str, str]]]


def read_catalogue(path: Path | None) -> Lines:
    """The lines of a catalogue with their line numbers; with no path, of the one that ships."""
    if path is None:
        return list(_lines(read_csv((FOLDER / "catalogue" / SHIPPED).read_bytes(), SHIPPED), SHIPPED))
    tables = read_tables(path)
    return list(_lines(tables[0].rows if tables else [], str(path)))


def _lines(rows: list[list[str]], name: str) -> Iterator[tuple[int, dict[str, str]]]:
    header = [word.strip() for word in rows[0]] if rows else []
    missing = [word for word in REQUIRED if word not in header]
    if missing:
        raise refuse("refusal.catalogue_columns", path=name, columns="、".join(missing))
    for number, row in enumerate(rows[1:], 2):
        line = {word: value.strip() for word, value in zip(header, row, strict=False)}
        for word, value in line.items():
            if len(value) > TEXT_LIMIT:
                raise refuse("refusal.catalogue_long", line=number, column=word, limit=TEXT_LIMIT)
        if any(line.values()):
            months = [word for word in header if _MONTH.fullmatch(word)]
            yield number, {word: line.get(word, "") for word in (*REQUIRED, *OPTIONAL, *months)}


def catalogue_rows(lines: Lines, year: int, title: str, note: str, owner: str) -> dict[str, list[Row]]:
    """The rows of a plan: units by name, areas and targets in the order they come, twelve open months."""
    owner_key = key_of("unit", owner)
    plan_key = key_of("plan", str(year), title)
    rows: dict[str, list[Row]] = policy_rows(PRESETS)
    rows["units"] = [{"key": owner_key, "parent_key": None, "name": owner, "position": 0}]
    policy = key_of("lamp_policy", BY_SCHEDULE.name)
    plan = {"key": plan_key, "owner_key": owner_key, "lamp_policy_key": policy}
    rows["plans"] = [{**plan, "year": year, "title": title, "note": note}]
    rows["periods"] = [period_row(plan_key, month) for month in months_of(year)]
    rows |= {"areas": [], "targets": [], "assignments": []}
    seen: dict[str, int] = {}
    for position, (number, line) in enumerate(lines):
        if line["code"] in seen:
            raise refuse("refusal.catalogue_twice", line=number, code=line["code"], first=seen[line["code"]])
        seen[line["code"]] = number
        _add_line(rows, plan_key, owner_key, position, number, line)
    _add_last_year(rows, lines, plan_key, year)
    return rows


def _add_last_year(rows: dict[str, list[Row]], lines: Lines, plan_key: str, year: int) -> None:
    """What each lead had reached by the months of the year before, where the catalogue says so."""
    heads: dict[str, Row] = {}
    rows["entries"] = []
    for target, (number, line) in zip(rows["targets"], lines, strict=True):
        unit_key = key_of("unit", line["lead"])
        for month in months_of(year - 1):
            text = line.get(month.code, "")
            if not text:
                continue
            try:
                value = parse(text, line["unit"])
            except FigureError as error:
                raise refuse("refusal.catalogue_figure", line=number, found=text) from error
            head = handed_down(plan_key, unit_key, month.code)
            heads[head["key"]] = head
            rows["entries"].append(entry_row(head, target["key"], Answer(value=value)))
    rows["reports"] = list(heads.values())


def _add_line(
    rows: dict[str, list[Row]], plan_key: str, owner_key: str, position: int, number: int, line: Mapping[str, str]
) -> None:
    for word in ("code", "area", "title", "lead"):
        if not line[word]:
            raise refuse("refusal.catalogue_blank", line=number, column=word)
    area_key = key_of(plan_key, "area", line["area"])
    if area_key not in {area["key"] for area in rows["areas"]}:
        area = {"key": area_key, "plan_key": plan_key, "name": line["area"], "position": len(rows["areas"])}
        rows["areas"].append(area)
    target = target_row(
        plan_key,
        line["code"],
        area_key=area_key,
        title=line["title"],
        note=line["note"],
        position=position,
        **_definition(number, line),
    )
    rows["targets"].append(target)
    supports = [name.strip() for name in line["support"].split(_SEPARATOR) if name.strip()]
    known, given = {unit["key"] for unit in rows["units"]}, set()
    for name, role in [(line["lead"], Role.LEAD), *((name, Role.SUPPORT) for name in supports)]:
        unit_key = key_of("unit", name)
        if unit_key not in known:
            unit = {"key": unit_key, "parent_key": owner_key, "name": name, "position": len(rows["units"])}
            rows["units"].append(unit)
        if unit_key not in given:
            rows["assignments"].append({"target_key": target["key"], "unit_key": unit_key, "role": role, "share": None})
        known.add(unit_key)
        given.add(unit_key)


def _definition(number: int, line: Mapping[str, str]) -> dict[str, Any]:
    """How a line's target is counted; a sentence with the line number where a word is not one of ours."""
    try:
        measure = Measure(line["kind"])
        comparator = Comparator(line["comparator"] or Comparator.AT_LEAST)
        accumulation = Accumulation(line["accumulation"] or Accumulation.LEVEL)
        consolidation = Consolidation(line["consolidation"] or Consolidation.LEAD)
        target = parse(line["target"], line["unit"]) if line["target"] else None
    except FigureError as error:
        raise refuse("refusal.catalogue_figure", line=number, found=line["target"]) from error
    except ValueError as error:
        found = f"{line['kind']} / {line['comparator']} / {line['accumulation']} / {line['consolidation']}"
        raise refuse("refusal.catalogue_word", line=number, found=found) from error
    if measure.has_figure and target is None:
        raise refuse("refusal.catalogue_blank", line=number, column="target")
    return {
        "measure": measure,
        "comparator": comparator,
        "accumulation": accumulation,
        "consolidation": consolidation,
        "target": target,
        "tolerance": usual_tolerance(comparator, target, line["unit"]),
        "unit": line["unit"],
        "decimals": 0 if target is None else decimals_of(target),
    }
