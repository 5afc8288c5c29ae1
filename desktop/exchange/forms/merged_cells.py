"""Cells that somebody merged across the rows or columns a unit fills in: what stands in them is of several."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from db.checks import Finding
from db.vocabulary import Severity
from desktop.exchange.forms.read_out import Expected, ReadForm
from desktop.exchange.forms.repairs import Meaning, repair
from desktop.exchange.layout import FIGURE_KEYS
from desktop.exchange.opening.sheets import Sheet
from desktop.exchange.opening.witness import Block, address
from resources.texts import say


def spread(
    form: ReadForm, sheet: Sheet, inputs: Mapping[str, int], targets: Mapping[int, Expected]
) -> Mapping[int, Mapping[str, Any]]:
    """What merged cells say of the rows below their first, by row and column; a figure is never of several."""
    lent: dict[int, dict[str, Any]] = defaultdict(dict)
    keys = {place: key for key, place in inputs.items()}
    for block in sheet.merged:
        value = sheet.at(block.top, block.left)
        covered = [keys[column] for column in range(block.left, block.right + 1) if column in keys]
        rows = [row for row in range(block.top, block.bottom + 1) if row in targets]
        if value == "" or not rows or block.left not in keys or len(covered) * len(rows) < 2:
            continue
        key, ref = keys[block.left], _reference(block)
        if key in FIGURE_KEYS and len(rows) > 1:
            codes = "、".join(targets[row].code for row in rows)
            message = say("finding.merged_figure", found=ref, codes=codes)
            cell = address(block.top, block.left)
            form.errors.append(
                Finding(Severity.ERROR, "merged_figure", key, message, targets[rows[0]].key, sheet.name, cell, ref)
            )
        elif _meaning(form, sheet, ref, rows, targets) == Meaning.FOR_ALL:
            for row in rows:
                lent[row][key] = value
    return lent


def _meaning(form: ReadForm, sheet: Sheet, ref: str, rows: list[int], targets: Mapping[int, Expected]) -> str:
    where = (sheet.name, ref.partition(":")[0])
    if len(rows) == 1:
        return form.meaning(repair("merged_columns", ref, where, found=ref))
    codes = "、".join(targets[row].code for row in rows)
    options = (Meaning.FOR_ALL, Meaning.FOR_FIRST)
    return form.meaning(repair("merged_rows", ref, where, options, confidence=80, found=ref, codes=codes))


def _reference(block: Block) -> str:
    return f"{address(block.top, block.left)}:{address(block.bottom, block.right)}"
