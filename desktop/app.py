"""Starting the window: the application, its language, its look."""

import sys
import traceback
from functools import partial
from importlib.resources import files
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QSettings, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop import responsive
from desktop.main_window import MainWindow
from desktop.pages.dialogs import Chooser
from desktop.widgets.theme import Theme
from resources.texts import Language

NAME = "target-desk"


def speak_in(application: QApplication, language: Language) -> None:
    """Make the window speak a language; English is what its sources are written in."""
    if language == "en":
        return
    ours = files("resources").joinpath("translations", "zh_CN.qm")
    own, qt = QTranslator(application), QTranslator(application)
    own.load(str(ours))
    qt.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for translator in (qt, own):
        application.installTranslator(translator)


def application_of(arguments: list[str]) -> QApplication:
    """The application, named so that its settings and data have a place of their own."""
    responsive.set_up()
    application = QApplication(arguments)
    application.setApplicationName(NAME)
    application.setDesktopFileName(NAME)
    application.setWindowIcon(application_icon())
    return application


def application_icon() -> QIcon:
    """The program's mark."""
    return QIcon(str(files("resources").joinpath("icons", "target-desk.svg")))


def run_window(database: Path | None) -> int:
    """Show the window, on a database where one is named; the exit code.

    Where another window has the database already, that one comes forward and this program ends.
    """
    application = application_of(sys.argv[:1])
    speak_in(application, "zh")
    application.setApplicationDisplayName(application.translate("MainWindow", "Target Desk"))
    settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, NAME, "window")
    window = MainWindow(Theme(application), settings, Chooser())
    sys.excepthook = partial(show_bug, window)
    if database is not None and not window.open_database(database):
        return 0
    window.show()
    return application.exec()


def show_bug(window: MainWindow, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Show what went wrong in a slot, where Qt would go on without a word."""
    sys.__excepthook__(kind, error, trace)
    window.show_crash("".join(traceback.format_exception(kind, error, trace)))


def main() -> None:
    """Show the window on the database that is named on the command line, if one is."""
    named = sys.argv[1:2]
    sys.exit(run_window(Path(named[0]) if named else None))
