"""What fits on a screen: small ones, enlarged ones, and a window that is moved to another one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.vocabulary import Lamp
from desktop.main_window import MainWindow
from desktop.pages.choosing import ChoiceDialog
from desktop.pages.seat import Seat
from desktop.pages.trust.key_dialogs import ShowKeyDialog
from desktop.widgets.fitting import fit, fitting, lay_out, rule_below
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.table import Table
from desktop.widgets.theme import Theme
from desktop.widgets.totals import Totals


def test_a_dialog_is_no_larger_than_its_screen(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.setMinimumWidth(9000)
    dialog.resize(9000, 200)
    fit(dialog)
    room = dialog.screen().availableSize()
    assert dialog.width() < room.width()
    assert dialog.height() == 200


@pytest.mark.usefixtures("theme")
def test_no_word_of_a_dialog_is_cut_off(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ChoiceDialog(
        "问", "打开就会在这台电脑上运行它。不清楚来源的，请不要打开。" * 4, {"open": "打开"}, "不打开", window
    )
    fit(dialog)
    words = dialog.findChildren(QLabel)[1]
    dialog.show()
    assert words.height() >= words.heightForWidth(words.width())


@pytest.mark.usefixtures("theme")
def test_a_dialog_is_as_wide_as_what_it_holds(qtbot: QtBot) -> None:
    dialog = ShowKeyDialog("乙局", "W6STY-K4J65-VNVX3-F7ET8-83QZS-4P1QM", None)  # type: ignore[arg-type]  # nothing is above it here
    qtbot.addWidget(dialog)
    # A width of its own takes the place of what it would have to be.
    dialog.setMinimumWidth(100)
    dialog.resize(100, 100)
    fit(dialog)
    dialog.show()
    asked = dialog.layout()
    assert asked is not None
    assert dialog.width() >= fitting(dialog, asked.totalMinimumSize()).width()


def test_what_is_laid_out_has_its_last_place_at_once(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    around: QWidget = window
    column = QVBoxLayout(around)
    for _ in range(3):
        area, inner = QScrollArea(around), QWidget(around)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        column.addWidget(area)
        column.addStretch(1)
        around, column = inner, QVBoxLayout(inner)
    words = QLabel("目标", around)
    words.setWordWrap(True)
    column.addWidget(words)
    window.resize(300, 300)
    window.show()
    QApplication.processEvents()
    words.setText("目标任务的进展 " * 200)
    lay_out(window)
    parts = window.findChildren(QWidget)
    at_once = [part.geometry() for part in parts]
    QApplication.processEvents()
    assert [part.geometry() for part in parts] == at_once
    assert words.height() == words.heightForWidth(words.width()) > 300


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("ratio", "thick"), [(1.0, 1), (1.25, 1), (1.5, 1), (1.75, 1), (2.0, 2)])
def test_every_line_below_a_row_is_of_the_same_thickness(ratio: float, thick: int) -> None:
    image = QImage(QSize(40, 300), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.translate(0, 7)
    for row in range(4):
        rule_below(painter, QRect(0, row * 33, 20, 33), "#ff0000")
    painter.end()
    red = [image.pixelColor(3, y).green() == 0 for y in range(image.height())]
    runs = "".join("x" if one else " " for one in red).split()
    assert runs == ["x" * thick] * 4


def test_shapes_are_drawn_anew_on_a_screen_with_more_dots(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    totals = Totals(theme, None)  # type: ignore[arg-type]  # nothing is above it here
    qtbot.addWidget(totals)
    button = totals.buttons[Lamp.RED]
    before = button.icon().availableSizes()[0]
    monkeypatch.setattr(totals, "devicePixelRatioF", lambda: 2.0)
    QApplication.sendEvent(totals, QEvent(QEvent.Type.DevicePixelRatioChange))
    assert button.icon().availableSizes()[0] == before * 2


def test_the_column_that_takes_the_rest_stays_readable_in_a_narrow_table(qtbot: QtBot, theme: Theme) -> None:
    columns = [Column("编号", str, 60), Column("目标任务", str, 200), Column("进展", str, 240)]
    model: RowsModel[str] = RowsModel(tuple(columns), None)  # type: ignore[arg-type]  # nothing is above it here
    table = Table(model, theme, 1, "目标", None)  # type: ignore[arg-type]  # as above
    qtbot.addWidget(table)
    table.show()
    table.resize(900, 200)
    assert table.columnWidth(1) > 500
    table.resize(330, 200)
    assert table.columnWidth(1) == 200
    assert table.horizontalScrollBar().maximum() > 0
    table.resize(600, 200)
    assert table.columnWidth(1) < 300
    assert table.horizontalScrollBar().maximum() == 0


def test_all_pages_of_the_rail_have_room_in_the_smallest_window(
    window: MainWindow, settle: Callable[[MainWindow], None], headquarters_database: Path
) -> None:
    window.open_database(headquarters_database)
    settle(window)
    seat = window.view
    assert isinstance(seat, Seat)
    window.resize(window.minimumSize())
    QApplication.processEvents()
    buttons = seat.rail.buttons
    heights = {button.height() for button in buttons}
    assert min(heights) >= buttons[0].minimumSizeHint().height()
    assert all(button.geometry().bottom() < seat.rail.height() for button in buttons)
