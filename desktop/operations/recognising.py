"""What a person confirmed of a unit's files means the same in its next one."""

from collections import defaultdict
from typing import Final

from sqlalchemy import Connection, select

from db import clock
from db.batches import Journal
from db.models import Base
from desktop.desk import Desk
from desktop.exchange.forms.read_out import ReadForm
from desktop.exchange.forms.repairs import REMEMBERED, Known

_RECOGNITIONS: Final = Base.metadata.tables["recognitions"]


def recognised(connection: Connection) -> dict[str, Known]:
    """What was confirmed of the files of each unit, by its key."""
    known: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    columns = (_RECOGNITIONS.c.unit_key, _RECOGNITIONS.c.code, _RECOGNITIONS.c.seen, _RECOGNITIONS.c.meaning)
    for unit, code, seen, meaning in connection.execute(select(*columns)):
        known[unit][code, seen] = meaning
    return dict(known)


def remember(journal: Journal, desk: Desk, form: ReadForm) -> None:
    """Keep what a form's guesses were confirmed to mean, as a part of what taking it changes."""
    if not form.confirmed:
        return
    before = recognised(journal.connection).get(form.unit_key, {})
    now = clock.now()
    rows = [
        {
            "unit_key": form.unit_key,
            "code": guess.finding.code,
            "seen": guess.seen,
            "meaning": meaning,
            "who": desk.author.who,
            "at": now,
        }
        for guess, meaning in form.confirmed
        if guess.finding.code in REMEMBERED and before.get(guess.place) != meaning
    ]
    journal.put("recognitions", rows)
