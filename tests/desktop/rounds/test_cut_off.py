"""A storing over several servers that is cut off: nothing that was said to be stored is lost, and the rest is found."""

from contextlib import AbstractContextManager, ExitStack

import crowd
import pytest
from clusters import Cluster
from sqlalchemy import insert

from db.errors import Refusal
from db.history import Altered, Author, record
from db.integrity import problems
from db.keys import key_of
from db.models import Base
from db.reports import answers, newest
from db.server.partitions import PARTS, part_of
from db.server.spreading import spread
from db.storage import Store
from db.totals import totals
from db.vocabulary import Origin, ReportState

CROWDED = "2024-02"
OWN = PARTS // 3
GOES = """CREATE OR REPLACE FUNCTION goes() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$"""


def left_in_the_midst(cluster: Cluster, database: str, parts: range) -> AbstractContextManager[None]:
    """Have a server go away as soon as it is to make lasting what was written in these parts."""
    made = "CREATE CONSTRAINT TRIGGER goes AFTER INSERT ON reports_{} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
    made += "EXECUTE FUNCTION goes()"
    cluster.run(GOES, *(made.format(part) for part in parts), database=database)
    stack = ExitStack()
    stack.callback(cluster.run, *(f"DROP TRIGGER goes ON reports_{part}" for part in parts), database=database)
    return stack


def report_everywhere(store: Store, code: str) -> None:
    """A report of every unit at once."""
    keys = {key_of("report", crowd.unit_key(number), code): number for number in range(30)}
    with store.write() as connection:
        heads = newest(connection, crowd.PLAN, CROWDED)
        rows = []
        for key, number in keys.items():
            head = heads[crowd.unit_key(number)]
            said = {"filled_by": "", "checked_by": "", "phone": "", "seal": "x", "state": ReportState.RECEIVED}
            place = {"slot": head.slot, "key": key, "plan_key": crowd.PLAN, "unit_key": head.unit_key, "period": code}
            rows.append({**said, **place, "revision": 1, "created_at": head.sealed_at, "sealed_at": head.sealed_at})
        connection.execute(insert(Base.metadata.tables["reports"]), rows)
        told = [Altered("reports", row["key"], "state", None, "received", row["slot"]) for row in rows]
        record(connection, Author("officer", Origin.COMMAND), told)


def there(store: Store, code: str) -> int:
    with store.read() as connection:
        return len(newest(connection, crowd.PLAN, code))


def test_what_one_server_stored_and_not_all_is_told_and_taken_away(
    clusters: tuple[Cluster, ...], crowd_there: crowd.Crowd
) -> None:
    store, left = crowd_there.store, 0
    for number, (cluster, other) in enumerate(zip(clusters[1:], crowd_there.others, strict=True), 1):
        code = f"2024-0{number + 3}"
        with left_in_the_midst(cluster, other.name, range(1 + number * OWN, 1 + (number + 1) * OWN)):
            with pytest.raises(Refusal) as refused:
                report_everywhere(store, code)
            assert refused.value.sentence.code == "refusal.server_part"
        left = there(store, code)
        # Whichever of them was to store first had done so.
        if left:
            break
    # Of these units nothing is stored before that is gone.
    assert left
    with pytest.raises(Refusal) as refused:
        report_everywhere(store, "2024-06")
    assert refused.value.sentence.code == "refusal.server_left"
    assert {one.code for one in problems(store)} == {"check.line_left"}
    spread(crowd_there.server, crowd_there.others)
    assert problems(store) == []
    assert [there(store, code) for code in ("2024-04", "2024-05", "2024-06", CROWDED)] == [0, 0, 0, 30]
    report_everywhere(store, "2024-04")
    assert problems(store) == []


def test_without_one_of_them_that_is_said_and_nothing_is_lost(
    clusters: tuple[Cluster, ...], crowd_there: crowd.Crowd
) -> None:
    store = crowd_there.store
    with store.read() as connection:
        heads = newest(connection, crowd.PLAN, CROWDED).values()
        before = totals(connection, heads)
    clusters[1].kill()
    near = [head for head in heads if part_of(head.slot) <= OWN]
    with store.read() as connection:
        assert answers(connection, near)
    with pytest.raises(Refusal) as refused, store.read() as connection:
        totals(connection, heads)
    assert refused.value.sentence.code == "refusal.server_part"
    clusters[1].start()
    with store.read() as connection:
        assert totals(connection, heads) == before
