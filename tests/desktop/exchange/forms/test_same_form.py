"""A form is put in place only if headquarters will read from it what it was to say."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.checks import BLANK, Answer
from db.figures import LIMIT, SCALE
from db.vocabulary import Kind, Status
from desktop.exchange.files import NotAsWrittenError
from desktop.exchange.forms import write_form as writing
from desktop.exchange.forms.form import Form
from desktop.exchange.forms.form_shell import FORM_PART
from desktop.exchange.forms.write_form import FormPress, write_form
from desktop.exchange.opening.locking import unlock

ANSWERS = {"keyA0": Answer(increment=SCALE, value=3 * SCALE, status=Status.IN_PROGRESS, narrative=" 前后 \n有空 ")}
NODES = {"node1": (date(2024, 3, 8), "已验收")}


@pytest.fixture
def form(desk: Any) -> Form:
    form: Form = desk.form(ANSWERS, NODES)
    return form


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    return path


@pytest.mark.parametrize("kind", [Kind.ASSIGNMENT, Kind.REPORT, Kind.REVIEW])
def test_a_form_that_says_what_it_should_takes_its_place(desk: Any, kept: Path, kind: Kind) -> None:
    write_form(desk.form(ANSWERS, NODES, kind), kept)
    read = desk.read(kept)
    assert (read.answers["keyA0"], dict(read.nodes)) == (ANSWERS["keyA0"], NODES)


def test_days_that_spreadsheets_count_wrong_come_back(desk: Any, kept: Path) -> None:
    for day in (date(1752, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2024, 2, 29), date(9999, 12, 31)):
        write_form(desk.form({}, {"node1": (day, "")}), kept)
        assert desk.read(kept).nodes == {"node1": (day, "")}


def drop_a_text(form: Form) -> Form:
    return replace(
        form, rows=(replace(form.rows[0], answer=form.rows[0].answer._replace(narrative="")), *form.rows[1:])
    )


def drop_a_figure(form: Form) -> Form:
    return replace(form, rows=(replace(form.rows[0], answer=form.rows[0].answer._replace(value=None)), *form.rows[1:]))


def drop_a_row(form: Form) -> Form:
    return replace(form, rows=form.rows[1:])


def drop_a_node(form: Form) -> Form:
    return replace(form, nodes={})


def drop_the_kind(form: Form) -> Form:
    return replace(form, document=replace(form.document, practice=True))


@pytest.mark.parametrize("drop", [drop_a_text, drop_a_figure, drop_a_row, drop_a_node, drop_the_kind])
def test_whatever_gets_lost_in_writing_the_old_file_stays(
    form: Form, kept: Path, monkeypatch: pytest.MonkeyPatch, drop: Callable[[Form], Form]
) -> None:
    made = writing.FormPress._made

    def lossy(press: writing.FormPress, wanted: Form, _document: Any) -> Any:
        lost = drop(wanted)
        return made(press, lost, writing.to_cells(lost.document))

    monkeypatch.setattr(writing.FormPress, "_made", lossy)
    with pytest.raises(NotAsWrittenError):
        write_form(form, kept)
    assert [(path.name, path.read_bytes()) for path in kept.parent.iterdir()] == [("a.xlsx", b"old")]


def test_what_is_behind_a_password_is_read_back_with_it(
    desk: Any, form: Form, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_form(form, kept, "kaizuode")
    locked = kept.read_bytes()
    (kept.parent / "b.xlsx").write_bytes(unlock(locked, "kaizuode"))
    assert desk.read(kept.parent / "b.xlsx").answers["keyA0"] == ANSWERS["keyA0"]
    monkeypatch.setattr(writing, "lock", lambda content, _password: content)
    with pytest.raises(NotAsWrittenError):
        write_form(form, kept, "kaizuode")
    assert kept.read_bytes() == locked


# Forms in which nothing is said yet, one after the other.


def silent(form: Form, order: Sequence[int] = (), previous: Sequence[int | None] = ()) -> Form:
    """The form with nothing said in it, its targets in an order and with figures of the period before."""
    rows = [replace(row, answer=BLANK) for row in form.rows]
    rows = [rows[place] for place in order or range(len(rows))]
    figures = [*previous, *(row.previous for row in rows[len(previous) :])]
    pairs = zip(rows, figures, strict=True)
    return replace(form, rows=tuple(replace(row, previous=figure) for row, figure in pairs), nodes={})


@pytest.fixture
def presses() -> tuple[FormPress, FormPress]:
    return FormPress(), FormPress()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.permutations(range(29)),
    previous=st.lists(st.none() | st.integers(-LIMIT, LIMIT), min_size=29, max_size=29),
)
def test_a_silent_row_is_written_as_any_other(
    desk: Any, presses: tuple[FormPress, FormPress], order: list[int], previous: list[int | None]
) -> None:
    quiet = silent(desk.form({}, {}), order, previous)
    # An answer that is equal, and not the one that is known to say nothing.
    plain = replace(quiet, rows=tuple(replace(row, answer=Answer()) for row in quiet.rows))
    made = [press._made(form, ["-"]) for press, form in zip(presses, (quiet, plain), strict=True)]
    assert made[0].targets == made[1].targets
    assert made[0].texts.part(presses[0]._spelt.__getitem__) == made[1].texts.part()


def written_once(form: Form, folder: Path, monkeypatch: pytest.MonkeyPatch) -> FormPress:
    """A press that has read a form like it back, and will read no other as a whole."""
    press = FormPress()
    press.write(form, folder / "before.xlsx")

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(writing, "require_form", never)
    return press


def test_what_differs_in_numbers_alone_is_read_by_its_bytes(
    desk: Any, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = silent(desk.form({}, {}))
    press = written_once(form, kept.parent, monkeypatch)
    press.write(silent(form, [*range(len(form.rows))][::-1], [5 * SCALE, None, -SCALE]), kept)
    assert not any(answer.given for answer in desk.read(kept).answers.values())
    press.write(form, kept, "kaizuode")
    assert unlock(kept.read_bytes(), "kaizuode") == (kept.parent / "before.xlsx").read_bytes()


def turn_round(form: Form) -> Form:
    return replace(form, rows=form.rows[::-1])


def put_another(form: Form) -> Form:
    """The first target twice, in the place of the second."""
    return replace(form, rows=(form.rows[0], *form.rows[:1], *form.rows[2:]))


@pytest.mark.parametrize("drop", [turn_round, put_another, drop_a_row, drop_the_kind])
def test_what_gets_lost_of_a_silent_form_is_seen_by_its_bytes(
    desk: Any, kept: Path, monkeypatch: pytest.MonkeyPatch, drop: Callable[[Form], Form]
) -> None:
    form, made = silent(desk.form({}, {})), writing.FormPress._made
    press = written_once(form, kept.parent, monkeypatch)
    press._whole(drop(form)).read = True

    def lossy(press: writing.FormPress, wanted: Form, _document: Any) -> Any:
        lost = drop(wanted)
        return made(press, lost, writing.to_cells(lost.document))

    monkeypatch.setattr(writing.FormPress, "_made", lossy)
    with pytest.raises(NotAsWrittenError):
        press.write(form, kept)
    assert kept.read_bytes() == b"old"


def test_a_part_that_is_packed_wrong_is_seen(desk: Any, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    form, packed = silent(desk.form({}, {})), writing.packed
    press = written_once(form, kept.parent, monkeypatch)
    monkeypatch.setattr(
        writing,
        "packed",
        lambda parts: packed({**parts, FORM_PART: parts[FORM_PART].replace(b"<v>2</v>", b"<v>3</v>")}),
    )
    with pytest.raises(NotAsWrittenError, match="packed"):
        press.write(form, kept)


def test_what_is_said_behind_silent_forms_is_read_as_a_whole(
    form: Form, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press, made = FormPress(), writing.FormPress._made
    press.write(silent(form), kept)
    before = kept.read_bytes()
    monkeypatch.setattr(
        writing.FormPress, "_made", lambda press, wanted, document: made(press, silent(wanted), document)
    )
    with pytest.raises(NotAsWrittenError):
        press.write(form, kept)
    assert kept.read_bytes() == before
