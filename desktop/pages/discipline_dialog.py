"""How the units have reported over the year: on time, late, not at all, how often again."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from desktop.operations.board import Discipline
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.theme import GAP, MARGIN, Part, Theme, dress, scaled

translate: Final = QCoreApplication.translate


class DisciplineDialog(QDialog):
    """A table of units, to be sorted and copied."""

    def __init__(self, found: Sequence[Discipline], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("How units report"))
        self.resize(scaled(720), scaled(560))
        heading = QLabel(self.windowTitle(), self)
        dress(heading, Part.HEADING)
        why = QLabel(
            self.tr("Of the periods of which any unit has reported, by the day of a unit's first report."), self
        )
        why.setWordWrap(True)
        dress(why, Part.SECONDARY)
        self.units: RowsModel[Discipline] = RowsModel(_columns(), self)
        self.units.set_rows(found)
        table = KeyTable(self.units, theme, 0, self.windowTitle(), self)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        for widget in (heading, why, table, buttons):
            column.addWidget(widget)


def _columns() -> Sequence[Column[Discipline]]:
    return (
        Column(translate("DisciplineDialog", "Unit"), lambda one: one.unit, 200),
        _count(translate("DisciplineDialog", "On time"), "on_time"),
        _count(translate("DisciplineDialog", "Late"), "late"),
        _count(translate("DisciplineDialog", "Not reported"), "missed"),
        _count(translate("DisciplineDialog", "Sent again"), "revisions"),
        _count(translate("DisciplineDialog", "Returned"), "returned"),
    )


def _count(title: str, name: str) -> Column[Discipline]:
    def known(one: Discipline) -> int:
        return int(getattr(one, name))

    return Column(title, lambda one: str(known(one)), 88, right=True, sort=known)
