"""Percents beside their bars: one below the other, and whole."""

import pytest
from PySide6.QtCore import QRectF

from desktop.widgets.bars import beside
from desktop.widgets.lettering import lettering, line_of
from desktop.widgets.theme import TEXT_SIZE


@pytest.mark.usefixtures("theme")
def test_percents_end_at_one_place_and_long_ones_are_whole() -> None:
    room, metrics = QRectF(0, 0, 60, 20), lettering(TEXT_SIZE)[1]
    assert beside(room, metrics, "7%").right() == beside(room, metrics, "100%").right()
    for percent in ("100%", "1234%"):
        assert line_of(percent, int(beside(room, metrics, percent).width()), TEXT_SIZE) == percent
