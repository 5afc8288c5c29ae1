"""What every verb of the command line has in common: how it speaks, how it ends, and the desk it works at."""

import argparse
import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.address import Location
from db.steps import Stage, Told
from db.vocabulary import Origin
from resources.texts import Language, Sentence, say

if TYPE_CHECKING:
    from desktop.desk import Desk

DONE: Final = 0
NOT_ALL: Final = 1


@dataclass(frozen=True, slots=True)
class Speaker:
    """Prints sentences in one language."""

    language: Language

    def tell(self, code: str, /, **values: str | int | Sentence) -> None:
        """Print one sentence."""
        print(say(code, **values).text(self.language))

    def note(self, sentence: Sentence | None) -> None:
        """Print a sentence where there is one to be said."""
        if sentence is not None:
            print(sentence.text(self.language))

    def progress(self, done: int, total: int, what: str) -> None:
        """Say how far a long operation is, where somebody is watching."""
        if sys.stderr.isatty():
            print(f"\r\033[K{done}/{total} {what}", end="" if done < total else "\n", file=sys.stderr, flush=True)

    @contextlib.contextmanager
    def watching(self) -> Iterator[Told]:
        """Say how far what is done to a whole database is, where that takes long, and what becomes of it meanwhile."""
        last: Stage | None = None
        moving = sys.stderr.isatty()

        def told(stage: Stage) -> None:
            nonlocal last
            if last is None or last.doing is not stage.doing:
                if last is not None and moving:
                    print(file=sys.stderr)
                print(f"{stage.title.text(self.language)} — {stage.why.text(self.language)}", file=sys.stderr)
            words = stage.words.text(self.language)
            if moving:
                print(f"\r\033[K{words} {stage.share}", end="", file=sys.stderr, flush=True)
            elif last is None or (last.doing, last.step) != (stage.doing, stage.step):
                print(words, file=sys.stderr, flush=True)
            last = stage

        try:
            yield told
        finally:
            if last is not None and moving:
                print(file=sys.stderr)


@contextlib.contextmanager
def held(arguments: argparse.Namespace, *, alone: bool = False) -> Iterator[None]:
    """The database, kept from other computers meanwhile."""
    from desktop.instance import holding

    if not isinstance(arguments.database, Path):
        # On a server there is room for all.
        yield
        return
    with holding(arguments.database, take_over=arguments.take_over, alone=alone):
        yield


@contextlib.contextmanager
def desk_at(arguments: argparse.Namespace) -> Iterator["Desk"]:
    """The desk at the database that is named; commits that are missing are told once."""
    from desktop.desk import open_desk
    from desktop.operations.mending import accept_loss

    with held(arguments):
        with Speaker(arguments.lang).watching() as told:
            desk = open_desk(arguments.database, Origin.COMMAND, told)
        try:
            missing = accept_loss(desk)
            if missing is not None:
                print(missing, file=sys.stderr)
            yield desk
        finally:
            desk.close()


def warn_of_synchronising(database: Location, speaker: Speaker) -> None:
    """Once, when a database is put into a folder that some program synchronises."""
    from db.places import HERE, synchroniser_of

    name = synchroniser_of(database, HERE) if isinstance(database, Path) else ""
    if name:
        speaker.tell("place.synchronised", name=name, path=str(database))
