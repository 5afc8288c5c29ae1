"""What opening a file would do, by its name."""

import pytest

from desktop.operations.risks import Risk, risk_of

PROGRAMS = (
    *("exe", "com", "scr", "bat", "cmd", "ps1", "vbs", "js", "jse", "wsf", "hta"),
    *("msi", "lnk", "url", "reg", "jar", "pif", "cpl", "iso"),
)


@pytest.mark.parametrize("ending", PROGRAMS)
def test_what_windows_runs_is_a_program_however_it_is_written(ending: str) -> None:
    for name in (f"报告.{ending}", f"报告.pdf.{ending.upper()}", f"报告.pdf{' ' * 90}.{ending}", f"报告.{ending} . "):
        assert risk_of(name) is Risk.PROGRAM


def test_papers_and_pictures_are_shown_and_macros_are_told() -> None:
    for name in ("报告.pdf", "报告.docx", "照片.JPG", "表.xlsx", "材料.zip", "无后缀", "exe", "报告.exe.pdf"):
        assert risk_of(name) is Risk.NONE
    assert {risk_of(name) for name in ("表.xlsm", "报告.DOCM")} == {Risk.MACROS}
