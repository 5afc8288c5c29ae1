"""Numbers: in which order rows came to be, also among those of other tables."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, inspect, select

from db.keys import new_key
from db.models import Base
from db.numbers import NUMBERED, add
from db.rows import Row
from db.store import Store

pytestmark = pytest.mark.on_both

TABLES = Base.metadata.tables
LATE, EARLY = datetime(2034, 1, 1, tzinfo=UTC), datetime(2014, 1, 1, tzinfo=UTC)


def officer(name: str, at: datetime) -> Row:
    return {"key": new_key(), "name": name, "salt": "", "digest": "", "made_at": at, "retired_at": None}


def trusted(public: str) -> Row:
    return {"public": public, "who": "王科员", "since": EARLY}


def names(connection: Connection) -> list[str]:
    officers = TABLES["officers"]
    return list(connection.scalars(select(officers.c.name).order_by(officers.c.number)))


def test_rows_stand_in_the_order_in_which_they_were_written(empty: Store) -> None:
    with empty.write() as connection:
        add(connection, "officers", [officer("张", LATE), officer("李", EARLY)])
    with empty.write() as connection:
        add(connection, "officers", [officer("王", EARLY)])
        assert names(connection) == ["张", "李", "王"]


def test_what_was_written_later_has_the_greater_number_in_any_table(empty: Store) -> None:
    with empty.write() as connection:
        add(connection, "officers", [officer("张", LATE)])
        add(connection, "trusted_keys", [trusted("aa")])
        add(connection, "officers", [officer("李", EARLY)])
        found = [connection.scalars(select(TABLES[name].c.number)).all() for name in ("officers", "trusted_keys")]
    assert found == [[1, 3], [2]]


@pytest.mark.parametrize("name", [table.name for table in NUMBERED])
def test_no_two_rows_of_a_table_have_one_number(empty: Store, name: str) -> None:
    with empty.read() as connection:
        unique = {index["name"] for index in inspect(connection).get_indexes(name) if index["unique"]}
        assert f"ix_{name}_number" in unique
