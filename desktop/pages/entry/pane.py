"""The pane beside the grid: it explains the row under the cursor, and takes its texts."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from db.figures import rounded, shown
from db.progress import projection
from db.vocabulary import Lamp, Role, Severity, Status
from desktop.desk import Desk
from desktop.operations.editing import CellEdit
from desktop.operations.entry import EntryRow, EntrySheet
from desktop.pages.dialogs import Chooser
from desktop.pages.entry.cell_history import CellHistory
from desktop.pages.entry.curve import points_of
from desktop.pages.entry.evidence import EvidenceBox
from desktop.pages.entry.facts import Facts
from desktop.pages.entry.model import severity_of
from desktop.pages.entry.nodes import NodeList
from desktop.pages.entry.texts import TextBlock
from desktop.pages.runner import Runner
from desktop.widgets.curve import Curve
from desktop.widgets.fitting import lay_out
from desktop.widgets.lamp import LampMark
from desktop.widgets.slices import Slices
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, Theme, dress, scaled
from desktop.widgets.words import speak, word
from resources.texts import say

PANE_WIDTH: Final = 280
_FIELDS: Final = ("narrative", "problems", "next_steps", "explanation", "evidence", "reply")


class EntryPane(QFrame):
    """`edited` tells a CellEdit, `typed` an unfinished one; `node_done` a node's key, its day or None, and its note."""

    edited = Signal(object)
    typed = Signal(object)
    # The key of a target and a field of it, in which everything is as it was.
    given_up = Signal(object)
    node_done = Signal(str, object, str)
    # Files were attached or taken away.
    evidence_changed = Signal()
    # Somebody wants to go back to the grid.
    left = Signal()

    status: QComboBox
    nodes: NodeList
    evidence: EvidenceBox
    history: CellHistory

    def __init__(self, desk: Desk, theme: Theme, runner: Runner, chooser: Chooser, parent: QWidget) -> None:
        super().__init__(parent)
        theme.changed.connect(self._fit)
        self._fit()
        dress(self, Part.CARD)
        self._row: EntryRow | None = None
        # Making what is in it takes as long as making the rest of its page.
        self._make: Iterator[None] = self._made(desk, theme, runner, chooser)
        self._body = QWidget(self)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._column.setSpacing(GAP_SMALL)
        self.texts: dict[str, TextBlock] = {}
        self._scroll = QScrollArea(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._scroll)
        self._body.hide()
        # Nothing is shown in it before there is a row, which is read meanwhile.
        Slices(self._make, lambda: None, self, at_once=False)

    def _made(self, desk: Desk, theme: Theme, runner: Runner, chooser: Chooser) -> Iterator[None]:
        """Make what is in it, a part at each step."""
        self._head(theme)
        yield
        self.status = self._status_box()
        self.nodes = NodeList(theme, self._body)
        self.nodes.done.connect(self.node_done)
        self._column.addWidget(self.nodes)
        self.evidence = EvidenceBox(desk, runner, chooser, self._body)
        self.evidence.changed.connect(self.evidence_changed)
        for field in _FIELDS:
            yield
            self._add_text(field)
            if field == "evidence":
                self._column.addWidget(self.evidence)
        self.history = CellHistory(desk, runner, self._body)
        self._column.addWidget(self.history)
        self._column.addStretch(1)
        yield
        self._scroll.setWidget(self._body)
        self._scroll.setWidgetResizable(True)
        # A scroll area paints the window's ground behind its widget; the card's shows through instead.
        self._body.setAutoFillBackground(False)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _finish(self) -> None:
        """Make at once what is not there yet."""
        for _ in self._make:
            pass

    def to_top(self) -> None:
        """As it is when it is opened: at its top, with no history unfolded."""
        self._finish()
        self.history.link.setChecked(False)
        self._scroll.verticalScrollBar().setValue(0)

    def store(self) -> None:
        """Hand over what is being typed."""
        for block in self.texts.values():
            block.text.store()

    def editor_of(self, field: str) -> QWidget | None:
        """Where a field is typed in; None where the grid alone takes it."""
        if field == "status":
            return self.status
        return self.texts[field].text if field in self.texts else None

    def wanted_text(self) -> QWidget:
        """The text that the checks ask for, or the narrative."""
        asked = next((field for field in _FIELDS if self._row and severity_of(self._row, field)), "narrative")
        return self.texts[asked].text

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc leads back to the grid."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def show_row(self, row: EntryRow | None, sheet: EntrySheet | None) -> None:
        """Explain another row, or the same one as it is by now."""
        if row is None or sheet is None:
            self._body.hide()
            self._row = None
            return
        if self._row is not None and self._row.target.key != row.target.key:
            self.store()
        self._row = row
        self._finish()
        self._explain(row, sheet)
        self._fill(row, locked=sheet.closed)
        self._body.show()
        # Else it would move once more after it was painted.
        lay_out(self)

    def _fit(self) -> None:
        """As wide as texts of this size need."""
        self.setFixedWidth(scaled(PANE_WIDTH))

    def _head(self, theme: Theme) -> None:
        self._code, self._title, self._asked, self._because = (QLabel(self._body) for _ in range(4))
        dress(self._code, Part.CAPTION)
        dress(self._title, Part.HEADING)
        dress(self._asked, Part.SECONDARY)
        dress(self._because, Part.SECONDARY)
        self._curve = Curve(theme, self._body)
        self._mark = LampMark(theme, Lamp.GREY, self._body)
        for label in (self._title, self._asked, self._because):
            label.setWordWrap(True)
        because = QHBoxLayout()
        because.setSpacing(6)
        because.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        because.addWidget(self._because, 1)
        self.facts = Facts(self._body)
        for widget in (self._code, self._title, self._asked, self.facts, self._curve):
            self._column.addWidget(widget)
        self._column.addLayout(because)
        self._column.addSpacing(GAP - GAP_SMALL)

    def _status_box(self) -> QComboBox:
        label = QLabel(self.tr("Status"), self._body)
        dress(label, Part.CAPTION)
        box = QComboBox(self._body)
        box.setAccessibleName(self.tr("Status"))
        box.addItem("", "")
        for status in Status:
            box.addItem(word("status", status), str(status))
        box.activated.connect(self._on_status)
        label.setBuddy(box)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(box, 1)
        self._column.addLayout(row)
        return box

    def _add_text(self, field: str) -> None:
        block = TextBlock(field, self._body)
        block.edited.connect(lambda text: self._tell(self.edited, field, text))
        block.typed.connect(lambda text: self._tell(self.typed, field, text))
        block.given_up.connect(lambda: self._on_given_up(field))
        self.texts[field] = block
        self._column.addWidget(block)

    def _explain(self, row: EntryRow, sheet: EntrySheet) -> None:
        target = row.target
        self._code.setText(f"{target.code}　{word('measure', target.goal.measure)}")
        self._title.setText(target.title)
        self._asked.setText("\n".join(line for line in (_asked(row), target.note) if line))
        self.facts.show_row(row)
        said = speak(row.judgement.because)
        year_end = projection(target.goal, row.value, sheet.period)
        if year_end is not None and target.goal.adds_up:
            about = f"{shown(rounded(year_end, target.decimals), target.decimals)} {target.goal.unit}"
            said += self.tr(" At this pace about {figure} by the year's end.").format(figure=about)
        self._because.setText(said)
        self._mark.set_lamp(row.judgement.lamp)
        self._curve.show_points(points_of(row, sheet), said)

    def _fill(self, row: EntryRow, *, locked: bool) -> None:
        self.status.setCurrentIndex(self.status.findData(str(row.answer.status or "")))
        self.status.setEnabled(not locked)
        self.nodes.show_nodes(row, locked=locked)
        for field, block in self.texts.items():
            severity = severity_of(row, field)
            offered = row.before.narrative if field == "narrative" else ""
            text = str(getattr(row.answer, field))
            block.show_text(_caption(field, row, severity), text, offered, severity=severity, locked=locked)
        self.evidence.show_files(row, locked=locked)
        self.texts["reply"].setVisible(bool(row.comments or row.answer.reply))

    def _on_status(self) -> None:
        if self._row is not None:
            self.edited.emit(CellEdit(self._row.target.key, "status", str(self.status.currentData())))

    def _tell(self, signal: SignalInstance, field: str, text: str) -> None:
        if self._row is not None:
            signal.emit(CellEdit(self._row.target.key, field, text))

    def _on_given_up(self, field: str) -> None:
        if self._row is not None:
            self.given_up.emit((self._row.target.key, field))


def _caption(field: str, row: EntryRow, severity: Severity | None) -> str:
    """The field's name, that it is needed, and above an answer what is to be answered."""
    name = word("field", field)
    if field == "reply":
        return "\n".join([name, *(f"{word('field', one.field)}：{one.comment}（{one.who}）" for one in row.comments)])
    if field == "explanation" and severity is not None:
        return QCoreApplication.translate("EntryPane", "{field} (needed)").format(field=name)
    return name


def _asked(row: EntryRow) -> str:
    """What the year asks for, what this unit is to it, and who leads where another does."""
    goal = row.target.goal
    parts = [word("role", row.role)]
    if goal.target is not None:
        figure = f"{shown(goal.target, row.target.decimals)}{'' if goal.unit == '%' else ' '}{goal.unit}"
        parts.insert(0, speak(say(f"asked.{goal.comparator}", target=figure)))
    if row.role is not Role.LEAD and row.lead:
        parts.append(row.lead)
    return " · ".join(parts)
