"""The entry grid's model: what a sheet of entries is filtered by, and how its cells are drawn and explained."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QObject

from db.vocabulary import Role, Severity
from desktop.operations.entry import EntryRow
from desktop.pages.entry.columns import EntryColumn, bar_of, entry_columns
from desktop.pages.entry.tally import Tally
from desktop.widgets.cells import Drawn
from desktop.widgets.sheet_model import SheetModel
from desktop.widgets.sheet_rows import SheetRows
from desktop.widgets.words import speak

BLANKS, FINDINGS, LEAD = "blanks", "findings", "lead"


class Counted(SheetRows[EntryRow]):
    """Entries, and what they come to."""

    def __init__(
        self,
        rows: Sequence[EntryRow],
        columns: Sequence[EntryColumn],
        said_of: Callable[[EntryRow], str],
        narrows: Callable[[EntryRow, str], bool],
    ) -> None:
        super().__init__(rows, columns, said_of, narrows)
        self.tally = Tally()
        self.tally.count(rows)


class EntryModel(SheetModel[EntryRow]):
    """The entries of a period."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(entry_columns(), parent)

    @property
    def tally(self) -> Tally:
        """What its rows come to."""
        return cast("Counted", self._rows).tally

    def exchanged(self, before: EntryRow, after: EntryRow) -> None:
        """Count what a row is now instead of what it was."""
        self.tally.count([before], -1)
        self.tally.count([after])

    def _kept(self, rows: Sequence[EntryRow]) -> SheetRows[EntryRow]:
        return Counted(rows, self.columns, self.said_of, self.narrows)

    def narrows(self, row: EntryRow, name: str) -> bool:
        """Blanks, findings that are no hints, or what the unit leads."""
        if name == BLANKS:
            return not row.answer.given
        if name == FINDINGS:
            return any(one.severity is not Severity.HINT for one in row.findings)
        return row.role is Role.LEAD

    def said_of(self, row: EntryRow) -> str:
        """The target, and what is told of it."""
        return f"{super().said_of(row)} {row.answer.narrative}"

    def tool_tip(self, row: EntryRow, column: EntryColumn) -> str:
        """What the checks say of the cell, why its lamp is what it is, how a figure was understood."""
        lines = [speak(one.message) for one in row.findings if column.field and one.field == column.field]
        if column.key == "lamp":
            lines.append(speak(row.judgement.because))
        typed = str(getattr(row.answer, f"{column.field}_typed", "")) if column.number else ""
        if typed and getattr(row.answer, column.field) is not None:
            lines.append(f"“{typed}” = {column.text(row)} {row.target.goal.unit}")
        return "\n".join(lines or [column.text(row)])

    def drawn(self, number: int, place: int) -> Drawn:
        """The cell with its unit, lamp or bar, outlined as gravely as the checks see it."""
        row, column, cell = self.row_at(number), self.columns[place], super().drawn(number, place)
        goal = row.target.goal
        cell.soft = column.soft or (column.number and getattr(row.answer, column.field) is None)
        cell.severity = cell.severity or severity_of(row, column.field)
        if column.key == "target" and goal.target is not None:
            cell.unit = goal.unit
        elif column.key == "lamp":
            cell.mark = row.judgement.lamp
        elif column.key == "completion":
            cell.bar = bar_of(row)
        return cell


def severity_of(row: EntryRow, field: str) -> Severity | None:
    """The gravest thing that the checks say of a field; hints are not drawn.

    An explanation answers every query of its row, whatever field the query is about.
    """
    if not field or not row.findings:
        return None
    said = [one.severity for one in row.findings if one.field == field and one.severity is not Severity.HINT]
    if field == "explanation" and any(one.severity is Severity.QUERY for one in row.findings):
        said.append(Severity.QUERY)
    return min(said, key=list(Severity).index, default=None)
