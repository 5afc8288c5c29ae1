"""The tables that the year can be seen as: what is down, what is across, and what stands in the cells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from db.consolidation import GroupCell, GroupYear, Shared, TargetCell, TargetYear, Year
from db.contradictions import Contradiction
from db.figures import shown
from db.plans import TargetLine
from db.progress import ratio_text
from db.vocabulary import Lamp
from desktop.operations.consolidation import YearStory
from desktop.pages.board_picture import WORST_FIRST
from desktop.widgets.lamp import lamp_word
from desktop.widgets.rows import Column, in_order, rank
from desktop.widgets.words import speak, word

translate: Final = QCoreApplication.translate
_PERIOD: Final = 100


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows, and which column takes the room that is left."""

    columns: Sequence[Column[Any]]
    rows: Sequence[Any]
    stretch: int


def figures() -> Mapping[str, str]:
    """What can stand in the cells of targets, by code."""
    return {
        "value": translate("YearViews", "Consolidated figure"),
        "reported": translate("YearViews", "Reported figure"),
        "verified": translate("YearViews", "Verified figure"),
        "amount": translate("YearViews", "Added in the period"),
        "completion": translate("YearViews", "Completion"),
        "lamp": translate("YearViews", "Lamp"),
    }


def shares() -> Mapping[str, str]:
    """What can stand in the cells of areas and units, by code."""
    return {
        "completion": translate("YearViews", "Weighted completion"),
        "on_pace": translate("YearViews", "On pace"),
        "done": translate("YearViews", "Reached"),
        "behind": translate("YearViews", "Behind"),
        "unreported": translate("YearViews", "Not reported"),
    }


def targets_table(year: Year, figure: str) -> Table:
    """Targets by period."""
    periods = [_target_column(period.code, speak(period.by_now), figure) for period in year.periods]
    return Table([*_naming(lambda row: row.target), *periods, _whole_year(figure)], year.targets, 1)


def groups_table(year: Year, groups: Sequence[GroupYear], share: str, title: str) -> Table:
    """Areas or units by period, the whole plan first."""
    columns: list[Column[GroupYear]] = [
        Column(title, lambda row: row.name or translate("YearViews", "The whole plan"), 220),
        Column(
            translate("YearViews", "Targets"),
            lambda row: str(max((cell.total for cell in row.cells.values()), default=0)),
            72,
            right=True,
            soft=True,
            sort=lambda row: max((cell.total for cell in row.cells.values()), default=0),
        ),
        *(_group_column(period.code, speak(period.by_now), share) for period in year.periods),
    ]
    return Table(columns, groups, 0)


def shared_table(year: Year) -> Table:
    """Targets of which lead and supports give different figures."""
    columns: list[Column[Shared]] = [
        *_naming(lambda row: row.line.target),
        Column(translate("YearViews", "Lead"), lambda row: row.line.lead.unit if row.line.lead else "", 120, soft=True),
        Column(translate("YearViews", "Lead's figure"), lambda row: _figure(row.led, row.line.target), 100, right=True),
        Column(translate("YearViews", "Supports' figures"), _supports, 220),
        Column(
            translate("YearViews", "What counts"),
            lambda row: _figure(row.line.figure.value, row.line.target),
            92,
            right=True,
        ),
    ]
    return Table(columns, year.shared, 1)


def contradictions_table(story: YearStory) -> Table:
    """What does not go together in the newest period."""
    columns: list[Column[Contradiction]] = [
        *_naming(lambda row: row.line.target),
        Column(translate("YearViews", "What does not go together"), lambda row: speak(row.message), 480),
    ]
    return Table(columns, story.contradictions, 2)


def _naming(target: Callable[[Any], TargetLine]) -> list[Column[Any]]:
    return [
        Column(translate("YearViews", "Code"), lambda row: target(row).code, 56, soft=True),
        Column(translate("YearViews", "Target"), lambda row: target(row).title, 200),
    ]


def _target_column(code: str, title: str, figure: str) -> Column[TargetYear]:
    def text(row: TargetYear) -> str:
        return cell_text(row.cells.get(code), figure)

    def mark(row: TargetYear) -> Lamp | None:
        cell = row.cells.get(code)
        return cell.line.judgement.lamp if cell is not None and figure == "lamp" else None

    width = 108 if figure == "lamp" else _PERIOD
    return Column(title, text, width, right=figure != "lamp", mark=mark, sort=partial(_order, code=code, figure=figure))


def _whole_year(figure: str) -> Column[TargetYear]:
    """What the year comes to: what adds up is added, of anything else the newest stands."""
    if figure == "amount":
        return Column(
            translate("YearViews", "Sum"),
            lambda row: _figure(row.amounts, row.target) or "—",
            _PERIOD,
            right=True,
            sort=lambda row: in_order(row.amounts),
        )
    return Column(
        translate("YearViews", "Year's target"),
        lambda row: f"{_figure(row.target.goal.target, row.target)} {row.target.goal.unit}".replace(" %", "%").strip(),
        104,
        right=True,
        soft=True,
        sort=lambda row: row.target.goal.target or 0,
    )


def cell_text(cell: TargetCell | None, figure: str) -> str:
    """What a cell of a target says."""
    if cell is None:
        return ""
    target, judged = cell.line.target, cell.line.judgement
    if figure == "lamp":
        return lamp_word(judged.lamp)
    if figure == "completion":
        return _percent(judged.completion)
    if figure in {"value", "reported"} and not target.goal.measure.has_figure:
        # Where nothing is counted, what the lead says of it stands for the figure.
        lead = cell.line.lead
        return word("status", lead.answer.status or "") if lead is not None else ""
    return _figure(getattr(cell, figure), target)


def _order(row: TargetYear, code: str, figure: str) -> int:
    cell = row.cells.get(code)
    if cell is None:
        return in_order(None)
    if figure == "lamp":
        return WORST_FIRST.index(cell.line.judgement.lamp)
    return rank(cell.line.judgement.completion) if figure == "completion" else in_order(getattr(cell, figure))


def _group_column(code: str, title: str, share: str) -> Column[GroupYear]:
    def known(row: GroupYear) -> Fraction | int | None:
        cell = row.cells.get(code)
        return None if cell is None else _group_figure(cell, share)

    def text(row: GroupYear) -> str:
        found, cell = known(row), row.cells.get(code)
        if found is None or cell is None:
            return ""
        return _percent(found) if isinstance(found, Fraction) else f"{found} · {_percent(Fraction(found, cell.total))}"

    def order(row: GroupYear) -> int:
        found = known(row)
        return rank(found) if isinstance(found, Fraction) else in_order(found)

    return Column(title, text, 92, right=True, sort=order)


def _group_figure(cell: GroupCell, share: str) -> Fraction | int | None:
    if share == "completion":
        return cell.completion
    if share == "on_pace":
        return cell.on_pace
    lamps = {"done": (Lamp.BLUE,), "behind": (Lamp.YELLOW, Lamp.RED), "unreported": (Lamp.GREY,)}[share]
    return sum(cell.counts[lamp] for lamp in lamps)


def _supports(row: Shared) -> str:
    return " · ".join(f"{unit} {_figure(figure, row.line.target)}" for unit, figure in row.supports.items())


def _figure(figure: int | None, target: TargetLine) -> str:
    return "" if figure is None else shown(figure, target.decimals)


def _percent(ratio: Fraction | None) -> str:
    if ratio is None:
        return ""
    # One decimal in all of a column.
    said = ratio_text(ratio, 1)
    return f"{said}%" if "." in said else f"{said}.0%"
