import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.checks import ANSWER_FIELDS, Answer
from db.figures import plain
from db.spelling import spelt
from db.vocabulary import Kind, SealMethod, Status
from desktop.exchange.forms import issued
from desktop.exchange.forms.document import Document, DocumentError, NewerDocumentError, from_cells, to_cells
from desktop.exchange.forms.issued import Issued
from desktop.exchange.forms.seal import check_code, said, seal, spelt_entries
from desktop.exchange.layout import DESK_MARK
from desktop.exchange.texts import clean

SHA256 = SealMethod.SHA256
TEXTS = st.text(max_size=60).map(lambda text: text.strip()).filter(lambda text: text.isprintable())
FIGURES = st.none() | st.integers(-(2**63) + 1, 2**63 - 1)
ANSWERS = st.builds(
    Answer()._replace,
    increment=FIGURES,
    value=FIGURES,
    status=st.none() | st.sampled_from(Status),
    narrative=TEXTS,
    problems=TEXTS,
    reply=TEXTS,
)
NODES = st.dictionaries(st.sampled_from(["n1", "n2"]), st.tuples(st.none() | st.dates(date(2024, 1, 1)), TEXTS))


def document(answers: dict[str, Answer], nodes: dict[str, tuple[date | None, str]]) -> Document:
    return Document(
        kind=Kind.REPORT,
        plan_key="p",
        unit_key="u",
        unit="甲局",
        period="2024-03",
        revision=2,
        seal=seal("p", "u", "2024-03", answers, nodes, SHA256),
        issued=answers,
        nodes=nodes,
        past={"2024-02": {"t1": 5}},
    )


@given(st.dictionaries(st.sampled_from(["t1", "t2", "t3"]), ANSWERS), NODES)
def test_what_is_put_into_cells_comes_out_again(
    answers: dict[str, Answer], nodes: dict[str, tuple[date | None, str]]
) -> None:
    before = document(answers, nodes)
    assert from_cells(to_cells(before)) == before


def test_a_long_document_is_cut_into_cells_that_a_spreadsheet_can_hold() -> None:
    cells = to_cells(document({f"t{n}": Answer(narrative="长" * 2000) for n in range(40)}, {}))
    assert len(cells) > 3
    assert max(map(len, cells)) <= 32_767
    assert from_cells([*cells, "", 3.0, None]) is not None


@given(st.lists(st.text() | st.floats() | st.none(), max_size=5))
def test_other_sheets_are_not_documents(cells: list[object]) -> None:
    if cells[:1] != [DESK_MARK]:
        assert from_cells(cells) is None or DESK_MARK in cells


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=8), inner),
    )
)
def test_a_broken_document_is_an_error_and_nothing_else(data: object) -> None:
    with pytest.raises(DocumentError):
        from_cells([DESK_MARK, "1", json.dumps(data)])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "letter"),
        ("plan", 5),
        ("revision", "2"),
        ("issued", {"t1": {"value": "many"}}),
        ("issued", {"t1": {"status": "soon"}}),
        ("issued", {"t1": {"value": None}}),
        ("issued", {"t1": {"narrative": 5}}),
        ("issued", {"t1": {"reply": "\ud800"}}),
        ("issued", {"\ud800": {}}),
        ("issued", {"t1": {"narrative": "长" * 32_768}}),
        ("issued", {"t1": "value"}),
        ("locked", {"t1": {"code": 5}}),
        ("locked", {"t1": {"code": "\udfff"}}),
        ("locked", {"t1": {"code": "长" * 65_536}}),
        ("locked", {"长" * 32_768: {}}),
        ("locked", {"t1": ["code"]}),
        ("issued", [1]),
        ("nodes", {"n1": ["2024-13-01", ""]}),
        ("nodes", {"n1": ["2024-01-01"]}),
        ("past", {"2024-02": {"t1": "x"}}),
    ],
)
def test_a_field_of_another_kind_is_an_error(field: str, value: object) -> None:
    cells = to_cells(document({"t1": Answer(value=1)}, {}))
    data = json.loads("".join(cells[2:])) | {field: value}
    with pytest.raises(DocumentError):
        from_cells([*cells[:2], json.dumps(data)])


def test_what_a_later_version_adds_to_an_answer_is_passed_over() -> None:
    cells = to_cells(document({"t1": Answer(value=1, narrative="长" * 32_767)}, {}))
    data = json.loads("".join(cells[2:]))
    data["issued"]["t1"]["mood"] = ["good"]
    read = from_cells([*cells[:2], json.dumps(data)])
    assert read is not None
    assert read.issued == {"t1": Answer(value=1, narrative="长" * 32_767)}


def test_a_later_version_says_so() -> None:
    with pytest.raises(NewerDocumentError):
        from_cells([DESK_MARK, "2", "{}"])
    for version in ("x", ""):
        with pytest.raises(DocumentError):
            from_cells([DESK_MARK, version])


# The seal.


@given(st.builds(Answer, *[FIGURES] * 2, *[st.text()] * 2, st.none() | st.sampled_from(Status), *[st.text()] * 6))
def test_an_answer_says_whatever_is_not_blank(answer: Answer) -> None:
    names = [name for name in ANSWER_FIELDS if not name.endswith("_typed")]
    values = {name: getattr(answer, name) for name in names if getattr(answer, name) is not None}
    texts = {name: plain(one) if isinstance(one, int) else clean(str(one)).strip() for name, one in values.items()}
    assert said(answer) == {name: text for name, text in texts.items() if text}


@given(ANSWERS, ANSWERS)
def test_the_seal_tells_any_two_contents_apart(one: Answer, other: Answer) -> None:
    seals = [seal("p", "u", "2024-03", {"t": answer}, {}, SHA256) for answer in (one, other)]
    assert (seals[0] == seals[1]) == (said(one) == said(other))


def test_the_seal_is_of_one_unit_plan_and_period_and_of_nodes() -> None:
    answers = {"t": Answer(value=1)}
    seals = {
        seal(*names, answers, nodes, SHA256)
        for names in (("p", "u", "2024-03"), ("q", "u", "2024-03"), ("p", "v", "2024-03"), ("p", "u", "2024-04"))
        for nodes in ({}, {"n": (date(2024, 3, 1), "")}, {"n": (None, "x")})
    }
    assert len(seals) == 12


def test_blank_and_zero_are_different_and_line_ends_and_outer_blanks_are_not() -> None:
    def of(answer: Answer) -> str:
        return seal("p", "u", "2024-03", {"t": answer}, {}, SHA256)

    assert of(Answer()) != of(Answer(value=0))
    assert of(Answer(narrative="一\r\n二 ")) == of(Answer(narrative="一\n二"))
    assert of(Answer()) == seal("p", "u", "2024-03", {}, {}, SHA256)


def test_the_check_code_is_ten_letters_that_can_be_read_aloud() -> None:
    assert check_code("0" * 64) == "00000-00000"
    assert check_code("f" * 64) == "ZZZZZ-ZZZZZ"
    assert check_code("") == ""
    assert not set("ILOU") & set(check_code("0123456789abcdef" * 4))


def test_a_note_of_signs_that_no_workbook_holds_is_no_note() -> None:
    nothing = seal("p", "u", "2024-03", {}, {}, SHA256)
    assert seal("p", "u", "2024-03", {}, {"n": (None, " \x01 ")}, SHA256) == nothing
    assert seal("p", "u", "2024-03", {}, {"n": (None, "\x01一")}, SHA256) != nothing


WILD = (
    TEXTS | st.sampled_from(["", " ", "a ", '"', "a\\b", "a | b", "两行\n字", "\x7f", "\u3000"]) | st.text(max_size=5)
)


@given(
    st.dictionaries(
        st.sampled_from(["t1", "t2", 't"']), ANSWERS | st.builds(Answer()._replace, narrative=WILD, reply=WILD)
    )
)
def test_answers_are_spelt_at_once_as_they_are_one_by_one(answers: dict[str, Answer]) -> None:
    assert spelt_entries(answers) == spelt({target: texts for target, one in answers.items() if (texts := said(one))})


VALUES = st.sampled_from(
    ["", "1", "-2.5", "12345678901234567890", "1e5", "1,000", "字", "\ud800", "in_progress", 5, None]
)
VALUES |= st.just("长" * 32_768)
NAMES = st.sampled_from(["increment", "value", "status", "narrative", "reply", "value_typed", "later"])


@given(st.dictionaries(st.sampled_from(["t1", "t2", "\ud800"]), st.dictionaries(NAMES, VALUES), max_size=2))
def test_what_was_issued_is_looked_through_at_once_as_row_by_row(rows: dict[str, dict[str, object]]) -> None:
    def read() -> dict[str, Answer] | None:
        try:
            return dict(Issued(rows))
        except (ValueError, LookupError, TypeError):
            return None

    found = read()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(issued, "_are_usual", lambda _: False)
        assert read() == found
