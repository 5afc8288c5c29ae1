"""Figures: read as people write them, kept exactly, and never guessed."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.figures import (
    LIMIT,
    SCALE,
    FigureError,
    decimals_of,
    fits_a_cell,
    from_decimal,
    from_float,
    parse,
    plain,
    shown,
    to_decimal,
)

FIGURES = st.integers(-LIMIT, LIMIT)
FULL_WIDTH = str.maketrans("0123456789.,+-%", "０１２３４５６７８９．，＋－％")


def problem(text: str, unit: str = "") -> str:
    with pytest.raises(FigureError) as caught:
        parse(text, unit)
    return caught.value.problem


@given(FIGURES)
@example(LIMIT)
@example(-LIMIT)
def test_what_is_written_plainly_is_read_again_exactly(figure: int) -> None:
    assert parse(plain(figure)) == figure


@given(FIGURES, st.integers(0, 6))
def test_what_is_shown_is_read_again_exactly(figure: int, decimals: int) -> None:
    assert parse(shown(figure, decimals)) == figure


@given(FIGURES)
def test_full_width_characters_are_the_same_number(figure: int) -> None:
    assert parse(shown(figure).translate(FULL_WIDTH)) == figure


@given(FIGURES)
def test_a_decimal_and_back_changes_nothing(figure: int) -> None:
    assert from_decimal(to_decimal(figure)) == figure


@given(st.integers(-(10**14), 10**14))
def test_a_number_that_fits_a_cell_survives_a_spreadsheet(figure: int) -> None:
    assert fits_a_cell(figure)
    assert from_float(float(to_decimal(figure))) == figure


@given(st.integers(-(10**15), 10**15).map(float) | st.floats(-1e13, 1e13).map(round).map(float))
def test_a_whole_number_of_a_spreadsheet_is_its_decimal(number: float) -> None:
    def read(convert: Callable[[], int]) -> int | str:
        try:
            return convert()
        except FigureError as error:
            return error.problem

    assert read(lambda: from_float(number)) == read(lambda: from_decimal(Decimal(f"{number:.15g}")))


@given(st.integers(0, 10**9), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_a_large_unit_multiplies_where_the_target_counts_single_things(number: int, suffix: tuple[str, int]) -> None:
    word, factor = suffix
    if number * factor * SCALE <= LIMIT:
        assert parse(f"{number}{word}", "元") == number * factor * SCALE


@given(st.text(max_size=12))
def test_any_text_is_a_figure_or_a_named_problem(text: str) -> None:
    result: int | str
    try:
        result = parse(text, "万元")
    except FigureError as error:
        result = error.problem
    if isinstance(result, int):
        assert -LIMIT <= result <= LIMIT
    else:
        assert result in {"not_a_number", "too_many_decimals", "too_large", "wrong_unit", "ambiguous"}


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("1,234,567.5", "", "1234567.5"),
        ("1 234 567", "", "1234567"),
        (" ３，０００ ", "", "3000"),
        (".5", "", "0.5"),
        ("+7", "", "7"),
        ("-3", "", "-3"),
        ("\N{MINUS SIGN}3", "", "-3"),
        ("12%", "%", "12"),
        ("12％", "%", "12"),
        ("1.5亿", "亿元", "1.5"),
        ("1.5亿", "万元", "15000"),
        ("1.5亿元", "万元", "15000"),
        ("3万", "万元", "3"),
        ("3万", "", "30000"),
        ("2万亿", "亿元", "20000"),
        ("150000000元", "亿元", "1.5"),
        ("12 分钟", "分钟", "12"),
        ("120家", "家", "120"),
        ("80m²", "m²", "80"),
        ("80㎡", "m²", "80"),
        ("0.000001", "", "0.000001"),
        ("0.0000010", "", "0.000001"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, unit: str, expected: str) -> None:
    assert plain(parse(text, unit)) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "-",
            ".",
            "nan",
            "inf",
            "约5",
            "1_000",
            "1e5",
            "#REF!",
            "#DIV/0!",
            "2024-03-01",
            "2024/3/1",
            "12:30",
        ),
        *("1,23", "1,2345", "1234,567", "3-5", "5.", "1.2.3", "(5)", "1/2", "TRUE", "=1+1", "٣"),
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    assert problem(text) == "not_a_number"


@pytest.mark.parametrize("text", ["10²", "⑤", "5①", "1½", "12 34", "12\n34", "3 5", "1、200", "1\u2028234"])
def test_two_numbers_or_a_raised_digit_never_join_into_another_number(text: str) -> None:
    assert problem(text) == "not_a_number"


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("12%", "家", "wrong_unit"),
        ("12家", "%", "wrong_unit"),
        ("3月", "家", "wrong_unit"),
        ("5万人", "万元", "wrong_unit"),
        ("5人", "万元", "wrong_unit"),
        ("5000万", "亿元", "ambiguous"),
        ("3万", "%", "ambiguous"),
        ("1元", "亿元", "too_many_decimals"),
        ("0.0000001", "", "too_many_decimals"),
        ("9223372036854.775808", "", "too_large"),
        ("10万亿", "元", "too_large"),
        ("1" * 41, "", "too_large"),
    ],
)
def test_what_cannot_be_the_targets_figure_says_why(text: str, unit: str, expected: str) -> None:
    assert problem(text, unit) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("NaN", "not_a_number"),
        ("-Infinity", "not_a_number"),
        ("1E+13", "too_large"),
        ("9223372036854.775808", "too_large"),
        ("1E-7", "too_many_decimals"),
        ("1E-999999", "too_many_decimals"),
        ("1.2345678", "too_many_decimals"),
        ("1." + "0" * 30 + "1", "too_many_decimals"),
    ],
)
def test_a_decimal_is_never_rounded_or_cut(value: str, expected: str) -> None:
    with pytest.raises(FigureError) as caught:
        from_decimal(Decimal(value))
    assert caught.value.problem == expected


@pytest.mark.parametrize(
    ("value", "figure"), [("0E+30", 0), ("-0", 0), ("1.0000000000", SCALE), ("1E+3", 1000 * SCALE)]
)
def test_zeros_that_say_nothing_are_no_decimals(value: str, figure: int) -> None:
    assert from_decimal(Decimal(value)) == figure


def test_a_spreadsheets_binary_noise_is_not_a_decimal() -> None:
    assert from_float(0.1 + 0.2) == 300_000


def test_a_figure_of_sixteen_digits_does_not_fit_a_cell() -> None:
    assert fits_a_cell(parse("123456789.123456"))
    assert not fits_a_cell(parse("1234567890.123456"))


@given(FIGURES)
def test_a_figure_is_shown_with_as_many_decimals_as_it_needs(figure: int) -> None:
    assert len(plain(figure).partition(".")[2]) == decimals_of(figure)


def test_a_figure_is_shown_with_its_decimals_and_none_hidden() -> None:
    assert shown(parse("1234567")) == "1,234,567"
    assert shown(parse("7"), 1) == "7.0"
    assert shown(parse("7.125"), 1) == "7.125"


@given(FIGURES, st.integers(0, 8))
def test_a_figure_is_shown_as_decimals_are(figure: int, decimals: int) -> None:
    assert shown(figure, decimals) == f"{to_decimal(figure):,.{max(decimals, decimals_of(figure))}f}"
