"""Every hazard that a file can be: read right, or refused with the reason, soon and in little memory."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cost import measured
from hazards import (
    Hazard,
    binary,
    carried,
    cells,
    documents,
    forms,
    kinds,
    locked,
    nodes,
    numbers,
    old,
    packages,
    parts,
    texts,
)
from made.forms import number

from db.checks import ANSWER_FIELDS
from db.figures import plain
from db.reports import answers, newest, node_answers
from desktop.desk import Desk
from desktop.exchange.layout import MAX_MEMORY
from desktop.operations.receive import receive

PERIOD = "2024-03"
SECONDS = 5
_GROUPS = (kinds, packages, parts, cells, numbers, texts, nodes, forms, old, binary, documents, locked, carried)
HAZARDS: tuple[Hazard, ...] = tuple(hazard for group in _GROUPS for hazard in group.HAZARDS)


def test_the_table_is_long_and_names_nothing_twice() -> None:
    assert len({one.name for one in HAZARDS}) == len(HAZARDS) >= 150


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda one: one.name)
def test_a_hazard_is_read_right_or_refused_with_the_reason(
    headquarters: Desk, assignment: Callable[[str], Path], tmp_path: Path, hazard: Hazard
) -> None:
    path = tmp_path / hazard.file
    path.write_bytes(hazard.make(number("M8", "80")(assignment("科创局").read_bytes())))
    (result,), seconds, memory = measured(lambda: receive(headquarters, [path]))
    assert (result.state, _told(headquarters)) == (hazard.state, dict(hazard.takes)), result.findings
    said = [
        (one.code, one.message.text("zh"), f"{one.sheet}!{one.cell}" if one.cell else "") for one in result.findings
    ]
    assert not [words for _, words, _ in said if not words or re.search(r"[{}]|Traceback", words)]
    if hazard.code:
        assert any(
            code == hazard.code and hazard.words in words and hazard.cell in (place, "") for code, words, place in said
        ), said
    assert seconds < SECONDS
    assert memory <= MAX_MEMORY / 2**20


def _told(desk: Desk) -> dict[str, str]:
    """All that headquarters has been told by now, by the code of the target and the field."""
    with desk.read() as (connection, plan):
        codes = {target.key: target.code for target in plan.targets}
        heads = list(newest(connection, plan.key, PERIOD).values())
        said = {}
        for done in node_answers(connection, heads).values():
            for key, (day, note) in done.items():
                said |= ({f"{key}.done_on": day.isoformat()} if day else {}) | ({f"{key}.note": note} if note else {})
        for entries in answers(connection, heads).values():
            for key, answer in entries.items():
                for name in ANSWER_FIELDS:
                    value = getattr(answer, name)
                    if value not in (None, ""):
                        said[f"{codes[key]}.{name}"] = plain(value) if isinstance(value, int) else str(value)
    return said
