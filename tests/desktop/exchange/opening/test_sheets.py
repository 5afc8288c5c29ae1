"""What the library below makes of broken files of old formats never reaches a person as a crash."""

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from made.compounds import END, FREE, compound
from made.packages import workbook

from desktop.exchange.days import read_day
from desktop.exchange.layout import MAX_ROWS
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.sheets import read_sheets

SOFFICE = shutil.which("soffice")


@pytest.mark.parametrize(
    "content",
    [
        compound([0]),
        compound([END, 2, 3, 1], directory=1),
        compound([END, END], [0], mini=1),
        compound([END, END], [FREE] * 127 + [1], further=1),
        compound([END, END], [0, 0], further=1),
        compound([END], version=4),
        compound([END])[:70],
    ],
    ids=[
        "a sector that follows itself",
        "three sectors in a circle",
        "small sectors in a circle",
        "a list of tables that follows itself",
        "a table that is named twice",
        "sectors of another size",
        "a header cut off",
    ],
)
def test_an_old_workbook_whose_sectors_lead_nowhere_is_damaged(content: bytes) -> None:
    with pytest.raises(Unsafe) as refused:
        read_sheets(content)
    assert refused.value.code == "damaged"


@pytest.mark.parametrize(
    "content",
    [
        compound(directory=FREE, mini=FREE, further=2, first=END),
        compound(first=FREE),
        compound([END, END], [7, 8, 9], mini=1),
    ],
    ids=["sectors that are not there", "no table", "small sectors that are not there"],
)
def test_an_old_file_that_keeps_nothing_is_damaged(content: bytes) -> None:
    with pytest.raises(Unsafe) as refused:
        read_sheets(content)
    assert refused.value.code == "damaged"


@pytest.mark.libreoffice
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_sheet_of_another_format_that_is_too_long_is_not_read(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, kind: str
) -> None:
    (tmp_path / "长.csv").write_text("1\n" * (MAX_ROWS + 2), encoding="utf-8")
    profile = tmp_path_factory.mktemp("office").as_uri()
    command = [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", kind]
    command += ["--outdir", str(tmp_path), str(tmp_path / "长.csv")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    with pytest.raises(Unsafe) as refused:
        read_sheets((tmp_path / f"长.{kind}").read_bytes())
    assert refused.value.code == "too_large"


@pytest.mark.libreoffice
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("since_1904", [False, True])
@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx"])
def test_days_of_every_format_are_the_same_in_what_another_program_saves(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, kind: str, since_1904: bool
) -> None:
    formats = [14, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58]
    cells = (f'<row r="{row}"><c r="A{row}" s="{row}"><v>45356.25</v></c></row>' for row in range(1, len(formats) + 1))
    looks = "".join(f'<xf numFmtId="{number}"/>' for number in formats)
    made = workbook("".join(cells), looks=looks, properties='date1904="1"' if since_1904 else "")
    (tmp_path / "日期.xlsx").write_bytes(made)
    profile = tmp_path_factory.mktemp("office").as_uri()
    command = [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", kind]
    command += ["--outdir", str(tmp_path / "另存"), str(tmp_path / "日期.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    (sheet,) = read_sheets((tmp_path / "另存" / f"日期.{kind}").read_bytes())
    day = date(2028, 3, 6) if since_1904 else date(2024, 3, 5)
    assert [read_day(row[0], "") for row in sheet.rows] == [day] * len(formats)


def of_sheets(count: int, row: int, column: int) -> bytes:
    """A workbook of so many sheets, each with a cell at its start and one far off."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for _ in range(count):
        sheet = book.add_worksheet()
        sheet.write(0, 0, 1)
        sheet.write(row, column, 2)
    book.close()
    return out.getvalue()


def test_many_sheets_that_reach_far_are_no_more_than_one_may_be() -> None:
    content = of_sheets(40, 19_999, 99)
    assert len(content) < 50_000
    with pytest.raises(Unsafe) as refused:
        read_sheets(content)
    assert refused.value.code == "too_large"
    assert len(read_sheets(of_sheets(40, 99, 99))) == 40
