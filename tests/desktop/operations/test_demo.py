from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from db.errors import Refusal
from db.vocabulary import Role
from desktop.desk import Desk
from desktop.operations.board import board
from desktop.operations.check import check
from desktop.operations.demo import Demo, Size, demo, synthetic

Sit = Callable[[Path], Desk]


def test_every_unit_has_every_target_and_one_leads() -> None:
    lines = dict(synthetic(Size(5, 13)))
    assert list(lines) == list(range(2, 15))
    for line in lines.values():
        assert len({line["lead"], *line["support"].split(";")}) == 5
    assert len({line["code"] for line in lines.values()}) == 13
    assert max(Counter(line["lead"] for line in lines.values()).values()) == 3


def test_a_single_unit_leads_alone() -> None:
    assert [(line["lead"], line["support"]) for _, line in synthetic(Size(1, 2))] == [("练习单位001", "")] * 2


def test_a_round_says_what_it_made(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    made = demo(tmp_path / "轮", Size(2, 6), "2024-02", lambda done, total, _: told.append((done, total)))
    assert made == Demo(tmp_path / "轮", "2024-02", 6, 2, 2, 2)
    assert told
    assert all(0 <= done <= total for done, total in told)


def test_a_round_may_be_of_any_year_and_of_a_quarter(tmp_path: Path, sit_down: Sit) -> None:
    made = demo(tmp_path / "轮", Size(2, 6), "2031-Q2")
    assert (made.issued, made.taken) == (2, 2)
    desk = sit_down(tmp_path / "轮" / "hq.db")
    assert board(desk, "2031-Q2").missing == []
    assert check(desk.store.path) == []


def test_everybody_has_reported_and_everything_is_practice(finished_round: Path, sit_down: Sit) -> None:
    desk = sit_down(finished_round / "hq.db")
    shown = board(desk, "2024-03")
    assert desk.practice
    assert (shown.missing, len(shown.lines)) == ([], 12)
    said = [voice.answer.narrative for line in shown.lines for voice in line.voices if voice.answer.narrative]
    assert len(said) > 40
    assert all(text.startswith("【练习】") for text in said)
    assert all(line.lead is not None and line.lead.role is Role.LEAD for line in shown.lines)


def test_nobody_has_reported_before_reception(finished_round: Path, sit_down: Sit) -> None:
    shown = board(sit_down(finished_round / "hq-issued.db"), "2024-03")
    assert len(shown.missing) == 4


@pytest.mark.parametrize(("size", "period"), [(Size(2, 2), "2024-13"), (None, "2025-01")])
def test_what_cannot_be_made_leaves_no_folder(tmp_path: Path, size: Size | None, period: str) -> None:
    with pytest.raises(Refusal):
        demo(tmp_path / "轮", size, period)
    assert list(tmp_path.iterdir()) == []


def test_a_round_that_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "hq.db").write_bytes(b"mine")
    with pytest.raises(Refusal, match="已经存在"):
        demo(tmp_path, Size(1, 1), "2024-01")
    assert [path.name for path in tmp_path.iterdir()] == ["hq.db"]
