"""The `_desk` sheet: what a program needs to know of a workbook, as one JSON document cut into cells."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from db.checks import Answer
from db.errors import Refusal
from db.figures import LIMIT, FigureError, parse
from db.periods import Period
from db.reports import ANSWER_FIELDS
from db.reviews import Remark
from db.rows import TEXT_MAX, Row
from db.vocabulary import Kind, Status
from desktop.exchange.forms.seal import said
from desktop.exchange.layout import DESK_MARK, DESK_PIECE, FORMAT_VERSION

# More often than this nobody reports.
MAX_REVISION: Final = 1_000_000


class DocumentError(ValueError):
    """The sheet is there, but it does not hold what one of ours would."""


class NewerDocumentError(DocumentError):
    """A later version of the program wrote it."""


@dataclass(frozen=True, slots=True)
class Document:
    """What travels unseen: who and when, the cells as they were issued, and for a unit the rows of the plan.

    `past` are the unit's figures of earlier periods: period, then target, then scaled figure.
    """

    kind: Kind
    plan_key: str
    unit_key: str
    unit: str
    period: str
    revision: int
    seal: str
    issued: Mapping[str, Answer]
    nodes: Mapping[str, tuple[date | None, str]]
    practice: bool = False
    view: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    past: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    reviews: Sequence[Remark] = ()


def to_cells(document: Document) -> list[str]:
    """The document as the texts of one column of cells."""
    data = {
        "kind": document.kind,
        "plan": document.plan_key,
        "unit": document.unit_key,
        "unit_name": document.unit,
        "period": document.period,
        "revision": document.revision,
        "seal": document.seal,
        "practice": document.practice,
        "issued": {target: said(answer) for target, answer in document.issued.items()},
        "nodes": {node: [day.isoformat() if day else "", note] for node, (day, note) in document.nodes.items()},
        "view": document.view,
        "past": {
            period: {target: str(figure) for target, figure in figures.items()}
            for period, figures in document.past.items()
        },
        "reviews": [
            [one.key, one.target_key, one.field, one.comment, one.who, one.at.isoformat()] for one in document.reviews
        ],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    pieces = [text[start : start + DESK_PIECE] for start in range(0, len(text), DESK_PIECE)]
    return [DESK_MARK, str(FORMAT_VERSION), *pieces]


def from_cells(cells: Sequence[object]) -> Document | None:
    """The document in a column of cells; None where the sheet is not one of ours, DocumentError where it is broken."""
    texts = [text for text in cells if isinstance(text, str) and text]
    if not texts or texts[0] != DESK_MARK:
        return None
    try:
        version, data = int(texts[1]), json.loads("".join(texts[2:])) if texts[1] == str(FORMAT_VERSION) else {}
        if version > FORMAT_VERSION:
            raise NewerDocumentError(texts[1])
        return _document(data)
    except NewerDocumentError:
        raise
    except (ArithmeticError, ValueError, LookupError, TypeError, AttributeError, RecursionError, Refusal) as error:
        raise DocumentError from error


def _document(data: Mapping[str, Any]) -> Document:
    names = {name: _text(data[name]) for name in ("plan", "unit", "unit_name", "period", "seal")}
    return Document(
        kind=Kind(data["kind"]),
        plan_key=names["plan"],
        unit_key=names["unit"],
        unit=names["unit_name"],
        period=names["period"],
        revision=_number(data["revision"], 0, MAX_REVISION),
        seal=names["seal"],
        issued={_text(target): _answer(texts) for target, texts in data["issued"].items()},
        nodes={_text(node): _node(*pair) for node, pair in data["nodes"].items()},
        practice=bool(data["practice"]),
        view=data["view"],
        past={
            Period.parse(period).code: {
                _text(target): _number(int(_text(figure)), -LIMIT, LIMIT) for target, figure in figures.items()
            }
            for period, figures in data["past"].items()
        },
        # Not in what was written before there were any.
        reviews=tuple(_remark(*texts) for texts in data.get("reviews", [])),
    )


def _text(value: Any) -> str:
    """A text that a database can hold: no halves of characters, no longer than a cell."""
    if not isinstance(value, str) or len(value) > TEXT_MAX:
        raise DocumentError
    value.encode()
    return value


def _number(value: Any, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise DocumentError
    return value


def _answer(texts: Mapping[str, str]) -> Answer:
    values: dict[str, Any] = {name: _text(text) for name, text in texts.items() if name in ANSWER_FIELDS}
    for name in ("increment", "value"):
        if name in values:
            try:
                values[name] = parse(values[name])
            except FigureError as error:
                raise DocumentError from error
    if "status" in values:
        values["status"] = Status(values["status"])
    return Answer(**values)


def _remark(key: str, target: str, field_name: str, comment: str, who: str, at: str) -> Remark:
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None or field_name not in ANSWER_FIELDS:
        raise DocumentError
    return Remark(_text(key), _text(target), field_name, _text(comment), _text(who), moment)


def _node(day: str, note: str) -> tuple[date | None, str]:
    return (date.fromisoformat(day) if day else None), _text(note)
