"""A real spreadsheet program opens, works out, fills in and saves our workbooks."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.board import Board
from db.checks import Answer
from db.figures import SCALE
from db.vocabulary import FileState, Kind, Status
from desktop.desk import Desk
from desktop.exchange.forms.write_form import FIRST_ROW, write_form
from desktop.exchange.layout import FORM_COLUMNS, column_index, lamp_text
from desktop.exchange.opening.sheets import read_sheets
from desktop.exchange.opening.witness import address
from desktop.operations.board import board
from desktop.operations.receive import receive

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]
ANSWERS = {
    "keyA0": Answer(value=3 * SCALE, status=Status.IN_PROGRESS, narrative="=1+1\n第二行 😀", explanation="+说明"),
    "keyA1": Answer(increment=SCALE),
    "keyA2": Answer(value=13 * SCALE),
    "keyA3": Answer(value=-SCALE),
    "keyB0": Answer(value=1500 * SCALE + 1),
    "keyB1": Answer(value=9_000_000_000_000_123_456),
    "keyB2": Answer(value=700 * SCALE),
    "keyC0": Answer(value=25 * SCALE),
    "keyC1": Answer(value=5 * SCALE),
    "keyC2": Answer(value=12 * SCALE),
    "keyC3": Answer(value=-2 * SCALE),
    "keyD0": Answer(value=6_500_000),
    "keyD1": Answer(value=5_600_000),
    "keyD2": Answer(value=9 * SCALE, status=Status.DONE),
    "keyE0": Answer(value=4 * SCALE),
    "keyE1": Answer(value=5 * SCALE),
    "keyE2": Answer(value=4 * SCALE, status=Status.DONE),
    "keyF0": Answer(value=13 * SCALE),
    "keyF2": Answer(value=40 * SCALE),
    "keyG0": Answer(status=Status.IN_PROGRESS),
    "keyG1": Answer(status=Status.NOT_STARTED),
    "keyG2": Answer(status=Status.CLOSE_OUT),
}
MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Fill(source, target)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  kind(0).Name = "FilterName" : kind(0).Value = "Calc MS Excel 2007 XML"
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  sheet = document.Sheets.getByName("填报")
  {cells}
  document.storeToURL(ConvertToURL(target), kind())
  document.close(True)
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""
LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"
 library:link="false"/></library:libraries>
"""
Office = Callable[..., None]


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture
def office(profile: Path) -> Office:
    """Runs LibreOffice without a screen, with settings of its own."""

    def run(*arguments: str) -> None:
        command = [str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603

    return run


def saved_as(office: Office, source: Path, kind: str) -> Path:
    folder = source.parent / f"as-{kind}"
    office("--convert-to", kind, "--outdir", str(folder), str(source))
    return folder / f"{source.stem}.{kind}"


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_report_saved_by_it_says_the_same_and_keeps_its_seal(
    desk: Any, office: Office, tmp_path: Path, kind: str
) -> None:
    write_form(desk.form(ANSWERS, {}), tmp_path / "上报.xlsx")
    form = desk.read(saved_as(office, tmp_path / "上报.xlsx", kind))
    assert (form.errors, form.repairs) == ([], [])
    assert {key: answer for key, answer in form.answers.items() if answer != Answer()} == ANSWERS
    assert not form.edited


def without_values(source: Path, out: Path) -> Path:
    """The workbook with no formula's value cached, so that whoever opens it must work them out."""
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as stripped:
        for name in package.namelist():
            content = package.read(name)
            if name.startswith("xl/worksheets/"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
            stripped.writestr(name, content)
    return out


def test_its_completion_and_lamps_are_ours(desk: Any, office: Office, tmp_path: Path) -> None:
    form = desk.form(ANSWERS, {}, Kind.ASSIGNMENT)
    write_form(form, tmp_path / "下达.xlsx")
    worked_out = saved_as(office, without_values(tmp_path / "下达.xlsx", tmp_path / "空.xlsx"), "xlsx")
    sheet = next(sheet for sheet in read_sheets(worked_out.read_bytes()) if sheet.name == "填报")
    completion, lamp = column_index(FORM_COLUMNS, "completion"), column_index(FORM_COLUMNS, "lamp")
    for number, row in enumerate(form.rows, FIRST_ROW):
        where = f"{row.target.key} {address(number, lamp)}"
        assert sheet.at(number, lamp) == lamp_text(row.judgement.lamp), where
        expected = row.judgement.completion
        if expected is not None:
            assert sheet.at(number, completion) == pytest.approx(float(expected)), where


def test_an_assignment_filled_in_with_it_is_the_units_report(
    office: Office, profile: Path, issued_database: Path, finished_round: Path, tmp_path: Path, sit_down: Any
) -> None:
    office("--terminate_after_init")
    column = {key: column_index(FORM_COLUMNS, key) for key in ("value", "increment", "status", "narrative")}
    cells = [
        f"sheet.getCellByPosition({column['value']}, {FIRST_ROW}).Value = 9.25",
        f'sheet.getCellByPosition({column["status"]}, {FIRST_ROW}).String = "推进中"',
        f'sheet.getCellByPosition({column["narrative"]}, {FIRST_ROW}).String = "已开工"',
        f'sheet.getCellByPosition({column["value"]}, {FIRST_ROW + 2}).Formula = "=30+10.5"',
    ]
    basic = profile / "user" / "basic"
    (basic / "Standard").mkdir(parents=True, exist_ok=True)
    (basic / "Standard" / "Module1.xba").write_text(MACRO.format(cells="\n  ".join(cells)), encoding="utf-8")
    (basic / "Standard" / "script.xlb").write_text(LIBRARY, encoding="utf-8")
    (basic / "script.xlc").write_text(LIBRARIES, encoding="utf-8")
    issued, filled = next((finished_round / "issued").glob("*001*")), tmp_path / "填好.xlsx"
    office(f'macro:///Standard.Module1.Fill("{issued}","{filled}")')

    desk: Desk = sit_down(issued_database)
    results = receive(desk, [filled])
    assert [(result.state, result.unit, result.revision) for result in results] == [
        (FileState.TAKEN, "练习单位001", 1)
    ], results
    shown: Board = board(desk, "2024-03")
    voices = {line.target.code: voice for line in shown.lines for voice in line.voices if voice.unit == "练习单位001"}
    assert (voices["T001"].answer.value, voices["T003"].answer.value) == (9_250_000, 40_500_000)
    assert (voices["T001"].answer.status, voices["T001"].answer.narrative) == (Status.IN_PROGRESS, "已开工")


def test_the_summary_opens_and_prints(
    office: Office, headquarters_database: Path, tmp_path: Path, sit_down: Any
) -> None:
    from desktop.operations.summary import summarize

    source = summarize(sit_down(headquarters_database), "2024-03", tmp_path / "汇总.xlsx")
    printed = saved_as(office, source, "pdf")
    assert printed.read_bytes().startswith(b"%PDF")
