"""What the board says of a target, in a row and in a sentence or two."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from db.board import BoardLine, Voice
from db.figures import shown
from db.progress import ratio_text
from db.vocabulary import Role
from desktop.pages.board_picture import WORST_FIRST
from desktop.widgets.lamp import lamp_width, lamp_word
from desktop.widgets.rows import Bar, Column, in_order, rank
from desktop.widgets.words import speak, word

translate: Final = QCoreApplication.translate
_WORST: Final = {lamp: place for place, lamp in enumerate(WORST_FIRST)}
# The column of the sentence, which only a wide window has room for.
BECAUSE = 7
# The unit that leads, which the heat map and the line below the list tell as well.
LEAD = 2


def _figure(line: BoardLine, figure: int | None) -> str:
    return "" if figure is None else shown(figure, line.target.decimals)


def _asked(line: BoardLine) -> str:
    goal = line.target.goal
    return "" if goal.target is None else f"{_figure(line, goal.target)} {goal.unit}".replace(" %", "%").rstrip()


def _percent(line: BoardLine) -> str:
    reached = line.judgement.completion
    return "" if reached is None else f"{ratio_text(reached, 0)}%"


def _bar(line: BoardLine) -> Bar | None:
    judged = line.judgement
    if judged.completion is None:
        return None
    return Bar(float(judged.completion), None if judged.pace is None else float(judged.pace), judged.lamp)


def _lead(line: BoardLine) -> str:
    return line.lead.unit if line.lead else ""


def target_columns() -> Sequence[Column[BoardLine]]:
    """A target of the board."""
    return (
        Column(translate("BoardColumns", "Code"), lambda line: line.target.code, 52, soft=True),
        Column(translate("BoardColumns", "Target"), lambda line: line.target.title, 200),
        Column(translate("BoardColumns", "Lead"), _lead, 120, soft=True),
        Column(
            translate("BoardColumns", "Year's target"),
            _asked,
            100,
            right=True,
            soft=True,
            sort=lambda line: line.target.goal.target or 0,
        ),
        Column(
            translate("BoardColumns", "So far"),
            lambda line: _figure(line, line.figure.value),
            80,
            right=True,
            sort=lambda line: in_order(line.figure.value),
        ),
        Column(
            translate("BoardColumns", "Completion"),
            _percent,
            130,
            bar=_bar,
            sort=lambda line: rank(line.judgement.completion),
        ),
        Column(
            translate("BoardColumns", "Lamp"),
            lambda line: lamp_word(line.judgement.lamp),
            lamp_width(),
            mark=lambda line: line.judgement.lamp,
            sort=lambda line: _WORST[line.judgement.lamp],
        ),
        Column(
            translate("BoardColumns", "Because"),
            lambda line: speak(line.judgement.because),
            360,
            soft=True,
            # It is put into words when somebody asks, and says why the lamp is what it is.
            sort=lambda line: (_WORST[line.judgement.lamp], rank(line.judgement.completion)),
        ),
    )


def voices_text(line: BoardLine) -> str:
    """What each unit says of a target, and the rule by which that became one figure.

    A unit that only supports need say nothing where the lead's figure is the figure.
    """
    asked = [one for one in line.voices if one.reported or one.role is Role.LEAD or one.unit in line.figure.missing]
    said = " · ".join(_voice_text(line, voice) for voice in asked)
    return f"{said}\n{speak(line.figure.rule)}" if line.target.goal.measure.has_figure else said


def _voice_text(line: BoardLine, voice: Voice) -> str:
    answer = voice.answer
    status = word("status", answer.status or "")
    saying = _figure(line, answer.value) or status if voice.reported else word("lamp", "grey")
    return translate("BoardColumns", "{unit} ({role}): {saying}").format(
        unit=voice.unit, role=word("role", voice.role), saying=saying
    )
