"""Values with a tick each, of which a search shows some."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from desktop.widgets.tick_list import TickList

TICK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def values(qapp: QApplication) -> TickList:
    model = TickList({"": 2, "甲": 3, "乙": 1}, None, "（空）", qapp)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


def shown(values: TickList) -> list[str]:
    return [values.index(number).data() for number in range(values.rowCount())]


def test_all_are_ticked_until_one_is_cleared(values: TickList) -> None:
    assert shown(values) == ["（空）　2", "甲　3", "乙　1"]
    assert values.ticked is None
    values.setData(values.index(1), Qt.CheckState.Unchecked, TICK)
    assert values.ticked == {"", "乙"}
    assert values.index(1).data(TICK) == Qt.CheckState.Unchecked
    values.setData(values.index(1), Qt.CheckState.Checked.value, TICK)
    assert values.ticked is None


def test_a_search_narrows_what_all_and_none_and_only_this_one_reach(values: TickList) -> None:
    values.look_for("甲")
    assert shown(values) == ["甲　3"]
    values.tick_shown(on=False)
    assert values.ticked == {"", "乙"}
    values.tick_only(values.index(0))
    assert values.ticked is None
    values.look_for("")
    values.tick_only(values.index(2))
    assert values.ticked == {"乙"}
    values.tick_shown(on=True)
    assert values.ticked is None


def test_what_is_ticked_already_is_shown_so_and_what_is_gone_is_not_meant(qapp: QApplication) -> None:
    values = TickList({"甲": 1, "乙": 1}, frozenset({"乙", "丙"}), "（空）", qapp)
    assert [values.index(number).data(TICK) for number in range(2)] == [Qt.CheckState.Unchecked, Qt.CheckState.Checked]
    assert values.ticked == {"乙"}
