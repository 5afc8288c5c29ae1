"""File names from outside texts: what comes of each trick, by Windows' rules on every system."""

import re
import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from tricks import TRICKS

from db.names import inside, marked, safe_name, shortened

DEVICE = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|CLOCK\$|COM[0-9¹²³]|LPT[0-9¹²³])")


@pytest.mark.parametrize("name", TRICKS.values(), ids=TRICKS)
def test_no_trick_is_a_path_a_device_or_other_than_it_looks(name: str, tmp_path: Path) -> None:
    safe = safe_name(name)
    assert PureWindowsPath(safe).name == safe == Path(safe).name
    assert PureWindowsPath(safe).suffix == safe[len(PureWindowsPath(safe).stem) :]
    assert not DEVICE.fullmatch(safe.split(".")[0].rstrip().upper())
    assert safe == unicodedata.normalize("NFC", safe) == marked(safe)
    assert safe == safe_name(safe)
    assert len(safe.encode()) <= 240
    path = inside(tmp_path, name)
    assert path.parent == tmp_path
    assert len(str(path)) < 260
    path.write_bytes(b"")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("验收单.pdf", "验收单.pdf"),
        ("关于“三会”：报告（2024）.tar.gz", "关于“三会”：报告（2024）.tar.gz"),
        ("𠮷祥 2024-03.xlsx", "𠮷祥 2024-03.xlsx"),
        ("..", "_"),
        ("../../etc/passwd", "_.._.._etc_passwd"),
        ("报告\u202efdp.exe", "报告_fdp.exe"),
        ("a:b", "a_b"),
        ("con.txt", "_con.txt"),
        ("AUX .txt", "_AUX .txt"),
        ("COM¹", "_COM¹"),
        ("constant.txt", "constant.txt"),
        ("e\u0301.txt", "é.txt"),
        (f"{'长' * 100}.xlsx", f"{'长' * 78}.xlsx"),
    ],
)
def test_what_is_no_trick_stays_and_what_is_one_can_be_told(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_what_cannot_be_seen_is_spelt_out() -> None:
    assert marked("报告\u202efdp\u200b.exe") == "报告[U+202E]fdp[U+200B].exe"
    assert marked("报告 1.pdf") == "报告 1.pdf"


def test_a_text_is_cut_between_characters() -> None:
    assert shortened("目标任务", 8) == "目标"
    assert shortened("目标", 6) == "目标"
