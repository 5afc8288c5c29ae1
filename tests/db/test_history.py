"""The history: who changed which field from what to what, and when."""

from datetime import UTC, datetime

from sqlalchemy import select

from db.history import Altered, Author, differences, record
from db.models import Base
from db.store import Store
from db.vocabulary import Origin

HISTORY = Base.metadata.tables["history"]


def test_every_change_is_kept_with_who_when_and_where_from(empty: Store, author: Author) -> None:
    before = datetime.now(UTC)
    with empty.write() as connection:
        value, reply = (("value", None, "5"), ("reply", "", "好"))
        record(connection, author, [Altered("entries", "r/t", *change) for change in (value, reply)])
    with empty.read() as connection:
        lines = connection.execute(select(HISTORY).order_by(HISTORY.c.id)).all()
    assert [(line.field, line.old, line.new) for line in lines] == [("value", None, "5"), ("reply", "", "好")]
    assert {(line.who, line.origin) for line in lines} == {("王科员", Origin.WINDOW)}
    assert before <= lines[0].at == lines[1].at <= datetime.now(UTC)


def test_no_change_is_no_line(empty: Store, author: Author) -> None:
    with empty.write() as connection:
        record(connection, author, [])
        assert connection.execute(select(HISTORY)).all() == []


def test_only_fields_that_differ_are_named_and_blank_is_not_zero() -> None:
    before = {"value": None, "increment": 3, "narrative": "", "status": "done"}
    after = {"value": 0, "increment": None, "narrative": "", "status": "done"}
    assert differences("entries", "r/t", before, after) == [
        Altered("entries", "r/t", "value", None, "0"),
        Altered("entries", "r/t", "increment", "3", None),
    ]
