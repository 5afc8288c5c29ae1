"""The header of a grid: what is drawn of it anew, and that it says all there is to say."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QRegion, QStandardItemModel
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from desktop.widgets.grid_header import GridHeader
from desktop.widgets.theme import Theme

COLUMNS = 6
WIDTH, HEIGHT = 100, 40


class Asked(QStandardItemModel):
    """Columns that remember whose words were asked for."""

    def __init__(self) -> None:
        super().__init__(1, COLUMNS)
        self.sections: set[int] = set()

    def headerData(self, section: int, *rest: object) -> object:  # noqa: N802 - Qt's name
        """The words of one more section; how they stand is asked for as well, and by Qt itself how they look."""
        if rest[-1] == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if rest[-1] in (Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole):
            self.sections.add(section)
            return f"第{section}列"
        return None


@pytest.fixture
def header(qtbot: QtBot, theme: Theme) -> Iterator[GridHeader]:
    table, model = QTableView(), Asked()
    qtbot.addWidget(table)
    made = GridHeader(theme, table)
    table.setHorizontalHeader(made)
    table.setModel(model)
    model.setParent(table)
    made.setDefaultSectionSize(WIDTH)
    table.resize(WIDTH * COLUMNS + 200, 200)
    table.show()
    qtbot.waitExposed(table)
    yield made
    table.close()


def asked_of(header: GridHeader) -> set[int]:
    model = header.model()
    assert isinstance(model, Asked)
    return model.sections


def test_two_corners_that_are_drawn_anew_are_all_that_is(header: GridHeader) -> None:
    before, asked = header.grab().toImage(), asked_of(header)
    assert asked == set(range(COLUMNS))
    asked.clear()
    last = header.sectionViewportPosition(COLUMNS - 1)
    header.viewport().repaint(QRegion(0, 0, 4, HEIGHT).united(QRegion(last + WIDTH - 4, 0, 4, HEIGHT)))
    assert asked == {0, COLUMNS - 1}
    assert header.grab().toImage() == before


def test_a_section_that_is_carried_elsewhere_is_drawn_by_itself(header: GridHeader) -> None:
    header.viewport().repaint(QRect(0, 0, 4, HEIGHT))
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    blank = image.copy()
    painter = QPainter(image)
    header.paintSection(painter, QRect(50, 0, 50, HEIGHT), 3)
    painter.end()
    assert image != blank
