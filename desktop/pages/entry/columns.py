"""The columns of the entry grid: what each shows of a row, and what it takes."""

from dataclasses import replace
from functools import partial
from math import floor
from typing import Final

from PySide6.QtCore import QCoreApplication

from db.figures import DECIMALS, shown
from db.progress import gap, ratio_text
from db.vocabulary import Lamp, Status
from desktop.operations.entry import EntryRow
from desktop.widgets.lamp import lamp_width, lamp_word
from desktop.widgets.rows import Bar, rank
from desktop.widgets.sheet_view import SheetColumn
from desktop.widgets.words import word

EntryColumn = SheetColumn[EntryRow]


def figure_text(figure: int | None, row: EntryRow) -> str:
    """A figure with its target's decimals; a blank is empty."""
    return "" if figure is None else shown(figure, row.target.decimals)


def increment_of(row: EntryRow) -> int | None:
    """The amount of this period: as given, or what the year's figure says of it."""
    if row.answer.increment is not None or not row.target.goal.adds_up:
        return row.answer.increment
    if row.answer.value is None or row.before.previous is None or not row.before.complete:
        return None
    return row.answer.value - row.before.previous


def _typed(row: EntryRow, field: str, figure: int | None) -> str:
    """The figure, or what was typed where it is none."""
    typed = str(getattr(row.answer, f"{field}_typed"))
    return typed if typed and getattr(row.answer, field) is None else figure_text(figure, row)


def previous_of(row: EntryRow) -> int | None:
    """The newest figure before this period, of a target that has figures."""
    return row.before.previous if row.target.goal.measure.has_figure else None


def to_pace(row: EntryRow) -> int | None:
    """How far a figure lies before (+) or behind (−) pace, in the target's unit and with its decimals.

    Rounded down, so that what falls short is never shown as being there.
    """
    missing = gap(row.target.goal, row.value, row.period)
    grain: int = 10 ** (DECIMALS - row.target.decimals)
    return None if missing is None else floor(-missing / grain) * grain


def signed_text(figure: int | None, row: EntryRow) -> str:
    """A difference, with its sign."""
    return f"{'+' if figure and figure > 0 else ''}{figure_text(figure, row)}"


def bar_of(row: EntryRow) -> Bar | None:
    """Completion with its tick, where there is one."""
    judged = row.judgement
    if judged.completion is None:
        return None
    return Bar(float(judged.completion), None if judged.pace is None else float(judged.pace), judged.lamp)


def _percent(row: EntryRow) -> str:
    reached = row.judgement.completion
    return "" if reached is None else f"{ratio_text(reached, 0)}%"


def _anything(_row: EntryRow) -> bool:
    return True


def _adds_up(row: EntryRow) -> bool:
    return row.target.goal.adds_up


def _has_figure(row: EntryRow) -> bool:
    return row.target.goal.measure.has_figure


_LAMPS: Final = {lamp: place for place, lamp in enumerate(Lamp)}
_TEXTS: Final = (("narrative", 150), ("problems", 100), ("next_steps", 100), ("explanation", 100))


def _figure_columns() -> tuple[EntryColumn, ...]:
    """The year's target, what was there before, this period's amount and the year to date."""
    return (
        SheetColumn(
            "target",
            QCoreApplication.translate("EntryModel", "Year's target"),
            104,
            lambda row: figure_text(row.target.goal.target, row),
            right=True,
            soft=True,
            figure=lambda row: row.target.goal.target,
        ),
        SheetColumn(
            "previous",
            QCoreApplication.translate("EntryModel", "Before"),
            74,
            lambda row: figure_text(previous_of(row), row),
            right=True,
            soft=True,
            figure=previous_of,
        ),
        SheetColumn(
            "last_year",
            QCoreApplication.translate("EntryModel", "Last year"),
            84,
            lambda row: figure_text(row.last_year, row),
            right=True,
            soft=True,
            place="asked",
            figure=lambda row: row.last_year,
        ),
        SheetColumn(
            "increment",
            QCoreApplication.translate("EntryModel", "Added"),
            78,
            lambda row: _typed(row, "increment", increment_of(row)),
            field="increment",
            right=True,
            number=True,
            open=_adds_up,
            figure=increment_of,
        ),
        SheetColumn(
            "value",
            QCoreApplication.translate("EntryModel", "To date"),
            84,
            lambda row: _typed(row, "value", row.value),
            field="value",
            right=True,
            number=True,
            open=_has_figure,
            figure=lambda row: row.value,
        ),
    )


def entry_columns() -> tuple[EntryColumn, ...]:
    """The columns from left to right."""
    return tuple(replace(column, held=partial(_held, column)) for column in _columns())


def _columns() -> tuple[EntryColumn, ...]:
    return (*_naming_columns(), *_figure_columns(), *_standing_columns(), *_said_columns())


def _naming_columns() -> tuple[EntryColumn, ...]:
    """What a target is called, where it belongs, and what the unit is to it."""
    return (
        SheetColumn(
            "code", QCoreApplication.translate("EntryModel", "Code"), 52, lambda row: row.target.code, soft=True
        ),
        SheetColumn("title", QCoreApplication.translate("EntryModel", "Target"), 150, lambda row: row.target.title),
        SheetColumn(
            "area",
            QCoreApplication.translate("EntryModel", "Area"),
            96,
            lambda row: row.target.area,
            soft=True,
            place="asked",
        ),
        SheetColumn(
            "role",
            QCoreApplication.translate("EntryModel", "Role"),
            72,
            lambda row: word("role", row.role),
            soft=True,
            place="asked",
        ),
    )


def _standing_columns() -> tuple[EntryColumn, ...]:
    """How far it is."""
    # A column is asked for a hundred thousand words at once.
    lamps = {lamp: lamp_word(lamp) for lamp in Lamp}
    return (
        SheetColumn(
            "gap",
            QCoreApplication.translate("EntryModel", "To pace"),
            78,
            lambda row: signed_text(to_pace(row), row),
            right=True,
            soft=True,
            place="wide",
            figure=to_pace,
        ),
        SheetColumn(
            "completion",
            QCoreApplication.translate("EntryModel", "Completion"),
            112,
            _percent,
            sort=lambda row: rank(row.judgement.completion),
        ),
        SheetColumn(
            "lamp",
            QCoreApplication.translate("EntryModel", "Lamp"),
            lamp_width(),
            lambda row: lamps[row.judgement.lamp],
            sort=lambda row: _LAMPS[row.judgement.lamp],
        ),
    )


def _said_columns() -> tuple[EntryColumn, ...]:
    """What is said of it in words."""
    return (
        SheetColumn(
            "status",
            QCoreApplication.translate("EntryModel", "Status"),
            84,
            lambda row: word("status", row.answer.status or ""),
            field="status",
            place="wide",
            open=_anything,
            choices=lambda _: [word("status", status) for status in Status],
        ),
        *(
            SheetColumn(
                name,
                word("field", name),
                width,
                lambda row, name=name: str(getattr(row.answer, name)),  # type: ignore[misc]  # binds the name now
                field=name,
                place="wide",
                open=_anything,
            )
            for name, width in _TEXTS
        ),
    )


def _held(column: EntryColumn, row: EntryRow) -> str:
    """What an editor starts from and what is copied: a figure's own digits, a status's word, a text."""
    if column.field == "status" or not column.field:
        figure = column.figure(row)
        return column.text(row).replace(",", "") if figure is not None else column.text(row)
    text = row.text(column.field)
    return text if text or not column.number else column.text(row).replace(",", "")
