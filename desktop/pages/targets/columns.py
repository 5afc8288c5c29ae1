"""The tables of the targets page: the list of targets, and one target's year."""

from PySide6.QtCore import QCoreApplication

from db.figures import DECIMALS, rounded, shown
from db.progress import ratio_text
from desktop.operations.targets import ScheduleLine, TargetItem
from desktop.widgets.lamp import lamp_width, lamp_word
from desktop.widgets.rows import Bar, Column, rank
from desktop.widgets.words import speak

TITLE = 1


def item_columns() -> tuple[Column[TargetItem], ...]:
    """The list: code, title, how far, lamp."""
    return (
        Column(QCoreApplication.translate("Targets", "Code"), lambda one: one.target.code, 52, soft=True),
        Column(QCoreApplication.translate("Targets", "Target"), lambda one: one.target.title, 160),
        Column(
            QCoreApplication.translate("Targets", "Completion"),
            _percent,
            116,
            bar=_bar,
            sort=lambda one: rank(one.judgement.completion),
        ),
        Column(
            QCoreApplication.translate("Targets", "Lamp"),
            lambda one: lamp_word(one.judgement.lamp),
            lamp_width(),
            mark=lambda one: one.judgement.lamp,
        ),
    )


def year_columns(decimals: int) -> tuple[Column[ScheduleLine], ...]:
    """One target's year: planned, reported, what is missing, lamp; figures with the target's decimals."""

    def figure(value: int | None) -> str:
        return "" if value is None else shown(value, decimals)

    def about(value: int | None) -> str:
        """What the schedule comes to is no round figure; one more decimal than the target's is enough of it."""
        return "" if value is None else shown(rounded(value, min(decimals + 1, DECIMALS)), decimals)

    return (
        Column(QCoreApplication.translate("Targets", "Period"), lambda line: speak(line.period.title), 110),
        Column(QCoreApplication.translate("Targets", "Planned"), lambda line: about(line.planned), 90, right=True),
        Column(QCoreApplication.translate("Targets", "Reported"), lambda line: figure(line.reported), 90, right=True),
        Column(
            QCoreApplication.translate("Targets", "Missing"),
            lambda line: about(line.gap) if line.gap is not None and line.gap > 0 else "",
            90,
            right=True,
        ),
        Column(
            QCoreApplication.translate("Targets", "Lamp"),
            lambda line: lamp_word(line.lamp) if line.lamp else "",
            lamp_width(),
            mark=lambda line: line.lamp,
        ),
    )


def _percent(item: TargetItem) -> str:
    reached = item.judgement.completion
    return "" if reached is None else f"{ratio_text(reached, 0)}%"


def _bar(item: TargetItem) -> Bar | None:
    judged = item.judgement
    if judged.completion is None:
        return None
    return Bar(float(judged.completion), None if judged.pace is None else float(judged.pace), judged.lamp)
