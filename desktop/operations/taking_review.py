"""Taking a returned report at the unit: the comments, and a draft in which they are answered."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, select

from db.batches import Journal
from db.checks import Answer
from db.models import Base
from db.periods import Period
from db.plans import PlanView
from db.reports import answers, newest, node_answers, revision_of
from db.reviews import review_row
from db.vocabulary import FileState
from desktop.desk import Desk
from desktop.exchange.forms.document import Document
from desktop.operations.opened import Opened, Outcome, batch_row, held
from desktop.operations.reading import form_for
from desktop.operations.recognising import remember
from desktop.operations.settling import record_settled
from desktop.operations.taking_assignment import merged_with, write_draft
from desktop.operations.taking_signature import doubted, take_over

_REVIEWS: Final = Base.metadata.tables["reviews"]


def take_review(desk: Desk, connection: Connection, plan: PlanView, opened: Opened, document: Document) -> Outcome:
    """Keep the comments, and open the next draft with what was sent and what the workbook says of it."""
    if document.period in plan.closed:
        return held("closed_period", period=Period.parse(document.period).title)
    doubt = doubted(connection, document, opened.settled)
    if doubt is not None:
        return doubt
    meant = revision_of(connection, plan.key, desk.unit_key, document.period, document.revision)
    if meant is None or meant.seal != document.seal:
        return held("not_our_report", revision=document.revision)
    sealed = newest(connection, plan.key, document.period, [desk.unit_key])[desk.unit_key]
    if sealed.revision > document.revision:
        return held("older_revision", revision=document.revision, newest=sealed.revision)
    told_before = [remark.key for remark in document.reviews]
    known = set(connection.scalars(select(_REVIEWS.c.key).where(_REVIEWS.c.key.in_(told_before))))
    fresh = [remark for remark in document.reviews if remark.key not in known]
    form = form_for(connection, plan, document.unit_key, opened)
    journal = Journal(connection, desk.author)
    journal.put("reviews", [review_row(meant, remark) for remark in fresh])
    last = newest(connection, plan.key, document.period, [desk.unit_key], drafts=True)[desk.unit_key]
    ours = answers(connection, [last])[last.key]
    done = node_answers(connection, [last])[last.key]
    told, nodes = merged_with(form, document, ours, done, opened.settled.conflicts)
    told = _asked_anew(told, document, {remark.target_key for remark in fresh})
    if not fresh and last.is_draft and told == ours and nodes == done:
        return Outcome(FileState.UNCHANGED, kind=document.kind, revision=document.revision)
    take_over(desk, journal, document, opened.settled)
    write_draft(journal, last, form, told, nodes)
    remember(journal, desk, form)
    batch = batch_row(desk, opened, form, form.seal, document.revision, len(document.reviews))
    journal.close(batch)
    record_settled(desk, journal, str(batch["key"]), opened, form)
    journal.finish()
    return Outcome(
        FileState.TAKEN,
        tuple(form.hints),
        kind=document.kind,
        unit=document.unit,
        period=document.period,
        revision=document.revision,
        rows=len(document.reviews),
        batch=batch["key"],
    )


def _asked_anew(told: Mapping[str, Answer], document: Document, targets: set[str]) -> dict[str, Answer]:
    """What answered an older comment answers no new one; what was typed into the workbook does."""
    return {
        key: answer._replace(reply="")
        if key in targets and key in document.issued and answer.reply == document.issued[key].reply
        else answer
        for key, answer in told.items()
    }
