"""Forms saved by a real LibreOffice in its own format: what shows an error there is never a silent blank."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.figures import parse
from db.vocabulary import EditedPolicy, FileState, Origin
from desktop.desk import Desk
from desktop.operations.board import board
from desktop.operations.catalogue import edit_targets, load_catalogue
from desktop.operations.editing import CellEdit
from desktop.operations.inbox import inspect
from desktop.operations.issue import Order, issue, recipients
from desktop.operations.new import new
from desktop.operations.receive import receive
from desktop.operations.target_details import NodeText, set_nodes
from desktop.operations.trust import set_edited_policy

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]
Named = Callable[[str], Path]
Reshape = Callable[[Path, Callable[[Any], None]], Path]


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[Path, str], Path]:
    def save(source: Path, kind: str) -> Path:
        folder, profile = tmp_path / "另存", tmp_path / "office"
        options = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
        command = [str(SOFFICE), *options, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
        return folder / f"{source.stem}.{kind}"

    return save


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_an_error_is_found_at_its_cell(
    headquarters: Desk, assignment: Named, reshaped: Reshape, saved: Callable[[Path, str], Path], kind: str
) -> None:
    def fault(book: Any) -> None:
        book["填报"]["M7"], book["填报"]["M8"] = "=1/0", "=40+40.5"
        book["节点"]["G7"] = "=NA()"

    (result,) = receive(headquarters, [saved(reshaped(assignment("科创局"), fault), kind)])
    assert result.state is FileState.REJECTED
    places = [(one.code, one.sheet, one.cell, one.found) for one in result.findings]
    assert places == [("cell_error", "填报", "M7", "#DIV/0!"), ("cell_error", "节点", "G7", "#N/A")]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_percentage_and_a_formula_are_what_their_cells_show(
    headquarters: Desk, assignment: Named, reshaped: Reshape, saved: Callable[[Path, str], Path], kind: str
) -> None:
    def type_in(book: Any) -> None:
        sheet = book["填报"]
        sheet["M8"], sheet["M9"] = "=40+40.5", 0.07
        sheet["M9"].number_format = "0.0%"

    (result,) = receive(headquarters, [saved(reshaped(assignment("科创局"), type_in), kind)])
    assert result.state is FileState.TAKEN
    figures = {line.target.code: line.figure.value for line in board(headquarters, "2024-03").lines}
    assert (figures["Q2"], figures["R1"]) == (parse("80.5"), parse("7"))


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_what_it_makes_of_locked_cells_is_no_change_and_what_a_person_makes_of_them_is(
    saved: Callable[[Path, str], Path], reshaped: Reshape, sit_down: Callable[[Path], Desk], tmp_path: Path, kind: str
) -> None:
    new(tmp_path / "全.db", None, None, Origin.COMMAND)
    headquarters = sit_down(tmp_path / "全.db")
    first, second, third, *_ = load_catalogue(headquarters).rows
    edits = [
        CellEdit(first.target.key, "title", "  两行　标题\n第二行  有 空格 "),
        CellEdit(first.target.key, "target", "1234567.654321"),
        CellEdit(second.target.key, "target", "0.000001"),
        CellEdit(third.target.key, "target", "9000000000000.123456"),
        CellEdit(third.target.key, "unit", "=单位"),
    ]
    edit_targets(headquarters, edits)
    set_nodes(headquarters, first.target.key, [NodeText("开工\n典礼", "2024-01-05", "2024-03-31")])
    set_edited_policy(headquarters, EditedPolicy.REFUSE)
    leads = {one.target.lead for one in (first, second, third)}
    for unit in recipients(headquarters, "2024-03"):
        if unit.unit_key not in leads:
            continue
        (issued,) = issue(headquarters, "2024-03", tmp_path, order=Order(frozenset({unit.unit_key}))).files

        def fill(book: Any) -> None:
            book["填报"]["Q7"] = "已开工"

        (seen,) = inspect(headquarters, [saved(reshaped(issued, fill), kind)])
        assert (seen.result.state, [one.code for one in seen.result.findings if not one.field]) == (FileState.TAKEN, [])

    def change(book: Any) -> None:
        book["填报"]["Q7"], book["填报"]["H7"], book["节点"]["F7"] = "已开工", 1234567.654322, "2024-04-01"

    (issued,) = issue(headquarters, "2024-03", tmp_path, order=Order(frozenset({str(first.target.lead)}))).files
    (seen,) = inspect(headquarters, [saved(reshaped(issued, change), kind)])
    found = [(one.field, one.found) for one in seen.result.findings if one.code == "locked_changed"]
    assert found == [("target", "1234567.654322"), ("due_on", "2024-04-01")]
