"""A filled form is worked out by a real spreadsheet program: sums take every copy of a repeated row."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from desktop.desk import Desk
from desktop.exchange.templates.names import Names
from desktop.exchange.templates.template import fill
from desktop.operations.board import board

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]


def test_sums_over_repeated_rows_are_right(
    headquarters_database: Path, sit_down: Callable[[Path], Desk], tmp_path: Path
) -> None:
    picture = board(sit_down(headquarters_database), "2024-03")
    book = Workbook()
    book.active.append(["板块", "数"])
    book.active.append(["{{row:areas}}{{name}}", "{{count.total}}"])
    book.active.append(["合计", "=SUM(B2:B2)"])
    book.save(tmp_path / "表.xlsx")
    fill(tmp_path / "表.xlsx", tmp_path / "填好.xlsx", Names(picture, picture.period.due_on))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), "--headless", profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    out = tmp_path / "算好"
    subprocess.run([*command, "--outdir", str(out), str(tmp_path / "填好.xlsx")], check=True, timeout=180)  # noqa: S603
    sheet = load_workbook(out / "填好.xlsx", data_only=True).active
    areas = len({line.target.area for line in picture.lines})
    assert sheet.cell(areas + 2, 2).value == len(picture.lines)
