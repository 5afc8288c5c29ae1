"""Issuing in the window: all or chosen units, with passwords where they are wanted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from desktop.main_window import MainWindow
from desktop.pages.issue_dialog import IssueDialog
from desktop.pages.seat import Seat

PERIOD = "2024-04"


@pytest.fixture
def seat(window: MainWindow, settle: Callable[[MainWindow], None], headquarters_database: Path) -> Seat:
    assert window.open_database(headquarters_database)
    settle(window)
    assert isinstance(window.view, Seat)
    return window.view


def test_only_the_ticked_units_are_issued_a_workbook(
    window: MainWindow, settle: Any, seat: Seat, person: Any, tmp_path: Path
) -> None:
    def choose(dialog: QDialog) -> bool:
        assert isinstance(dialog, IssueDialog)
        everyone = dialog.order.units or frozenset()
        dialog.tick(set())
        assert not dialog.go_on.isEnabled()
        dialog.tick({min(everyone)})
        dialog.locked.click()
        return dialog.go_on.isEnabled()

    person.show = choose
    person.into = tmp_path / "下达"
    seat.errands.consolidating.issue(PERIOD)
    settle(window)
    settle(window)
    names = [path.name for path in person.into.iterdir()]
    names.sort(key=lambda name: "清单" not in name)
    assert names[0] == f"下达清单_{PERIOD}.xlsx"
    assert len(names) == 2
    listed = load_workbook(person.into / names[0]).active
    assert str(listed["G4"].value).isalnum()
    assert (person.into / names[1]).read_bytes()[:2] != b"PK"


def test_nothing_is_written_where_the_sheet_is_closed(
    window: MainWindow, settle: Any, seat: Seat, person: Any, tmp_path: Path
) -> None:
    person.goes_on = False
    person.into = tmp_path / "下达"
    seat.errands.consolidating.issue(PERIOD)
    settle(window)
    assert not person.into.exists()
    assert person.shown == ["IssueDialog"]


def test_units_are_ticked_in_bulk(window: MainWindow, settle: Any, seat: Seat, person: Any) -> None:
    seen: list[IssueDialog] = []
    person.show = lambda dialog: seen.append(dialog) or False
    seat.errands.consolidating.issue(PERIOD)
    settle(window)
    (dialog,) = seen
    count = dialog.table.rowCount()
    assert len(dialog.order.units or ()) == count
    item = dialog.table.item(0, 0)
    assert item is not None
    item.setCheckState(Qt.CheckState.Unchecked)
    assert len(dialog.order.units or ()) == count - 1
    assert str(count - 1) in dialog.go_on.text()
