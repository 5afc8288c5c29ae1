"""What a selection of cells comes to: count, sum and average, exactly."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from PySide6.QtCore import QCoreApplication

from db.figures import shown, to_decimal
from desktop.pages.entry_model import EntryModel

_PLACES: Final = Decimal("0.01")


def summarize_selection(model: EntryModel, rows: range, columns: Sequence[int]) -> str:
    """Count, sum and average of the figures that are selected; empty where nothing is."""
    if not rows or not columns:
        return ""
    figures = [
        figure
        for row in (model.row_of(model.index(number, 0)) for number in rows)
        if row is not None
        for column in columns
        if (figure := model.columns[column].figure(row)) is not None
    ]
    count = QCoreApplication.translate("Selection", "{count} cells").format(count=len(rows) * len(columns))
    if len(figures) < 2:
        return count
    total = sum(figures)
    average = (to_decimal(total) / len(figures)).quantize(_PLACES, ROUND_HALF_UP)
    text = f"{average:,f}"
    return QCoreApplication.translate("Selection", "{cells} · sum {sum} · average {average}").format(
        cells=count, sum=shown(total), average=text.rstrip("0").rstrip(".") if "." in text else text
    )
