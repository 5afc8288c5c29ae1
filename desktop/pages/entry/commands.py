"""What the entry page's navigation answers of the window's actions."""

from functools import partial

from db.vocabulary import Severity
from desktop.pages.actions import Actions, Answers
from desktop.pages.entry.navigation import Navigation


def finding_answers(actions: Actions, to: Navigation) -> Answers:
    """The ways from one thing that is to be done to the next."""
    return {
        actions.next_blank: to.to_blank,
        actions.next_error: partial(to.to_finding, Severity.ERROR),
        actions.next_finding: to.to_finding,
        actions.previous_finding: partial(to.to_finding, None, -1),
        actions.switch: to.switch,
    }
