"""The keys of a grid, as clerks' fingers know them from spreadsheets."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.widgets import grid_blocks as blocks
from desktop.widgets import grid_moves as moves

if TYPE_CHECKING:
    from desktop.widgets.grid import Grid

Command = Callable[["Grid"], None]
_KEY, _NONE = Qt.Key, Qt.KeyboardModifier.NoModifier
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ARROWS: Final = ((_KEY.Key_Down, 1, 0), (_KEY.Key_Up, -1, 0), (_KEY.Key_Right, 0, 1), (_KEY.Key_Left, 0, -1))


def command_of(event: QKeyEvent) -> Command | None:
    """What a key does while no cell is being edited; None where the table knows better."""
    key = _KEY.Key_Return if event.key() == _KEY.Key_Enter else event.key()
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _COMMANDS.get((key, modifiers))


def _cursor() -> dict[tuple[int, Qt.KeyboardModifier], Command]:
    keys: dict[tuple[int, Qt.KeyboardModifier], Command] = {}
    for held, extend in ((_NONE, False), (_SHIFT, True)):
        for key, down, right in _ARROWS:
            keys[key, held] = partial(moves.move, down=down, right=right, extend=extend)
            keys[key, held | _CTRL] = partial(moves.move, down=down, right=right, edge=True, extend=extend)
        for key, by in ((_KEY.Key_Home, -1), (_KEY.Key_End, 1)):
            keys[key, held] = partial(moves.to_end, by=by, extend=extend)
            keys[key, held | _CTRL] = partial(moves.to_end, by=by, whole=True, extend=extend)
        for key, by in ((_KEY.Key_PageUp, -1), (_KEY.Key_PageDown, 1)):
            keys[key, held] = partial(moves.page, by=by, extend=extend)
    return keys


_COMMANDS: Final[dict[tuple[int, Qt.KeyboardModifier], Command]] = {
    **_cursor(),
    (_KEY.Key_C, _CTRL): blocks.copy,
    (_KEY.Key_Insert, _CTRL): blocks.copy,
    (_KEY.Key_X, _CTRL): blocks.cut,
    (_KEY.Key_V, _CTRL): blocks.paste,
    (_KEY.Key_Insert, _SHIFT): blocks.paste,
    (_KEY.Key_Delete, _NONE): blocks.clear,
    (_KEY.Key_Backspace, _NONE): blocks.clear,
    (_KEY.Key_D, _CTRL): blocks.fill_down,
    (_KEY.Key_R, _CTRL): blocks.fill_right,
    (_KEY.Key_Semicolon, _CTRL): blocks.add_today,
    (_KEY.Key_Return, _CTRL): blocks.repeat_current,
    (_KEY.Key_Return, _NONE): moves.step_down,
    (_KEY.Key_Return, _SHIFT): moves.step_up,
    (_KEY.Key_Tab, _NONE): moves.step_on,
    (_KEY.Key_Backtab, _SHIFT): moves.step_back,
    # As Qt hands it down on its way to the next widget.
    (_KEY.Key_Backtab, _NONE): moves.step_back,
}
