"""The `_desk` sheet: what a program needs to know of a workbook, as one JSON document cut into cells."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain
from operator import methodcaller
from typing import Any, Final

from db.checks import ANSWER_FIELDS, Answer
from db.errors import Refusal
from db.figures import LIMIT
from db.periods import Period
from db.remarks import Remark
from db.spelling import Spelt, spelt
from db.texts import TEXT_MAX
from db.vocabulary import Kind, SealMethod
from desktop.exchange.forms.issued import Issued
from desktop.exchange.forms.seal import method_of, said
from desktop.exchange.forms.signing import holds, sign
from desktop.exchange.layout import DESK_MARK, DESK_PIECE, FORMAT_VERSION

# More often than this nobody reports.
MAX_REVISION: Final = 1_000_000
_MUCH: Final = ("view", "locked")
_VALUES: Final = methodcaller("values")
# What is said of the rest of the document, and so is no part of what is signed.
_ABOUT: Final = frozenset({"signer", "signature", "mac"})


class DocumentError(ValueError):
    """The sheet is there, but it does not hold what one of ours would."""


class NewerDocumentError(DocumentError):
    """A later version of the program wrote it."""


@dataclass(frozen=True, slots=True)
class Document:
    """What travels unseen: who and when, the cells as they were issued, and for a unit the rows of the plan.

    `past` are the unit's figures of earlier periods: period, then target, then scaled figure. `locked` are the texts
    of the cells that only above may write: target or node, then column. `proven` says that the signature holds for
    what was read.
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
    view: Mapping[str, Sequence[dict[str, Any]]] = field(default_factory=dict)
    past: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    reviews: Sequence[Remark] = ()
    locked: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    # The public key of whoever issued it; of a report the mark of an exchange key instead.
    signer: str = ""
    signature: str = ""
    proven: bool = False
    mac: str = ""

    @property
    def method(self) -> SealMethod:
        """The digest by which whoever wrote it makes seals."""
        return method_of(self.seal)


def signed(document: Document, private: str, public: str) -> Document:
    """The document with the signature of whoever issues it."""
    return replace(document, signer=public, signature=sign(private, _canonical(document)), proven=True)


def _canonical(document: Document) -> bytes:
    """What is signed: what `canonical` makes of it, name by name."""
    return Spelt(_said_above(_data(document))).text.encode()


def to_cells(document: Document) -> list[str]:
    """The document as the texts of one column of cells."""
    about = {"signer": document.signer, "signature": document.signature, "mac": document.mac}
    data = {**_data(document), **{name: text for name, text in about.items() if text}}
    # What is much of it is spelt already.
    much = [f',"{name}":{spelt(data.pop(name))}' for name in _MUCH]
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = "".join([text[:-1], *much, "}"])
    pieces = [text[start : start + DESK_PIECE] for start in range(0, len(text), DESK_PIECE)]
    return [DESK_MARK, str(FORMAT_VERSION), *pieces]


def _data(document: Document) -> dict[str, Any]:
    return {
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
        "locked": document.locked,
    }


def _said_above(data: Mapping[str, Any]) -> dict[str, Any]:
    """All that whoever issues a document says in it, also what a later version has added."""
    return {name: value for name, value in data.items() if name not in _ABOUT}


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
    # Not in what was written before there were any; nor are reviews.
    about = {name: _text(data.get(name, "")) for name in _ABOUT}
    return Document(
        kind=Kind(data["kind"]),
        plan_key=names["plan"],
        unit_key=names["unit"],
        unit=names["unit_name"],
        period=names["period"],
        revision=_number(data["revision"], 0, MAX_REVISION),
        seal=names["seal"],
        issued=Issued(data["issued"]),
        nodes={_text(node): _node(*pair) for node, pair in data["nodes"].items()},
        practice=bool(data["practice"]),
        view=data["view"],
        past={
            Period.parse(period).code: {
                _text(target): _number(int(_text(figure)), -LIMIT, LIMIT) for target, figure in figures.items()
            }
            for period, figures in data["past"].items()
        },
        reviews=tuple(_remark(*texts) for texts in data.get("reviews", [])),
        locked=_locked(data.get("locked", {})),
        proven=bool(about["signature"]) and holds(about["signer"], about["signature"], _said_above(data)),
        **about,
    )


def _text(value: Any) -> str:
    """A text that a database can hold: no halves of characters, no longer than a cell."""
    if not isinstance(value, str) or len(value) > TEXT_MAX:
        raise DocumentError
    value.encode()
    return value


def _locked(rows: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Mapping[str, str]]:
    """What the cells of rows show; they are looked at in one piece, as there are many of them."""
    joined = "".join([*rows, *chain.from_iterable(rows.values()), *chain.from_iterable(map(_VALUES, rows.values()))])
    if len(joined) > TEXT_MAX and any(map(_is_long, rows, rows.values())):
        raise DocumentError
    joined.encode()
    return rows


def _is_long(key: str, shown: Mapping[str, str]) -> bool:
    """Whether a row holds more than the texts of two cells, or its key more than one."""
    return len(key) > TEXT_MAX or sum(map(len, (*shown, *shown.values()))) > 2 * TEXT_MAX


def _number(value: Any, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise DocumentError
    return value


def _remark(key: str, target: str, field_name: str, comment: str, who: str, at: str) -> Remark:
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None or field_name not in ANSWER_FIELDS:
        raise DocumentError
    return Remark(_text(key), _text(target), field_name, _text(comment), _text(who), moment)


def _node(day: str, note: str) -> tuple[date | None, str]:
    return (date.fromisoformat(day) if day else None), _text(note)
