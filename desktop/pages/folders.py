"""The folders that workbooks come from and go to: those of the settings at first, then the ones used last."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.pages.work import Work
from desktop.settings import EXPORT_FOLDER, IMPORT_FOLDER, Settings
from desktop.widgets.theme import Part
from desktop.widgets.words import speak
from resources.texts import Sentence


class Folders:
    """Where files were last taken from, and where they were last put."""

    def __init__(self, settings: Settings) -> None:
        self.import_folder: Path = settings.folder(IMPORT_FOLDER)
        self.export_folder: Path = settings.folder(EXPORT_FOLDER)


def open_folder(folder: Path) -> None:
    """Show a folder in the system's own window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def tell_written(work: Work, folders: Folders, said: str, folder: Path, tone: Part = Part.GOOD) -> None:
    """Say above the page what was written, with the way to its folder, where the next file goes as well."""
    folders.export_folder = folder
    open_it = QCoreApplication.translate("Folders", "Open folder")
    work.notice.say(said, tone, (open_it, partial(open_folder, folder)))


def tell_renamed(work: Work, folders: Folders, said: str, folder: Path, note: Sentence | None) -> None:
    """The same of several files; `note` tells of those that had to take a second name."""
    if note is None:
        tell_written(work, folders, said, folder)
    else:
        tell_written(work, folders, f"{said} {speak(note)}", folder, Part.QUERY)
