"""One editor per kind of setting; each shows what is set, sets what is chosen at once, and hears of others' changes."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.pages.dialogs import Chooser
from desktop.settings import Setting, Settings
from desktop.widgets.theme import GAP_SMALL
from desktop.widgets.words import speak


class ChoiceBox(QComboBox):
    """One of the choices."""

    def __init__(self, setting: Setting[Any], settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._setting, self._settings = setting, settings
        self.setAccessibleName(speak(setting.title))
        for value, words in setting.choices:
            self.addItem(speak(words), value)
        self.activated.connect(self._on_activated)
        settings.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.setCurrentIndex(self.findData(self._settings.get(self._setting)))

    def _on_activated(self) -> None:
        self._settings.set(self._setting, self.currentData())


class FlagBox(QCheckBox):
    """Yes or no; the title stands beside it."""

    def __init__(self, setting: Setting[bool], settings: Settings, parent: QWidget) -> None:
        super().__init__(speak(setting.title), parent)
        self._setting, self._settings = setting, settings
        self.clicked.connect(self._on_clicked)
        settings.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.setChecked(self._settings.get(self._setting))

    def _on_clicked(self) -> None:
        self._settings.set(self._setting, self.isChecked())


class TextLine(QLineEdit):
    """A line of text."""

    def __init__(self, setting: Setting[str], settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._setting, self._settings = setting, settings
        self.setAccessibleName(speak(setting.title))
        self.textEdited.connect(self._on_edited)
        settings.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        text = self._settings.get(self._setting)
        # The blank that somebody is about to write on after is theirs to keep.
        if text != self.text().strip():
            self.setText(text)

    def _on_edited(self, text: str) -> None:
        self._settings.set(self._setting, text.strip())


class FolderLine(QWidget):
    """A folder, chosen with the dialog of the system."""

    def __init__(self, setting: Setting[str], settings: Settings, chooser: Chooser, parent: QWidget) -> None:
        super().__init__(parent)
        self._setting, self._settings, self._chooser = setting, settings, chooser
        self.line = QLineEdit(self)
        self.line.setReadOnly(True)
        self.line.setAccessibleName(speak(setting.title))
        self.line.setPlaceholderText(self.tr("Not chosen"))
        self.button = QPushButton(self.tr("Choose…"), self)
        self.button.setAccessibleDescription(speak(setting.title))
        self.button.clicked.connect(self._on_choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_SMALL)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        settings.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        folder = self._settings.get(self._setting)
        self.line.setText(folder)
        self.line.setToolTip(folder)

    def _on_choose(self) -> None:
        start = self._settings.folder(self._setting)
        chosen = self._chooser.folder(self, speak(self._setting.title), start)
        if chosen is not None:
            self._settings.set(self._setting, str(chosen))


def editor_of(setting: Setting[Any], settings: Settings, chooser: Chooser, parent: QWidget) -> QWidget:
    """The editor that fits a setting."""
    if setting.choices:
        return ChoiceBox(setting, settings, parent)
    if setting.folder:
        return FolderLine(setting, settings, chooser, parent)
    if isinstance(setting.default, bool):
        return FlagBox(setting, settings, parent)
    return TextLine(setting, settings, parent)
