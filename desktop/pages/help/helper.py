"""The help menu: help on a page, what is new, the log, and what this program is."""

from typing import Final

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtWidgets import QWidget

from desktop.log import log_folder
from desktop.own_folder import program_folder
from desktop.pages.actions import Actions, Answers
from desktop.settings import Settings
from desktop.widgets.words import language
from resources.papers import help_text, newest_changes, program_version, third_party

# The version whose changes were shown last; nobody sets it.
_SEEN: Final = "news/seen"


class Helper(QObject):
    """Answers from the help menu; one text is open at a time."""

    def __init__(self, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._window = window

    def answers(self, actions: Actions) -> Answers:
        """What it answers, whatever is in the window."""
        return {actions.news: self.show_news, actions.log: self.open_log, actions.about: self.show_about}

    def show_help(self, page: str) -> None:
        """The help for a page."""
        self._read(self.tr("Help"), help_text(page, language()))

    def show_news(self) -> None:
        """What the newest version changed."""
        self._read(self.tr("What is new"), newest_changes(language()))

    def show_news_once(self) -> None:
        """What is new after an upgrade, once; somebody who has just begun finds everything new."""
        store, now = self._settings.store, program_version()
        seen = store.value(_SEEN, "", type=str)
        store.setValue(_SEEN, now)
        if seen and seen != now:
            self.show_news()

    def open_log(self) -> None:
        """The folder of the log, in the program that shows folders."""
        from PySide6.QtGui import QDesktopServices

        log_folder().mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))

    def show_about(self) -> None:
        """What this program is."""
        parts = [
            "# " + self.tr("Target Desk"),
            self.tr("Version {version}").format(version=program_version()),
            self.tr(
                "Departments report progress on the year's targets offline; headquarters consolidates their workbooks."
            ),
            self.tr("© 2026 Target Desk contributors"),
            self.tr("Licensed under the Apache License 2.0. It uses Qt and PySide6 under the LGPL 3."),
            *self._of_others(),
        ]
        self._read(self.tr("About"), "\n\n".join(parts))

    def _of_others(self) -> list[str]:
        """What a bundle holds of others, with the way to their licences; elsewhere each package has its own."""
        folder, table = program_folder(), third_party()
        if folder is None or not table:
            return []
        link = QUrl.fromLocalFile(str(folder / "licences.txt")).toString(QUrl.ComponentFormattingOption.FullyEncoded)
        texts = self.tr("The texts of all licences")
        return ["## " + self.tr("Software of others"), f"[{texts}]({link})", table]

    def _read(self, title: str, markdown: str) -> None:
        from desktop.pages.help.reader import Reader

        reader = self._window.findChild(Reader)
        if reader is None:
            reader = Reader(self._window)
            reader.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        reader.read(title, markdown)
