"""What a program may read of a result: JSON with figures as strings, so that none is rounded on the way."""

import json
import sys
from collections.abc import Sequence
from fractions import Fraction
from math import floor
from typing import Any

from db.board import Board
from db.figures import SCALE, plain
from db.headlines import Headlines
from desktop.operations.receive import FileResult
from resources.texts import Language


def write(data: object) -> None:
    """Print JSON."""
    json.dump(data, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def received(results: Sequence[FileResult], language: Language) -> list[dict[str, Any]]:
    """What became of files, one object each."""
    return [
        {
            "file": str(result.path),
            "part": result.part,
            "state": result.state,
            "kind": result.kind,
            "unit": result.unit,
            "period": result.period,
            "revision": result.revision,
            "rows": result.rows,
            "batch": result.batch,
            "findings": [
                {
                    "severity": finding.severity,
                    "code": finding.code,
                    "sheet": finding.sheet,
                    "cell": finding.cell,
                    "found": finding.found,
                    "message": finding.message.text(language),
                }
                for finding in result.findings
            ],
        }
        for result in results
    ]


def board(shown: Board | Headlines, language: Language) -> list[dict[str, Any]]:
    """The consolidated picture, one object per target; a figure that is not known is null."""
    return [
        {
            "code": line.target.code,
            "title": line.target.title,
            "area": line.target.area,
            "unit": line.target.goal.unit,
            "lead": shown.plan.units.get(line.target.lead or "", ""),
            "target": _figure(line.target.goal.target),
            "value": _figure(line.figure.value),
            "completion": _ratio(line.judgement.completion),
            "pace": _ratio(line.judgement.pace),
            "lamp": line.judgement.lamp,
            "because": line.judgement.because.text(language),
            "rule": line.figure.rule.text(language),
            "reported": not line.figure.missing,
            "missing": [shown.plan.units.get(unit, unit) for unit in line.figure.missing],
        }
        for line in shown.lines
    ]


def year(pages: Sequence[Headlines]) -> list[dict[str, Any]]:
    """The figures and lamps of every period, one object per period; a figure that is not known is null."""
    return [
        {
            "period": page.period.code,
            "targets": [
                {
                    "code": line.target.code,
                    "value": _figure(line.figure.value),
                    "completion": _ratio(line.judgement.completion),
                    "lamp": line.judgement.lamp,
                }
                for line in page.lines
            ],
        }
        for page in pages
    ]


def _figure(figure: int | None) -> str | None:
    return None if figure is None else plain(figure)


def _ratio(ratio: Fraction | None) -> str | None:
    """A ratio with at most six decimals: 0.25 is a quarter."""
    if ratio is None:
        return None
    millionths = floor(abs(ratio) * SCALE + Fraction(1, 2))
    return plain(millionths if ratio > 0 else -millionths)
