"""A damaged database: what is wrong, where it is found again, and of each row what becomes of it."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QLabel, QVBoxLayout, QWidget

from db.condition import Harm
from db.mending import Place, Row, Source
from desktop.operations.mending import Damage, Damages, Said
from desktop.widgets.choice_table import ChoiceTable
from desktop.widgets.theme import GAP, MARGIN, Part, dress, scaled
from desktop.widgets.words import speak, word
from resources.texts import Sentence

_SIZE: Final = (1080, 600)
_KEEP: Final = "keep"
_OMIT: Final = "omit"
_SHOWN: Final = 4


class MendDialog(QDialog):
    """Asks what becomes of each damaged row; what is found again exactly as it was written is chosen already."""

    def __init__(self, damages: Damages, parent: QWidget) -> None:
        super().__init__(parent)
        self._damages = damages
        self.setWindowTitle(self.tr("Mend the database"))
        self.resize(*map(scaled, _SIZE))
        title = QLabel(self._asked(), self)
        title.setWordWrap(True)
        dress(title, Part.HEADING)
        why = QLabel("\n".join(self._notes()), self)
        why.setWordWrap(True)
        dress(why, Part.SECONDARY)
        self.buttons = QDialogButtonBox(self)
        self.go_on = self.buttons.addButton(self.tr("Mend"), QDialogButtonBox.ButtonRole.AcceptRole)
        dress(self.go_on, Part.PRIMARY)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel).setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.table = self._rows()
        self.table.chosen.connect(self._on_choice)
        self._on_choice()
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(title)
        column.addWidget(why)
        column.addWidget(self.table, 1)
        column.addWidget(self.buttons)
        if not damages.rows:
            self.table.hide()
            column.insertStretch(2, 1)
            self.resize(scaled(560), scaled(240))

    @property
    def chosen(self) -> dict[Place, Row | None]:
        """What becomes of each row: what stands instead, None where it is left out; others stay as they read."""
        found: dict[Place, Row | None] = {}
        for place, box in self.table.choices:
            choice = box.currentData()
            if isinstance(choice, Source):
                found[place] = choice.row
            elif choice == _OMIT:
                found[place] = None
        return found

    def _asked(self) -> str:
        if self._damages.rows:
            said = self.tr("Rows that are not as this program stored them: {count}. What is to become of them?")
            return said.format(count=len(self._damages.rows))
        if self._damages.lines:
            return self.tr("Lines of the history were changed or are gone.")
        return self.tr("The file is damaged; what you entered is not affected.")

    def _notes(self) -> list[str]:
        notes = [
            self.tr(
                "Everything that is whole is carried into a new file. The damaged one is kept in the folder “backups”."
            )
        ]
        if self._damages.lines:
            found = self.tr("They are put back from a backup.") if self._damages.lines_found else ""
            said = self.tr("Places of the history that are changed or gone: {count}.").format(count=self._damages.lines)
            notes.append(f"{said} {found}".strip())
        if self._damages.lost is not None:
            notes.append(speak(self._damages.lost))
        return notes

    def _rows(self) -> ChoiceTable:
        headers = [
            self.tr("What"),
            self.tr("Of which"),
            self.tr("What is wrong"),
            self.tr("Now → found again"),
            self.tr("What becomes of it"),
        ]
        table = ChoiceTable(self.tr("Damaged rows"), headers, len(self._damages.rows), self)
        header = table.horizontalHeader()
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 96), (1, 260), (2, 150), (4, 250)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            table.setColumnWidth(column, width)
        for row, one in enumerate(self._damages.rows):
            table.fill(row, (speak(one.thing), one.subject, speak(one.told), _differences(one)))
            box = table.offer(
                row, self.tr("What becomes of {thing}").format(thing=one.subject), self._options(one), one.place
            )
            if one.sources and one.sources[0].proven:
                box.setCurrentIndex(1)
        return table

    def _options(self, damage: Damage) -> list[tuple[str, object]]:
        options: list[tuple[str, object]] = [(self._source(one), one) for one in damage.sources]
        if damage.harm is not Harm.GONE:
            options.append((self.tr("Keep it as it reads now"), _KEEP))
        options.append((self.tr("Leave it out"), _OMIT))
        return options

    def _source(self, source: Source) -> str:
        if source.proven:
            return self.tr("Put back exactly ({when})").format(when=_when(source.at))
        return self.tr("Put back as of {when}").format(when=_when(source.at))

    def _on_choice(self) -> None:
        """Nothing is mended before it is said what becomes of everything."""
        self.go_on.setEnabled(self.table.complete)


def _differences(damage: Damage) -> str:
    """What the best source would change, field by field."""
    if not damage.sources:
        return ""
    differs = QCoreApplication.translate("MendDialog", "{field}: {now} → {found}")
    lines = [
        differs.format(field=word("field", field), now=now or "∅", found=found or "∅")
        for field, now, found in damage.differing(damage.sources[0])
    ]
    rest = ["…"] if len(lines) > _SHOWN else []
    return "\n".join([*lines[:_SHOWN], *rest])


def _shown(said: Said) -> str:
    return speak(said) if isinstance(said, Sentence) else said or "∅"


def _when(at: datetime) -> str:
    return at.astimezone().strftime("%m-%d %H:%M")
