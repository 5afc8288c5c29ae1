"""The window: the welcome or a seat in it, files dropped on it, its place on the screen remembered."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow

from desktop.instance import Instance
from desktop.pages.dialogs import Chooser
from desktop.pages.share import on_a_share
from desktop.pages.welcome import Welcome
from desktop.settings import Settings
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
        self.setAcceptDrops(True)
        self.setMinimumSize(1024, 640)
        self.resize(1280, 800)
        geometry = settings.store.value(_GEOMETRY, QByteArray(), type=QByteArray)
        if isinstance(geometry, QByteArray) and not geometry.isEmpty():
            self.restoreGeometry(geometry)
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

    def show_crash(self, details: str) -> None:
        """Show a fault of ours, with its traceback to copy."""
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

    def _welcome(self) -> None:
        welcome = Welcome(self._chooser, self)
        welcome.ready.connect(self._on_ready)
        self._show(welcome)
        self.setWindowTitle(self.tr("Target Desk"))

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
        from desktop.pages.seat import Seat

        if self._closing:
            desk.close()
            return
        self.view.close_desk()
        seat = Seat(desk, self._theme, self._chooser, self)
        seat.leave.connect(self.leave, Qt.ConnectionType.QueuedConnection)
        self._show(seat)
        self.setWindowTitle(self.tr("Target Desk — {unit}").format(unit=desk.unit))
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


def _paths(dropped: QMimeData) -> Sequence[Path]:
    return [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
