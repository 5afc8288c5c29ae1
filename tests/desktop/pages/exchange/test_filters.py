"""Which exchanges a chip and words show."""

from datetime import UTC, datetime

import pytest

from db.vocabulary import Direction, ExchangeState, Kind
from desktop.operations.exchanges import Exchange
from desktop.pages.exchange.columns import EXCHANGE_MARK, exchange_columns
from desktop.pages.exchange.filters import Chip, found_by, lines_of, of_chip

IN, OUT = Direction.IN, Direction.OUT


def exchange(name: str, direction: Direction, state: ExchangeState, unit: str = "教育局") -> Exchange:
    return Exchange(
        key=name,
        direction=direction,
        state=state,
        kind=Kind.REPORT,
        file_name=f"{name}.xlsx",
        folder="",
        unit=unit,
        period="2024-03",
        revision=1,
        rows=3,
        check_code="ABCDE-FGHJK",
        reason="",
        who="王",
        at=datetime(2024, 4, 1, tzinfo=UTC),
        number=1,
    )


ALL = [
    exchange("a", IN, ExchangeState.TAKEN),
    exchange("b", IN, ExchangeState.UNDONE),
    exchange("c", IN, ExchangeState.HELD, "商务局"),
    exchange("d", IN, ExchangeState.REJECTED),
    exchange("e", OUT, ExchangeState.SENT),
]


@pytest.mark.parametrize(
    ("chip", "shown"),
    [(Chip.ALL, "abcde"), (Chip.IN, "abcd"), (Chip.OUT, "e"), (Chip.UNDONE, "b"), (Chip.REFUSED, "cd")],
)
def test_a_chip_shows_its_own(chip: Chip, shown: str) -> None:
    assert "".join(one.key for one in of_chip(ALL, chip)) == shown


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("", "abcde"),
        ("  商务 ", "c"),
        ("fghjk", "abcde"),
        ("教育 已撤销", "b"),
        ("3 月", "abcde"),
        ("↑ 发", "e"),
        ("x.y", ""),
    ],
)
def test_every_word_must_stand_in_the_line(words: str, shown: str) -> None:
    assert "".join(one.key for one in found_by(ALL, lines_of(ALL, exchange_columns()), words)) == shown


def test_every_state_has_a_shape_of_its_own() -> None:
    assert set(EXCHANGE_MARK) == set(ExchangeState)
    assert len(set(EXCHANGE_MARK.values())) == len(ExchangeState)
