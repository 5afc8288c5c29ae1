"""What the timeline says of a backup, and how it says what was done since."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from db.between import Done
from db.evidence import size_text
from desktop.operations.timeline import Step
from desktop.pages.exchange.columns import period_words
from desktop.pages.history.columns import local_time
from desktop.widgets.rows import Column
from desktop.widgets.words import word

translate: Final = QCoreApplication.translate
# More names than this nobody reads in one line.
_NAMED: Final = 3


def step_columns() -> Sequence[Column[Step]]:
    """One backup, and what was done until the next."""
    return (
        Column(translate("Backups", "Time"), lambda one: local_time(one.backup.at), 160),
        Column(translate("Backups", "Why"), lambda one: word("backup_reason", one.backup.reason), 104),
        Column(
            translate("Backups", "Figures"),
            lambda one: "" if one.held is None else str(one.held.figures),
            72,
            right=True,
            sort=lambda one: -1 if one.held is None else one.held.figures,
        ),
        Column(
            translate("Backups", "Reports"),
            lambda one: "" if one.held is None else str(one.held.reports),
            72,
            right=True,
            sort=lambda one: -1 if one.held is None else one.held.reports,
        ),
        Column(
            translate("Backups", "Size"),
            lambda one: size_text(one.size),
            80,
            right=True,
            soft=True,
            sort=lambda one: one.size,
        ),
        Column(
            translate("Backups", "Done until the next backup"), lambda one: told(one, one.until_next), 300, soft=True
        ),
    )


def told(step: Step, done: Done | None) -> str:
    """What was done after a backup, in one line."""
    if step.held is None:
        return translate("Backups", "(of an older version)")
    if done is None:
        return translate("Backups", "(an older backup was restored)")
    counted = (
        (done.entries, translate("Backups", "entries changed: {count}")),
        (done.files, translate("Backups", "files taken in: {count}")),
        (done.undone, translate("Backups", "imports undone: {count}")),
        (done.others, translate("Backups", "other changes: {count}")),
    )
    said = " · ".join(words.format(count=count) for count, words in counted if count)
    if not said:
        return translate("Backups", "nothing changed")
    places = [_some(done.units), _some([period_words(code) for code in done.periods])]
    where = translate("Backups", "; ").join(place for place in places if place)
    return translate("Backups", "{said} ({where})").format(said=said, where=where) if where else said


def _some(names: Sequence[str]) -> str:
    """The first names, and how many there are."""
    listed = translate("Backups", ", ").join(names[:_NAMED])
    if len(names) <= _NAMED:
        return listed
    return translate("Backups", "{names} and others, {count} in all").format(names=listed, count=len(names))
