"""Where a database lies, as a person is told: copied from outside and to be sent back, or in a synchronised folder."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from db.errors import Refusal
from db.places import HERE, synchroniser_of
from desktop.desk import Desk
from desktop.operations.carrying import Changed, ChangedThere, SentBack, carried, carried_here, carry_out, unsent
from desktop.operations.progress import Progress
from desktop.pages.actions import Actions
from desktop.pages.choosing import ChoiceDialog
from desktop.pages.dialogs import Chooser
from desktop.pages.folders import open_folder
from desktop.pages.work import Work
from desktop.settings import Settings
from desktop.widgets.theme import Part
from desktop.widgets.words import speak
from resources.texts import say

_TOLD: Final = "told/synchronised"


class Whereabouts(QObject):
    """Sends a database back where it was copied from, and reminds of it."""

    def __init__(self, desk: Desk, work: Work, chooser: Chooser, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._work = work
        self._chooser = chooser
        self._settings = settings
        self._window = window
        self._later = False

    def answers(self, actions: Actions) -> dict[QAction, Callable[[], object]]:
        """What a database that was copied here does for an action."""
        return {} if carried_here(self._desk) is None else {actions.send_back: self.send_back}

    def tell(self) -> None:
        """Say once where this database lies, where a person has to know."""
        if self._desk.on_server:
            return
        path = self._desk.store.path
        known, name = carried(path), synchroniser_of(path, HERE)
        key = f"{_TOLD}/{sha256(str(path.resolve()).encode()).hexdigest()[:16]}"
        if known is not None:
            said = self.tr("This is a copy of {path}. When you are done, send it back: File → Send back.")
            self._work.notice.say(said.format(path=str(known.origin)), Part.QUERY)
        elif name and not self._settings.store.value(key, False, type=bool):
            self._settings.store.setValue(key, True)
            self._work.notice.say(speak(say("place.synchronised", name=name, path=str(path))), Part.QUERY)

    def send_back(self, then: Callable[[], object] | None = None, changed: Changed = Changed.REFUSE) -> None:
        """Send it back, then go on."""
        self._work.begin(
            self.tr("Sending back"),
            partial(_carry_out, self._desk, changed),
            lambda sent: self._on_sent(sent, then),
            failed=lambda refusal: self._on_refused(refusal, then),
        )

    def may_close(self, then: Callable[[], object]) -> bool:
        """Whether nothing is to be sent back first; where that is done now, it goes on `then`."""
        if self._later or carried_here(self._desk) is None:
            return True
        if not self._work.running:
            # Something short may still write, as the entry that was typed last.
            self._work.runner.finish()
            if not unsent(self._desk):
                return True
        title = self.tr("Send it back first?")
        why = self.tr("What was done here since it was copied is on this computer alone.")
        choices = {"send": self.tr("Send back now"), "later": self.tr("Another time")}
        chosen = self._ask(title, why, choices, "send")
        self._later = chosen == "later"
        if chosen == "send":
            self.send_back(then)
        return self._later

    def _on_sent(self, sent: SentBack, then: Callable[[], object] | None) -> None:
        said = self.tr("Sent back to {path}.").format(path=str(sent.path))
        if sent.kept is not None:
            said += self.tr(" The one that was there is kept as {name}.").format(name=sent.kept.name)
        self._work.notice.say(said, Part.GOOD, (self.tr("Open folder"), partial(open_folder, sent.path.parent)))
        if then is not None:
            then()

    def _on_refused(self, refusal: Refusal, then: Callable[[], object] | None) -> None:
        if not isinstance(refusal, ChangedThere):
            self._work.notice.say(speak(refusal.sentence), Part.ERROR)
            return
        choices = {"replace": self.tr("Replace it, keep the old one"), "beside": self.tr("Put this one beside it")}
        chosen = self._ask(self.tr("It was changed there as well"), speak(refusal.sentence), choices)
        if chosen:
            self.send_back(then, Changed(chosen))

    def _ask(self, title: str, why: str, choices: dict[str, str], usual: str = "") -> str:
        dialog = ChoiceDialog(title, why, choices, self.tr("Cancel"), self._window, usual)
        return dialog.chosen if self._chooser.show(dialog) else ""


def _carry_out(desk: Desk, changed: Changed, progress: Progress) -> SentBack:
    return carry_out(desk, changed, progress)
