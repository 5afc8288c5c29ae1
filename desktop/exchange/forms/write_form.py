"""Writing assignment, report and review workbooks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from desktop.exchange.book import TEXTS
from desktop.exchange.files import replacing, require_same
from desktop.exchange.forms.document import to_cells
from desktop.exchange.forms.form import Form
from desktop.exchange.forms.form_rows import FormRows
from desktop.exchange.forms.form_shell import CODE, DESK_PART, FORM_PART, NODE_PART, form_shell
from desktop.exchange.forms.same_form import is_silent, require_form, require_silent, require_unlocked
from desktop.exchange.forms.seal import check_code
from desktop.exchange.layout import (
    DESK_SHEET,
    FIRST_ROW,
    FORM_COLUMNS,
    FORM_SHEET,
    HEADER_ROW,
    KEY_ROW,
    LABELS,
    NODE_COLUMNS,
    NODE_SHEET,
    Column,
)
from desktop.exchange.opening.locking import lock
from desktop.exchange.packing import Packed, packed, packed_part
from desktop.exchange.pen import Pen
from desktop.exchange.rows import SharedTexts, SpeltTexts, row
from desktop.exchange.shells import Shell
from resources.texts import say

# The labels of the title block below the title, row by row, by the columns in which they stand.
_BLOCK: Final = (
    {"plan": 1, "unit": 6, "period": 10, "due_on": 14},
    {"filled_by": 1, "checked_by": 6, "phone": 10, "check_code": 14},
)
_NOTE_ROW: Final = 4
_EDITABLE: Final = frozenset({"filled_by", "checked_by", "phone"})


def write_form(form: Form, path: Path, password: str = "") -> None:
    """Write the workbook, behind a password where one is given; whole and as it was meant, or not at all."""
    FormPress().write(form, path, password)


@dataclass(slots=True)
class _Whole:
    """What is around the rows, with the parts that are whole as they are packed; `read`: one like it was read back."""

    shell: Shell
    packed: Mapping[str, Packed]
    read: bool = False


class _Made(NamedTuple):
    """A workbook that is made: its bytes, the part with the targets, the texts that its cells share, how it is known.

    `known`: its targets' part differs in numbers alone from parts that were read back.
    """

    content: bytes
    targets: bytes
    texts: SharedTexts
    known: bool


class FormPress:
    """Writes forms one after the other; what they have in common is made once."""

    def __init__(self) -> None:
        self._shells: dict[tuple[str, int, int], _Whole] = {}
        self._rows = FormRows()
        self._spelt = SpeltTexts()

    def write(self, form: Form, path: Path, password: str = "") -> None:
        """Write one, as `write_form` does."""
        document = to_cells(form.document)
        made = self._made(form, document)
        sealed = lock(made.content, password) if password else made.content

        def verify(found: bytes) -> None:
            require_same(sealed, found)
            inside = require_unlocked(found, password) if password else found
            if made.known and is_silent(form):
                require_silent(form, document, inside, made.targets, made.texts)
            else:
                require_form(form, document, inside)
                self._rows.note_read()
                self._whole(form).read = True

        with replacing(path, verify) as beside:
            beside.write_bytes(sealed)

    def _made(self, form: Form, document: Sequence[str]) -> _Made:
        whole = self._whole(form)
        shell, texts = whole.shell, whole.shell.shared()
        code = check_code(form.document.seal)
        code = f"校验码 {code}" if code else ""
        pages: Mapping[str, tuple[str, int, Callable[[Pen], Iterator[bytes]]]] = {
            FORM_PART: (FORM_SHEET, len(FORM_COLUMNS), lambda pen: self._form_rows(pen, texts, form)),
            NODE_PART: (NODE_SHEET, len(NODE_COLUMNS), lambda pen: map(str.encode, _node_rows(pen, form))),
            DESK_PART: (DESK_SHEET, 1, lambda pen: map(str.encode, _desk_rows(pen, document))),
        }
        sheets: dict[str, bytes] = {}
        for part, (sheet, columns, make) in pages.items():
            pen, around = Pen(sheet, shell.looks, texts), shell.waiting[part]
            rows = [*make(pen)]
            before, after = around.begun(columns, pen.at), around.after.replace(CODE, code)
            sheets[part] = b"".join([before.encode(), *rows, after.encode()])
        content = packed({**whole.packed, **sheets, TEXTS: texts.part(self._spelt.__getitem__)})
        return _Made(content, sheets[FORM_PART], texts, whole.read and self._rows.known)

    def _whole(self, form: Form) -> _Whole:
        nodes = sum(len(row.target.nodes) for row in form.rows)
        wanted = form.by, len(form.rows), nodes
        if wanted not in self._shells:
            shell = form_shell(*wanted)
            whole = {name: packed_part(content) for name, content in shell.parts.items()}
            self._shells[wanted] = _Whole(shell, whole)
        return self._shells[wanted]

    def _form_rows(self, pen: Pen, texts: SharedTexts, form: Form) -> Iterator[bytes]:
        yield from map(str.encode, _title_block(pen, form))
        yield from map(str.encode, _headers(pen, FORM_COLUMNS))
        yield from self._rows.all(pen, texts, form.rows)


def _title_block(pen: Pen, form: Form) -> Iterator[str]:
    kind = say(f"kind.{form.document.kind}")
    practice = "（练习数据）" if form.document.practice else ""
    yield row(1, [pen.text(1, f"{form.period.title}{kind}{practice}", "title")], 30)
    values = {
        "plan": form.plan,
        "unit": form.document.unit,
        "period": form.period.code,
        "due_on": form.due_on.isoformat(),
        "filled_by": form.filled_by,
        "checked_by": form.checked_by,
        "phone": form.phone,
        "check_code": check_code(form.document.seal),
    }
    for number, names in enumerate(_BLOCK, 2):
        pen.at = number
        yield row(number, [cell for name, column in names.items() for cell in _named(pen, column, name, values[name])])
    if form.note:
        pen.at = _NOTE_ROW
        yield row(_NOTE_ROW, [pen.text(1, form.note, "label")])


def _named(pen: Pen, column: int, name: str, value: str) -> Iterator[str]:
    """A label, and what it is the label of."""
    yield pen.word(column, LABELS[name], "label")
    editable = name in _EDITABLE
    # Narrow columns stand under the labels, so a value stands two to the right.
    yield pen.text(column + 2, value, "signature" if editable else "plain")
    if editable:
        yield pen.blank(column + 3, "signature")


def _headers(pen: Pen, columns: Sequence[Column]) -> Iterator[str]:
    yield row(KEY_ROW + 1, [pen.word(index, one.key, "label") for index, one in enumerate(columns)], hidden=True)
    yield row(HEADER_ROW + 1, [pen.word(index, one.header, "header") for index, one in enumerate(columns)], 32)
    pen.at = HEADER_ROW + 1


def _node_rows(pen: Pen, form: Form) -> Iterator[str]:
    yield row(1, [pen.text(1, f"{form.document.unit}　节点完成情况", "title")])
    yield from _headers(pen, NODE_COLUMNS)
    for one in form.rows:
        for node in one.target.nodes:
            pen.at += 1
            done_on, note = form.nodes.get(node.key, (None, ""))
            texts = node.key, one.target.code, one.target.title, node.title
            cells = [pen.text(column, text, "soft_text") for column, text in enumerate(texts)]
            cells += [pen.day(4, node.begins_on, "date"), pen.day(5, node.due_on, "date")]
            cells += [pen.day(6, done_on, "input_date"), pen.text(7, note, "input_text")]
            yield row(pen.at, cells)
    if pen.at == FIRST_ROW:
        pen.at += 1
        yield row(pen.at, [pen.word(1, "本单位的目标没有设节点，这张表不用填。", "label")])


def _desk_rows(pen: Pen, document: Sequence[str]) -> Iterator[str]:
    for pen.at, text in enumerate(document, 1):
        yield row(pen.at, [pen.word(0, text, "plain")])
