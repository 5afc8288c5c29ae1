"""What is seen in a window until its first page is there, and what is kept of the last one for the next start."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMainWindow

from db.address import Location
from desktop.last_shown import LastShown
from desktop.widgets.fitting import lay_out
from desktop.widgets.theme import Theme
from desktop.widgets.words import language

if TYPE_CHECKING:
    from desktop.pages.seat import Seat
    from desktop.widgets.last_picture import LastPicture
    from desktop.widgets.shown_rows import ShownRows


class FirstSight:
    """The name of the program, or what was shown last, over all that is made behind it."""

    def __init__(self, window: QMainWindow, theme: Theme, last: LastShown | None) -> None:
        """`last` keeps what is shown when a desk is closed; without it, nothing is kept."""
        self._window = window
        self._theme = theme
        self._last = last
        self.picture: LastPicture | None = None

    def show(self, database: Location | None) -> None:
        """Show what was shown of a database last, where it still is what it was, or else the name of the program."""
        shown = None
        if self._last is not None and isinstance(database, Path):
            shown = self._last.find(database, self._look())
        if shown is not None:
            from desktop.widgets.last_picture import LastPicture

            self._window.setWindowTitle(shown.title)
            self.picture = LastPicture(shown, self._window)
        else:
            from desktop.widgets.first_picture import FirstPicture

            self._theme.lay_ground()
            self._window.setCentralWidget(FirstPicture(self._window))

    def lay_rows(self) -> "ShownRows | None":
        """Lay the rows into the picture that has been seen, where it is one."""
        return None if self.picture is None else self.picture.rows

    def cover(self) -> None:
        """Lie over all of the window, whatever is in it and whatever size it has."""
        if self.picture is not None:
            self.picture.resize(self._window.size())
            self.picture.raise_()

    def end(self, seat: "Seat | None") -> None:
        """The page that was shown is there, in this seat; or something else is to be seen."""
        picture, self.picture = self.picture, None
        if picture is not None:
            left = picture.end()
            # Else it would move once more after it was painted, and below what is scrolled.
            lay_out(self._window)
            page = None if seat is None else seat.front
            if page is not None:
                page.go_on(left)

    def forget(self) -> None:
        """A database is open: nothing of it lies there while it may be given a passphrase."""
        if self._last is not None:
            self._last.forget()

    def keep(self, seat: "Seat", *, guarded: bool) -> None:
        """Keep what a seat shows whose desk is closed: by now all is stored, and shown as it is stored.

        Nothing of one that is `guarded` or on a server, nor where its page was not there yet.
        """
        if self._last is not None and self.picture is None and not seat.desk.on_server:
            self._last.keep(seat.desk.store.path, None if guarded else seat.shown(self._look()))

    def _look(self) -> dict[str, Any]:
        """All by which the same is drawn otherwise."""
        theme = self._theme
        text = {"text": theme.text_scale, "row": theme.row_height, "language": language()}
        return {"tokens": theme.tokens._asdict(), "ratio": self._window.devicePixelRatio(), **text}
