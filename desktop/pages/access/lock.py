"""The cover over a window at which nobody sits: nothing is shown until the password or the passphrase is given."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton, QToolTip, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.operations.access import Guard, guard_of, require_guard
from desktop.pages.access.secret_dialog import SecretDialog
from desktop.pages.dialogs import Chooser
from desktop.pages.runner import Runner
from desktop.settings import LOCK_AFTER, Settings
from desktop.widgets.theme import Part, dress

_MINUTE: Final = 60_000
_SIGNS_OF_LIFE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleLock(QObject):
    """Covers every window of the program after a while without keys or mouse, or at once where it is told to.

    `store` puts on the disk what is being typed. Where nothing guards the desk, there is nothing to ask for.
    """

    def __init__(
        self, desk: Desk, runner: Runner, settings: Settings, chooser: Chooser, store: Callable[[], None], seat: QWidget
    ) -> None:
        super().__init__(seat)
        self._desk, self._runner, self._settings, self._chooser = desk, runner, settings, chooser
        self._store, self._seat = store, seat
        self._locked = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.lock)
        settings.changed.connect(self.wait_anew)
        self.wait_anew()

    def watch(self) -> None:
        """Look out for signs of life from now on; until then the time runs from the last that is known."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._on_focus)
        self._on_focus(QGuiApplication.focusWindow())
        # What an input method types does not pass by as keys.
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self.wait_anew)

    def wait_anew(self) -> None:
        """Somebody is there."""
        minutes = self._settings.get(LOCK_AFTER)
        if minutes and not self._locked:
            self._timer.start(minutes * _MINUTE)
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Wait no longer."""
        self._timer.stop()

    def lock(self) -> bool:
        """Cover the windows until whoever works here is back; False where nothing guards the desk.

        What is running is finished first: its result might show itself above the cover.
        """
        if self._runner.busy:
            self._timer.start(_MINUTE)
            return True
        self._store()
        guard = guard_of(self._desk)
        if guard is Guard.NONE or self._locked:
            self.wait_anew()
            return guard is not Guard.NONE
        self._locked = True
        self._timer.stop()
        covered = [_Covered(window) for window in _windows()]
        dialog = LockDialog(self._desk, guard, _front(self._seat))
        back = self._chooser.show(dialog)
        self._locked = False
        if back:
            for one in covered:
                one.uncover()
            self.wait_anew()
        else:
            self._seat.window().close()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take what comes to a window as a sign of life, and let it pass."""
        if event.type() in _SIGNS_OF_LIFE:
            self.wait_anew()
        return super().eventFilter(watched, event)

    def _on_focus(self, window: QWindow | None) -> None:
        if window is not None:
            # A filter that is there already is only moved to the front.
            window.installEventFilter(self)


class LockDialog(SecretDialog):
    """Goes away by the password or the passphrase alone; rejected where the program is to be closed instead."""

    def __init__(self, desk: Desk, guard: Guard, parent: QWidget) -> None:
        by_officer = guard is Guard.OFFICER
        super().__init__(
            self.tr("Locked"),
            self.tr("What was entered is saved.")
            if not by_officer
            else self.tr("{name} is working here. What was entered is saved.").format(name=desk.author.who),
            [self.tr("Password") if by_officer else self.tr("Passphrase")],
            self.tr("Unlock"),
            lambda texts: require_guard(desk, texts[0]),
            parent,
            pauses=True,
        )
        self.cancel.hide()
        self.close_button = QPushButton(self.tr("Close the program"), self)
        self.close_button.setAutoDefault(False)
        self.close_button.setVisible(isinstance(parent, QMainWindow))
        self.close_button.clicked.connect(partial(self.done, 0))
        self.buttons.addButton(self.close_button, self.buttons.ButtonRole.ActionRole)

    def reject(self) -> None:
        """Neither Esc nor the window's cross gets past it."""


class _Covered:
    """A window with a cover over all of it, and a title that tells nothing."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._title = window.windowTitle()
        window.setWindowTitle(QApplication.applicationDisplayName())
        self._cover = _Cover(window)

    def uncover(self) -> None:
        """Show it as it was."""
        self._cover.hide()
        self._cover.deleteLater()
        self._window.setWindowTitle(self._title)


class _Cover(QWidget):
    """Lies over everything in a window, whatever size that takes."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAutoFillBackground(True)
        label = QLabel(self.tr("Locked"), self)
        dress(label, Part.SECONDARY)
        column = QVBoxLayout(self)
        column.addWidget(label, 0, Qt.AlignmentFlag.AlignCenter)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Grow and shrink with the window."""
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
            self.raise_()
        return super().eventFilter(watched, event)


def _windows() -> list[QWidget]:
    """Every window of the program that can be seen; menus and lists that are open are closed."""
    QToolTip.hideText()
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.isWindow()]


def _front(seat: QWidget) -> QWidget:
    """The window that has the keys."""
    return QApplication.activeModalWidget() or seat.window()
