"""Who answers an action: the editor that has the focus, the page in front, the seat, or the window."""

from enum import IntEnum

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenuBar, QPlainTextEdit, QTextEdit, QWidget

from desktop.pages.actions import Actions, Answers

Editor = QLineEdit | QPlainTextEdit | QTextEdit
_WINDOW = Qt.ShortcutContext.WindowShortcut


class Level(IntEnum):
    """Whose answers go before whose: the later one's."""

    WINDOW = 0
    SEAT = 1
    PAGE = 2
    FOCUS = 3


class Commands(QObject):
    """Enables exactly the actions that somebody answers, and runs the answer."""

    def __init__(self, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self.actions = actions
        self._window = window
        self._levels: dict[Level, Answers] = {level: {} for level in Level}
        self._answers: Answers = {}
        self._enabled: frozenset[QAction] = frozenset()
        self._editing = False
        # Those whose keys mean them wherever the focus is; but what is undone is an editor's own business while it is
        # open.
        self._by_keys: dict[str, list[QAction]] = {}
        for action in actions.all:
            if action not in (actions.undo, actions.redo) and action.shortcutContext() is _WINDOW:
                for keys in action.shortcuts():
                    self._by_keys.setdefault(keys.toString(), []).append(action)
        for action in actions.all:
            action.triggered.connect(self._on_triggered)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def answer(self, level: Level, answers: Answers) -> None:
        """Say what one level answers; what it answered before is forgotten."""
        self._levels[level] = answers
        self._answers = {action: run for one in Level for action, run in self._levels[one].items()}
        before, self._enabled = (
            self._enabled,
            frozenset(self._answers).difference(self.actions.cells if self._editing else ()),
        )
        for action in before ^ self._enabled:
            action.setEnabled(action in self._enabled)

    def leave_seat(self) -> None:
        """Forget what the seat and everything in it answered."""
        self._editing = False
        for level in (Level.SEAT, Level.PAGE, Level.FOCUS):
            self.answer(level, {})
        self.actions.name_pages(())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep an editor from the window's keys: on Linux a line takes Ctrl+K and Ctrl+E for its own."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence(event.keyCombination()).toString()
            if any(one.isEnabled() for one in self._by_keys.get(keys, ())):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _on_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and action in self._answers:
            self._answers[action]()

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """While a text is edited, the edit menu speaks of the text; the menu bar itself changes nothing."""
        if now is None or isinstance(now, QMenuBar) or now.window() is not self._window:
            return
        inner = now.lineEdit() if isinstance(now, QComboBox) else now
        editor = inner if isinstance(inner, QLineEdit | QPlainTextEdit | QTextEdit) else None
        if editor is not None:
            now.installEventFilter(self)
        if editor is not None or self._editing:
            self._editing = editor is not None
            self.answer(Level.FOCUS, {} if editor is None else _of_editor(self.actions, editor))


def _of_editor(actions: Actions, editor: Editor) -> Answers:
    answers = {actions.copy: editor.copy, actions.select_all: editor.selectAll}
    if editor.isReadOnly():
        return answers
    changing = {actions.undo: editor.undo, actions.redo: editor.redo, actions.cut: editor.cut}
    clear = editor.del_ if isinstance(editor, QLineEdit) else lambda: editor.textCursor().removeSelectedText()
    return {**answers, **changing, actions.paste: editor.paste, actions.clear: clear}
