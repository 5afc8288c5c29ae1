"""The folders that workbooks come from and go to: those of the settings at first, then the ones used last."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.settings import EXPORT_FOLDER, IMPORT_FOLDER, Settings


class Folders:
    """Where files were last taken from, and where they were last put."""

    def __init__(self, settings: Settings) -> None:
        self.import_folder: Path = settings.folder(IMPORT_FOLDER)
        self.export_folder: Path = settings.folder(EXPORT_FOLDER)


def open_folder(folder: Path) -> None:
    """Show a folder in the system's own window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
