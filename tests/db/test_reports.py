"""Reports: drafts that change, and sealed ones that never do."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from db.checks import Answer, Finding
from db.editing import Change, edit
from db.errors import Refusal
from db.figures import parse
from db.history import Author
from db.models import Base
from db.plans import PlanView
from db.reports import Report, answer_node, answers, newest, node_answers, open_draft, revision_of, seal, sign
from db.store import Store
from db.vocabulary import ReportState, Severity, Status
from resources.texts import say

pytestmark = pytest.mark.on_both

Key = Callable[[str], str]
Seal = Callable[..., Report]
HISTORY, FINDINGS = Base.metadata.tables["history"], Base.metadata.tables["findings"]


def said(value: str | None = None, narrative: str = "") -> Answer:
    return Answer(value=None if value is None else parse(value), narrative=narrative)


def test_a_unit_has_one_draft_a_period(store: Store, plan: PlanView, science: str, trade: str) -> None:
    with store.write() as connection:
        draft = open_draft(connection, plan.key, science, "2024-03")
        assert open_draft(connection, plan.key, science, "2024-03") == draft
        others = [open_draft(connection, plan.key, *where).key for where in ((science, "2024-04"), (trade, "2024-03"))]
    assert draft.is_draft
    assert (draft.revision, draft.seal, draft.sealed_at) == (1, "", None)
    assert len({draft.key, *others}) == 3


def test_an_edit_is_kept_and_gives_back_what_was_there(
    store: Store, plan: PlanView, science: str, key: Key, author: Author
) -> None:
    with store.write() as connection:
        draft = open_draft(connection, plan.key, science, "2024-03")
        begun = Answer(value=5, narrative="开工")
        first = edit(connection, draft, {key("A1"): {"value": 5, "narrative": "开工"}}, author)
        assert first == {key("A1"): Change(Answer(), begun)}
        cleared = edit(connection, draft, {key("A1"): {"value": None}}, author)
        assert cleared == {key("A1"): Change(begun, Answer(narrative="开工"))}
        assert answers(connection, [draft]) == {draft.key: {key("A1"): Answer(narrative="开工")}}


def test_every_edit_is_history_by_field_and_no_change_is_none(
    store: Store, plan: PlanView, science: str, key: Key, author: Author
) -> None:
    with store.write() as connection:
        draft = open_draft(connection, plan.key, science, "2024-03")
        edit(connection, draft, {key("A1"): {"value": 5, "status": Status.DONE, "reply": ""}}, author)
        assert edit(connection, draft, {key("A1"): {"value": 5}}, author) == {}
        edit(connection, draft, {key("A1"): {"value": None}}, author)
        query = select(HISTORY).where(HISTORY.c.table_name == "entries").order_by(HISTORY.c.id)
        lines = connection.execute(query).all()
    assert [(line.field, line.old, line.new) for line in lines] == [
        ("value", None, "5"),
        ("status", None, "done"),
        ("value", "5", None),
    ]
    assert {(line.row_key, line.who) for line in lines} == {(f"{draft.key}/{key('A1')}", "王科员")}


def test_what_is_said_of_a_node_is_kept_and_history(
    store: Store, plan: PlanView, science: str, node: Key, author: Author
) -> None:
    day = date(2024, 3, 8)
    with store.write() as connection:
        draft = open_draft(connection, plan.key, science, "2024-03")
        for done_on, note in ((day, ""), (day, ""), (day, "已验收"), (None, "已验收")):
            answer_node(connection, draft, node("封顶"), done_on, note, author)
            assert node_answers(connection, [draft]) == {draft.key: {node("封顶"): (done_on, note)}}
        query = select(HISTORY).where(HISTORY.c.table_name == "node_entries").order_by(HISTORY.c.id)
        lines = connection.execute(query).all()
    assert [(line.field, line.old, line.new) for line in lines] == [
        ("done_on", None, "2024-03-08"),
        ("note", "", "已验收"),
        ("done_on", "2024-03-08", None),
    ]


def test_a_draft_is_signed(store: Store, plan: PlanView, science: str, author: Author) -> None:
    with store.write() as connection:
        signed = sign(connection, open_draft(connection, plan.key, science, "2024-03"), "王", "李", "027-1", author)
        assert open_draft(connection, plan.key, science, "2024-03") == signed
        names = select(HISTORY.c.field, HISTORY.c.new).where(HISTORY.c.row_key == signed.key)
        assert {tuple(row) for row in connection.execute(names)} == {
            ("filled_by", "王"),
            ("checked_by", "李"),
            ("phone", "027-1"),
        }
    assert (signed.filled_by, signed.checked_by, signed.phone) == ("王", "李", "027-1")


def test_sealing_keeps_the_resolved_figures_and_the_findings(
    store: Store, plan: PlanView, science: str, key: Key, author: Author
) -> None:
    finding = Finding(Severity.QUERY, "fell", "value", say("finding.blank"), target_key=key("A1"))
    general = Finding(Severity.HINT, "blank", "", say("finding.blank"))
    with store.write() as connection:
        draft = open_draft(connection, plan.key, science, "2024-01")
        edit(connection, draft, {key("A1"): {"increment": 5}}, author)
        sealed = seal(connection, draft, {key("A1"): Answer(increment=5, value=5)}, "印", [finding, general], author)
        assert answers(connection, [draft])[draft.key] == {key("A1"): Answer(increment=5, value=5)}
        assert revision_of(connection, plan.key, science, "2024-01", 1) == sealed
        (found,) = connection.execute(select(FINDINGS).where(FINDINGS.c.report_key == draft.key)).all()
        last = connection.execute(select(HISTORY).order_by(HISTORY.c.id.desc())).first()
    assert (sealed.state, sealed.seal) == (ReportState.EXPORTED, "印")
    assert (found.queries, found.slot) == (1, draft.slot)
    assert json.loads(found.told) == [
        ["query", "fell", "value", ["finding.blank", {}], key("A1"), "", "", ""],
        ["hint", "blank", "", ["finding.blank", {}], "", "", "", ""],
    ]
    assert last is not None
    assert (last.row_key, last.field, last.old, last.new) == (draft.key, "state", "draft", "exported")


@pytest.mark.parametrize(
    "change",
    [
        lambda connection, report, key, author: edit(connection, report, {key: {"value": 1}}, author),
        lambda connection, report, key, author: answer_node(connection, report, key, None, "注", author),
        lambda connection, report, _, author: seal(connection, report, {}, "又", [], author),
        lambda connection, report, _, author: sign(connection, report, "张", "", "", author),
    ],
)
def test_a_sealed_report_never_changes(
    store: Store, science: str, key: Key, report: Seal, author: Author, change: Callable[..., object]
) -> None:
    with store.write() as connection:
        sealed = report(connection, science, "2024-03", {"A1": said("5")})
    with pytest.raises(Refusal) as caught, store.write() as connection:
        change(connection, sealed, key("A1"), author)
    assert str(caught.value) == "第 1 次上报件已经导出，不能再改。"


def test_after_sealing_the_next_edit_starts_a_new_revision_from_it(
    store: Store, plan: PlanView, science: str, key: Key, node: Key, report: Seal, author: Author
) -> None:
    day = date(2024, 3, 8)
    with store.write() as connection:
        sign(connection, open_draft(connection, plan.key, science, "2024-03"), "王", "李", "027-1", author)
        first = report(connection, science, "2024-03", {"A1": said("5"), "B2": said(narrative="好")}, {"封顶": day})
        draft = open_draft(connection, plan.key, science, "2024-03")
        assert answers(connection, [draft])[draft.key] == answers(connection, [first])[first.key]
        assert node_answers(connection, [draft])[draft.key] == {node("封顶"): (day, "")}
        edit(connection, draft, {key("A1"): {"value": 6}}, author)
        assert answers(connection, [first])[first.key][key("A1")] == said("5")
    assert (draft.revision, draft.is_draft, draft.filled_by, draft.phone) == (2, True, "王", "027-1")


def test_the_newest_report_is_the_last_sealed_one_unless_drafts_are_asked_for(
    store: Store, plan: PlanView, science: str, trade: str, report: Seal
) -> None:
    with store.write() as connection:
        report(connection, science, "2024-03", {"A1": said("5")})
        second = report(connection, science, "2024-03", {"A1": said("6")})
        draft = open_draft(connection, plan.key, science, "2024-03")
        open_draft(connection, plan.key, trade, "2024-03")
        assert newest(connection, plan.key, "2024-03") == {science: second}
        assert newest(connection, plan.key, "2024-03", [trade]) == {}
        assert newest(connection, plan.key, "2024-03", [science], drafts=True) == {science: draft}
        assert newest(connection, plan.key, "2024-04") == {}
        assert revision_of(connection, plan.key, science, "2024-03", 2) == second
        assert revision_of(connection, plan.key, science, "2024-03", 9) is None


def test_nothing_asked_is_nothing_answered(store: Store, plan: PlanView, science: str) -> None:
    with store.write() as connection:
        draft = open_draft(connection, plan.key, science, "2024-03")
        assert answers(connection, []) == {}
        assert node_answers(connection, []) == {}
        assert answers(connection, [replace(draft, key="none")]) == {"none": {}}
