"""What came to be later is told by numbers, since a clock may jump: of batches, decisions, keys and their like."""

import json
from itertools import count

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# The tables that are numbered, by what they were in order of until now; those of one moment by the second.
_ORDER = {
    "signing_keys": ("made_at", "rowid"),
    "trusted_keys": ("since", "rowid"),
    "officers": ("made_at", "name"),
    "target_revisions": ("at", "key"),
    "reopenings": ("at", "rowid"),
    "evidence_files": ("added_at", "rowid"),
    "batches": ("taken_at", "key"),
    "refused_files": ("at", "key"),
    "reviews": ("at", "key"),
    "decisions": ("at", "key"),
    "dispatches": ("sent_at", "key"),
}


def upgrade() -> None:
    """Number the rows that are there in their present order."""
    for name in _ORDER:
        op.execute(f"ALTER TABLE {name} ADD COLUMN number INTEGER NOT NULL DEFAULT 0")
    _number()
    for name in _ORDER:
        op.create_index(op.f(f"ix_{name}_number"), name, ["number"], unique=True)
    op.execute("ALTER TABLE dispatches ADD COLUMN history_id INTEGER NOT NULL DEFAULT 0")
    op.execute(
        "UPDATE dispatches SET history_id = "
        "coalesce((SELECT max(id) FROM history WHERE history.at <= dispatches.sent_at), 0)"
    )
    _number_what_was_kept()


def _number() -> None:
    connection = op.get_bind()
    found = [
        (moment, place, tie, name, row)
        for place, (name, (at, by)) in enumerate(_ORDER.items())
        for moment, tie, row in connection.exec_driver_sql(f"SELECT {at}, {by}, rowid FROM {name}")
    ]
    numbers = count(1)
    given: dict[str, list[tuple[int, int]]] = {}
    for *_, name, row in sorted(found):
        given.setdefault(name, []).append((next(numbers), row))
    for name, pairs in given.items():
        connection.exec_driver_sql(f"UPDATE {name} SET number = ? WHERE rowid = ?", pairs)


def _number_what_was_kept() -> None:
    """Number the rows that batches keep, too: else they would not be found again as they were left."""
    connection = op.get_bind()
    names = ", ".join(f"'{name}'" for name in _ORDER)
    kept = connection.exec_driver_sql(
        "SELECT batch_key, position, table_name, row_key, before, after FROM batch_changes "
        f"WHERE table_name IN ({names})"
    ).all()
    for batch, position, name, key, *texts in kept:
        own = "public" if name == "trusted_keys" else "key"
        number = connection.exec_driver_sql(f"SELECT number FROM {name} WHERE {own} = ?", (key,)).scalar()
        before, after = (text and _with_number(text, number or 0) for text in texts)
        connection.exec_driver_sql(
            "UPDATE batch_changes SET before = ?, after = ? WHERE batch_key = ? AND position = ?",
            (before, after, batch, position),
        )


def _with_number(text: str, number: int) -> str:
    return json.dumps({**json.loads(text), "number": number}, ensure_ascii=False, sort_keys=True)
