"""设置: a card per group of settings, made from their declarations; what is chosen holds and is kept at once."""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.pages.dialogs import Chooser
from desktop.pages.page import Page
from desktop.pages.settings.editors import FlagBox, editor_of
from desktop.settings import SETTINGS, Group, Setting, Settings
from desktop.widgets.theme import GAP, GAP_LARGE, GAP_SMALL, MARGIN, Part, dress
from desktop.widgets.words import speak, word

_WIDEST: Final = 1200
# So that no column has to be scrolled in a small window.
_COLUMNS: Final = ((Group.PEOPLE, Group.PLACES), (Group.LOOK, Group.ASKING, Group.SECURITY))


class SettingsPage(Page):
    """The cards, two beside each other; what is no setting of the window but of the open database is asked for."""

    trust_requested = Signal()
    access_requested = Signal()
    backups_requested = Signal()

    def __init__(self, settings: Settings, chooser: Chooser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._chooser = chooser
        self.editors: dict[str, QWidget] = {}
        self.restore_buttons: dict[Group, QPushButton] = {}
        title = QLabel(self.tr("Settings"), self)
        dress(title, Part.TITLE)
        self.access_button = QPushButton(self.tr("Encryption and passphrase…"), self)
        self.access_button.clicked.connect(self.access_requested)
        self.trust_button = QPushButton(self.tr("Trust and checks…"), self)
        self.trust_button.clicked.connect(self.trust_requested)
        self.backups_button = QPushButton(self.tr("Backups…"), self)
        self.backups_button.clicked.connect(self.backups_requested)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        for button in (self.access_button, self.trust_button, self.backups_button):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self._scrolling(), 1)

    def _scrolling(self) -> QScrollArea:
        area, inside = QScrollArea(self), QWidget(self)
        area.setWidgetResizable(True)
        area.setAccessibleName(self.tr("Settings"))
        # Whatever in it has the keys is brought into sight.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.setMaximumWidth(_WIDEST)
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP_LARGE)
        for groups in _COLUMNS:
            cards = QVBoxLayout()
            cards.setSpacing(GAP_LARGE)
            for group in groups:
                cards.addWidget(self._card(group, inside))
            cards.addStretch(1)
            columns.addLayout(cards, 1)
        area.setWidget(inside)
        area.setAlignment(Qt.AlignmentFlag.AlignLeft)
        return area

    def _card(self, group: Group, inside: QWidget) -> QFrame:
        card = QFrame(inside)
        dress(card, Part.CARD)
        heading = QLabel(word("setting", group), card)
        dress(heading, Part.HEADING)
        restore = QPushButton(self.tr("Restore defaults"), card)
        restore.setAccessibleDescription(heading.text())
        dress(restore, Part.LINK)
        restore.clicked.connect(partial(self._settings.restore, group))
        self.restore_buttons[group] = restore
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(restore)
        rows = QGridLayout()
        rows.setHorizontalSpacing(GAP_LARGE)
        rows.setVerticalSpacing(GAP_SMALL)
        rows.setColumnStretch(1, 1)
        for setting in SETTINGS:
            if setting.group is group:
                self._add_row(rows, setting, card)
        column = QVBoxLayout(card)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addLayout(rows)
        column.addStretch(1)
        return card

    def _add_row(self, rows: QGridLayout, setting: Setting[Any], card: QWidget) -> None:
        """The title at the left, the editor at the right, below it what should be known."""
        editor = editor_of(setting, self._settings, self._chooser, card)
        self.editors[setting.key] = editor
        row = rows.rowCount()
        if isinstance(editor, FlagBox):
            rows.addWidget(editor, row, 0, 1, 2)
            return
        label = QLabel(speak(setting.title), card)
        label.setBuddy(editor)
        rows.addWidget(label, row, 0)
        rows.addWidget(editor, row, 1)
        if setting.note is not None:
            note = QLabel(speak(setting.note), card)
            note.setWordWrap(True)
            dress(note, Part.CAPTION)
            rows.addWidget(note, row + 1, 1)
