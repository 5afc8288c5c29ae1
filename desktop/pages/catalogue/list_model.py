"""A foreign list as a sheet: each line as it would be taken, put right in its cells and ticked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject

from db.vocabulary import Severity
from desktop.operations.catalogue_fields import WORDS
from desktop.operations.proposing import LineState, Named, Proposed
from desktop.widgets.cells import Drawn
from desktop.widgets.sheet_model import SheetModel
from desktop.widgets.sheet_view import SheetColumn
from desktop.widgets.words import speak, word

translate: Final = QCoreApplication.translate
TAKE: Final = "take"
_ON, _OFF = "☑", "☐"
_TAKABLE: Final = frozenset({LineState.NEW, LineState.CHANGED})


@dataclass(frozen=True, slots=True)
class ListRow:
    """A line and whether it is to be taken."""

    line: Proposed
    ticked: bool

    @property
    def target(self) -> Named:
        """What names it."""
        return self.line.target

    @property
    def takable(self) -> bool:
        """Whether it would change the plan and is clear enough to."""
        return self.line.state in _TAKABLE


class ListModel(SheetModel[ListRow]):
    """Narrowed by states; what was read out of a phrase is outlined until somebody has looked at it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(_columns(), parent)

    def narrows(self, row: ListRow, name: str) -> bool:
        """Lines in one state."""
        return row.line.state == name

    def said_of(self, row: ListRow) -> str:
        """Everything that its cells say."""
        return " ".join(row.line.fields.values())

    def tool_tip(self, row: ListRow, column: SheetColumn[ListRow]) -> str:
        """The phrase that a figure was read out of, and what stood in the plan before."""
        lines = [column.text(row)]
        if column.field in row.line.read:
            lines.append(translate("ListModel", "read out of “{phrase}”").format(phrase=row.line.phrase))
        for name, before, _ in row.line.moved:
            if name == column.field:
                lines.append(translate("ListModel", "in the plan: {before}").format(before=before or "—"))
        return "\n".join(lines)

    def drawn(self, number: int, place: int) -> Drawn:
        """Problems in red, what has to be looked at in yellow."""
        row, column, cell = self.row_at(number), self.columns[place], super().drawn(number, place)
        severity = None
        if column.key == "state" and row.line.state is LineState.UNCLEAR:
            severity = Severity.ERROR
        elif column.field in row.line.read and not row.ticked:
            severity = Severity.QUERY
        moved = any(name == column.field for name, _, _ in row.line.moved)
        cell.severity = cell.severity or severity
        cell.soft = column.soft or (bool(row.line.known) and not moved)
        return cell


def _columns() -> Sequence[SheetColumn[ListRow]]:
    return (
        SheetColumn(
            TAKE,
            translate("ListModel", "Take"),
            52,
            lambda row: (_ON if row.ticked else _OFF) if row.takable else "",
            field=TAKE,
            open=lambda row: row.takable,
            choices=lambda _: (_ON, _OFF),
        ),
        SheetColumn("state", translate("ListModel", "State"), 88, lambda row: word("line_state", row.line.state)),
        _field("code", translate("ListModel", "Code"), 52),
        _field("title", translate("ListModel", "Target"), 180),
        _field("area", translate("ListModel", "Area"), 96),
        _worded("measure", 72),
        _field("target", translate("ListModel", "Year's target"), 84, right=True),
        _field("unit", word("field", "unit"), 70),
        _worded("comparator", 72),
        _worded("accumulation", 76),
        _field("lead", word("role", "lead"), 100),
        _field("support", word("role", "support"), 100),
        SheetColumn("problems", translate("ListModel", "What to look at"), 150, _said, soft=True),
    )


def is_tick(text: str) -> bool:
    """Whether a text typed into the first column ticks its line."""
    return text.strip() not in {"", _OFF, "0", "否", "no"}


def _field(name: str, title: str, width: int, *, right: bool = False) -> SheetColumn[ListRow]:
    return SheetColumn(
        name, title, width, lambda row: row.line.fields.get(name, ""), field=name, right=right, open=_given
    )


def _worded(name: str, width: int) -> SheetColumn[ListRow]:
    choices = [word(name, member) for member in WORDS[name]]
    codes = {str(member): word(name, member) for member in WORDS[name]}

    def text(row: ListRow) -> str:
        said = row.line.fields.get(name, "")
        return codes.get(said, said)

    return SheetColumn(name, word("field", name), width, text, field=name, open=_given, choices=lambda _: choices)


def _given(row: ListRow) -> bool:
    """What is not in the list is not put right here."""
    return row.line.state is not LineState.MISSING


def _said(row: ListRow) -> str:
    """Its problems; of a clear one the phrase that its figure was read out of."""
    if row.line.problems:
        return " ".join(speak(problem) for problem in row.line.problems)
    if row.line.read and row.line.phrase and not row.ticked:
        return translate("ListModel", "read out of “{phrase}”").format(phrase=row.line.phrase)
    return ""
