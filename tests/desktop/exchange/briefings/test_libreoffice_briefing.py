"""A real word processor opens the briefing and lays it out."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from db.board import Board
from desktop.desk import Desk
from desktop.exchange.briefings.briefing import Briefing
from desktop.exchange.briefings.write_briefing import write_briefing
from desktop.operations.board import board
from desktop.operations.briefing import briefing

SOFFICE = shutil.which("soffice")
# LibreOffice may be there without its word processor.
WRITER = SOFFICE is not None and any(Path(SOFFICE).resolve().parent.glob("*swlo.*"))
pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not WRITER, reason="LibreOffice Writer is not installed"),
]


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("writer")


@pytest.fixture
def shown(headquarters_database: Path, sit_down: Callable[[Path], Desk]) -> tuple[Board, Briefing]:
    desk = sit_down(headquarters_database)
    return board(desk, "2024-03"), briefing(desk, "2024-03")


def converted(source: Path, kind: str, profile: Path) -> bytes:
    ending = kind.partition(":")[0]
    command = [str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", kind, "--outdir", str(source.parent), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    return source.with_suffix(f".{ending}").read_bytes()


def test_it_prints_on_upright_sheets_and_then_on_turned_ones(
    shown: tuple[Board, Briefing], tmp_path: Path, profile: Path
) -> None:
    write_briefing(shown[1], tmp_path / "通报.docx")
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", converted(tmp_path / "通报.docx", "pdf", profile))
    sheets = [tuple(round(float(side) * 25.4 / 72) for side in box) for box in boxes]
    turned = sheets.count((297, 210))
    # The table and the chart, each on a sheet of its own.
    assert turned >= 2
    assert sheets == [(210, 297)] * (len(sheets) - turned) + [(297, 210)] * turned
    assert len(sheets) > turned


def test_every_paragraph_and_every_target_is_in_it(
    shown: tuple[Board, Briefing], tmp_path: Path, profile: Path
) -> None:
    period, brief = shown
    write_briefing(brief, tmp_path / "通报.docx")
    text = converted(tmp_path / "通报.docx", "txt:Text (encoded):UTF8", profile).decode("utf-8-sig")
    assert [block.text for block in brief.blocks if block.text not in text] == []
    assert [line.target.title for line in period.lines if line.target.title not in text] == []
