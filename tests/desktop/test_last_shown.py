"""What was shown last is there at once at the next start, while it is true; what is typed meanwhile is not lost."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.vocabulary import Origin
from desktop.app import show_bug
from desktop.desk import open_desk
from desktop.first_sight import FirstSight
from desktop.last_shown import LastShown
from desktop.main_window import MainWindow
from desktop.operations.access import set_passphrase
from desktop.operations.entry import load_entry
from desktop.pages.dialogs import Chooser
from desktop.pages.seat import Seat
from desktop.settings import Settings
from desktop.widgets.last_picture import LastPicture
from desktop.widgets.theme import Theme

PERIOD = "2024-03"
LEFT = Qt.MouseButton.LeftButton
Start = Callable[..., MainWindow]


@pytest.fixture
def last(tmp_path: Path) -> LastShown:
    return LastShown(tmp_path / "own" / "last-shown")


@pytest.fixture
def larger_texts(theme: Theme) -> Iterator[None]:
    theme.set_text_size(125)
    yield
    theme.set_text_size(100)


@pytest.fixture
def start(qtbot: QtBot, theme: Theme, settings: Settings, last: LastShown, tmp_path: Path) -> Iterator[Start]:
    """Starts the program on a database, as far as its first picture; it ends with the test at the latest."""
    (tmp_path / "own").mkdir()
    windows = []

    def begin(database: Path) -> MainWindow:
        window = MainWindow(theme, settings, last)
        window.resize(1280, 800)
        window.sight.show(database)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        windows.append(window)
        return window

    yield begin
    for window in windows:
        window.close()


@pytest.fixture
def go_on(qtbot: QtBot, person: Chooser) -> Callable[[MainWindow, Path], Seat]:
    """Furnishes a window and opens the database, until its page stands there."""

    def furnish(window: MainWindow, database: Path) -> Seat:
        window.furnish(person)
        assert window.open_database(database)
        qtbot.waitUntil(lambda: isinstance(window.view, Seat) and not window.busy, timeout=20_000)
        return window.view

    return furnish


@pytest.fixture
def left_at_entry(
    qtbot: QtBot, start: Start, go_on: Callable[[MainWindow, Path], Seat], practice_database: Path
) -> Path:
    """A database that was closed with its entries in front, scrolled down."""
    window = start(practice_database)
    seat = go_on(window, practice_database)
    seat.bring("entry")
    qtbot.waitUntil(lambda: not window.busy and seat.entry.model.rowCount() > 0)
    seat.entry.grid.go_to(3, 1)
    seat.entry.grid.verticalScrollBar().setValue(50)
    window.close()
    return practice_database


def picture_of(window: MainWindow) -> LastPicture | None:
    front = window.front
    return front if isinstance(front, LastPicture) else None


def type_in(window: MainWindow, text: str) -> None:
    for sign in text:
        QTest.keyClick(window.windowHandle(), sign)


def without(image: QImage, window: MainWindow, *widgets: QWidget) -> QImage:
    painter = QPainter(image)
    for widget in widgets:
        painter.fillRect(QRect(widget.mapTo(window, QPoint()), widget.size()), QColor("black"))
    painter.end()
    return image


def test_the_first_picture_is_what_the_page_is_a_moment_later(
    start: Start, go_on: Callable[[MainWindow, Path], Seat], left_at_entry: Path
) -> None:
    window = start(left_at_entry)
    picture = picture_of(window)
    assert picture is not None
    first = window.grab().toImage()
    model = picture.rows.model()
    texts = [[model.index(row, column).data() for column in range(model.columnCount())] for row in range(4)]
    seat = go_on(window, left_at_entry)
    entry = seat.entry
    assert picture_of(window) is None
    assert seat.front is entry
    assert entry.grid.verticalScrollBar().value() == 50
    shown = [[entry.model.index(row, column).data() for column in entry.grid.order()] for row in range(4)]
    assert texts == shown
    fleeting = entry.head.due, seat.status.deadline, seat.status.saved
    first, now = without(first, window, *fleeting), without(window.grab().toImage(), window, *fleeting)
    assert first == now


def test_nothing_moves_any_more_when_the_picture_goes(
    start: Start, go_on: Callable[[MainWindow, Path], Seat], left_at_entry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def room(seat: Seat) -> tuple[QSize, bool]:
        return seat.entry.grid.viewport().size(), seat.entry.grid.horizontalScrollBar().isVisible()

    seen = []
    end = FirstSight.end
    monkeypatch.setattr(FirstSight, "end", lambda sight, seat: (end(sight, seat), seen.append(room(seat))))
    seat = go_on(start(left_at_entry), left_at_entry)
    (first, *_) = seen
    seat.entry.grid.settle()
    assert first == room(seat)


def test_a_bug_behind_the_picture_is_told_as_what_it_is(
    start: Start,
    go_on: Callable[[MainWindow, Path], Seat],
    left_at_entry: Path,
    person: Chooser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = start(left_at_entry)
    make = Seat.make

    def fail(seat: Seat, name: str) -> None:
        # As Python tells of what goes wrong in a slot.
        show_bug(window, ZeroDivisionError, ZeroDivisionError(name), None)
        make(seat, name)

    monkeypatch.setattr(Seat, "make", fail)
    go_on(window, left_at_entry)
    assert picture_of(window) is None
    assert person.crashes.pop().startswith("ZeroDivisionError")


def test_rows_that_are_scrolled_are_those_of_the_grid(
    start: Start, go_on: Callable[[MainWindow, Path], Seat], left_at_entry: Path
) -> None:
    window = start(left_at_entry)
    picture = picture_of(window)
    assert picture is not None
    picture.rows.verticalScrollBar().setValue(120)
    # Without the round corner of the frame.
    box = QRect(picture.rows.mapTo(window, QPoint()), picture.rows.size()).adjusted(0, 0, 0, -8)
    scrolled = window.grab(box).toImage()
    seat = go_on(window, left_at_entry)
    assert seat.entry.grid.verticalScrollBar().value() == 120
    assert scrolled == window.grab(box).toImage()


@pytest.mark.usefixtures("larger_texts")
def test_rows_that_are_scrolled_to_their_end_stay_there_also_with_larger_texts(
    start: Start, go_on: Callable[[MainWindow, Path], Seat], left_at_entry: Path
) -> None:
    window = start(left_at_entry)
    picture = picture_of(window)
    assert picture is not None
    bar = picture.rows.verticalScrollBar()
    bar.setValue(bar.maximum())
    end = bar.value()
    assert go_on(window, left_at_entry).entry.grid.verticalScrollBar().value() == end


def test_what_is_typed_meanwhile_goes_where_it_was_meant_for_in_its_order(
    qtbot: QtBot, start: Start, go_on: Callable[[MainWindow, Path], Seat], left_at_entry: Path
) -> None:
    window = start(left_at_entry)
    picture = picture_of(window)
    assert picture is not None
    desk = open_desk(left_at_entry, Origin.COMMAND)
    rows = load_entry(desk, PERIOD).rows
    desk.close()
    here = next(number for number, row in enumerate(rows) if number > 3 and row.target.goal.measure.has_figure)
    shown = picture.rows.model()
    value = next(n for n, column in enumerate(picture.rows.grid.columns) if column == 8)
    cell = picture.rows.visualRect(shown.index(here, value)).center()
    QTest.mouseClick(picture.rows.viewport(), LEFT, pos=cell)
    type_in(window, "12.5")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)
    seat = go_on(window, left_at_entry)
    qtbot.waitUntil(lambda: not window.busy)
    assert seat.entry.grid.currentIndex().row() == here + 1
    window.close()
    desk = open_desk(left_at_entry, Origin.COMMAND)
    assert load_entry(desk, PERIOD).rows[here].answer.value == 12_500_000
    desk.close()


def test_what_is_typed_after_a_click_beside_the_rows_goes_into_no_cell(
    start: Start, go_on: Callable[[MainWindow, Path], Seat], left_at_entry: Path
) -> None:
    window = start(left_at_entry)
    picture = picture_of(window)
    assert picture is not None
    QTest.mouseClick(picture, LEFT, pos=QPoint(60, 200))
    type_in(window, "12.5")
    seat = go_on(window, left_at_entry)
    assert seat.entry.grid.state() == seat.entry.grid.State.NoState


def _changed_by_another_program(database: Path, _last: LastShown) -> None:
    with closing(sqlite3.connect(database)) as raw:
        raw.execute("UPDATE targets SET title = title || '。'")
        raw.commit()


def _being_written_by_another_program(database: Path, _last: LastShown) -> None:
    database.with_name(f"{database.name}-wal").write_bytes(b"frames")


def _cut_short(_database: Path, last: LastShown) -> None:
    os.truncate(last._path, 5000)


def _of_another_form(_database: Path, last: LastShown) -> None:
    last._path.write_bytes(b"00000000\n" + last._path.read_bytes()[9:])


def _gone(_database: Path, last: LastShown) -> None:
    last.forget()


def test_what_is_no_longer_so_or_cannot_be_read_is_not_shown(
    start: Start, last: LastShown, left_at_entry: Path, tmp_path: Path
) -> None:
    kept = [(path, Path(shutil.copy2(path, tmp_path / path.name[:4]))) for path in (left_at_entry, last._path)]
    for happened in (
        _changed_by_another_program,
        _being_written_by_another_program,
        _cut_short,
        _of_another_form,
        _gone,
    ):
        happened(left_at_entry, last)
        assert picture_of(start(left_at_entry)) is None, happened
        for path, copy in kept:
            shutil.copy2(copy, path)
        left_at_entry.with_name(f"{left_at_entry.name}-wal").unlink(missing_ok=True)
        assert picture_of(start(left_at_entry)) is not None, happened


def test_what_would_look_otherwise_is_not_shown(start: Start, theme: Theme, left_at_entry: Path) -> None:
    kept, other = ("dark", "light") if theme.is_dark else ("light", "dark")
    theme.set_mode(other)
    try:
        assert picture_of(start(left_at_entry)) is None
    finally:
        theme.set_mode(kept)


def test_nothing_is_kept_of_an_encrypted_database(
    start: Start, go_on: Callable[[MainWindow, Path], Seat], last: LastShown, left_at_entry: Path
) -> None:
    window = start(left_at_entry)
    seat = go_on(window, left_at_entry)
    set_passphrase(seat.desk, "春天的故事2024年")
    window.close()
    assert not last._path.exists()
