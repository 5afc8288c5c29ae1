"""A form is put in place only if headquarters will read from it what it was to say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.checks import Answer
from db.figures import SCALE
from db.vocabulary import Kind, Status
from desktop.exchange.files import NotAsWrittenError
from desktop.exchange.forms import write_form as writing
from desktop.exchange.forms.form import Form
from desktop.exchange.forms.write_form import write_form
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
        form, rows=(replace(form.rows[0], answer=replace(form.rows[0].answer, narrative="")), *form.rows[1:])
    )


def drop_a_figure(form: Form) -> Form:
    return replace(form, rows=(replace(form.rows[0], answer=replace(form.rows[0].answer, value=None)), *form.rows[1:]))


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

    def lossy(press: writing.FormPress, wanted: Form, _document: Any) -> bytes:
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
