"""A bureau's sections in the window: their database is made, and their figures are shown before they go in."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog

from desktop.operations.editing import CellEdit
from desktop.operations.entry import load_entry
from desktop.pages.entry.page import EntryPage
from desktop.pages.taking import TakingPreview

PERIOD = "2024-03"


@pytest.fixture
def told(page: EntryPage, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the sheets that only tell have told."""
    said: list[str] = []

    def show(dialog: QDialog) -> bool:
        said.append(dialog.windowTitle())
        return True

    monkeypatch.setattr(page.sections._chooser, "show", show)
    return said


def test_the_sections_database_is_made_and_has_nothing_to_take_over_yet(
    page: EntryPage, hands: Any, told: list[str], tmp_path: Path
) -> None:
    database = tmp_path / "科室.db"
    page.sections._chooser.new_database = lambda _parent, _name: database  # type: ignore[method-assign]  # a person
    page.sections.found()
    hands.settle()
    assert database.exists()
    page.sections._chooser.database = lambda _parent: database  # type: ignore[method-assign]  # a person
    page.sections.draw(PERIOD)
    hands.settle()
    assert told == ["本单位科室", "从科室取数"]


def test_what_the_sections_come_to_is_shown_before_it_goes_in(page: EntryPage, hands: Any) -> None:
    row = next(row for row in page.model.rows if row.target.goal.adds_up)
    page._on_drawn([CellEdit(row.target.key, "value", "3"), CellEdit(row.target.key, "narrative", "一科：已完成")])
    preview = page.findChild(TakingPreview)
    assert preview is not None
    preview.accept()
    hands.settle()
    answer = next(one.answer for one in load_entry(hands.desk, PERIOD).rows if one.target.key == row.target.key)
    assert answer.narrative == "一科：已完成"
    page.edits.stack.undo()
    hands.settle()
    again = next(one.answer for one in load_entry(hands.desk, PERIOD).rows if one.target.key == row.target.key)
    assert again == row.answer
