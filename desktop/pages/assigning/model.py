"""The matrix as a sheet: a target a row, a unit a column, a role in each cell."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject

from db.figures import shown
from db.vocabulary import Role
from desktop.operations.assigning import Matrix, MatrixRow
from desktop.widgets.cells import Drawn
from desktop.widgets.sheet_model import SheetModel
from desktop.widgets.sheet_view import SheetColumn
from desktop.widgets.theme import width_of
from desktop.widgets.words import word

translate: Final = QCoreApplication.translate
UNASSIGNED: Final = "unassigned"
_UNIT_WIDTH: Final = 96


class MatrixModel(SheetModel[MatrixRow]):
    """Roles that may be typed into; the columns follow the units there are."""

    def __init__(self, parent: QObject) -> None:
        self._units: dict[str, str] = {}
        super().__init__(_columns(Matrix((), {})), parent)

    def show_matrix(self, matrix: Matrix) -> None:
        """Show who has what, with a column for each unit."""
        self._units = dict(matrix.units)
        self.set_columns(_columns(matrix))

    def narrows(self, row: MatrixRow, name: str) -> bool:
        """Targets that nobody leads."""
        return name != UNASSIGNED or row.lead is None

    def said_of(self, row: MatrixRow) -> str:
        """The target and the units that have it."""
        return f"{super().said_of(row)} {' '.join(self._units.get(unit, '') for unit in row.given)}"

    def tool_tip(self, row: MatrixRow, column: SheetColumn[MatrixRow]) -> str:
        """The whole title, or the unit beside its role: in a wide table the headers are far."""
        if column.field:
            return f"{row.target.code} · {self._units.get(column.field, '')}：{column.text(row) or '—'}"
        return super().tool_tip(row, column)

    def drawn(self, number: int, place: int) -> Drawn:
        """Supports are softer than leads."""
        row, column = self.row_at(number), self.columns[place]
        given = row.given.get(column.field)
        cell = super().drawn(number, place)
        cell.soft = column.soft or (given is not None and given.role is Role.SUPPORT)
        return cell


def role_text(row: MatrixRow, unit_key: str) -> str:
    """A role in the window's language, and the share behind it."""
    given = row.given.get(unit_key)
    if given is None:
        return ""
    share = "" if given.share is None else f" {shown(given.share)}"
    return f"{word('role', given.role)}{share}"


def shares_text(row: MatrixRow) -> str:
    """What the shares come to, and of how much where that is another figure."""
    shared, target = row.shared, row.target.goal.target
    if shared is None:
        return ""
    return shown(shared) if shared == target or target is None else f"{shown(shared)} / {shown(target)}"


def _columns(matrix: Matrix) -> Sequence[SheetColumn[MatrixRow]]:
    """The target, what its shares come to, and every unit with its totals in the header."""
    roles = [word("role", role) for role in Role]
    return (
        SheetColumn("code", translate("MatrixModel", "Code"), 60, lambda row: row.target.code, soft=True),
        SheetColumn("title", translate("MatrixModel", "Target"), 200, lambda row: row.target.title),
        SheetColumn(
            "shares", translate("MatrixModel", "Shares"), 84, shares_text, right=True, soft=True, figure=_shared
        ),
        *(
            SheetColumn(
                unit,
                f"{name}\n{_totals(matrix, unit)}",
                max(_UNIT_WIDTH, width_of(name)),
                partial(role_text, unit_key=unit),
                field=unit,
                open=_anything,
                choices=lambda _: roles,
            )
            for unit, name in matrix.units.items()
        ),
    )


def _shared(row: MatrixRow) -> int | None:
    return row.shared


def _anything(_row: MatrixRow) -> bool:
    return True


def _totals(matrix: Matrix, unit: str) -> str:
    leads, supports = (matrix.count(unit, role) for role in (Role.LEAD, Role.SUPPORT))
    return translate("MatrixModel", "L {leads}, S {supports}").format(leads=leads, supports=supports)
