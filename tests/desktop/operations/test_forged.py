"""Workbooks whose hidden document was changed: each ends with a reason, and no database is worse for it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.vocabulary import FileState, Origin
from desktop.desk import Desk
from desktop.operations.check import check
from desktop.operations.receive import receive, receive_into

Document = dict[str, Any]
Change = Callable[[Document], None]
Forge = Callable[[Change], Path]
Dump = Callable[[Desk], Any]


def in_document(**values: Any) -> Change:
    return lambda document: document.update(values)


def in_row(table: str, **values: Any) -> Change:
    return lambda document: document["view"][table][-1].update(values)


def whole(table: str, rows: Any) -> Change:
    return lambda document: document["view"].update({table: rows})


def without_column(document: Document) -> None:
    del document["view"]["targets"][0]["title"]


def plan_of_its_own(document: Document) -> None:
    document["view"]["plans"][0]["owner_key"] = document["unit"]


def past_of(period: str, **figures: Any) -> Change:
    return in_document(past={period: figures})


FORGERIES = {
    "a text for a number": in_row("targets", target="许多"),
    "a number beyond the limits": in_row("targets", target=10**30),
    "a truth for a number": in_row("targets", position=True),
    "a column that is unknown": in_row("targets", colour="x"),
    "a column that is gone": without_column,
    "a word of no list": in_row("targets", measure="guess"),
    "half a character": in_row("targets", title="\ud800"),
    "a day that is none": in_row("periods", due_on="2024-02-30"),
    "a period that is none": in_row("periods", code="三月"),
    "a period of another year": in_row("periods", code="2031-03"),
    "another year": in_row("plans", year=2031),
    "more decimals than a figure has": in_row("targets", decimals=10**9),
    "fewer decimals than none": in_row("targets", decimals=-1),
    "an area that is not there": in_row("targets", area_key="nobody"),
    "a unit that is not there": in_row("assignments", unit_key="nobody"),
    "a target of another plan": in_row("targets", plan_key="nobody"),
    "rows that are no rows": whole("targets", [1, "x", None]),
    "a table that is a text": whole("targets", "x"),
    "a table that is a number": whole("assignments", 5),
    "no target at all": whole("targets", []),
    "no lamp that could be told": whole("lamp_thresholds", []),
    "nothing for the unit to do": whole("assignments", []),
    "no plan at all": whole("plans", []),
    "a plan of its own": plan_of_its_own,
    "a view that is a list": in_document(view=[1]),
    "a view that is a text": in_document(view="x"),
    "a revision beyond all": in_document(revision=2**70),
    "a revision below none": in_document(revision=-1),
    "a revision that is a text": in_document(revision="1"),
    "a past that is a list": in_document(past=[1]),
    "a figure of the past beyond the limits": past_of("2024-01", T=str(10**30)),
    "a figure of the past that is none": past_of("2024-01", T="viele"),
    "a past of no period": past_of("neulich", T="1"),
    "answers that are a list": in_document(issued=[]),
    "a node with too little": in_document(nodes={"n": ["2024-03-01"]}),
    "a kind that is none": in_document(kind="letter"),
    "a unit that is a number": in_document(unit=5),
}
forgeries = pytest.mark.parametrize("change", FORGERIES.values(), ids=FORGERIES)


@forgeries
def test_a_forged_assignment_makes_no_database_and_leaves_no_file(
    forged: Forge, tmp_path: Path, change: Change
) -> None:
    (result,) = receive_into(tmp_path / "新.db", [forged(change)], Origin.COMMAND)
    assert (result.state, [one.code for one in result.findings]) == (FileState.REJECTED, ["file_damaged"])
    assert not list(tmp_path.glob("*新.db*"))


@forgeries
def test_a_forged_assignment_changes_nothing_at_the_department(
    department: Desk, forged: Forge, dump: Dump, change: Change
) -> None:
    before = dump(department)
    (result,) = receive(department, [forged(change)])
    assert (result.state, [one.code for one in result.findings]) == (FileState.REJECTED, ["file_damaged"])
    assert dump(department) == before
    assert check(department.store.path) == []


def test_a_forged_file_does_not_keep_the_others_from_being_taken(
    headquarters: Desk, forged: Forge, report_file: Path
) -> None:
    bad = forged(in_document(revision=2**70))
    results = receive(headquarters, [bad, report_file, bad])
    assert [one.state for one in results] == [FileState.REJECTED, FileState.TAKEN, FileState.REJECTED]


def test_an_assignment_to_headquarters_itself_does_not_rewrite_its_plan(
    headquarters: Desk, forged: Forge, dump: Dump
) -> None:
    def to_headquarters(document: Document) -> None:
        document["unit"] = headquarters.unit_key
        document["view"]["targets"][0]["title"] = "改了"

    before = dump(headquarters)
    (result,) = receive(headquarters, [forged(to_headquarters)])
    assert (result.state, [one.code for one in result.findings]) == (FileState.HELD, ["unit_mixed"])
    assert dump(headquarters) == before


def test_what_a_unit_sends_never_changes_headquarters_plan(headquarters: Desk, forged: Forge, dump: Dump) -> None:
    def easier(document: Document) -> None:
        for target in document["view"]["targets"]:
            target.update(target=1, title="容易的目标")

    plan = {name: dump(headquarters)[name] for name in ("plans", "targets", "units", "assignments")}
    (result,) = receive(headquarters, [forged(easier)])
    assert result.state is FileState.TAKEN
    assert {name: dump(headquarters)[name] for name in plan} == plan


def test_a_past_of_targets_that_nobody_has_is_left_out(forged: Forge, tmp_path: Path) -> None:
    path = forged(past_of("2024-01", nobody="5"))
    (result,) = receive_into(tmp_path / "新.db", [path], Origin.COMMAND)
    assert result.state is FileState.TAKEN
