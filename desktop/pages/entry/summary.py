"""What a selection of cells comes to: its count, sum, average and limits, exactly."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from PySide6.QtCore import QCoreApplication

from db.figures import shown, to_decimal
from desktop.pages.entry.model import EntryModel
from desktop.widgets.blocks import Block

_PLACES: Final = Decimal("0.01")


def summarize_selection(model: EntryModel, area: Block) -> str:
    """Count, sum, average, least and most of the figures that are selected; empty where nothing is."""
    if not area.size:
        return ""
    figures = [
        figure
        for row in (model.row_at(number) for number in area.rows)
        for column in area.columns
        if (figure := model.columns[column].figure(row)) is not None
    ]
    count = QCoreApplication.translate("Selection", "Cells: {count}").format(count=area.size)
    if len(figures) < 2:
        return count
    average = (to_decimal(sum(figures)) / len(figures)).quantize(_PLACES, ROUND_HALF_UP)
    text = f"{average:,f}"
    said = QCoreApplication.translate(
        "Selection", "{cells} · {figures} figures · sum {sum} · average {average} · min {least} · max {most}"
    )
    return said.format(
        cells=count,
        figures=len(figures),
        sum=shown(sum(figures)),
        average=text.rstrip("0").rstrip(".") if "." in text else text,
        least=shown(min(figures)),
        most=shown(max(figures)),
    )
