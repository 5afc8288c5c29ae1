"""The lines of a small sheet: a target and a figure, and the columns that show them."""

from dataclasses import dataclass

from desktop.widgets.sheet_view import SheetColumn


@dataclass(frozen=True)
class Target:
    """What a sheet looks for in a target."""

    key: str
    title: str
    code: str = ""
    area: str = ""
    initials: str = ""


@dataclass(frozen=True)
class Line:
    """One row."""

    target: Target
    figure: int | None


COLUMNS: tuple[SheetColumn[Line], ...] = (
    SheetColumn("title", "目标", 100, lambda row: row.target.title),
    SheetColumn("figure", "数", 80, lambda row: str(row.figure or ""), right=True, figure=lambda row: row.figure),
)
