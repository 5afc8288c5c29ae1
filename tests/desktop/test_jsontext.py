import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.checks import Finding
from db.vocabulary import FileState, Kind, Severity
from desktop.jsontext import _figure, _ratio, received, write
from desktop.operations.receive import FileResult
from resources.texts import say


def result(*findings: Finding) -> FileResult:
    return FileResult(Path("甲.xlsx"), FileState.HELD, Kind.REPORT, "科创局", "2024-03", 2, 5, "", findings)


def test_a_result_is_told_in_the_language_asked_for() -> None:
    finding = Finding(Severity.QUERY, "older_revision", "", say("finding.older_revision", revision=1, newest=2))
    chinese, english = (received([result(finding)], language)[0] for language in ("zh", "en"))
    assert chinese["findings"][0]["message"] == str(finding.message)
    assert english["findings"][0]["message"] == finding.message.text("en")
    assert {name: value for name, value in chinese.items() if name != "findings"} == {
        "file": "甲.xlsx",
        "part": "",
        "state": "held",
        "kind": "report",
        "unit": "科创局",
        "period": "2024-03",
        "revision": 2,
        "rows": 5,
        "batch": "",
    }


def test_chinese_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    write(received([result()], "zh"))
    printed = capsys.readouterr().out
    assert "科创局" in printed
    assert json.loads(printed)[0]["findings"] == []


@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_no_digit_of_a_figure_is_lost(figure: int) -> None:
    text = _figure(figure)
    assert text is not None
    assert Fraction(text) * 1_000_000 == figure


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (None, None),
        (Fraction(0), "0"),
        (Fraction(1, 4), "0.25"),
        (Fraction(2, 3), "0.666667"),
        (Fraction(10), "10"),
        (Fraction(100), "100"),
        (Fraction(-1, 3), "-0.333333"),
        (Fraction(-1, 10**9), "0"),
        (Fraction(12345678901234567890123456789, 7), "1763668414462081127160493827"),
    ],
)
def test_a_ratio_has_at_most_six_decimals(ratio: Fraction | None, text: str | None) -> None:
    assert _ratio(ratio) == text


@given(st.fractions(max_denominator=10**12))
def test_a_ratio_is_as_near_as_six_decimals_get(ratio: Fraction) -> None:
    text = _ratio(ratio)
    assert text is not None
    assert abs(Fraction(text) - ratio) <= Fraction(1, 2_000_000)
