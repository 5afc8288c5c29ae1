"""The menu bar, from the menus that the actions declare."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from desktop.pages.actions import Menu


def fill_menu_bar(bar: QMenuBar, menus: Sequence[Menu]) -> None:
    """Put menus into a bar."""
    for menu in menus:
        _fill(bar.addMenu(menu.title), menu.entries)


def _fill(menu: QMenu, entries: Sequence[QAction | Menu | None]) -> None:
    for entry in entries:
        if entry is None:
            menu.addSeparator()
        elif isinstance(entry, Menu):
            _fill(menu.addMenu(entry.title), entry.entries)
        else:
            menu.addAction(entry)
