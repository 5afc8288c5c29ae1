"""The catalogue as a sheet: every field of a target in a column of its own."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject

from db.figures import shown
from db.vocabulary import ScheduleKind
from desktop.operations.catalogue import Catalogue, CatalogueRow
from desktop.operations.catalogue_fields import WORDS
from desktop.widgets.sheet_model import SheetModel
from desktop.widgets.sheet_view import SheetColumn
from desktop.widgets.theme import width_of
from desktop.widgets.words import word

translate: Final = QCoreApplication.translate
UNASSIGNED = "unassigned"
_OF_FIGURES: Final = frozenset({"comparator", "accumulation"})


class CatalogueModel(SheetModel[CatalogueRow]):
    """Targets that may be typed into; the choices of area and policy are those of the plan."""

    def __init__(self, parent: QObject) -> None:
        self._catalogue = Catalogue((), (), ())
        super().__init__(_columns(lambda: self._catalogue), parent)

    def know(self, catalogue: Catalogue) -> None:
        """What areas and policies there are to choose from."""
        self._catalogue = catalogue

    def narrows(self, row: CatalogueRow, name: str) -> bool:
        """Targets that nobody leads although they are asked for."""
        return name != UNASSIGNED or not (row.lead or row.withdrawn)

    def said_of(self, row: CatalogueRow) -> str:
        """The target, who leads it and its note."""
        return f"{super().said_of(row)} {row.lead} {row.target.note}"


def _anything(_row: CatalogueRow) -> bool:
    return True


def _titles() -> dict[str, str]:
    """Headers of columns that are called otherwise here than in the history."""
    return {
        "title": translate("CatalogueModel", "Target"),
        "area": translate("CatalogueModel", "Area"),
        "target": translate("CatalogueModel", "Year's target"),
        "policy": translate("CatalogueModel", "Lamps by"),
        "schedule": translate("CatalogueModel", "Schedule"),
    }


def _field(name: str, width: int, text: Callable[[CatalogueRow], str], **more: object) -> SheetColumn[CatalogueRow]:
    """A column that is typed into, wide enough for its header in any language."""
    title = _titles().get(name) or word("field", name)
    column: SheetColumn[CatalogueRow] = SheetColumn(
        name,
        title,
        max(width, width_of(title)),
        text,
        field=name,
        open=_anything,
        **more,  # type: ignore[arg-type]  # as named
    )
    return column


def _worded(name: str, width: int, place: str = "always") -> SheetColumn[CatalogueRow]:
    """A column of fixed words."""
    # A schedule of its own is set in percent, and not by a word.
    words = {str(member): word(name, member) for member in WORDS[name]}
    choices = [said for member, said in words.items() if member != ScheduleKind.CUSTOM]
    of_figures = name in _OF_FIGURES

    def text(row: CatalogueRow) -> str:
        """Which way and how it adds up says nothing of what has no figure."""
        return "" if of_figures and not row.target.goal.measure.has_figure else words[row.text(name)]

    return _field(name, max(width, *map(width_of, choices)), text, choices=lambda _: choices, place=place)


def _figure(
    name: str, width: int, figure: Callable[[CatalogueRow], int | None], place: str
) -> SheetColumn[CatalogueRow]:
    def text(row: CatalogueRow) -> str:
        known = figure(row)
        return "" if known is None else shown(known, row.target.decimals if name == "target" else 0)

    return _field(
        name, width, text, held=lambda row: row.text(name), figure=figure, right=True, number=True, place=place
    )


def _columns(known: Callable[[], Catalogue]) -> Sequence[SheetColumn[CatalogueRow]]:
    """From left to right."""
    return (
        _field("code", 52, lambda row: row.target.code),
        _field("title", 150, lambda row: row.target.title),
        _field("area", 128, lambda row: row.target.area, choices=lambda _: known().areas),
        _worded("measure", 76),
        _worded("comparator", 76, "wide"),
        _figure("target", 92, lambda row: row.target.goal.target, "always"),
        _field("unit", 70, lambda row: row.target.goal.unit),
        _worded("accumulation", 76, "wide"),
        _worded("schedule", 84, "wide"),
        SheetColumn("lead", word("role", "lead"), 128, lambda row: row.lead, soft=True, place="wide"),
        SheetColumn("state", translate("CatalogueModel", "State"), 108, state_words, soft=True, place="wide"),
        _worded("consolidation", 96, "wide"),
        _field(
            "policy",
            104,
            lambda row: row.policy or translate("CatalogueModel", "(the plan's)"),
            held=lambda row: row.policy,
            choices=lambda _: known().policies,
            place="wide",
        ),
        _figure("weight", 64, lambda row: row.weight, "wide"),
        _figure("tolerance", 76, lambda row: row.target.goal.tolerance or None, "asked"),
        _field("decimals", 76, lambda row: str(row.target.decimals), right=True, place="asked"),
        _field("note", 180, lambda row: row.target.note, place="wide"),
    )


def state_words(row: CatalogueRow) -> str:
    """Whether a target was changed during the year, or is asked for no longer."""
    if row.withdrawn:
        return translate("CatalogueModel", "withdrawn from {period}").format(period=row.withdrawn)
    return translate("CatalogueModel", "changes: {count}").format(count=row.revisions) if row.revisions else ""
