"""The preview of an undo says exactly what the undo then does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import Refusal
from db.vocabulary import FileState
from desktop.desk import Desk
from desktop.operations import undoing
from desktop.operations.board import board
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, editor_text, load_entry
from desktop.operations.exchanges import undo
from desktop.operations.receive import receive
from desktop.operations.report import report
from desktop.operations.undoing import undo_preview

pytestmark = pytest.mark.on_both

PERIOD = "2024-03"
UNIT = "练习单位001"
FIELDS = ("increment", "value", "status", "narrative", "problems", "next_steps", "explanation", "evidence", "reply")
Dump = Callable[[Desk], Any]
Rewrite = Callable[..., Path]
Said = dict[tuple[str, str], str]


def heard(desk: Desk) -> Said:
    """What headquarters hears of the unit: by target and field, blanks left out."""
    lines = board(desk, PERIOD).lines
    return {
        (f"{line.target.code} {line.target.title} {UNIT} {PERIOD}", field): editor_text(voice.answer, field)
        for line in lines
        for voice in line.voices
        if voice.unit == UNIT
        for field in FIELDS
        if editor_text(voice.answer, field)
    }


def entered(desk: Desk) -> Said:
    """What the unit itself has entered."""
    return {
        (f"{row.target.code} {row.target.title} {UNIT} {PERIOD}", field): row.text(field)
        for row in load_entry(desk, PERIOD).rows
        for field in FIELDS
        if row.text(field)
    }


def moved(before: Said, after: Said) -> dict[tuple[str, str], tuple[str | None, str | None]]:
    return {
        place: (before.get(place), after.get(place))
        for place in {*before, *after}
        if before.get(place) != after.get(place)
    }


def previewed(desk: Desk, batch: str) -> dict[tuple[str, str], tuple[str | None, str | None]]:
    seen = undo_preview(desk, batch)
    assert not seen.in_the_way
    assert len(seen.lines) == seen.total
    return {(one.subject, one.field): (one.now, one.then) for one in seen.lines if one.thing == "entries"}


def take(desk: Desk, path: Path) -> str:
    (result,) = receive(desk, [path])
    assert result.state is FileState.TAKEN, result
    return result.batch


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.tuples(st.integers(0, 11), st.sampled_from(["narrative", "problems"]), st.sampled_from(["", "甲", "乙"])),
        min_size=1,
        max_size=6,
    ),
    older=st.booleans(),
)
def test_the_preview_of_a_report_is_what_the_undo_does(
    headquarters: Desk,
    department: Desk,
    report_file: Path,
    tmp_path: Path,
    dump: Dump,
    texts: list[tuple[int, str, str]],
    older: bool,
) -> None:
    rows = load_entry(department, PERIOD).rows
    edit_entries(department, PERIOD, [CellEdit(rows[place].target.key, field, text) for place, field, text in texts])
    second = report(department, PERIOD, tmp_path / f"{len(list(tmp_path.iterdir()))}.xlsx")
    assert second.path is not None
    batches = [take(headquarters, report_file)]
    results = receive(headquarters, [second.path])
    batches += [one.batch for one in results if one.state is FileState.TAKEN]
    order = batches if older else batches[::-1]
    for batch in order:
        before, whole = heard(headquarters), dump(headquarters)
        promised = previewed(headquarters, batch)
        assert dump(headquarters) == whole
        undo(headquarters, batch)
        assert promised == moved(before, heard(headquarters))


def test_the_preview_of_an_assignment_is_what_the_undo_does(
    department: Desk, assignment_file: Path, rewrite: Rewrite, dump: Dump
) -> None:
    filled = rewrite(
        assignment_file, {(4, "problems"): "缺资金", (1, "reply"): "已改", (7, "evidence"): "会议纪要.pdf"}
    )
    batch = take(department, filled)
    before, whole = entered(department), dump(department)
    promised = previewed(department, batch)
    assert dump(department) == whole
    undo(department, batch)
    assert promised == moved(before, entered(department))
    assert ("T005 练习目标005 练习单位001 2024-03", "problems") in promised


def test_the_counts_tell_of_what_is_not_listed(
    headquarters: Desk, report_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = take(headquarters, report_file)
    whole = undo_preview(headquarters, batch)
    assert set(whole.counts) == {"reports", "entries"}
    assert whole.counts["reports"] == 1
    assert [(one.now, one.then) for one in whole.lines if one.thing == "reports"] == [("1", None)]
    monkeypatch.setattr(undoing, "LISTED", 5)
    short = undo_preview(headquarters, batch)
    assert short.lines == whole.lines[:5]
    assert (short.counts, short.total) == (whole.counts, len(whole.lines))


def test_newer_edits_that_stand_in_the_way_are_named(
    department: Desk, assignment_file: Path, rewrite: Rewrite, dump: Dump
) -> None:
    batch = take(department, rewrite(assignment_file, {(4, "problems"): "缺资金"}))
    key = load_entry(department, PERIOD).rows[4].target.key
    edit_entries(department, PERIOD, [CellEdit(key, "problems", "缺资金，已报告")])
    before = dump(department)
    seen = undo_preview(department, batch)
    assert dump(department) == before
    assert seen.lines == ()
    (one,) = seen.in_the_way
    assert one.subject.startswith("T005")
    assert str(one.message) == "存在问题：导入后是“缺资金”，现在是“缺资金，已报告”，后来有人改过。"
    assert (one.who, one.at is not None) == (department.author.who, True)
    with pytest.raises(Refusal):
        undo(department, batch)


def test_what_later_work_uses_is_said(department: Desk) -> None:
    with department.read() as (connection, _):
        first = connection.exec_driver_sql("SELECT key FROM batches ORDER BY taken_at LIMIT 1").scalar_one()
    seen = undo_preview(department, first)
    assert seen.lines == ()
    assert "用到了这次导入" in str(seen.in_the_way[0].message)


def test_an_import_that_was_undone_has_no_preview(headquarters: Desk, report_file: Path) -> None:
    batch = take(headquarters, report_file)
    undo(headquarters, batch)
    with pytest.raises(Refusal, match="已经撤销过"):
        undo_preview(headquarters, batch)


def test_a_row_that_went_since_is_said(department: Desk, assignment_file: Path, rewrite: Rewrite) -> None:
    batch = take(department, rewrite(assignment_file, {(4, "problems"): "缺资金"}))
    key = load_entry(department, PERIOD).rows[4].target.key
    with department.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM entries WHERE target_key = ? AND problems = '缺资金'", (key,))
    (one,) = undo_preview(department, batch).in_the_way
    assert str(one.message) == "这条填报内容后来被删去或重新加过。"
