from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from db.founding import found
from db.history import Author
from db.keys import key_of
from db.lamps import BY_SCHEDULE, PRESETS
from db.models import Base
from db.plans import policy_rows
from db.store import open_store
from db.vocabulary import Origin

AUTHOR = Author("王科员", Origin.COMMAND)
UNIT, PLAN = key_of("unit", "督查室"), key_of("plan", "2024")
SEAT = {"unit_key": UNIT, "plan_key": PLAN, "practice": False, "edited_policy": "mark", "seal_method": "sha256"}


def test_a_new_database_has_its_rows_its_seat_and_their_history(tmp_path: Path) -> None:
    policy = key_of("lamp_policy", BY_SCHEDULE.name)
    rows = policy_rows(PRESETS) | {
        "units": [{"key": UNIT, "parent_key": None, "name": "督查室", "position": 0}],
        "plans": [
            {"key": PLAN, "owner_key": UNIT, "lamp_policy_key": policy, "year": 2024, "title": "目标", "note": ""}
        ],
    }
    found(tmp_path / "a.db", rows, SEAT, AUTHOR)
    store = open_store(tmp_path / "a.db")
    with store.read() as connection:
        assert dict(connection.execute(select(Base.metadata.tables["seats"])).mappings().one()) == SEAT
        history = Base.metadata.tables["history"]
        told = set(connection.scalars(select(history.c.table_name)))
    store.close()
    assert told == {"units", "plans", "lamp_policies", "lamp_thresholds"}


def test_a_seat_at_no_plan_makes_no_database(tmp_path: Path) -> None:
    with pytest.raises(IntegrityError):
        found(tmp_path / "a.db", {}, SEAT, AUTHOR)
    assert list(tmp_path.iterdir()) == []
