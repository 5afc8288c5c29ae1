"""The window: the welcome or a seat in it, files dropped on it, its place on the screen remembered."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QMainWindow, QWidget

from db.address import Location
from db.reach import reachable
from desktop.first_sight import FirstSight
from desktop.settings import DENSITY, FONT_SIZE, THEME, Settings
from desktop.widgets.fitting import fitting
from desktop.widgets.theme import Part, Theme
from desktop.widgets.words import speak

if TYPE_CHECKING:
    # The window is painted before any of this is loaded.
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent

    from desktop.arrival import Arrival
    from desktop.fault_reports import FaultReports
    from desktop.handed import Handed
    from desktop.last_shown import LastShown
    from desktop.pages.commands import Commands
    from desktop.pages.dialogs import Chooser
    from desktop.pages.handing import Handing
    from desktop.pages.help.helper import Helper
    from desktop.pages.seat import Seat
    from desktop.pages.welcome import Welcome
    from desktop.stage import Stage
    from resources.texts import Sentence

_GEOMETRY: Final = "window/geometry"


class MainWindow(QMainWindow):
    """First a picture that is painted at once; furnished, the welcome until a database is open, then its seat."""

    commands: "Commands"
    helper: "Helper"
    arrival: "Arrival"
    reports: "FaultReports"
    _stage: "Stage"
    _handing: "Handing"

    def __init__(self, theme: Theme, settings: Settings, last: "LastShown | None" = None) -> None:
        """`last` keeps what is shown when a desk is closed; without it, nothing is kept."""
        super().__init__()
        self._theme = theme
        self._settings = settings
        self.sight = FirstSight(self, theme, last)
        self._furnished = False
        self.setMinimumSize(840, 460)
        self.resize(fitting(self, QSize(1280, 800)))
        geometry = settings.store.value(_GEOMETRY, QByteArray(), type=QByteArray)
        if isinstance(geometry, QByteArray) and not geometry.isEmpty():
            self.restoreGeometry(geometry)
        self.setWindowTitle(self.tr("Target Desk"))

    @property
    def front(self) -> QWidget:
        """What is painted of it: under a picture that lies over all of it, nothing else is."""
        return self.sight.picture or self

    def furnish(self, chooser: "Chooser") -> None:
        """Put in everything that the first picture does without."""
        from desktop.arrival import Arrival
        from desktop.fault_reports import FaultReports
        from desktop.pages.actions import Actions
        from desktop.pages.commands import Commands
        from desktop.pages.handing import Handing
        from desktop.pages.help.helper import Helper
        from desktop.pages.menu_bar import fill_menu_bar
        from desktop.stage import Stage

        self._stage = stage = Stage(self, self.sight)
        self._handing = Handing(self._at, self._receive, self)
        self.commands = Commands(Actions(self), self)
        self.helper = Helper(self._settings, self)
        self.reports = FaultReports(stage, chooser, self)
        stage.crashed.connect(self.reports.show)
        theme, settings = self._theme, self._settings
        self.arrival = Arrival(
            self, stage, self.sight, theme, settings, chooser, self.commands, self._handing, self.reports
        )
        fill_menu_bar(self.menuBar(), self.commands.actions.menus())
        self.setAcceptDrops(True)
        self._answer()
        self._settings.changed.connect(self._show_look)
        self._show_look()
        self.arrival.offer_welcome()
        self._furnished = True

    @property
    def view(self) -> "Welcome | Seat":
        """What is in it, once it is furnished."""
        return self._stage.view

    @property
    def busy(self) -> bool:
        """Whether anything is running, or a seat is being loaded."""
        return self.arrival.under_way or self.view.runner.busy

    def start_with(self, handed: "Handed") -> bool:
        """Open and receive what a start was handed; False where another window has the database, which has it now."""
        self._handing.add(handed.files, handed.database)
        return handed.database is None or self.open_database(handed.database)

    def open_database(self, database: Location) -> bool:
        """Open a database in this window; False where another window has its file, which comes forward."""
        return self.arrival.open_database(database)

    def say_unkept(self, why: "Sentence | None") -> None:
        """Say that nothing can be kept, where that is so."""
        if why is not None:
            self.view.work.notice.say(speak(why), Part.ERROR)

    def resizeEvent(self, event: "QResizeEvent") -> None:  # noqa: N802 - Qt's name
        """The picture lies over all of it."""
        super().resizeEvent(event)
        self.sight.cover()

    def closeEvent(self, event: "QCloseEvent") -> None:  # noqa: N802 - Qt's name
        """Finish what is running, remember the window's place, let go of the database."""
        if not self._furnished:
            return
        if not self.view.may_close(self.close):
            event.ignore()
            return
        self._settings.store.setValue(_GEOMETRY, self.saveGeometry())
        self.arrival.end()
        super().closeEvent(event)

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:  # noqa: N802 - Qt's name
        """Take files and folders."""
        if _paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: "QDropEvent") -> None:  # noqa: N802 - Qt's name
        """Receive what was dropped."""
        paths = _paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self._receive(paths)

    def _answer(self) -> None:
        """Answer what does not depend on what is in the window."""
        from desktop.pages.commands import Level

        actions, settings = self.commands.actions, self._settings
        themes = {action: partial(settings.set, THEME, value) for value, action in actions.themes.items()}
        densities = {action: partial(settings.set, DENSITY, value) for value, action in actions.densities.items()}
        self.commands.answer(
            Level.WINDOW,
            {
                **themes,
                **densities,
                **self.helper.answers(actions),
                actions.help: lambda: self.helper.show_help(self.view.help),
                actions.diagnostics: self.reports.copy,
                actions.quit: self.close,
                actions.zoom_in: partial(self._zoom, 1),
                actions.zoom_out: partial(self._zoom, -1),
                actions.zoom_reset: partial(settings.set, FONT_SIZE, FONT_SIZE.default),
            },
        )

    def _zoom(self, by: int) -> None:
        """The next larger or smaller size of texts, where there is one."""
        sizes = [size for size, _ in FONT_SIZE.choices]
        place = sizes.index(self._settings.get(FONT_SIZE)) + by
        self._settings.set(FONT_SIZE, sizes[min(max(place, 0), len(sizes) - 1)])

    def _show_look(self) -> None:
        """Mark in the menus what is set."""
        for setting in (THEME, DENSITY):
            self.commands.actions.show_choice(setting, self._settings.get(setting))

    def _at(self) -> tuple[Location | None, bool]:
        """Which database is open, and whether anything is running."""
        seat = self._stage.seat
        return None if seat is None else seat.desk.store.location, self.busy

    def _receive(self, files: Sequence[Path]) -> None:
        self.view.receive(files)


def _paths(dropped: "QMimeData") -> Sequence[Path]:
    return [reachable(Path(url.toLocalFile())) for url in dropped.urls() if url.isLocalFile()]
