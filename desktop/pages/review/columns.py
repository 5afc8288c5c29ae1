"""What the review page says of a unit's report, and of one target in it."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from db.figures import shown
from db.vocabulary import Lamp, Severity, Verdict
from desktop.operations.reviewing import ReviewRow, UnitReport
from desktop.widgets.lamp import lamp_width, lamp_word, marked_width
from desktop.widgets.rows import Column
from desktop.widgets.words import speak, word

translate: Final = QCoreApplication.translate
VERDICT_MARK: Final = {Verdict.ACCEPTED: Lamp.GREEN, Verdict.RETURNED: Lamp.YELLOW}
_WEIGHT_MARK: Final = {Severity.ERROR: Lamp.RED, Severity.QUERY: Lamp.YELLOW}
# The target's title takes what is left.
TITLE: Final = 1


def state_words(one: UnitReport) -> str:
    """Where a report stands, in a word."""
    if one.report is None:
        return _unreported()
    return word("verdict", one.verdict) if one.verdict else _unreviewed()


def _unreported() -> str:
    return translate("ReviewColumns", "Not reported")


def _unreviewed() -> str:
    return translate("ReviewColumns", "To review")


def unit_columns() -> Sequence[Column[UnitReport]]:
    """A unit's newest report."""
    return (
        Column(translate("ReviewColumns", "Unit"), lambda one: one.unit, 120),
        Column(
            translate("ReviewColumns", "State"),
            state_words,
            marked_width(_unreported(), _unreviewed(), *(word("verdict", one) for one in VERDICT_MARK)),
            mark=lambda one: Lamp.GREY if one.report is None or one.verdict is None else VERDICT_MARK[one.verdict],
        ),
        Column(
            translate("ReviewColumns", "Queries"),
            lambda one: str(one.queries or ""),
            56,
            right=True,
            sort=lambda one: one.queries,
        ),
    )


def row_columns() -> Sequence[Column[ReviewRow]]:
    """One target of a report."""
    return (
        Column(translate("ReviewColumns", "Code"), lambda one: one.target.code, 52, soft=True),
        Column(translate("ReviewColumns", "Target"), lambda one: one.target.title, 180),
        _figure(translate("ReviewColumns", "Before"), lambda one: one.previous),
        _figure(translate("ReviewColumns", "Reported"), lambda one: one.answer.value),
        _figure(translate("ReviewColumns", "Verified"), lambda one: one.verified.value if one.verified else None),
        Column(
            translate("ReviewColumns", "Lamp"),
            lambda one: lamp_word(one.judgement.lamp),
            lamp_width(),
            mark=lambda one: one.judgement.lamp,
        ),
        Column(
            translate("ReviewColumns", "To look at"), _why, 84, mark=_mark, sort=lambda one: -one.weight, grows=True
        ),
    )


def _figure(title: str, figure: Callable[[ReviewRow], int | None]) -> Column[ReviewRow]:
    def text(one: ReviewRow) -> str:
        value = figure(one)
        return "" if value is None else shown(value, one.target.decimals)

    return Column(title, text, 68, right=True)


def _why(one: ReviewRow) -> str:
    """Why an officer should look at it: what the checks say, else that it was changed."""
    told = [translate("ReviewColumns", "returned")] if one.decided and one.decided.verdict is Verdict.RETURNED else []
    told += [word("severity", finding.severity) for finding in one.findings[:1]]
    told += [translate("ReviewColumns", "{count} changed").format(count=len(one.moved))] if one.moved else []
    told += [translate("ReviewColumns", "comments: {count}").format(count=len(one.remarks))] if one.remarks else []
    return " · ".join(told)


def _mark(one: ReviewRow) -> Lamp | None:
    return _WEIGHT_MARK.get(one.findings[0].severity) if one.findings else None


def told(row: ReviewRow) -> list[tuple[str, str]]:
    """All that is known of a row, as headings with their texts; those without a text are left out."""
    answer = row.answer
    lines = [(translate("ReviewColumns", "Lamp"), speak(row.judgement.because))]
    lines += [(word("severity", one.severity), speak(one.message)) for one in row.findings]
    lines += [
        (
            translate("ReviewColumns", "Changed: {field}").format(field=word("field", one.field)),
            f"{one.before or '—'} → {one.after or '—'}",
        )
        for one in row.moved
    ]
    lines += [
        (word("field", name), getattr(answer, name))
        for name in ("narrative", "problems", "next_steps", "explanation", "evidence")
    ]
    lines += [
        (f"{word('field', 'comment')} · {word('field', one.field)}", f"{one.comment}（{one.who}）")
        for one in row.remarks
    ]
    lines.append((word("field", "reply"), answer.reply))
    if row.verified is not None:
        settled = f"{shown(row.verified.value, row.target.decimals)}　{row.verified.reason}（{row.verified.who}）"
        lines.append((word("field", "verified"), settled))
    return [(title, text) for title, text in lines if text]
