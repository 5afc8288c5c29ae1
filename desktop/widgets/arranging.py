"""Arranging a sheet: sort keys, filters, columns shown, moved, widened and frozen; kept for next time."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QByteArray, QModelIndex, QObject, QPoint, QSettings, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.widgets.filter_box import FilterBox
from desktop.widgets.grid import Grid
from desktop.widgets.grid_header import Mark
from desktop.widgets.sheet_model import SheetModel
from desktop.widgets.sheet_view import SheetView
from desktop.widgets.words import literally

# The column that takes the room that the others leave, and never less than its own width.
_FLEXIBLE: Final = "title"


class Arranging(QObject):
    """Stands between the header and the model; `changed` tells that other rows are shown, or in another order."""

    changed = Signal()

    def __init__(self, grid: Grid, model: SheetModel[Any], settings: QSettings, name: str, parent: QObject) -> None:
        """`name` is the sheet's own among the settings."""
        super().__init__(parent)
        self._key = f"{name}/arrangement"
        self._grid = grid
        self._model = model
        self._settings = settings
        # What a person decided on columns, by their keys; the others go by the room there is.
        self._shown: dict[str, bool] = {}
        self._width_set = False
        self._fitting = False
        self._last_place = ("", 1)
        for number, column in enumerate(model.columns):
            grid.setColumnWidth(number, grid.zoomed_width(column.width))
        grid.resized.connect(self.fit)
        grid.header.sort_wanted.connect(self._on_sort)
        grid.header.filter_wanted.connect(self.open_filter)
        grid.header.menu_wanted.connect(self._on_menu)
        grid.header.sectionResized.connect(self._on_resized)
        self._restore()

    def arrange(self, view: SheetView) -> None:
        """Show the rows of another view."""
        self._model.arrange(view)
        self._mark()
        self.changed.emit()

    @property
    def last_place(self) -> tuple[str, int]:
        """The target's key and the column where the cursor was left last time."""
        return self._last_place

    def keep(self, here: QModelIndex) -> None:
        """Keep the arrangement, and where the cursor is, for next time."""
        row = self._model.row_of(here)
        if row is not None:
            self._last_place = (row.target.key, here.column())
        data = {
            "place": list(self._last_place),
            "view": self._model.view.plain,
            "shown": self._shown,
            "frozen": self._grid.frozen.count,
            "zoom": self._grid.zoom,
            "width_set": self._width_set,
            "columns": [column.key for column in self._model.columns],
            "header": bytes(self._grid.header.saveState().toBase64().data()).decode(),
        }
        self._settings.setValue(self._key, json.dumps(data))

    def fit(self) -> None:
        """Show the columns that there is room for, and let one take what is left."""
        grid, columns = self._grid, self._model.columns
        self._fitting = True
        room = grid.viewport().width() - sum(
            grid.zoomed_width(column.width)
            for column in columns
            if self._shown.get(column.key, column.place == "always")
        )
        for number, column in enumerate(columns):
            fits = column.place == "wide" and column.key not in self._shown and grid.zoomed_width(column.width) <= room
            if fits:
                room -= grid.zoomed_width(column.width)
            grid.setColumnHidden(number, not self._shown.get(column.key, fits or column.place == "always"))
        flexible = self._number(_FLEXIBLE)
        if not self._width_set and not grid.isColumnHidden(flexible):
            others = sum(grid.columnWidth(number) for number in grid.order() if number != flexible)
            grid.setColumnWidth(
                flexible, max(grid.zoomed_width(columns[flexible].width), grid.viewport().width() - others)
            )
        self._fitting = False
        grid.frozen.place()

    def freeze_to(self, column: int) -> None:
        """Keep in sight everything up to a column."""
        self._grid.frozen.freeze(self._grid.order().index(column) + 1)

    def show_column(self, key: str, *, shown: bool) -> None:
        """Show or hide a column, whatever the room."""
        self._shown[key] = shown
        self.fit()

    def reset(self) -> None:
        """Everything as it was the first time."""
        self._shown.clear()
        self._width_set = False
        self._grid.frozen.freeze(0)
        self._grid.set_zoom(100)
        for number, column in enumerate(self._model.columns):
            self._grid.header.moveSection(self._grid.header.visualIndex(number), number)
            self._grid.setColumnWidth(number, self._grid.zoomed_width(column.width))
        self.fit()
        self.arrange(SheetView())

    def open_columns(self) -> None:
        """Open the list of columns, to show and hide them."""
        menu = self._columns_menu(self._grid)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._grid.header.below(self._grid.order()[0]))

    def open_filter(self, column: int, where: QPoint) -> None:
        """Open the box with a column's values."""
        one, view = self._model.columns[column], self._model.view
        others = replace(view, values={key: ticked for key, ticked in view.values.items() if key != one.key})
        box = FilterBox(one.title, self._model.counts(one, others), view.values.get(one.key), self._grid)
        box.chosen.connect(lambda ticked: self._filter(one.key, ticked))
        box.open_at(where)

    def _filter(self, key: str, ticked: frozenset[str] | None) -> None:
        values = {known: allowed for known, allowed in self._model.view.values.items() if known != key}
        if ticked is not None:
            values[key] = ticked
        self.arrange(replace(self._model.view, values=values))

    def _number(self, key: str) -> int:
        return next(number for number, column in enumerate(self._model.columns) if column.key == key)

    def _mark(self) -> None:
        """Show in the header what the rows are sorted and filtered by."""
        view = self._model.view
        places = {one.column: (place, one.descending) for place, one in enumerate(view.sort, 1)}
        marks = {
            number: Mark(*places.get(column.key, (0, False)), column.key in view.values)
            for number, column in enumerate(self._model.columns)
        }
        self._grid.header.show_marks(marks)
        self._grid.frozen.header.show_marks(marks)

    def _on_sort(self, column: int, also: bool) -> None:
        self.arrange(self._model.view.sorted_by(self._model.columns[column].key, also=also))

    def _on_resized(self, column: int) -> None:
        if not self._fitting and self._model.columns[column].key == _FLEXIBLE and self._grid.header.underMouse():
            # Somebody dragged it: from now on it is as wide as they want it.
            self._width_set = True

    def _on_menu(self, column: int, where: QPoint) -> None:
        self.menu_of(column).popup(where)

    def menu_of(self, column: int) -> QMenu:
        """What can be done with a column."""
        menu = QMenu(self._grid)
        menu.aboutToHide.connect(menu.deleteLater)
        one = self._model.columns[column]
        view = self._model.view
        _item(menu, self.tr("Sort by “{column}”").format(column=one.title), lambda: self._on_sort(column, False))
        also = _item(menu, self.tr("Sort by it as well"), lambda: self._on_sort(column, True))
        also.setEnabled(bool(view.sort))
        order = _item(menu, self.tr("In the plan's order"), lambda: self.arrange(replace(view, sort=())))
        order.setEnabled(bool(view.sort))
        menu.addSeparator()
        _item(menu, self.tr("Filter…"), lambda: self.open_filter(column, self._grid.header.below(column)))
        menu.addSeparator()
        _item(menu, self.tr("Freeze up to here"), lambda: self.freeze_to(column))
        thaw = _item(menu, self.tr("Thaw the columns"), lambda: self._grid.frozen.freeze(0))
        thaw.setEnabled(self._grid.frozen.count > 0)
        menu.addSeparator()
        _item(menu, self.tr("As wide as what it holds"), lambda: self._grid.resizeColumnToContents(column))
        hide = _item(menu, self.tr("Hide"), lambda: self.show_column(one.key, shown=False))
        hide.setEnabled(len(self._grid.order()) > 1)
        menu.addMenu(self._columns_menu(menu))
        menu.addSeparator()
        _item(menu, self.tr("Everything as it was"), self.reset)
        return menu

    def _columns_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(self.tr("Columns"), parent)
        for number, column in enumerate(self._model.columns):
            action = QAction(literally(column.title), menu)
            action.setCheckable(True)
            action.setChecked(not self._grid.isColumnHidden(number))
            action.toggled.connect(lambda on, key=column.key: self.show_column(key, shown=on))
            menu.addAction(action)
        return menu

    def _restore(self) -> None:
        """What was kept last time; nothing where it is of other columns than there are."""
        kept = str(self._settings.value(self._key, "", type=str))
        data: dict[str, Any] = json.loads(kept) if kept else {}
        if data.get("columns") != [column.key for column in self._model.columns]:
            return
        self._shown = {str(key): bool(shown) for key, shown in data["shown"].items()}
        self._width_set = bool(data["width_set"])
        key, column = data["place"]
        self._last_place = (str(key), int(column))
        self._grid.set_zoom(int(data["zoom"]))
        self._grid.header.restoreState(QByteArray.fromBase64(data["header"].encode()))
        self.fit()
        self._grid.frozen.freeze(int(data["frozen"]))
        self.arrange(SheetView.from_plain(data["view"]))


def _item(menu: QMenu, words: str, deed: Callable[[], object]) -> QAction:
    action = QAction(words, menu)
    action.triggered.connect(lambda _checked: deed())
    menu.addAction(action)
    return action
