"""Where a figure comes from: the rule, every unit's part, and the cell of the workbook that says it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from db.figures import shown
from desktop.operations.origins import Origin, Origins
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.theme import GAP, MARGIN, Part, Theme, dress, scaled
from desktop.widgets.words import speak, word

translate: Final = QCoreApplication.translate


class OriginDialog(QDialog):
    """`wanted` tells the Origin whose workbook is to be saved as it came."""

    wanted = Signal(object)

    def __init__(self, found: Origins, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        target = found.line.target
        self.setWindowTitle(self.tr("Where the figure comes from"))
        self.resize(scaled(1120), scaled(420))
        title = QLabel(f"{target.code} {target.title} · {speak(found.board.period.title)}", self)
        title.setWordWrap(True)
        dress(title, Part.HEADING)
        words = QLabel(_told(found), self)
        words.setWordWrap(True)
        dress(words, Part.SECONDARY)
        self.origins: RowsModel[Origin] = RowsModel(_columns(found), self)
        self.origins.set_rows(found.origins)
        self.table = KeyTable(self.origins, theme, 5, self.tr("The units' parts"), self)
        buttons = QDialogButtonBox(self)
        self.save_button = buttons.addButton(
            self.tr("Save the workbook as it came…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.save_button.clicked.connect(self._on_save)
        self.table.opened.connect(self._on_save)
        self.table.chosen.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        for widget in (title, words, self.table, buttons):
            column.addWidget(widget)
        if found.origins:
            self.table.selectRow(0)
        self._on_chosen()

    @property
    def _origin(self) -> Origin | None:
        one: Origin | None = self.table.chosen_row
        return one

    def _on_chosen(self) -> None:
        self.save_button.setEnabled(self._origin is not None and bool(self._origin.batch_key))

    def _on_save(self) -> None:
        if self._origin is not None and self._origin.batch_key:
            self.wanted.emit(self._origin)


def original_name(origin: Origin) -> str:
    """What a workbook that is saved as it came is called."""
    return Path(origin.file_name).name


def _told(found: Origins) -> str:
    """The figure, the rule it was made by, and why its lamp is what it is."""
    line = found.line
    said = []
    if line.target.goal.measure.has_figure:
        figure = "—" if line.figure.value is None else shown(line.figure.value, line.target.decimals)
        value = translate("OriginDialog", "What counts: {figure} {unit}").format(
            figure=figure, unit=line.target.goal.unit
        )
        said = [f"{value}　{speak(line.figure.rule)}"]
    return "\n".join([*said, speak(line.judgement.because)])


def _columns(found: Origins) -> Sequence[Column[Origin]]:
    decimals = found.line.target.decimals

    def figure(known: int | None) -> str:
        return "" if known is None else shown(known, decimals)

    return (
        Column(translate("OriginDialog", "Unit"), lambda one: one.voice.unit, 130),
        Column(translate("OriginDialog", "Role"), lambda one: word("role", one.voice.role), 56, soft=True),
        Column(translate("OriginDialog", "Reported"), lambda one: figure(one.voice.answer.value), 80, right=True),
        Column(translate("OriginDialog", "Verified"), _verified, 76, right=True),
        Column(translate("OriginDialog", "Revision"), lambda one: str(one.report.revision), 56, right=True, soft=True),
        Column(translate("OriginDialog", "Workbook"), lambda one: one.file_name, 200),
        Column(translate("OriginDialog", "Cell"), lambda one: f"{one.sheet}!{one.cell}" if one.cell else "", 88),
        Column(translate("OriginDialog", "What stands there"), lambda one: one.typed, 96),
        Column(translate("OriginDialog", "Check code"), lambda one: one.check_code, 112, soft=True),
        Column(
            translate("OriginDialog", "Received"),
            lambda one: f"{one.taken_at.astimezone():%m-%d %H:%M}" if one.taken_at else "",
            92,
            soft=True,
        ),
    )


def _verified(one: Origin) -> str:
    return "" if one.voice.verified is None else shown(one.voice.verified.value)
