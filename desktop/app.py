"""Starting the window: the application, its language, its look."""

import sys
import traceback
from collections.abc import Sequence
from functools import partial
from importlib.resources import files
from types import TracebackType
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QLibraryInfo, QSettings, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop import responsive
from desktop.faults import heard
from desktop.handed import Handed
from desktop.identity import take_taskbar_id
from desktop.instance import call_window
from desktop.log import LOG, start_log
from desktop.own_folder import NAME, settings_store, unwritable
from desktop.pulse import Pulse
from desktop.settings import DENSITY, FONT_SIZE, LANGUAGE, THEME, Settings, last_database
from desktop.widgets.theme import Density, Mode, Theme
from resources.texts import Language

if TYPE_CHECKING:
    from desktop.main_window import MainWindow


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
    take_taskbar_id()
    application = QApplication(arguments)
    application.setApplicationName(NAME)
    application.setDesktopFileName(NAME)
    application.setWindowIcon(application_icon())
    return application


def application_icon() -> QIcon:
    """The program's mark."""
    return QIcon(str(files("resources").joinpath("icons", "target-desk.svg")))


def apply_look(theme: Theme, settings: Settings, changed: str = "") -> None:
    """Look as the settings say; where one has changed, only if it says how things look."""
    if changed in {"", THEME.key}:
        theme.set_mode(cast("Mode", settings.get(THEME)))
    if changed in {"", DENSITY.key}:
        theme.set_density(cast("Density", settings.get(DENSITY)))
    if changed in {"", FONT_SIZE.key}:
        theme.set_text_size(settings.get(FONT_SIZE))


def run_window(words: Sequence[str]) -> int:
    """Show the window, on what is named: a database, files to receive in it or in the one used last; the exit code.

    Where another window has the database already, that one comes forward, receives, and this program ends.
    """
    store = settings_store()
    handed = Handed.of(words).meant_for(last_database(store))
    if handed.database is not None and call_window(handed.database, handed.files):
        return 0
    application = application_of(sys.argv[:1])
    start_log()
    with heard():
        return _show_window(application, store, handed)


def _show_window(application: QApplication, store: QSettings, handed: Handed) -> int:
    # A second start ends before any of this is loaded.
    from desktop.main_window import MainWindow
    from desktop.operations.shown_files import put_all_away
    from desktop.pages.dialogs import Chooser

    settings = Settings(store, application)
    put_all_away()
    LOG.info("started %s", "with a database" if handed.database else "without a database")
    speak_in(application, cast("Language", settings.get(LANGUAGE)))
    application.setApplicationDisplayName(application.translate("MainWindow", "Target Desk"))
    theme = Theme(application)
    apply_look(theme, settings)
    settings.changed.connect(partial(apply_look, theme, settings))
    window = MainWindow(theme, settings, Chooser(settings))
    sys.excepthook = partial(show_bug, window)
    if not window.start_with(handed):
        return 0
    window.say_unkept(unwritable())
    window.show()
    pulse = Pulse(window)
    # After the first paint.
    QTimer.singleShot(0, window.helper.show_news_once)
    try:
        return application.exec()
    finally:
        pulse.stop()


def show_bug(
    window: "MainWindow", kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Show what went wrong in a slot, where Qt would go on without a word."""
    window.show_crash("".join(traceback.format_exception(kind, error, trace)))


def main() -> None:
    """Show the window on what is named on the command line."""
    sys.exit(run_window(sys.argv[1:]))
