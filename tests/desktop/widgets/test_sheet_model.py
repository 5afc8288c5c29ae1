"""The model of a sheet: rows that are read again stand where they stood, however they are arranged."""

from PySide6.QtCore import QObject
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sheet_lines import COLUMNS, Line, Target

from desktop.widgets.sheet_model import SheetModel
from desktop.widgets.sheet_view import SheetView, SortKey


def lines(*figures: int | None) -> list[Line]:
    return [Line(Target(f"{number}", "甲乙丙"[number]), figure) for number, figure in enumerate(figures)]


class Sheet(SheetModel[Line]):
    def __init__(self, parent: QObject) -> None:
        super().__init__(COLUMNS, parent)

    @property
    def shown(self) -> list[str]:
        """Every row that is shown, read off the model."""
        return [
            " ".join(str(self.index(row, column).data()) for column in range(self.columnCount()))
            for row in range(self.rowCount())
        ]


def test_rows_that_are_read_again_stand_where_they_stood(qapp: QApplication, qtbot: QtBot) -> None:
    sheet = Sheet(qapp)
    QAbstractItemModelTester(sheet, QAbstractItemModelTester.FailureReportingMode.Fatal, sheet)
    sheet.set_rows(sheet.kept(lines(1, 3, 2)))
    sheet.arrange(SheetView(sort=(SortKey("figure", descending=True),), values={"figure": frozenset({"1", "3"})}))
    assert sheet.shown == ["乙 3", "甲 1"]
    assert (sheet.place_of("0", ""), sheet.place_of("2", "")) == ((1, 0), None)
    with qtbot.waitSignal(sheet.dataChanged):
        sheet.exchange(sheet.kept(lines(9, 7, 8)))
    assert sheet.shown == ["乙 7", "甲 9"]
    sheet.replace(lines(4, 5, 6)[1:])
    assert sheet.shown == ["乙 5", "甲 9"]
    sheet.arrange(sheet.view.unfiltered())
    assert sheet.shown == ["甲 9", "丙 6", "乙 5"]
