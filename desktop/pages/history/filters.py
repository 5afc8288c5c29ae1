"""The line above the history: which changes are shown."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from db.vocabulary import Origin
from desktop.operations.changes import Wanted
from desktop.operations.finding import TargetName
from desktop.widgets.theme import GAP_SMALL, Part, dress
from desktop.widgets.words import word

_FIELDS: Final = (
    *("increment", "value", "status", "narrative", "problems", "next_steps", "explanation", "evidence", "reply"),
    *("done_on", "state"),
)
# How many days back, today being the first; 0 for all of them.
_DAYS: Final = (0, 1, 7, 31)


class Filters(QWidget):
    """`changed` tells that other changes are wanted."""

    changed = Signal()
    # What asks for everything.
    ALL: Final = Wanted()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._names: Sequence[TargetName] = ()
        self.search = QLineEdit(self)
        dress(self.search, Part.SEARCH)
        self.search.setPlaceholderText(self.tr("Find a target or its initials  Ctrl+F"))
        self.search.setAccessibleName(self.tr("Find a target"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(280)
        self.field = self._box(
            self.tr("Field"), [(self.tr("All fields"), "")] + [(word("field", f), f) for f in _FIELDS]
        )
        origins = [(word("origin", origin), str(origin)) for origin in Origin]
        self.origin = self._box(self.tr("Where from"), [(self.tr("From anywhere"), ""), *origins])
        words = (self.tr("At any time"), self.tr("Today"), self.tr("Last 7 days"), self.tr("Last 31 days"))
        self.days = self._box(self.tr("Time"), list(zip(words, _DAYS, strict=True)))
        self.imported = QCheckBox(self.tr("With what was imported"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_SMALL)
        for widget in (self.field, self.origin, self.days, self.imported):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.search, 2)
        self.search.textChanged.connect(self.changed)
        self.imported.toggled.connect(self.changed)

    def set_targets(self, names: Sequence[TargetName]) -> None:
        """The targets that may be searched for."""
        self._names = names

    @property
    def wanted(self) -> Wanted:
        """Which changes are to be shown."""
        origin, days = self.origin.currentData(), int(self.days.currentData())
        return Wanted(
            targets=self._found(),
            field=str(self.field.currentData()),
            origin=Origin(origin) if origin else None,
            since=_days_back(days) if days else None,
            imported=self.imported.isChecked(),
        )

    def clear(self) -> None:
        """Ask for everything."""
        self.search.clear()
        for box in (self.field, self.origin, self.days):
            box.setCurrentIndex(0)
        self.changed.emit()

    def _found(self) -> frozenset[str] | None:
        words = self.search.text().lower().split()
        if not words:
            return None
        return frozenset(
            one.key
            for one in self._names
            if all(part in f"{one.code} {one.title}".lower() or part in one.initials for part in words)
        )

    def _box(self, name: str, choices: Sequence[tuple[str, str | int]]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        for words, data in choices:
            box.addItem(words, data)
        box.activated.connect(self.changed)
        return box


def _days_back(days: int) -> datetime:
    """The beginning of the day so many days back, by the clock on the wall; in UTC."""
    today = datetime.now().astimezone().date()
    return datetime.combine(today - timedelta(days=days - 1), time.min).astimezone(UTC)
