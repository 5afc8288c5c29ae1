"""Passphrases of the command line: from the environment or typed unseen, never among the arguments."""

import getpass
import os
import sys
from pathlib import Path
from typing import Final

from db import keyring
from db.address import Location
from db.errors import Refusal, refuse
from desktop.desk import Desk
from desktop.operations import access
from resources.texts import Language, Sentence, say

# Holds the passphrase, or the recovery key.
VARIABLE: Final = "TARGET_DESK_PASSPHRASE"
NEW_VARIABLE: Final = "TARGET_DESK_NEW_PASSPHRASE"


def unlock(database: Location, language: Language) -> None:
    """Let this process read a database, by its passphrase or its recovery key; a plain one asks for nothing."""
    if not isinstance(database, Path) or not keyring.is_encrypted(database):
        return
    typed = _asked(VARIABLE, "cli.ask_passphrase", language)
    try:
        keyring.recover(database, typed)
    except Refusal as refusal:
        if refusal.sentence.code != "refusal.no_recovery_key":
            raise
        keyring.unlock(database, typed)


def give(desk: Desk, language: Language) -> Sentence:
    """Set or change a desk's passphrase; what is to be said then, the recovery key of a new one included."""
    new = _asked(NEW_VARIABLE, "cli.ask_new_passphrase", language)
    if NEW_VARIABLE not in os.environ and new != _asked(NEW_VARIABLE, "cli.ask_again", language):
        raise refuse("refusal.not_the_same")
    if keyring.is_encrypted(desk.store.path):
        # Whoever got this far knew the old one, or had the recovery key.
        access.change_passphrase(desk, new, ())
        return say("cli.passphrase_changed")
    key = access.set_passphrase(desk, new)
    access.encrypt_rest(desk, ())
    return say("cli.passphrase_set", key=key)


def remove(desk: Desk) -> Sentence:
    """Take a desk's passphrase away; what is to be said then."""
    access.remove_passphrase(desk)
    return say("cli.passphrase_removed")


def _asked(variable: str, question: str, language: Language) -> str:
    said = os.environ.get(variable)
    if said is not None:
        return said
    if not sys.stdin.isatty():
        raise refuse("refusal.no_terminal", variable=variable)
    return getpass.getpass(say(question).text(language))
