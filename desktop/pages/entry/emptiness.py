"""Why there is nothing to see on the entry page: nothing was given, everything is hidden, or it could not be read."""

from PySide6.QtCore import QCoreApplication

from db.errors import Refusal
from desktop.widgets.empty import EmptyView
from desktop.widgets.theme import Part
from desktop.widgets.words import speak


def explain_empty(view: EmptyView, *, hidden: int) -> None:
    """Say that so many targets are hidden, or that there are none yet."""
    if hidden:
        view.explain(
            QCoreApplication.translate("EntryPage", "No target fits the search and the filters"),
            QCoreApplication.translate("EntryPage", "Targets hidden: {count}.").format(count=hidden),
            QCoreApplication.translate("EntryPage", "Show all"),
        )
    else:
        view.explain(
            QCoreApplication.translate("EntryPage", "No targets yet"),
            QCoreApplication.translate(
                "EntryPage", "Import the assignment workbook that headquarters sent; its targets then stand here."
            ),
            QCoreApplication.translate("EntryPage", "Import…"),
        )


def explain_failure(view: EmptyView, refusal: Refusal) -> None:
    """Say why the entries could not be read."""
    title = QCoreApplication.translate("EntryPage", "The entries could not be read")
    view.explain(title, speak(refusal.sentence), QCoreApplication.translate("EntryPage", "Try again"), Part.ERROR)
