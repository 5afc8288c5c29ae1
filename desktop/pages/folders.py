"""The folders that workbooks come from and go to: next time the same ones as last time."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


def documents() -> Path:
    """Where a person keeps documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


@dataclass
class Folders:
    """Where files were last taken from, and where they were last put."""

    import_folder: Path = field(default_factory=documents)
    export_folder: Path = field(default_factory=documents)


def open_folder(folder: Path) -> None:
    """Show a folder in the system's own window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
