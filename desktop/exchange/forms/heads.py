"""Whose form it is and of which period: as the document in it says, else as its title block and name make likely."""

import re
from collections.abc import Mapping
from typing import Final

from db.periods import Period
from db.vocabulary import Kind
from desktop.exchange.forms.columns import Table
from desktop.exchange.forms.document import Document
from desktop.exchange.forms.matching import nearest, only
from desktop.exchange.forms.read_out import Expectation, ReadForm
from desktop.exchange.forms.repairs import Known, Repair, repair
from desktop.exchange.texts import plain_word, shown

_MONTH: Final = re.compile(r"(?:(\d{4})\s*[-年./]\s*)?(\d{1,2})\s*月|(\d{4})-(\d{2})(?!\d)", re.ASCII)
_QUARTER: Final = re.compile(r"(?:(\d{4})\s*年?\s*)?第?\s*([一二三四1-4])\s*季度|(\d{4})-?[Qq]([1-4])", re.ASCII)
_CHINESE: Final = {"一": "1", "二": "2", "三": "3", "四": "4"}
Book = Mapping[str, Expectation]


def told(table: Table, document: Document, labels: Mapping[str, str], everybody: Expectation, said: Known) -> ReadForm:
    """An empty form with the head that the document gives it, unless what is seen names another unit or period.

    Whoever used last month's workbook again, or pasted another unit's sheet into it, changed no more than that.
    """
    form = ReadForm(
        document.kind,
        document.plan_key,
        document.unit_key,
        document.unit,
        document.period,
        document.revision,
        document,
        said,
    )
    names = {key: name for name, key in everybody.units.items()}
    if document.unit_key not in names or document.period not in everybody.periods:
        # It is nothing of this plan, whatever is seen.
        return form
    unit = everybody.units.get(labels.get("unit", ""), document.unit_key)
    period = _read_period(labels.get("period", ""), everybody.periods) or document.period
    if unit != document.unit_key:
        unit = form.meaning(_mixed("unit_mixed", table, (unit, document.unit_key), names))
    if period != document.period:
        titles = {code: str(Period.parse(code).title) for code in (period, document.period)}
        period = form.meaning(_mixed("period_mixed", table, (period, document.period), titles))
    if (unit, period) == (document.unit_key, document.period):
        return form
    other = ReadForm(Kind.ASSIGNMENT, document.plan_key, unit, names[unit], period, 0, None, said)
    other.repairs, other.confirmed = form.repairs, form.confirmed
    return other


def _mixed(problem: str, table: Table, options: tuple[str, str], names: Mapping[str, str]) -> Repair:
    """What is seen and what the document says are two things; none of them is likelier."""
    seen, unseen = (names[option] for option in options)
    where = (table.sheet.name, "")
    named = {option: names[option] for option in options}
    return repair(problem, table.sheet.name, where, options, confidence=0, names=named, found=seen, unseen=unseen)


def guessed(table: Table, labels: Mapping[str, str], book: Book, name: str, said: Known) -> ReadForm:
    """An empty form with the unit and the period that its words and the file's name make likely."""
    everybody = book[""]
    form = ReadForm(Kind.ASSIGNMENT, everybody.plan_key, "", labels.get("unit", ""), "", 0, None, said)
    names = {key: name for name, key in everybody.units.items()}
    form.unit_key = _unit(form, table, labels, book, name)
    form.unit = names.get(form.unit_key, form.unit)
    form.period = _period(form, table, labels, everybody, name)
    return form


def _unit(form: ReadForm, table: Table, labels: Mapping[str, str], book: Book, name: str) -> str:
    units, label = book[""].units, labels.get("unit", "")
    options = [key for key, expected in book.items() if key and expected.targets]
    likely, confidence = "", 0
    if label in units:
        likely, confidence = units[label], 100
    elif label:
        likely, confidence = nearest(label, {key: plain_word(unit) for unit, key in units.items()}) or ("", 0)
    if not likely:
        likely, confidence = only(key for unit, key in units.items() if unit in name), 90
    if not likely:
        likely, confidence = _of_rows(table, book), 80
    if likely not in options:
        # Also a unit that has nothing to report here, or none at all: only a person can tell whose it is.
        confidence = 0
    ordered = dict.fromkeys((likely, *options)) if confidence else dict.fromkeys(options)
    seen = next((text for text, key in units.items() if key == likely), label or "-")
    where = (table.sheet.name, "")
    named = {key: text for text, key in units.items()}
    found = (*ordered,)
    guess = repair("unit_guessed", table.sheet.name, where, found, confidence=confidence, names=named, unit=seen)
    return form.meaning(guess) if guess.options else ""


def _of_rows(table: Table, book: Book) -> str:
    """The one unit that has most of the targets whose keys or codes stand in the table."""
    places = [table.places[key] for key in ("key", "code") if key in table.places]
    texts = {shown(row[place]) for row in table.sheet.rows for place in places if place < len(row)}
    counts = {
        key: sum(one.key in texts or one.code in texts for one in expected.targets.values())
        for key, expected in book.items()
        if key
    }
    most = max(counts.values(), default=0)
    return only(key for key, count in counts.items() if count == most) if most else ""


def _period(form: ReadForm, table: Table, labels: Mapping[str, str], everybody: Expectation, name: str) -> str:
    head = " ".join(shown(value) for row in table.sheet.rows[: table.header_row] for value in row[:20])
    sources = ((labels.get("period", ""), 100), (head, 90), (name, 90), (table.sheet.name, 70))
    found = ((code, sure) for text, sure in sources if (code := _read_period(text, everybody.periods)))
    likely, confidence = next(found, ("", 0))
    options = dict.fromkeys((likely, *everybody.periods)) if likely else dict.fromkeys(everybody.periods)
    title = Period.parse(likely).title if likely else "-"
    where = (table.sheet.name, "")
    codes = (*options,)
    guess = repair("period_guessed", table.sheet.name, where, codes, confidence=confidence, period=title)
    return form.meaning(guess) if guess.options else ""


def _read_period(text: str, periods: tuple[str, ...]) -> str:
    """The period of the plan that a text names; nothing where it names none, or several."""
    year = periods[0][:4] if periods else ""
    quarters = {
        f"{one[1] or one[3] or year}-Q{_CHINESE.get(one[2], one[2]) if one[2] else one[4]}"
        for one in _QUARTER.finditer(text)
    }
    months = {f"{one[1] or one[3] or year}-{(one[2] or one[4]).zfill(2)}" for one in _MONTH.finditer(text)}
    return only((quarters or months) & set(periods))
