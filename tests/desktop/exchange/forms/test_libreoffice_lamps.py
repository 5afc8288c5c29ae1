"""A real spreadsheet program works out completion and lamps as the program does, for figures around every edge."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.checks import Answer
from db.figures import SCALE
from db.lamps import judge
from db.periods import Period
from db.plans import TargetLine
from db.progress import Goal, cumulative
from db.vocabulary import Kind, ScheduleKind, Status
from desktop.exchange.forms.form import Form, FormRow
from desktop.exchange.forms.write_form import FIRST_ROW, write_form
from desktop.exchange.layout import FORM_COLUMNS, column_index, lamp_text
from desktop.exchange.opening.sheets import read_sheets

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]
# Thousandths of the target: paces, thresholds of the shipped policies, and what lies beyond.
SHARES = (-500, 0, 50, 125, 150, 240, 250, 291, 333, 350, 483, 500, 583, 700, 900, 999, 1000, 1050, 1071, 1100, 2000)
# What is added to it is a sum that a binary number cannot write.
PREVIOUS = 2_700_000


def figures(target: int) -> Iterator[int]:
    """Figures at every edge, one grain to both sides of it, and one on either side of the target."""
    for share in SHARES:
        at = target * share // 1000
        yield from (at - 1, at, at + 1)
    yield from (target - SCALE // 2, target + SCALE // 2, target - 1 - SCALE // 2, target + 1 + SCALE // 2)


def answers(goal: Goal) -> Iterator[Answer]:
    if goal.target is None:
        yield from (Answer(status=status) for status in (None, *Status))
        return
    yield from (Answer(), Answer(status=Status.DONE))
    for figure in figures(goal.target):
        yield Answer(value=figure)
        yield Answer(value=figure, status=Status.DONE)
        if goal.adds_up:
            yield Answer(increment=figure - PREVIOUS)


def rows_of(targets: tuple[TargetLine, ...], sample: FormRow, period: Period) -> Iterator[FormRow]:
    for target in targets:
        for scale in (1, 3):
            goal = target.goal
            if goal.target is not None:
                # A third of a target is what a binary number cannot write.
                goal = replace(goal, target=goal.target // scale, schedule=schedule(goal, scale))
            line = replace(target, goal=goal)
            previous = PREVIOUS if goal.measure.has_figure else None
            for answer in answers(goal):
                value = cumulative(previous, answer.increment, answer.value) if goal.adds_up else answer.value
                judged = judge(goal, target.policy, period, value, answer.status)
                yield replace(sample, target=line, previous=previous, answer=answer, judgement=judged)


def schedule(goal: Goal, scale: int) -> ScheduleKind:
    """Also a paced target that only has to stay below something, and one without any pace that adds up."""
    if scale == 1:
        return goal.schedule
    return ScheduleKind.NONE if goal.schedule is ScheduleKind.EVEN else ScheduleKind.EVEN


def numbered(rows: Iterator[FormRow]) -> tuple[FormRow, ...]:
    return tuple(
        replace(row, target=replace(row.target, key=f"k{number}", code=f"T{number}")) for number, row in enumerate(rows)
    )


def worked_out(form: Form, folder: Path, profile: Path) -> Any:
    """The first sheet after LibreOffice worked out every formula by itself."""
    write_form(form, folder / "表.xlsx")
    with zipfile.ZipFile(folder / "表.xlsx") as package, zipfile.ZipFile(folder / "空.xlsx", "w") as stripped:
        for name in package.namelist():
            stripped.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", package.read(name)))
    command = [str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "xlsx", "--outdir", str(folder / "算"), str(folder / "空.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    sheets = read_sheets((folder / "算" / "空.xlsx").read_bytes())
    return next(sheet for sheet in sheets if sheet.name == "填报")


def test_its_completion_and_lamps_are_ours_around_every_edge(
    desk: Any, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # Seven months of twelve: a pace that a binary number cannot write either.
    base, period = desk.form({}, {}, Kind.ASSIGNMENT), Period.parse("2024-07")
    rows = numbered(rows_of(tuple(row.target for row in base.rows[:-1]), base.rows[0], period))
    sheet = worked_out(replace(base, rows=rows, period=period), tmp_path, tmp_path_factory.mktemp("office"))
    completion, lamp = column_index(FORM_COLUMNS, "completion"), column_index(FORM_COLUMNS, "lamp")
    wrong = []
    for number, row in enumerate(rows, FIRST_ROW):
        judged = row.judgement
        shown = "" if judged.completion is None else pytest.approx(float(judged.completion), abs=1e-12)
        if (sheet.at(number, lamp), sheet.at(number, completion)) != (lamp_text(judged.lamp), shown):
            goal, seen = row.target.goal, (sheet.at(number, lamp), sheet.at(number, completion))
            wrong.append((goal, row.target.policy.name, row.answer.value, row.answer.increment, seen, judged))
    assert len(rows) > 3000
    assert not wrong, (len(wrong), wrong[:5])
