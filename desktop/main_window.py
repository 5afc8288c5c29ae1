"""The window: the welcome or a seat in it, files dropped on it, its place on the screen remembered."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow

from desktop import responsive
from desktop.instance import Instance
from desktop.log import log_fault
from desktop.pages.actions import Actions
from desktop.pages.commands import Commands, Level
from desktop.pages.dialogs import Chooser
from desktop.pages.help.helper import Helper
from desktop.pages.menu_bar import fill_menu_bar
from desktop.pages.share import on_a_share
from desktop.pages.welcome import Welcome
from desktop.settings import DENSITY, FONT_SIZE, THEME, Settings
from desktop.widgets.theme import Part, Theme

if TYPE_CHECKING:
    # A bare window paints in a quarter of a second; what a seat needs takes as long again and is imported after that.
    from desktop.desk import Desk
    from desktop.pages.seat import Seat

_GEOMETRY = "window/geometry"


class MainWindow(QMainWindow):
    """Shows the welcome until a database is open, then its seat."""

    def __init__(self, theme: Theme, settings: Settings, chooser: Chooser) -> None:
        super().__init__()
        self._theme = theme
        self._settings = settings
        self._chooser = chooser
        self._instance: Instance | None = None
        self._closing = False
        self.view: Welcome | Seat
        self.commands = Commands(Actions(self), self)
        self.helper = Helper(settings, self)
        fill_menu_bar(self.menuBar(), self.commands.actions.menus())
        self.setAcceptDrops(True)
        self.setMinimumSize(840, 520)
        self.resize(1280, 800)
        geometry = settings.store.value(_GEOMETRY, QByteArray(), type=QByteArray)
        if isinstance(geometry, QByteArray) and not geometry.isEmpty():
            self.restoreGeometry(geometry)
        self._answer()
        settings.changed.connect(self._show_look)
        self._show_look()
        self._welcome()

    def open_database(self, database: Path) -> bool:
        """Open a database in this window; False where another window has it, which comes forward."""
        self._release()
        instance = Instance.claim(database, self)
        if instance is None:
            return False
        instance.called.connect(self._come_forward)
        self._instance = instance
        if isinstance(self.view, Welcome):
            self.view.set_opening(opening=True)
            self.view.work.begin(self.tr("Opening"), lambda _progress: _open(database), self._on_opened)
        return True

    def leave(self) -> None:
        """Close the desk and offer the welcome again."""
        self._let_go()
        self._welcome()

    def restore(self, backup: Path) -> None:
        """Put a backup in place of the open database and open that again; nobody else gets it meanwhile."""
        if isinstance(self.view, Welcome):
            return
        database, author = self.view.desk.store.path, self.view.desk.author
        self.view.close_desk()
        responsive.let_go()
        welcome = self._welcome()
        welcome.restore_over(backup, database, author)

    def show_crash(self, details: str) -> None:
        """Show a fault of ours, with its traceback to copy."""
        log_fault(details)
        self._chooser.show_crash(self, details)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Finish what is running, remember the window's place, let go of the database."""
        self._settings.store.setValue(_GEOMETRY, self.saveGeometry())
        self._closing = True
        self._let_go()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files and folders."""
        if _paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Receive what was dropped."""
        paths = _paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.view.receive(paths)

    def _answer(self) -> None:
        """Answer what does not depend on what is in the window."""
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
                actions.diagnostics: self._copy_diagnostics,
                actions.quit: self.close,
                actions.zoom_in: partial(self._zoom, 1),
                actions.zoom_out: partial(self._zoom, -1),
                actions.zoom_reset: partial(settings.set, FONT_SIZE, FONT_SIZE.default),
            },
        )

    def _copy_diagnostics(self) -> None:
        desk = None if isinstance(self.view, Welcome) else self.view.desk
        self.view.runner.run(lambda _progress: _diagnostics(desk), self._on_diagnosed)

    def _on_diagnosed(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.view.work.notice.say(self.tr("The diagnostics are on the clipboard. They hold no figures and no targets."))

    def _zoom(self, by: int) -> None:
        """The next larger or smaller size of texts, where there is one."""
        sizes = [size for size, _ in FONT_SIZE.choices]
        place = sizes.index(self._settings.get(FONT_SIZE)) + by
        self._settings.set(FONT_SIZE, sizes[min(max(place, 0), len(sizes) - 1)])

    def _show_look(self) -> None:
        """Mark in the menus what is set."""
        for setting in (THEME, DENSITY):
            self.commands.actions.show_choice(setting, self._settings.get(setting))

    def _welcome(self) -> Welcome:
        self.commands.leave_seat()
        welcome = Welcome(self._chooser, self)
        welcome.ready.connect(self._on_ready)
        self._show(welcome)
        self.setWindowTitle(self.tr("Target Desk"))
        return welcome

    def _show(self, view: "Welcome | Seat") -> None:
        """Put a view in the window; the one that was there is freed with everything in it."""
        self.view = view
        view.runner.crashed.connect(self.show_crash)
        view.runner.ended.connect(self._on_ended)
        self.setCentralWidget(view)

    def _on_ready(self, database: Path) -> None:
        if not self.open_database(database):
            self.view.work.notice.say(self.tr("This database is open in another window."))

    def _on_opened(self, desk: "Desk") -> None:
        from desktop.pages.officers import signed_in
        from desktop.pages.seat import Seat

        if self._closing:
            desk.close()
            return
        theirs = signed_in(desk, self._chooser, self)
        if theirs is None:
            desk.close()
            self._release()
            return
        named, desk = theirs is not desk, theirs
        self.view.close_desk()
        seat = Seat(desk, self._theme, self._settings, self._chooser, self.commands, self)
        responsive.keep_loaded()
        seat.leave.connect(self.leave, Qt.ConnectionType.QueuedConnection)
        seat.restore_requested.connect(self.restore)
        self._show(seat)
        title = self.tr("Target Desk — {unit}").format(unit=desk.unit)
        self.setWindowTitle(f"{title} · {desk.author.who}" if named else title)
        if on_a_share(desk.store.path):
            said = self.tr(
                "This database is on a network share, where it can be damaged. Please keep it on this computer."
            )
            seat.work.notice.say(said, Part.QUERY)

    def _on_ended(self, _task: object) -> None:
        """Offer the cards again where opening did not end with a seat."""
        if isinstance(self.view, Welcome):
            self.view.set_opening(opening=False)

    def _let_go(self) -> None:
        self.view.close_desk()
        responsive.let_go()
        self._release()

    def _release(self) -> None:
        if self._instance is not None:
            self._instance.release()
            self._instance.deleteLater()
            self._instance = None

    def _come_forward(self) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()


def _open(database: Path) -> "Desk":
    from db.vocabulary import Origin
    from desktop.desk import open_desk

    return open_desk(database, Origin.WINDOW)


def _diagnostics(desk: "Desk | None") -> str:
    from desktop.operations.diagnostics import diagnose
    from desktop.pages.help.diagnostics import describe

    return describe(None if desk is None else diagnose(desk))


def _paths(dropped: QMimeData) -> Sequence[Path]:
    return [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
