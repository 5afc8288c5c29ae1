"""The board: every target, whoever reported, with its lamp and why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from db.batches import Journal
from db.board import Board, BoardLine, load_board
from db.checks import BLANK, Answer
from db.editing import edit
from db.figures import parse
from db.history import Author
from db.periods import Period
from db.plans import PlanView, load
from db.reports import Report, open_draft
from db.store import Store
from db.travelling import write
from db.vocabulary import Lamp, Role, Status

pytestmark = pytest.mark.on_both

Seal = Callable[..., Report]


def said(value: str) -> Answer:
    return Answer(value=parse(value))


def board_of(store: Store, plan: PlanView, period: str = "2024-03") -> Board:
    with store.read() as connection:
        return load_board(connection, plan, Period.parse(period))


def line(board: Board, code: str) -> BoardLine:
    return next(one for one in board.lines if one.target.code == code)


def test_before_any_report_every_target_is_grey_and_every_unit_missing(store: Store, plan: PlanView) -> None:
    board = board_of(store, plan)
    assert board.missing == ["科创局", "商务局"]
    assert board.count() == {**dict.fromkeys(Lamp, 0), Lamp.GREY: 6}
    assert all(one.figure.value is None for one in board.lines)
    assert line(board, "A1").figure.missing == ("科创局", "商务局")


def test_shared_amounts_add_up_and_are_held_against_pace(
    store: Store, plan: PlanView, science: str, trade: str, report: Seal
) -> None:
    with store.write() as connection:
        report(connection, science, "2024-03", {"A1": said("12")})
        report(connection, trade, "2024-03", {"A1": said("9.6")})
    board = board_of(store, plan)
    one = line(board, "A1")
    assert one.figure.value == parse("21.6")
    assert one.judgement.lamp is Lamp.YELLOW
    assert str(one.judgement.because) == "3 月应达 25%，实际 18%，落后 7 个百分点。"
    assert str(one.figure.rule) == "各单位合计：科创局、商务局"
    assert one.figure.missing == ()
    assert board.missing == []
    assert one.lead is not None
    assert (one.lead.unit, one.lead.role, one.lead.reported) == ("科创局", Role.LEAD, True)


def test_a_missing_months_amount_is_the_last_one_and_said_to_be(
    store: Store, plan: PlanView, science: str, trade: str, report: Seal
) -> None:
    with store.write() as connection:
        report(connection, trade, "2024-01", {"A1": said("9")})
        report(connection, science, "2024-03", {"A1": said("12")})
    one = line(board_of(store, plan), "A1")
    assert one.figure.value == parse("21")
    assert one.figure.missing == ("商务局",)
    assert str(one.figure.rule) == "各单位合计：科创局、商务局（商务局 本期未报，按其上次累计计入）"


def test_in_the_first_month_nobody_has_a_last_figure(store: Store, plan: PlanView, science: str, report: Seal) -> None:
    with store.write() as connection:
        report(connection, science, "2024-01", {"A1": said("12")})
    one = line(board_of(store, plan, "2024-01"), "A1")
    assert one.figure.value == parse("12")
    assert str(one.figure.rule) == "各单位合计：科创局、商务局"
    assert [voice.carried for voice in one.voices] == [None, None]


def test_a_level_is_the_largest_one_reported_now(
    store: Store, plan: PlanView, science: str, trade: str, report: Seal
) -> None:
    with store.write() as connection:
        report(connection, trade, "2024-02", {"B3": said("40")})
        report(connection, science, "2024-03", {"B3": said("3")})
    one = line(board_of(store, plan), "B3")
    assert one.figure.value == parse("3")
    assert one.figure.missing == ("商务局",)
    assert str(one.judgement.because) == "3 月应达 10%，实际 6%，落后 4 个百分点。"


def test_drafts_and_older_revisions_do_not_count(
    store: Store, plan: PlanView, science: str, report: Seal, author: Author
) -> None:
    with store.write() as connection:
        report(connection, science, "2024-03", {"A2": said("6")})
        report(connection, science, "2024-03", {"A2": said("7")})
        draft = open_draft(connection, plan.key, science, "2024-03")
        edit(connection, draft, {line(board_of(store, plan), "A2").target.key: {"value": 0}}, author)
    board = board_of(store, plan)
    assert line(board, "A2").figure.value == parse("7")
    assert str(line(board, "A2").judgement.because) == "年度要求：7% 左右，实际 7%，符合要求。"
    head = board.reports[science]
    assert head is not None
    assert head.revision == 2


def test_a_milestone_is_judged_by_the_leads_nodes(store: Store, plan: PlanView, science: str, report: Seal) -> None:
    with store.write() as connection:
        report(connection, science, "2024-03", {"A3": Answer(status=Status.IN_PROGRESS)}, {"封顶": date(2024, 3, 9)})
    one = line(board_of(store, plan), "A3")
    assert one.judgement.lamp is Lamp.GREEN
    assert str(one.judgement.because) == "到期节点均已完成（1/2）。"
    assert one.figure.value is None


def test_a_narrative_target_follows_its_leads_status(
    store: Store, plan: PlanView, science: str, trade: str, report: Seal
) -> None:
    with store.write() as connection:
        report(connection, trade, "2024-03", {"B2": Answer(status=Status.NOT_STARTED)})
        report(connection, science, "2024-03", {"B2": Answer(status=Status.DONE)})
    one = line(board_of(store, plan), "B2")
    assert one.judgement.lamp is Lamp.YELLOW
    assert str(one.judgement.because) == "状态：未启动。"
    assert all(voice.reported for voice in one.voices)


def test_a_report_that_leaves_a_target_out_says_nothing_of_it(
    store: Store, plan: PlanView, science: str, trade: str, report: Seal
) -> None:
    with store.write() as connection:
        report(connection, trade, "2024-03", {"B1": said("5")})
        report(connection, science, "2024-03", {"A1": Answer(narrative="还没有数")})
    board = board_of(store, plan)
    assert board.missing == []
    assert line(board, "A2").voices[0].answer == BLANK
    assert line(board, "A1").figure.missing == ("科创局", "商务局")
    assert line(board, "B1").judgement.lamp is Lamp.RED
    assert board.count(board.lines[3:])[Lamp.RED] == 1


def test_a_unit_that_need_not_report_is_heard_when_it_does(
    store: Store, plan: PlanView, report: Seal, author: Author
) -> None:
    b2 = next(one for one in plan.targets if one.code == "B2").key
    row = {"target_key": b2, "unit_key": plan.owner_key, "role": Role.SUPPORT, "share": None}
    with store.write() as connection:
        write(Journal(connection, author), {"assignments": [row]})
        report(connection, plan.owner_key, "2024-03", {"B2": Answer(narrative="已协调")})
        board = load_board(connection, load(connection, plan.key), Period.parse("2024-03"))
    voice = next(one for one in line(board, "B2").voices if one.unit == "目标办")
    assert (voice.reported, voice.answer.narrative) == (True, "已协调")
    assert board.missing == ["科创局", "商务局"]


def test_a_target_without_units_is_grey(store: Store, plan: PlanView) -> None:
    bare = [one for one in plan.targets if one.code == "A2"]
    alone = replace(bare[0], units=())
    with store.read() as connection:
        lone = replace(plan, targets=(alone,))
        board = load_board(connection, lone, Period.parse("2024-03"))
    assert board.lines[0].lead is None
    assert board.lines[0].judgement.lamp is Lamp.GREY
