"""Ctrl+K: one line to type in, and below it every command and target that fits."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.operations.finding import TargetName
from desktop.pages.palette.model import DETAIL, Line, LineModel
from desktop.widgets.theme import GAP, GAP_SMALL, TEXT_SIZE, Part, Theme, dress, scaled, text_font

_WIDTH: Final = 560
_HEIGHT: Final = 420
_TOP: Final = 72
_PAD: Final = 12
_KEY = Qt.Key
_NATIVE: Final = QKeySequence.SequenceFormat.NativeText


class LineDelegate(QStyledItemDelegate):
    """Draws the words at the left and the detail at the right, softer."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one line."""
        tokens = self._theme.tokens
        # PySide6's stubs leave out what QStyleOption carries.
        box: Any = option
        painter.save()
        painter.setFont(text_font(TEXT_SIZE))
        if box.state & QStyle.StateFlag.State_Selected:
            tokens = tokens.where_selected()
            painter.fillRect(box.rect, QColor(tokens.accent_weak))
            painter.fillRect(box.rect.left(), box.rect.top(), 3, box.rect.height(), QColor(tokens.accent))
        rect = QRectF(box.rect).adjusted(_PAD, 0, -_PAD, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        detail = str(index.data(DETAIL) or "")
        painter.setPen(QColor(tokens.soft))
        painter.drawText(rect, middle | Qt.AlignmentFlag.AlignRight, detail)
        rect.setRight(rect.right() - painter.fontMetrics().horizontalAdvance(detail) - _PAD)
        painter.setPen(QColor(tokens.text))
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, middle | Qt.AlignmentFlag.AlignLeft, words)
        painter.restore()

    def sizeHint(  # noqa: N802 - Qt's name
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - Qt's
    ) -> QSize:
        """All of one height."""
        return QSize(_WIDTH // 2, self._theme.row_height)


class Palette(QDialog):
    """`target_picked` tells the key of a target; a command that is picked is run."""

    target_picked = Signal(str)

    def __init__(self, commands: Sequence[QAction], theme: Theme, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(self.tr("Find anything"))
        self._commands = [(action, action.iconText()) for action in commands]
        self._initials: Sequence[str] = [""] * len(commands)
        self._targets: Sequence[TargetName] = ()
        self.model = LineModel(self)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("A command or a target, by words or pinyin initials"))
        self.line.setAccessibleName(self.windowTitle())
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(LineDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Commands and targets that fit"))
        # The line keeps the focus; the list shows where it stands.
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing = QLabel(self.tr("Nothing fits these words."), self)
        dress(self.nothing, Part.SECONDARY)
        self._lay_out()
        self.line.textEdited.connect(self._on_edited)
        self.list.clicked.connect(self._on_clicked)
        self._list_all()

    @property
    def words(self) -> list[str]:
        """What the commands are called, for their initials."""
        return [words for _, words in self._commands]

    def set_initials(self, initials: Sequence[str]) -> None:
        """Let the commands be found by initials too, in the order of `words`."""
        self._initials = initials
        self._list_all()

    def set_targets(self, targets: Sequence[TargetName]) -> None:
        """Let targets be found too."""
        self._targets = targets
        self._list_all()

    def open(self) -> None:
        """Show it below the top of its window."""
        window = self.parentWidget()
        if window is not None:
            width = min(scaled(_WIDTH), window.width() - 2 * GAP)
            self.resize(width, min(scaled(_HEIGHT), window.height() - 2 * _TOP))
            self.move(window.mapToGlobal(window.rect().topLeft()))
            self.move(self.x() + (window.width() - width) // 2, self.y() + _TOP)
        super().open()
        self.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up, Down and the page keys move in the list; Enter picks; Esc closes."""
        steps = {_KEY.Key_Down: 1, _KEY.Key_Up: -1, _KEY.Key_PageDown: 8, _KEY.Key_PageUp: -8}
        if event.key() in steps:
            self._step(steps[_KEY(event.key())])
        elif event.key() in (_KEY.Key_Return, _KEY.Key_Enter):
            self._pick(self.list.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        frame = QFrame(self)
        dress(frame, Part.CARD)
        outside, inside = QVBoxLayout(self), QVBoxLayout(frame)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(frame)
        inside.setContentsMargins(GAP, GAP, GAP, GAP)
        inside.setSpacing(GAP_SMALL)
        inside.addWidget(self.line)
        inside.addWidget(self.list, 1)
        inside.addWidget(self.nothing)

    def _list_all(self) -> None:
        lines = [
            Line(words, action.shortcut().toString(_NATIVE), initials, command=action)
            for (action, words), initials in zip(self._commands, self._initials, strict=True)
        ]
        lines += [Line(one.title, one.code, one.initials, target_key=one.key) for one in self._targets]
        self.model.set_lines(lines)
        self._show_first()

    def _on_edited(self, text: str) -> None:
        self.model.find(text)
        self._show_first()

    def _show_first(self) -> None:
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.nothing.setVisible(not self.model.shown)

    def _step(self, by: int) -> None:
        last = self.model.rowCount() - 1
        self.list.setCurrentIndex(self.model.index(min(max(self.list.currentIndex().row() + by, 0), last), 0))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._pick(index.row())

    def _pick(self, row: int) -> None:
        """Close first: what is picked may want the focus, or a dialog of its own."""
        if row < 0:
            return
        line = self.model.shown[row]
        self.accept()
        if line.command is not None:
            line.command.trigger()
        else:
            self.target_picked.emit(line.target_key)
