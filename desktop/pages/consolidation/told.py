"""What is said of a row of the year, in words, for the pane beside the table."""

from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from db.consolidation import GroupYear, Shared, TargetYear
from db.contradictions import Contradiction
from db.figures import shown
from db.periods import Period
from db.plans import TargetLine
from db.progress import ratio_text
from desktop.pages.board_columns import voices_text
from desktop.pages.board_picture import WORST_FIRST
from desktop.widgets.lamp import lamp_word
from desktop.widgets.words import speak

translate: Final = QCoreApplication.translate


def target_of(row: Any) -> TargetLine | None:
    """The target that a row is of; areas and units are of many."""
    if isinstance(row, TargetYear):
        return row.target
    return row.line.target if isinstance(row, Shared | Contradiction) else None


def name_of(row: Any) -> object:
    """By what a row is known again when the year has become another."""
    if isinstance(row, GroupYear):
        return row.key
    if isinstance(row, Contradiction):
        return row.line.target.key, row.unit_key, row.code
    target = target_of(row)
    return None if target is None else target.key


def told(row: Any) -> tuple[str, list[tuple[str, str]]]:
    """A heading, and titles with their texts."""
    if isinstance(row, TargetYear):
        return f"{row.target.code} {row.target.title}", _target(row)
    if isinstance(row, GroupYear):
        return row.name or translate("YearTold", "The whole plan"), _group(row)
    if isinstance(row, Shared):
        target = row.line.target
        return f"{target.code} {target.title}", [(speak(row.period.title), voices_text(row.line))]
    if isinstance(row, Contradiction):
        target = row.line.target
        said = [
            (translate("YearTold", "What does not go together"), speak(row.message)),
            (translate("YearTold", "What the units say"), voices_text(row.line)),
        ]
        return f"{target.code} {target.title}", said
    return "", []


def _target(row: TargetYear) -> list[tuple[str, str]]:
    newest = row.newest
    if newest is None:
        return []
    line = newest.line
    told = [
        (translate("YearTold", "Lamp"), speak(line.judgement.because)),
        (translate("YearTold", "Newest"), voices_text(line).replace(" · ", "\n")),
    ]
    for code, cell in reversed(list(row.cells.items())):
        for voice in cell.line.voices:
            if voice.verified is not None:
                figures = f"{_figure(voice.answer.value, row.target)} → {_figure(voice.verified.value, row.target)}"
                title = translate("YearTold", "Verified in {period}").format(period=speak(Period.parse(code).title))
                told.append((title, f"{voice.unit}　{figures}\n{voice.verified.reason}（{voice.verified.who}）"))
    if row.target.goal.measure.has_figure and not row.target.goal.adds_up:
        why = translate("YearTold", "Its periods are not added: the newest figure is the figure.")
        told.append((translate("YearTold", "Sum"), why))
    return told


def _group(row: GroupYear) -> list[tuple[str, str]]:
    told = []
    for code, cell in reversed(list(row.cells.items())):
        counts = " · ".join(f"{lamp_word(lamp)} {cell.counts[lamp]}" for lamp in WORST_FIRST if cell.counts[lamp])
        percent = "" if cell.completion is None else f"{ratio_text(cell.completion, 1)}%"
        reached = percent and "\n" + translate("YearTold", "Weighted completion {percent}").format(percent=percent)
        told.append((speak(Period.parse(code).title), f"{counts}{reached}"))
    return told


def _figure(figure: int | None, target: TargetLine) -> str:
    return "—" if figure is None else shown(figure, target.decimals)
