"""Clocks that jump by ten years at every step: what stands is what stands under a steady one."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from db.errors import Refusal
from db.evidence import files_of
from db.periods import Period
from db.reports import Report, newest
from db.reviews import decisions, remarks, verified
from db.vocabulary import FileState, Origin, Verdict
from desktop.desk import Desk, open_desk
from desktop.exchange.forms.seal import said
from desktop.operations.board import board
from desktop.operations.catalogue import edit_targets
from desktop.operations.deciding import decide, verify
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.evidence import add_bytes
from desktop.operations.exchanges import load_exchanges, undo
from desktop.operations.issue import Order, issue, recipients
from desktop.operations.officers import add_officer, load_officers
from desktop.operations.origins import sources
from desktop.operations.receive import receive, receive_into
from desktop.operations.report import report
from desktop.operations.returning import Comment, return_report
from desktop.operations.revising import Revision
from desktop.operations.target_details import load_details
from desktop.operations.targets import load_target
from desktop.operations.trust import load_trust, renew_signing_key

PERIOD, UNIT = "2024-03", "科创局"
Picture = dict[str, Any]
Step = Callable[[], object]


@dataclass
class Clock:
    """Goes on by a second whenever it is asked, and is set to another decade between the steps."""

    years: Iterator[int]
    at: datetime = datetime(2024, 4, 1, tzinfo=UTC)

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def jump(self) -> None:
        self.at = self.at.replace(year=2024 + next(self.years, 0))


@dataclass
class Month:
    """A month of headquarters and one unit, and the signatures that were renewed in it."""

    hq: Desk
    unit: Desk
    folder: Path
    keys: dict[str, str]
    signers: list[str] = field(default_factory=list)

    def steps(self) -> Iterator[Step]:
        q1 = self.keys["Q1"]
        for name in ("张", "李"):
            yield partial(add_officer, self.hq, name)
        for name in ("乙.txt", "甲.txt"):
            yield partial(add_bytes, self.unit, PERIOD, q1, name, name.encode())
        for figure, comments in (("30", ("请核对", "再核对")), ("31", ()), ("32", ())):
            yield partial(self.export, figure)
            yield partial(self.take, self.hq, f"{figure}.xlsx")
            for text in comments:
                out = self.folder / f"{text}.xlsx"
                yield partial(return_report, self.hq, PERIOD, UNIT, [Comment("Q1", "value", text)], out)
                yield partial(self.take, self.unit, out.name)
        yield partial(self.take_back, "32.xlsx")
        yield partial(self.take, self.hq, "32.xlsx")
        for figure in ("28", "29"):
            yield lambda figure=figure: verify(self.hq, self.head(), q1, figure, "核定")
        for verdict in (Verdict.ACCEPTED, Verdict.REOPENED, Verdict.RETURNED):
            yield lambda verdict=verdict: decide(self.hq, self.head(), verdict, "原因")
        yield partial(issue, self.hq, "2024-04", self.folder, order=Order(frozenset({self.unit.unit_key})))
        for target, since in (("150", "2024-04"), ("160", "2024-04"), ("170", "2024-05")):
            change = [CellEdit(q1, "target", target)]
            yield partial(edit_targets, self.hq, change, Revision(since, f"改为 {target}"))
        for _ in range(2):
            yield lambda: self.signers.append(renew_signing_key(self.hq))

    def export(self, figure: str) -> None:
        texts = {"value": figure, "explanation": "补报", "reply": f"答 {figure}"}
        edit_entries(self.unit, PERIOD, [CellEdit(self.keys["Q1"], name, text) for name, text in texts.items()])
        assert report(self.unit, PERIOD, self.folder / f"{figure}.xlsx").path is not None

    def take(self, desk: Desk, name: str) -> None:
        assert receive(desk, [self.folder / name])[0].state is FileState.TAKEN

    def take_back(self, name: str) -> None:
        undo(self.hq, next(one.key for one in load_exchanges(self.hq) if one.can_undo and one.file_name == name))

    def head(self) -> Report:
        with self.hq.read() as (connection, plan):
            return newest(connection, plan.key, PERIOD)[self.unit.unit_key]

    def picture(self) -> Picture:
        """All that stands, without times and without keys that are made by chance."""
        q1, head, shown = self.keys["Q1"], self.head(), board(self.hq, PERIOD)
        with self.hq.read() as (connection, plan):
            periods = [Period.parse(f"2024-0{number}") for number in (3, 4, 5)]
            lines = [next(one for one in plan.at(period).targets if one.key == q1) for period in periods]
            found: Picture = {
                "decided": decisions(connection, [head.key])[head.key][None].verdict,
                "verified": [one.value for one in verified(connection, [head.key]).values()],
                "remarks": [one.comment for one in remarks(connection, plan.key, head.unit_key, PERIOD)[q1]],
                "files": [one.file_name for one in sources(connection, shown).values()],
                "targets": [line.goal.target for line in lines],
            }
        found["board"] = [
            (line.target.code, line.figure.value, [(voice.unit, said(voice.answer)) for voice in line.voices])
            for line in shown.lines
        ]
        found["exchanges"] = [(one.file_name, one.state) for one in load_exchanges(self.hq)]
        found["steps"] = [step.reason for step in load_details(self.hq, q1).steps]
        found["officers"] = [one.name for one in load_officers(self.hq)]
        found["news"] = [[str(one) for one in unit.changes] for unit in recipients(self.hq, "2024-04")]
        signers = [one.fingerprint for one in load_trust(self.hq).signatures]
        found["signers"] = [signers.index(one) for one in self.signers]
        return {**found, **self.picture_of_unit()}

    def picture_of_unit(self) -> Picture:
        with self.unit.read() as (connection, plan):
            last = newest(connection, plan.key, PERIOD, drafts=True)[self.unit.unit_key]
            evidence = [one.name for one in files_of(connection, last.key)[self.keys["Q1"]]]
        row = next(one for one in load_entry(self.unit, PERIOD).rows if one.target.key == self.keys["Q1"])
        story = load_target(self.unit, self.keys["Q1"])
        return {
            "evidence": evidence,
            "revision": last.revision,
            "entered": said(row.answer),
            "comments": [one.comment for one in row.comments],
            "told": [one.comment for one in story.reviews] if story is not None else None,
            "exchanges of the unit": [(one.file_name, one.state) for one in load_exchanges(self.unit)],
        }


def replay(small_round: Path, folder: Path, years: list[int]) -> Picture:
    """The month, with the clock set so many years off before each step."""
    folder.mkdir()
    clock = Clock(iter(years))
    with patch("db.clock.now", clock.now), ExitStack() as closing:
        hq = open_desk(Path(shutil.copy(small_round / "hq.db", folder)), Origin.COMMAND)
        closing.callback(hq.close)
        receive_into(folder / "unit.db", [small_round / "issued" / f"下达_{UNIT}_{PERIOD}.xlsx"], Origin.COMMAND)
        unit = open_desk(folder / "unit.db", Origin.COMMAND)
        closing.callback(unit.close)
        with hq.read() as (_, plan):
            keys = {target.code: target.key for target in plan.targets}
        month = Month(hq, unit, folder, keys)
        for step in month.steps():
            clock.jump()
            step()
        return month.picture()


@pytest.fixture(scope="module")
def steady(small_round: Path, tmp_path_factory: pytest.TempPathFactory) -> Picture:
    return replay(small_round, tmp_path_factory.mktemp("steady") / "0", [])


# Each step is told to be of the year before the last one's, so that every comparison of times is wrong.
@example(years=list(range(10, -20, -1)))
@settings(max_examples=1, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(years=st.lists(st.sampled_from((-10, 0, 10)), min_size=30, max_size=30))
def test_what_stands_does_not_rest_on_the_clock(
    small_round: Path, tmp_path: Path, steady: Picture, years: list[int]
) -> None:
    assert replay(small_round, tmp_path / str(len(list(tmp_path.iterdir()))), years) == steady
    assert steady["decided"] is Verdict.RETURNED
    assert (steady["targets"], steady["signers"]) == ([120_000_000, 160_000_000, 170_000_000], [1, 0])


def test_an_import_rests_under_the_one_that_came_later_whatever_its_clock_said(
    small_round: Path, tmp_path: Path
) -> None:
    clock = Clock(iter((10, -10)))
    with patch("db.clock.now", clock.now):
        files = [small_round / "issued" / f"下达_{UNIT}_{PERIOD}.xlsx"]
        receive_into(tmp_path / "unit.db", files, Origin.COMMAND)
        unit = open_desk(tmp_path / "unit.db", Origin.COMMAND)
        hq = open_desk(Path(shutil.copy(small_round / "hq.db", tmp_path)), Origin.COMMAND)
        try:
            for period in ("2024-04", "2024-05"):
                clock.jump()
                edit_targets(hq, [CellEdit(board(hq, PERIOD).lines[0].target.key, "title", f"改名 {period}")])
                (path, *_) = issue(hq, period, tmp_path / period, order=Order(frozenset({unit.unit_key}))).files
                assert receive(unit, [path])[0].state is FileState.TAKEN
            first = next(one for one in load_exchanges(unit) if one.period == "2024-04")
            with pytest.raises(Refusal, match="2024-05"):
                undo(unit, first.key)
        finally:
            unit.close()
            hq.close()
