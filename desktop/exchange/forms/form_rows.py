"""The rows of a form's targets: what stands in their cells, as it is written in bulk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from db.checks import BLANK
from db.lamps import Judgement
from db.plans import TargetLine
from db.vocabulary import Lamp, Role, Status
from desktop.exchange.cells import lines_of, row_height
from desktop.exchange.forms.form import FormRow
from desktop.exchange.forms.formulas import Cells, completion_formula, has_lamp_formula, lamp_formula
from desktop.exchange.forms.planned import locked_texts
from desktop.exchange.layout import FIRST_ROW, FORM_COLUMNS, TEXT_KEYS, lamp_text, status_text
from desktop.exchange.opening.witness import letters_of
from desktop.exchange.pen import Pen
from desktop.exchange.rows import (
    HOLE,
    NUMBER,
    Holes,
    SharedTexts,
    formula_cell,
    number_cell,
    row,
    row_without_number,
)
from desktop.exchange.texts import listed

_PLACE: Final = {column.key: index for index, column in enumerate(FORM_COLUMNS)}
_WIDTH: Final = {column.key: column.width for column in FORM_COLUMNS}
_BEFORE_FIGURE: Final = (
    ("code", "soft_centre"),
    ("area", "soft_text"),
    ("title", "soft_text"),
    ("measure", "soft_centre"),
    ("unit", "soft_centre"),
)
_KEY, _SEQ, _TARGET, _ROLE = (_PLACE[key] for key in ("key", "seq", "target", "role"))
_PACE, _PREVIOUS = _PLACE["pace"], _PLACE["previous"]
_INCREMENT, _VALUE, _COMPLETION = (_PLACE[key] for key in ("increment", "value", "completion"))
_LAMP, _STATUS, _REVIEW, _REPLY = (_PLACE[key] for key in ("lamp", "status", "review", "reply"))
_BEFORE_REVIEW: Final = tuple((key, _PLACE[key]) for key in TEXT_KEYS if _PLACE[key] < _REVIEW)
_NUMBER: Final = NUMBER.encode()
_SPOKEN_OF: Final = Cells(
    *(
        f"${letters_of(_PLACE[name])}{NUMBER}"
        for name in ("pace", "previous", "increment", "value", "completion", "status")
    )
)


@dataclass(slots=True)
class _Silent:
    """The row of a target of which nothing is said: `judged` is how it stands.

    It has a hole for the previous figure, and behind it those for the numbers of these texts.
    """

    judged: Judgement
    line: bytes
    texts: Sequence[str]


@dataclass(slots=True)
class _Fixed:
    """What stands in the row of a target whoever reports on it: its first cells, formulas, lines."""

    # The cells up to the role, with holes for the row's place in the list and for the numbers of these texts.
    head: str
    texts: tuple[str, ...]
    completion: str | None
    lamp: str | None
    lines: int
    silent: _Silent | None = None


def _answered(pen: Pen, one: FormRow, fixed: _Fixed) -> tuple[str, int]:
    """What a unit says, with what is worked out of it and said to it; and how many lines that takes."""
    goal, answer, lines = one.target.goal, one.answer, 1
    cells = [
        pen.figure(column, figure, "input_figure" if wanted or figure is not None else "soft")
        for column, figure, wanted in (
            (_INCREMENT, answer.increment, goal.adds_up),
            (_VALUE, answer.value, goal.measure.has_figure),
        )
    ]
    cells += [_completion(pen, one, fixed), _lamp(pen, one.judgement.lamp, fixed)]
    cells.append(pen.word(_STATUS, _status_word(answer.status), "input_centre"))
    for key, column in _BEFORE_REVIEW:
        text = getattr(answer, key)
        cells.append(pen.text(column, text, "input_text"))
        lines = max(lines, lines_of(text, _WIDTH[key]))
    cells.append(pen.text(_REVIEW, listed(one.comments, "\n"), "soft_text"))
    cells.append(pen.text(_REPLY, answer.reply, "input_text"))
    return "".join(cells), max(lines, lines_of(answer.reply, _WIDTH["reply"]))


class FormRows:
    """Makes the rows of forms; what those of one target have in common is worked out once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, Role], tuple[TargetLine, _Fixed]] = {}
        self._looks: Mapping[str, str] = {}
        # Rows with holes, as they stood in workbooks that were read back; those of the form that was made last that did
        # not yet; and how many of its rows are made without any.
        self._read: set[bytes] = set()
        self._unread: list[bytes] = []
        self._single = 0

    @property
    def known(self) -> bool:
        """Whether all rows of the form that was made last differ from rows that were read back in numbers alone."""
        return not self._unread and not self._single

    def note_read(self) -> None:
        """Note that the form that was made last was read back, and says what it was to say."""
        self._read.update(self._unread)

    def all(self, pen: Pen, texts: SharedTexts, rows: Iterable[FormRow]) -> Iterator[bytes]:
        """The rows of a form, in their order."""
        if pen.looks != self._looks:
            # Another workbook may have other numbers for them.
            self._known, self._looks = {}, pen.looks
        self._unread, self._single = [], 0
        for sequence, one in enumerate(rows, 1):
            pen.at = FIRST_ROW + sequence
            yield self._row(pen, texts, sequence, one)

    def _row(self, pen: Pen, texts: SharedTexts, sequence: int, one: FormRow) -> bytes:
        target, judged = one.target, one.judgement
        fixed = self._fixed(pen, target, one.role)
        key, *others = texts.numbers(fixed.texts)
        numbers = key, sequence, *others
        previous = pen.fixed(_PREVIOUS, one.previous, target.decimals)
        if one.answer is BLANK and not one.comments:
            silent = _silent(pen, one, fixed)
            if silent.line not in self._read:
                self._unread.append(silent.line)
            rest = texts.numbers(silent.texts)
            return (silent.line % (*numbers, previous.encode(), *rest)).replace(_NUMBER, b"%d" % pen.at)
        self._single += 1
        pace = pen.ratio(_PACE, judged.pace, "percent")
        answered, lines = _answered(pen, one, fixed)
        return row(pen.at, [fixed.head % numbers, pace, previous, answered], _height(lines, fixed)).encode()

    def _fixed(self, pen: Pen, target: TargetLine, role: Role) -> _Fixed:
        known = self._known.get((target.key, role))
        # The same key may be another target when the next form is of another plan.
        if known is None or known[0] is not target:
            known = self._known[target.key, role] = target, _fixed(pen, target, role)
        return known[1]


def _fixed(pen: Pen, target: TargetLine, role: Role) -> _Fixed:
    goal, texts, holes = target.goal, locked_texts(target, role), Holes()
    beside = pen.numbering(holes)
    head = [beside.text(_KEY, target.key, "soft_text"), number_cell(pen.begun(_SEQ, "soft_centre"), HOLE)]
    head += [beside.text(_PLACE[key], texts[key], look) for key, look in _BEFORE_FIGURE]
    head.append(beside.fixed(_TARGET, goal.target, target.decimals))
    head.append(beside.text(_ROLE, texts["role"], "soft_centre"))
    completion, lamp = completion_formula(goal, _SPOKEN_OF), lamp_formula(goal, target.policy, _SPOKEN_OF)
    return _Fixed(
        "".join(head),
        tuple(holes.texts),
        completion,
        lamp if has_lamp_formula(goal.measure, len(target.nodes)) else None,
        max(lines_of(target.area, _WIDTH["area"]), lines_of(target.title, _WIDTH["title"])),
    )


def _silent(pen: Pen, one: FormRow, fixed: _Fixed) -> _Silent:
    """The row of a target of which nothing is said, made again where the target stands otherwise than before."""
    judged, known = one.judgement, fixed.silent
    if known is not None and (known.judged is judged or known.judged == judged):
        return known
    holes = Holes()
    answered, lines = _answered(pen.numbering(holes), one, fixed)
    rest = [pen.ratio(_PACE, judged.pace, "percent"), answered]
    pace, answered = [cell.replace("%", "%%").replace(f"%{HOLE}", HOLE) for cell in rest]
    line = row_without_number([fixed.head, pace, "%b", answered], _height(lines, fixed))
    fixed.silent = _Silent(judged, line.encode(), holes.texts)
    return fixed.silent


def _height(lines: int, fixed: _Fixed) -> float | None:
    """The height of a row; one without any long text is left to grow as somebody types."""
    most = max(lines, fixed.lines)
    return row_height(most) if most > 1 else None


def _completion(pen: Pen, one: FormRow, fixed: _Fixed) -> str:
    """The completion: where there is a formula for it, that with its value cached."""
    completion = one.judgement.completion
    if fixed.completion is not None:
        value = "" if completion is None else repr(float(completion))
        return formula_cell(pen.begun(_COMPLETION, "percent"), fixed.completion, value, says=False)
    return pen.ratio(_COMPLETION, completion, "percent")


def _lamp(pen: Pen, lamp: Lamp, fixed: _Fixed) -> str:
    """The lamp, likewise."""
    word = _lamp_word(lamp)
    if fixed.lamp is not None:
        return formula_cell(pen.begun(_LAMP, "lamp"), fixed.lamp, word, says=True)
    return pen.word(_LAMP, word, "lamp")


@cache
def _lamp_word(lamp: Lamp) -> str:
    return lamp_text(lamp)


@cache
def _status_word(status: Status | None) -> str:
    return status_text(status)
