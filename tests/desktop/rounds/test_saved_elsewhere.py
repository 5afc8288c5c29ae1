"""Forms saved by a real LibreOffice in its own format: what shows an error there is never a silent blank."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.figures import parse
from db.vocabulary import FileState
from desktop.desk import Desk
from desktop.operations.board import board
from desktop.operations.receive import receive

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice is installed here"),
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
