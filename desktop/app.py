"""Starting the window: the application, its language, its look."""

import sys
import traceback
from collections.abc import Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QLibraryInfo, QSettings, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from desktop import responsive
from desktop.faults import heard
from desktop.identity import take_taskbar_id
from desktop.log import LOG, start_log
from desktop.own_folder import NAME, settings_store, unwritable
from desktop.settings import DENSITY, FONT_SIZE, LANGUAGE, THEME, Settings, last_database
from desktop.widgets.after_paint import AfterPaint
from desktop.widgets.slices import Slices
from desktop.widgets.theme import Density, Mode, Theme
from desktop.widgets.words import language
from resources import FOLDER
from resources.texts import Language, catalogue

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

    from desktop.handed import Handed
    from desktop.main_window import MainWindow

# What a window without a database is made of, and what the first thing it writes stands on.
_FURNITURE: Final = (
    "PySide6.QtNetwork",
    "importlib.metadata",
    "desktop.log_file",
    "desktop.pages.actions",
    "desktop.pages.commands",
    "desktop.pages.help.helper",
    "desktop.pages.dialogs",
    "desktop.pages.welcome",
    "desktop.arrival",
)


def speak_in(application: QApplication, language: Language) -> None:
    """Make the window speak a language; English is what its sources are written in."""
    if language == "en":
        return
    ours = FOLDER / "translations" / "zh_CN.qm"
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
    return application


def application_icon() -> "QIcon":
    """The program's mark."""
    from PySide6.QtGui import QIcon

    return QIcon(str(FOLDER / "icons" / "target-desk.svg"))


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
    handed = _handed(words, store)
    if handed is not None and _is_open(handed):
        return 0
    application = application_of(sys.argv[:1])
    start_log()
    with heard():
        return _show_window(application, store, handed)


def _handed(words: Sequence[str], store: QSettings) -> "Handed | None":
    """What is to be opened and received; None where nothing is named."""
    if not words:
        return None
    from desktop.handed import Handed

    return Handed.of(words).meant_for(last_database(store))


def _is_open(handed: "Handed") -> bool:
    """Whether another window has the database, which has been told to come forward and to receive the files."""
    if not isinstance(handed.database, Path) or not Path(f"{handed.database}.lock").exists():
        return False
    from desktop.instance import call_window

    return call_window(handed.database, handed.files)


def _show_window(application: QApplication, store: QSettings, handed: "Handed | None") -> int:
    # A second start ends before any of this is loaded.
    from desktop.last_shown import LastShown
    from desktop.main_window import MainWindow

    settings = Settings(store, application)
    speak_in(application, cast("Language", settings.get(LANGUAGE)))
    application.setApplicationDisplayName(application.translate("MainWindow", "Target Desk"))
    theme = Theme(application, styled=False)
    apply_look(theme, settings)
    settings.changed.connect(partial(apply_look, theme, settings))
    window = MainWindow(theme, settings, LastShown.own())
    window.sight.show(handed.database if handed is not None else None)
    window.show()
    AfterPaint(window.front, partial(_go_on, application, window, theme, settings, handed))
    return application.exec()


def _go_on(
    application: QApplication, window: "MainWindow", theme: Theme, settings: Settings, handed: "Handed | None"
) -> None:
    """What the first picture does without, a little at a time."""
    Slices(_furniture(window, theme), partial(_furnish, application, window, settings, handed), window)


def _furniture(window: "MainWindow", theme: Theme) -> Iterator[object]:
    theme.style()
    yield theme
    yield window.sight.lay_rows()
    yield from (import_module(name) for name in _FURNITURE)
    yield catalogue(language())


def _furnish(application: QApplication, window: "MainWindow", settings: Settings, handed: "Handed | None") -> None:
    from desktop.operations.shown_files import put_all_away
    from desktop.pages.dialogs import Chooser
    from desktop.pulse import Pulse

    LOG.info("started %s", "with a database" if handed and handed.database else "without a database")
    if not window.isVisible():
        # Closed before there was anything in it.
        return
    window.furnish(Chooser(settings))
    window.say_unkept(unwritable())
    sys.excepthook = partial(show_bug, window)
    application.aboutToQuit.connect(Pulse(window).stop)
    application.setWindowIcon(application_icon())
    put_all_away()
    if handed is None:
        window.helper.show_news_once()
    else:
        if handed.database is not None:
            window.arrival.say_opening()
        QTimer.singleShot(0, window, partial(_start, window, handed))


def _start(window: "MainWindow", handed: "Handed") -> None:
    if window.start_with(handed):
        window.helper.show_news_once()
    else:
        # Somebody was faster.
        window.close()


def show_bug(
    window: "MainWindow", kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Show what went wrong in a slot, where Qt would go on without a word."""
    window.reports.show("".join(traceback.format_exception(kind, error, trace)))
