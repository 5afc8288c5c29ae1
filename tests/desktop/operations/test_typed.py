"""What a person types at a department's desk comes back at headquarters exactly, or a finding says what could not."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.checks import TEXT_LIMIT, Answer
from db.errors import Refusal
from db.figures import plain
from db.models import Base
from db.reports import answers, newest
from db.texts import LOST, storable
from db.vocabulary import FileState, Severity
from desktop.desk import Desk
from desktop.exchange.forms.read_form import open_form
from desktop.exchange.forms.read_out import ReadForm
from desktop.exchange.layout import TEXT_KEYS
from desktop.exchange.texts import clean, forbidden_in
from desktop.operations.entry import CellEdit, Signature, edit_entries, load_entry, set_node, set_signature
from desktop.operations.evidence import add_bytes
from desktop.operations.opened import Opened
from desktop.operations.reading import form_for
from desktop.operations.receive import receive
from desktop.operations.report import findings_of, report

PERIOD = "2024-03"
TYPED = [
    *(
        "=1+1",
        "+86 27",
        "-3%",
        "@某",
        "\t缩进",
        "'引号",
        "''",
        "#N/A",
        "#REF!",
        '=HYPERLINK("http://a","b")',
        "1e5",
        "00012",
        "1/2",
    ),
    *("  前有空", "后有空  ", "\n\n空行\n", "一\n二\n三", "\u3000\u3000段首", "\xa0不断行\xa0", "\u2028分行", "a\tb"),
    *("_x000D_", "_x0041_", "_x005f_x0041_", "_xFFFE_", "<r><t>x</t></r>", "<b>&amp;</b>", "]]>", "{{name}}"),
    *("😀", "👨\u200d👩\u200d👧", "𠮷野家", "\U0002fa1d", "\U0010fffd", "\ufdd0", "e\u0301", "\ufeff零宽\u200b"),
    *(
        "123456789012345",
        "1234567890123456",
        "0.1",
        "12,345.678901",
        "9007199254740993",
        "TRUE",
        "节点",
        "本期累计",
        "任务编号",
    ),
    *("一" * TEXT_LIMIT, "😀" * (TEXT_LIMIT // 2)),
]
FIGURES = [
    "999999999.999999",
    "1000000000.000001",
    "9223372036854.775807",
    "-9223372036854.775807",
    "123456789012.345678",
    "0.000001",
]
many = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


def keys_of(desk: Desk) -> list[str]:
    return [row.target.key for row in load_entry(desk, PERIOD).rows]


def places_of(desk: Desk) -> list[tuple[str, str]]:
    return [(key, field) for key in keys_of(desk) for field in TEXT_KEYS]


def put(desk: Desk, texts: Mapping[tuple[str, str], str]) -> None:
    edit_entries(desk, PERIOD, [CellEdit(key, field, text) for (key, field), text in texts.items()])


def read(desk: Desk, path: Path) -> ReadForm:
    """What headquarters reads from a report."""
    content = path.read_bytes()
    with desk.read() as (connection, plan):
        form = form_for(connection, plan, desk.unit_key, Opened(path, content, *open_form(content)))
    assert (form.errors, form.repairs, form.edited) == ([], [], False)
    return form


def there(answers: Mapping[str, Answer], place: tuple[str, str]) -> str:
    return str(getattr(answers[place[0]], place[1]))


def test_every_text_of_the_table_comes_back_at_headquarters(
    department: Desk, headquarters: Desk, tmp_path: Path
) -> None:
    places = places_of(department)
    for start in range(0, len(TYPED), len(places)):
        texts = dict(zip(places, TYPED[start:], strict=False))
        put(department, texts)
        made = report(department, PERIOD, tmp_path / "上报.xlsx")
        assert made.path is not None
        assert not {"dropped", "lost", "too_long"} & {one.code for one in made.findings}
        (result,) = receive(headquarters, [made.path])
        assert result.state is FileState.TAKEN
        with headquarters.read() as (connection, plan):
            head = newest(connection, plan.key, PERIOD, [department.unit_key])[department.unit_key]
            received = answers(connection, [head])[head.key]
        assert {place: there(received, place) for place in texts} == texts


@many
@given(
    texts=st.lists(
        st.text(st.characters() | st.sampled_from("_x0041 \n\r\t=+-@'<>&"), max_size=60), min_size=1, max_size=30
    )
)
def test_any_text_comes_back_or_a_finding_counts_what_does_not(
    department: Desk, tmp_path: Path, texts: list[str]
) -> None:
    typed = dict(zip(places_of(department), texts, strict=False))
    put(department, typed)
    made = report(department, PERIOD, tmp_path / "上报.xlsx")
    assert made.path is not None
    found = read(department, made.path).answers
    told = {
        (one.target_key, one.field, one.code): one.message.values["count"]
        for one in made.findings
        if one.code in {"dropped", "lost"}
    }
    for place, text in typed.items():
        # A line break is one however it is spelt, and what is blank says nothing.
        kept = storable(text) if storable(text).strip() else ""
        if there(found, place) != kept:
            assert there(found, place) == (clean(kept) if clean(kept).strip() else "")
            assert told[(*place, "dropped")] == forbidden_in(kept)
        assert told.get((*place, "lost"), 0) == kept.count(LOST)


def test_what_cannot_travel_is_counted(department: Desk, tmp_path: Path) -> None:
    key, other, *_ = keys_of(department)
    put(
        department,
        {
            (key, "narrative"): "好\x07的\x01\ufffe",
            (key, "problems"): "半\ud83d个\x00",
            (other, "narrative"): "\r\n一\r二",
        },
    )
    made = report(department, PERIOD, tmp_path / "上报.xlsx")
    assert [
        (one.code, one.field, one.severity, one.message.values["count"])
        for one in made.findings
        if one.code in {"dropped", "lost"}
    ] == [
        ("dropped", "narrative", Severity.HINT, 3),
        ("lost", "problems", Severity.HINT, 2),
    ]
    assert made.path is not None
    found = read(department, made.path).answers
    assert (found[key].narrative, found[key].problems) == ("好的", "半\ufffd个\ufffd")
    assert found[other].narrative == "\n一\n二"


@pytest.mark.parametrize("typed", FIGURES)
def test_figures_at_the_edge_of_fifteen_digits_come_back(department: Desk, tmp_path: Path, typed: str) -> None:
    key = next(row.target.key for row in load_entry(department, PERIOD).rows if row.target.goal.measure.has_figure)
    put(department, {(key, "value"): typed, (key, "explanation"): "已说明"})
    made = report(department, PERIOD, tmp_path / "上报.xlsx")
    assert made.path is not None
    assert plain(read(department, made.path).answers[key].value or 0) == typed


def test_a_text_that_only_files_make_too_long_is_told_before_anything_is_sealed(
    department: Desk, tmp_path: Path
) -> None:
    key = keys_of(department)[0]
    for number in range(40):
        add_bytes(department, PERIOD, key, f"{'一' * 60}{number}.txt", str(number).encode())
    made = report(department, PERIOD, tmp_path / "上报.xlsx")
    assert made.path is None
    assert [(one.code, one.field) for one in made.findings if one.severity is Severity.ERROR] == [
        ("too_long", "evidence")
    ]
    draft = load_entry(department, PERIOD).report
    assert draft is not None
    assert draft.is_draft


def test_an_emoji_is_as_long_as_spreadsheets_count_it(department: Desk, tmp_path: Path) -> None:
    key = keys_of(department)[0]
    put(department, {(key, "narrative"): "😀" * (TEXT_LIMIT // 2) + "一"})
    made = report(department, PERIOD, tmp_path / "上报.xlsx")
    (error,) = [one for one in made.findings if one.severity is Severity.ERROR]
    assert (made.path, error.code, error.message.values["length"]) == (None, "too_long", TEXT_LIMIT + 1)


@pytest.fixture
def node(department: Desk) -> str:
    """The key of a node of the first target of the department's."""
    row = {"key": "n1", "title": "封顶", "begins_on": None, "due_on": date(2024, 3, 31), "position": 0}
    with department.store.write() as connection:
        nodes = Base.metadata.tables["nodes"]
        connection.execute(nodes.insert().values({**row, "target_key": keys_of(department)[0]}))
    return "n1"


@pytest.mark.parametrize("note", ["=1+1", "_x0041_", "第一行\n第二行", "😀", "027", "<r>x</r>"])
def test_notes_and_names_come_back(department: Desk, node: str, tmp_path: Path, note: str) -> None:
    set_node(department, PERIOD, node, date(2024, 3, 8), f" {note} ")
    set_signature(department, PERIOD, Signature(f"{note} ", " 李审", "027-1"))
    made = report(department, PERIOD, tmp_path / "上报.xlsx")
    assert made.path is not None
    found = read(department, made.path)
    assert found.nodes == {node: (date(2024, 3, 8), note)}
    assert (found.filled_by, found.checked_by, found.phone) == (note, "李审", "027-1")


def test_what_a_note_loses_is_counted(department: Desk, node: str) -> None:
    set_node(department, PERIOD, node, None, "坏\x07\ud83d")
    told = {one.code: one.message.values["count"] for one in findings_of(department, PERIOD) if one.field == "nodes"}
    assert told == {"dropped": 1, "lost": 1}


@pytest.mark.parametrize("name", ["王\x07", "\ud83d", "王" * (TEXT_LIMIT + 1)])
def test_a_name_that_cannot_travel_is_refused(department: Desk, name: str) -> None:
    put(department, {(keys_of(department)[0], "narrative"): "新"})
    with pytest.raises(Refusal, match="“审核人”太长，或者有表格存不下的字符"):
        set_signature(department, PERIOD, Signature("王填", name))


def test_what_was_said_of_a_target_that_is_somebody_else_s_by_now_breaks_no_seal(
    department: Desk, node: str, tmp_path: Path
) -> None:
    set_node(department, PERIOD, node, date(2024, 3, 8), "")
    with department.store.write() as connection:
        given = Base.metadata.tables["assignments"]
        connection.execute(given.delete().where(given.c.target_key == keys_of(department)[0]))
    made = report(department, PERIOD, tmp_path / "上报.xlsx")
    assert made.path is not None
    assert read(department, made.path).nodes == {}


def test_what_no_cell_holds_is_refused_before_anything_is_sealed(department: Desk, tmp_path: Path) -> None:
    put(department, {(keys_of(department)[0], "narrative"): "新"})
    with department.store.write() as connection:
        connection.execute(Base.metadata.tables["plans"].update().values(note="长" * 40_000))
    with pytest.raises(Refusal, match="一格最多 32767 个字"):
        report(department, PERIOD, tmp_path / "上报.xlsx")
    draft = load_entry(department, PERIOD).report
    assert draft is not None
    assert draft.is_draft
    assert list(tmp_path.glob("*.xlsx")) == []
