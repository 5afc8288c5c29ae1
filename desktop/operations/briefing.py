"""The briefing of a period: what headquarters' board says, in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from db.board import Board, BoardLine, load_board
from db.errors import refuse
from db.vocabulary import Lamp
from desktop.desk import Desk, require_period
from desktop.exchange.briefings.briefing import (
    BarChart,
    Briefing,
    Heading,
    Paragraph,
    Run,
    TableBlock,
    day_text,
    heading_text,
)
from desktop.exchange.briefings.wording import Wording, load_wording, shipped
from desktop.exchange.briefings.write_briefing import write_briefing
from desktop.exchange.files import replacing
from desktop.operations.briefing_annexes import annexes
from desktop.operations.briefing_parts import (
    BEHIND,
    REACHED,
    changes,
    counts,
    enumeration,
    lit,
    share,
    shares,
    tally,
    tight,
)
from desktop.operations.briefing_problems import furthest_behind, next_steps, problem
from desktop.operations.briefing_units import leading_and_lagging, unit_item

# What the window shows a briefing by.
__all__ = ["BarChart", "Briefing", "Heading", "Paragraph", "TableBlock", "briefing", "compose", "day_text", "save"]
# So many titles of a board's area are named; the annex has them all.
_NAMED: Final = 5
Blocks = list[Heading | Paragraph]


@dataclass(frozen=True, slots=True)
class Picture:
    """What a briefing is made of: the board, the one of the period before, and who signs when."""

    board: Board
    before: Board | None
    organ: str
    signed_on: date
    practice: bool


def briefing(desk: Desk, code: str, template: Path | None = None) -> Briefing:
    """The briefing of a period, worded by the shipped template or by a copy of it that somebody edited."""
    if not desk.is_headquarters:
        raise refuse("refusal.not_headquarters", unit=desk.unit)
    wording = load_wording(template)
    with desk.read() as (connection, plan):
        period = require_period(plan, code)
        board = load_board(connection, plan, period)
        before = None if period.previous is None else load_board(connection, plan, period.previous)
    heard = before is not None and any(before.reports.values())
    return compose(Picture(board, before if heard else None, desk.unit, date.today(), desk.practice), wording)


def write(desk: Desk, code: str, out: Path, template: Path | None = None) -> Path:
    """Write the briefing of a period as a Word document; whole or not at all."""
    return save(briefing(desk, code, template), out)


def save(brief: Briefing, out: Path) -> Path:
    """Write a briefing that was shown as a Word document; whole or not at all."""
    write_briefing(brief, out)
    return out


def write_template(path: Path) -> Path:
    """Write a copy of the shipped template, to be edited; never over a file that is there."""
    if path.exists():
        raise refuse("refusal.exists", path=str(path))
    with replacing(path) as beside:
        # Old editors of Windows want its line ends.
        beside.write_text(shipped(), encoding="utf-8", newline="\r\n")
    return path


def compose(picture: Picture, wording: Wording) -> Briefing:
    """The briefing of a board, in these words."""
    board = picture.board
    head = {
        "organ": picture.organ,
        "plan": tight(board.plan.title),
        "period": tight(str(board.period.title)),
        "year": str(board.plan.year),
    }
    named = {"plan": head["plan"], "period": head["period"]}
    mark = "\n（练习数据）" if picture.practice else ""
    total = counts(board.lines)["total"]
    opening = wording.runs("head.opening", **head, until=day_text(board.period.end), total=total)
    blocks: Blocks = [*_paragraph(opening)]
    sections = (_overall, _areas, _units, _problems)
    parts = [section(picture, wording) for section in sections]
    parts.append([*_next(picture, wording), *_paragraph(wording.runs("next.closing", **named))])
    names = [wording.text(f"{group}.heading") for group in ("overall", "areas", "units", "problems", "next")]
    number = 0
    for name, part in zip(names, parts, strict=True):
        if name and part:
            number += 1
            blocks.append(Heading(1, heading_text(1, number, name)))
        blocks += part
    return Briefing(
        title=wording.text("head.title", **head) + mark,
        organ=picture.organ,
        number=wording.text("head.number", **head),
        addressee=wording.text("head.addressee", **head),
        blocks=tuple(blocks),
        signed_by=wording.text("head.signed_by", **head),
        signed_on=picture.signed_on,
        annexes=annexes(board, wording.text("annex.table", **named), wording.text("annex.chart", **named)),
    )


def _paragraph(*sentences: tuple[Run, ...]) -> Blocks:
    """The sentences as one paragraph; none where every one of them is left out."""
    runs = tuple(run for sentence in sentences for run in sentence)
    return [Paragraph(runs)] if runs else []


def _overall(picture: Picture, wording: Wording) -> Blocks:
    board, before = picture.board, picture.before
    if not board.lines:
        return _paragraph(wording.runs("overall.empty"))
    values = {"until": Run(day_text(board.period.end)), **counts(board.lines), **shares(board.lines)}
    if before is None:
        compared = wording.runs("overall.no_comparison")
    else:
        compared = wording.runs(
            "overall.comparison", before=tight(str(before.period.title)), **changes(board.lines, before.lines)
        )
    return [
        *_paragraph(wording.runs("overall.totals", **values), wording.runs("overall.lamps", **values)),
        *_paragraph(compared),
    ]


def _areas(picture: Picture, wording: Wording) -> Blocks:
    if not picture.board.lines:
        return _paragraph(wording.runs("overall.empty"))
    areas = dict.fromkeys(line.target.area for line in picture.board.lines)
    blocks: Blocks = []
    for number, area in enumerate(areas, 1):
        lines = [line for line in picture.board.lines if line.target.area == area]
        counted = counts(lines)
        blocks.append(Heading(2, heading_text(2, number, area)))
        blocks += _paragraph(
            wording.runs("areas.totals", area=area, reached_share=share(lit(lines, REACHED), lines), **counted),
            _behind_in(lines, wording),
        )
    return blocks


def _behind_in(lines: Sequence[BoardLine], wording: Wording) -> tuple[Run, ...]:
    """Which of an area's targets are behind; nothing where none is known to be but some are silent."""
    behind = lit(lines, BEHIND)
    if not behind:
        return () if lit(lines, [Lamp.GREY]) else wording.runs("areas.none_behind")
    # Titles have 、 of their own; what stands in quotation marks needs none between.
    titles = [Run(f"“{line.target.title}”", (line.target.key,)) for line in behind[:_NAMED]]
    entry = "areas.behind_many" if len(behind) > _NAMED else "areas.behind"
    return wording.runs(entry, titles=titles, behind=tally(behind))


def _units(picture: Picture, wording: Wording) -> Blocks:
    board = picture.board
    leading, lagging = leading_and_lagging(board)
    blocks: Blocks = []
    # Where nobody is heard, nobody leads or lags.
    for entry, units in (("leading", leading), ("lagging", lagging)) if leading or lagging else ():
        runs = enumeration(unit_item(unit, wording) for unit in units)
        blocks += _paragraph(wording.runs(f"units.{entry if units else f'none_{entry}'}", units=runs))
    missing = board.missing
    entry = "missing" if missing else "none_missing"
    return [
        *blocks,
        *_paragraph(wording.runs(f"units.{entry}", missing=str(len(missing)), units="、".join(missing))),
    ]


def _problems(picture: Picture, wording: Wording) -> Blocks:
    board = picture.board
    listed = furthest_behind(board)
    silent = lit(board.lines, [Lamp.GREY])
    if not listed and silent:
        return _paragraph(wording.runs("problems.none_known", silent=tally(silent)))
    if not listed:
        return _paragraph(wording.runs("problems.none"))
    behind = counts(board.lines)["behind"]
    blocks = _paragraph(wording.runs("problems.opening", behind=behind, listed=counts(listed)["total"]))
    for number, line in enumerate(listed, 1):
        title, said = problem(board, line, wording)
        blocks += [Heading(3, heading_text(3, number, title))] if title else []
        blocks += _paragraph(said)
    return blocks


def _next(picture: Picture, wording: Wording) -> Blocks:
    listed = furthest_behind(picture.board)
    if not listed:
        return []
    said = next_steps(listed, wording)
    return [block for runs in said for block in _paragraph(runs)] if said else _paragraph(wording.runs("next.none"))
