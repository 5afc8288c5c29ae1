"""What the inbox says of a file that was looked at, and of a field that it changes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from db.comparing import Moved
from db.vocabulary import Severity
from desktop.operations.inbox import Incoming
from desktop.pages.exchange.columns import STATE_MARK, period_words
from desktop.widgets.rows import Column
from desktop.widgets.words import word

translate: Final = QCoreApplication.translate
# The file's own name takes what is left.
FILE: Final = 11
_STATUS: Final = "status"


def incoming_columns() -> Sequence[Column[Incoming]]:
    """A file that was looked at."""
    return (
        Column(
            translate("InboxColumns", "State"),
            lambda one: translate("InboxPage", "Clean") if one.clean else word("file_state", one.result.state),
            92,
            mark=lambda one: STATE_MARK[one.result.state],
        ),
        Column(translate("InboxColumns", "Unit"), lambda one: one.result.unit, 128),
        Column(
            translate("InboxColumns", "Period"),
            lambda one: period_words(one.result.period),
            104,
            sort=lambda one: one.result.period,
        ),
        _number(translate("InboxColumns", "No."), lambda one: one.result.revision),
        _number(translate("InboxColumns", "Rows"), lambda one: one.result.rows),
        _number(translate("InboxColumns", "Errors"), lambda one: one.found[Severity.ERROR]),
        _number(translate("InboxColumns", "Queries"), lambda one: one.found[Severity.QUERY]),
        _number(translate("InboxColumns", "Repairs"), lambda one: len(one.result.repairs)),
        _number(translate("InboxColumns", "Conflicts"), lambda one: len(one.result.conflicts)),
        _number(translate("InboxColumns", "Marks"), lambda one: one.marks),
        _number(translate("InboxColumns", "Changed"), lambda one: len(one.moved)),
        Column(translate("InboxColumns", "File"), lambda one: one.result.name, 160, soft=True),
    )


def _number(title: str, count: Callable[[Incoming], int]) -> Column[Incoming]:
    return Column(title, lambda one: str(count(one) or ""), 52, right=True, sort=count)


def moved_columns(names: Mapping[str, str]) -> Sequence[Column[Moved]]:
    """A field that a report changes; `names` says what targets are called, by key."""
    return (
        Column(translate("InboxColumns", "Target"), lambda one: names.get(one.target_key, ""), 200),
        Column(translate("InboxColumns", "Field"), lambda one: word("field", one.field), 84, soft=True),
        Column(translate("InboxColumns", "Last report"), lambda one: _said(one, one.before), 140, soft=True),
        Column(translate("InboxColumns", "This report"), lambda one: _said(one, one.after), 140),
    )


def _said(one: Moved, text: str) -> str:
    return word(_STATUS, text) if one.field == _STATUS else text
