"""Figures that a form seems to give in another unit: a person says which was meant before they are taken."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from db.earlier import Earlier
from db.figures import shown
from db.plans import TargetLine
from db.slips import as_fraction, in_other_scale
from desktop.exchange.forms.read_out import ReadForm
from desktop.exchange.forms.repairs import Meaning, Repair, repair


def with_figures_meant(form: ReadForm, targets: Sequence[TargetLine], before: Mapping[str, Earlier]) -> ReadForm:
    """The form with such figures in the unit that was asked for; of what nobody has explained, each is a guess."""
    form = replace(form, answers=dict(form.answers), repairs=list(form.repairs), confirmed=list(form.confirmed))
    for target in targets:
        answer = form.answers.get(target.key)
        if answer is None or answer.value is None or answer.explanation.strip():
            continue
        earlier = before.get(target.key)
        slip = _slip(form, target, answer.value, None if earlier is None else earlier.previous)
        if slip is not None and form.meaning(slip[0]) == Meaning.CONVERTED:
            form.answers[target.key] = answer._replace(value=slip[1])
    return form


def _slip(form: ReadForm, target: TargetLine, value: int, previous: int | None) -> tuple[Repair, int] | None:
    """What is asked of a figure, and what it would be in the unit that was asked for."""
    scaled = in_other_scale(target.goal, value, previous)
    percent = as_fraction(target.goal, value)
    if scaled is not None:
        return _guess("figure_scaled", form, target, value, *scaled), scaled[0]
    if percent is not None:
        return _guess("figure_fraction", form, target, value, percent, ""), percent
    return None


def _guess(problem: str, form: ReadForm, target: TargetLine, value: int, meant: int, other: str) -> Repair:
    cell, _ = form.cells[target.key, "value"]
    guess = repair(
        problem,
        f"{target.code} {shown(value)}",
        (form.sheet, cell),
        (Meaning.CONVERTED, Meaning.AS_WRITTEN),
        confidence=90,
        code=target.code,
        title=target.title,
        value=shown(value),
        unit=target.goal.unit,
        meant=shown(meant),
        other=other,
    )
    return replace(guess, finding=guess.finding._replace(field="value", target_key=target.key))
