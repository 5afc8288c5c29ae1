"""看板: headquarters' consolidated picture, from five totals down to one target."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.board import Board, BoardLine
from db.errors import Refusal
from desktop.desk import Desk
from desktop.operations.board import Discipline, board_story
from desktop.pages.actions import Actions, Answers
from desktop.pages.board_columns import BECAUSE, LEAD, target_columns, voices_text
from desktop.pages.board_lenses import Lens, Looked
from desktop.pages.board_picture import Counts, Selection, heat, selected
from desktop.pages.discipline_dialog import DisciplineDialog
from desktop.pages.errands import Errands
from desktop.pages.heat import HeatMap
from desktop.pages.page import Page
from desktop.pages.period_box import PeriodBox
from desktop.pages.runner import Runner, Topic
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.empty import EmptyView
from desktop.widgets.fitting import fit
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import RowsModel
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, Theme, dress, scaled
from desktop.widgets.totals import Totals
from desktop.widgets.words import speak

_NOW: Final = QDate(2000, 1, 1)
_CAPTION = 32
_DETAIL = 64
# From which width on the list shows who leads, and from which on it says why.
_ROOMY = 1240
_WIDE = 1560


class BoardPage(Page):
    """Totals, the heat map, and the targets of what is selected in them."""

    def __init__(
        self, desk: Desk, theme: Theme, runner: Runner, errands: Errands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._runner = runner
        self._errands = errands
        self._board: Board | None = None
        self._counts = Counts((), {})
        self._failed = False
        self.periods = PeriodBox(desk, runner, self)
        self.totals = Totals(theme, self)
        self.heat = HeatMap(theme, self)
        self.lens = QComboBox(self)
        self.lens.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.lens.setAccessibleName(self.tr("What the list shows"))
        self.policy = QComboBox(self)
        self.policy.setAccessibleName(self.tr("Lamps by which rule"))
        # Other rules come after the first show.
        self.policy.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.policy.addItem(self.tr("Adopted rules"), "")
        self.day = QDateEdit(self)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setAccessibleName(self.tr("As it stood at the end of a day"))
        self.day.setToolTip(self.day.accessibleName())
        # The first of all days stands for now.
        self.day.setSpecialValueText(self.tr("As it stands now"))
        self.day.setMinimumDate(_NOW)
        self.day.setMaximumDate(QDate.currentDate())
        self.day.setDate(_NOW)
        self.standing = QLabel(self)
        dress(self.standing, Part.SECONDARY)
        self.discipline_button = QPushButton(self.tr("How units report…"), self)
        self._discipline: Sequence[Discipline] = ()
        self._lenses: Sequence[Lens] = ()
        self.targets = RowsModel(target_columns(), self)
        self.target_table = KeyTable(self.targets, theme, 1, self.tr("Targets of the selection"), self)
        self.empty = EmptyView(self)
        self._place = ("", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, 0)
        column.setSpacing(GAP)
        column.addLayout(self._head())
        column.addWidget(self.totals)
        column.addWidget(self.standing)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._picture())
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)
        self._connect()
        self.periods.refresh()

    def refresh(self) -> None:
        """Load the board again."""
        code = self.periods.code
        if code:
            policy = str(self.policy.currentData() or "")
            day = None if self.day.date() == _NOW else date.fromisoformat(self.day.date().toString("yyyy-MM-dd"))
            self._runner.run(
                lambda _progress: Looked.at(board_story(self._desk, code, day, policy)),
                self._on_loaded,
                failed=self._on_failed,
            )
        else:
            self.periods.refresh()

    def take_focus(self) -> None:
        """The keys go to the targets."""
        self.target_table.setFocus()

    def export(self) -> None:
        """Write the summary workbook of the period that is shown."""
        if self.periods.code:
            self._errands.consolidating.export_summary(self.periods.code)

    def commands(self, actions: Actions) -> Answers:
        """Loading again and exporting."""
        return {actions.refresh: self.refresh, actions.export: self.export}

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is room, the sentence joins the row."""
        super().resizeEvent(event)
        self.target_table.setColumnHidden(LEAD, self.width() < _ROOMY)
        self.target_table.setColumnHidden(BECAUSE, self.width() < _WIDE)

    def _connect(self) -> None:
        self.periods.chosen.connect(self.refresh)
        self.totals.changed.connect(self._on_lamps)
        self.heat.picked.connect(self._on_picked)
        self.lens.activated.connect(self._show_targets)
        self.policy.activated.connect(self.refresh)
        self.day.dateChanged.connect(self.refresh)
        self.discipline_button.clicked.connect(self._on_discipline)
        self.target_table.chosen.connect(self._on_target)
        self.target_table.opened.connect(self._on_origin)
        self.empty.pressed.connect(self._on_empty)
        self.no_match.pressed.connect(self._clear)
        self._runner.changed.connect(self._on_changed)

    def _head(self) -> QHBoxLayout:
        title = QLabel(self.tr("Board"), self)
        dress(title, Part.TITLE)
        self.note = ElidedLabel(self)
        dress(self.note, Part.CAPTION)
        self.export_button = QPushButton(self.tr("Export summary…"), self)
        dress(self.export_button, Part.PRIMARY)
        self.export_button.clicked.connect(self.export)
        row = QHBoxLayout()
        row.setSpacing(GAP_SMALL)
        row.addWidget(title)
        row.addSpacing(GAP_SMALL)
        row.addWidget(self.note, 1)
        row.addWidget(self.discipline_button)
        row.addWidget(self.policy)
        row.addWidget(self.day)
        row.addWidget(self.periods)
        row.addWidget(self.export_button)
        return row

    def _picture(self) -> QSplitter:
        """The heat map at the left, its targets at the right."""
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GAP)
        left, right = QWidget(split), QWidget(split)
        self.missing = ElidedLabel(left)
        self.missing.setFixedHeight(_CAPTION)
        dress(self.missing, Part.SECONDARY)
        lefts = QVBoxLayout(left)
        lefts.setContentsMargins(0, 0, 0, 0)
        lefts.setSpacing(GAP_SMALL)
        lefts.addWidget(self.missing)
        lefts.addWidget(self.heat, 1)
        self._fill_right(right)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([408, 680])
        split.setStretchFactor(1, 1)
        return split

    def _fill_right(self, right: QWidget) -> None:
        self.caption = QLabel(right)
        dress(self.caption, Part.SECONDARY)
        self.clear_button = QPushButton(self.tr("Show all"), right)
        dress(self.clear_button, Part.LINK)
        self.clear_button.clicked.connect(self._clear)
        self.no_match = EmptyView(right)
        self.no_match.explain(
            self.tr("No target matches the filter"),
            self.tr("There are targets, but none with these lamps in this unit and area."),
            self.tr("Show all"),
        )
        self._list = QStackedWidget(right)
        self._list.addWidget(self.target_table)
        self._list.addWidget(self.no_match)
        self.detail_title, self.detail = ElidedLabel(right), QLabel(right)
        self.detail.setWordWrap(True)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        dress(self.detail, Part.SECONDARY)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        line = QHBoxLayout()
        self.caption.setFixedHeight(_CAPTION)
        line.addWidget(self.lens)
        line.addWidget(self.caption, 1)
        line.addWidget(self.clear_button)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_SMALL)
        column.addLayout(line)
        column.addWidget(self._list, 1)
        column.addWidget(self.detail_title)
        column.addWidget(self._scrolling(self.detail))

    def _scrolling(self, words: QLabel) -> QScrollArea:
        """Room for three lines; what many units say scrolls."""
        area = QScrollArea(words.parentWidget())
        area.setWidgetResizable(True)
        area.setWidget(words)
        area.setFixedHeight(scaled(_DETAIL))
        area.viewport().setAutoFillBackground(False)
        area.setAccessibleName(self.tr("About the selected target"))
        return area

    def _on_loaded(self, looked: Looked) -> None:
        self._failed = False
        board = self._board = looked.story.board
        self._counts = looked.heat
        self._show_choices(looked)
        note = " · ".join(part for part in (board.plan.title, board.plan.note) if part)
        self.note.setText(note)
        self.totals.show_counts(looked.counts)
        self._say_missing(board)
        reported = any(report is not None for report in board.reports.values())
        self.totals.setVisible(reported)
        self.standing.setVisible(reported)
        if reported:
            self._stack.setCurrentIndex(0)
            self._on_lamps()
        else:
            self.empty.explain(
                self.tr("No report has come in for {period} yet").format(period=speak(board.period.title)),
                self.tr(
                    "Issue the assignment workbooks on the exchange page; when departments send their reports back, "
                    "drop them on this window or import them here."
                ),
                self.tr("Import…"),
            )
            self._stack.setCurrentWidget(self.empty)

    def _show_choices(self, looked: Looked) -> None:
        """What the list can be looked at through and the rules there are; what was chosen stays chosen."""
        chosen = self.lens.currentIndex()
        self._lenses = looked.lenses
        self.lens.clear()
        self.lens.addItems([one.words for one in self._lenses])
        self.lens.setCurrentIndex(chosen if 0 <= chosen < len(self._lenses) else 0)
        for name in looked.story.policies:
            if self.policy.findData(name) < 0:
                self.policy.addItem(self.tr("On trial: {rule}").format(rule=name), name)
        self.standing.setText(looked.standing)
        self._discipline = looked.story.discipline

    @property
    def _why(self) -> Mapping[str, str] | None:
        """Why each target is in the list; None where all are."""
        return self._lenses[self.lens.currentIndex()].said if self._lenses else None

    def _say_missing(self, board: Board) -> None:
        total, missing = len(board.reports), board.missing
        if missing:
            said = self.tr("{count} of {total} units have reported. Missing: {units}").format(
                count=total - len(missing), total=total, units="、".join(missing)
            )
        else:
            said = self.tr("All {total} units have reported.").format(total=total)
        self.missing.setText(said)

    def _on_lamps(self) -> None:
        if self._board is not None:
            rows = heat(self._board, self._counts, self.totals.pressed)
            self.heat.picture.set_picture(self._counts.areas, rows)
            self._show_targets()

    def _on_picked(self, unit: str, area: str) -> None:
        self._place = (unit, area)
        self._show_targets()

    def _show_targets(self) -> None:
        if self._board is None:
            return
        unit, area = self._place
        selection = Selection(self.totals.pressed, unit, area)
        lines = list(selected(self._board.lines, selection))
        why = self._why
        if why is not None:
            order = {key: place for place, key in enumerate(why)}
            lines = sorted((one for one in lines if one.target.key in order), key=lambda one: order[one.target.key])
        self.target_table.show_rows(lines, lambda line: line.target.key)
        self._list.setCurrentWidget(self.target_table if lines else self.no_match)
        self.clear_button.setVisible(selection != Selection() or why is not None)
        place = [self._board.plan.units[unit]] if unit else []
        place += [area] if area else []
        said = self.tr("Targets: {count}").format(count=len(lines))
        self.caption.setText(" · ".join([*place, said]))

    def _clear(self) -> None:
        self.heat.clearSelection()
        self.lens.setCurrentIndex(0)
        self.totals.release()
        # What was pressed is not there any more.
        self.target_table.setFocus()

    def _on_target(self) -> None:
        line: BoardLine | None = self.target_table.chosen_row
        said: Sequence[str] = ()
        if line is not None:
            why = (self._why or {}).get(line.target.key, "")
            said = (*([why] if why else []), speak(line.judgement.because), voices_text(line))
        self.detail_title.setText("" if line is None else f"{line.target.code} {line.target.title}")
        self.detail.setText("\n".join(said))

    def _on_discipline(self) -> None:
        """Show how every unit has reported over the year."""
        dialog = DisciplineDialog(self._discipline, self._theme, self)
        fit(dialog)
        dialog.open()

    def _on_origin(self) -> None:
        """Open what made the figure of the selected target."""
        line: BoardLine | None = self.target_table.chosen_row
        if line is not None and self._board is not None:
            self._errands.consolidating.show_origins(self._board.period.code, line.target.key)

    def _on_failed(self, refusal: Refusal) -> None:
        self._failed = True
        why = speak(refusal.sentence)
        self.empty.explain(self.tr("The board cannot be read"), why, self.tr("Try again"), Part.ERROR)
        self._stack.setCurrentWidget(self.empty)

    def _on_empty(self) -> None:
        if self._failed:
            self.refresh()
        else:
            self._errands.import_files()

    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if topics & {Topic.REPORTS, Topic.PLAN}:
            self.refresh_when_seen()
