"""What a person settled of a file that had been held back is kept with its import."""

from collections.abc import Iterator
from typing import Final

from db import clock
from db.batches import Journal
from db.inserting import Lines
from db.rows import Row
from desktop.desk import Desk
from desktop.exchange.forms.read_out import ReadForm
from desktop.operations.opened import Opened

_BLANK: Final = {"target_key": "", "field": "", "issued": "", "ours": "", "theirs": "", "chosen": ""}


def record_settled(desk: Desk, journal: Journal, batch: str, opened: Opened, form: ReadForm) -> None:
    """Keep with a batch how each thing that had held its file back was settled, and by whom."""
    now = clock.now()
    rows = [
        {**_BLANK, **row, "batch_key": batch, "position": position, "who": desk.author.who, "at": now}
        for position, row in enumerate(_rows(opened, form))
    ]
    journal.put_owned("resolutions", Lines.of(rows))


def _rows(opened: Opened, form: ReadForm) -> Iterator[Row]:
    settled = opened.settled
    for guess, meaning in form.confirmed:
        if guess.place in settled.answers:
            found = guess.finding
            place = {"target_key": found.target_key or "", "field": found.field}
            yield {"code": found.code, **place, "theirs": guess.seen, "chosen": meaning}
    if settled.edited:
        for one in form.marks:
            yield {"code": one.code, "target_key": one.target_key, "field": one.field, "theirs": one.found}
    if settled.signer is not None:
        yield {"code": "signer", "theirs": settled.signer}
    if settled.closed:
        yield {"code": "closed_period"}
    for (key, name), side in settled.conflicts.items():
        _, theirs = form.cells.get((key, name), ("", ""))
        yield {"code": "conflict", "target_key": key, "field": name, "theirs": theirs, "chosen": str(side)}
