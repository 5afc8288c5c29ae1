"""What belongs to a target, in words, for the pane beside the catalogue."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from db.figures import shown
from db.periods import Period
from desktop.operations.catalogue import CatalogueRow
from desktop.operations.target_details import Details, NodeText, Step
from desktop.widgets.words import speak

translate: Final = QCoreApplication.translate


def told(row: CatalogueRow, details: Details) -> list[tuple[str, str]]:
    """Titles with their texts; those without a text are left out."""
    shares = [f"{speak(Period.parse(code).title)}　{text}%" for code, text in details.shares.items() if text]
    lines = [
        (translate("CatalogueTold", "Lead"), row.lead or translate("CatalogueTold", "nobody yet")),
        (translate("CatalogueTold", "Withdrawn"), _withdrawn(row, details)),
        (translate("CatalogueTold", "Note"), row.target.note),
        (translate("CatalogueTold", "Nodes"), "\n".join(_node(node) for node in details.nodes)),
        (translate("CatalogueTold", "Schedule"), "\n".join(shares)),
    ]
    lines += [_step(step) for step in reversed(details.steps)]
    return [(title, text) for title, text in lines if text]


def _withdrawn(row: CatalogueRow, details: Details) -> str:
    if not row.withdrawn:
        return ""
    return f"{speak(Period.parse(row.withdrawn).title)}　{details.withdrawn}"


def _node(node: NodeText) -> str:
    begins = f"{node.begins} → " if node.begins else ""
    return f"{begins}{node.due}　{node.title}"


def _step(step: Step) -> tuple[str, str]:
    """A change, its reason, and the figure that was asked before."""
    goal = step.before.goal
    title = translate("CatalogueTold", "Changed from {period}").format(period=speak(step.since.title))
    said = [step.reason]
    if goal.target is not None:
        before = f"{shown(goal.target, step.before.decimals)} {goal.unit}".strip()
        said.append(translate("CatalogueTold", "before: {before}").format(before=before))
    return title, "\n".join([*said, f"{step.who}　{step.at.astimezone():%Y-%m-%d %H:%M}"])
