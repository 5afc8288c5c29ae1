"""The pages of a seat: how each is named and made, and whom it tells what is asked for on it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.pages.dialogs import Chooser
from desktop.pages.page import Page
from desktop.pages.runner import Runner
from desktop.pages.status_line import StatusLine
from desktop.pages.work import Work
from desktop.settings import Settings
from desktop.widgets.theme import Theme

if TYPE_CHECKING:
    from desktop.pages.errands import Errands
    from desktop.pages.printing.printing import Printing


@dataclass(frozen=True)
class Host:
    """What a seat gives to the pages on it, and what it does when one of them asks."""

    desk: Desk
    theme: Theme
    runner: Runner
    work: Work
    settings: Settings
    chooser: Chooser
    status: StatusLine
    parent: QWidget
    # Loaded when they are first asked for.
    errands: Callable[[], "Errands"]
    printing: Callable[[], "Printing"]
    receive: Callable[[], None]
    export: Callable[[], None]
    jump: Callable[[str], None]
    show_target: Callable[[str], None]
    open_trust: Callable[[], None]
    open_access: Callable[[], None]
    open_backups: Callable[[], None]
    say_selection: Callable[[str], None]


class Place(NamedTuple):
    """A page as the rail and the menu name it, how it is made, and the name of its help."""

    name: str
    words: str
    make: Callable[[], Page]


def roster_of(host: Host) -> list[Place]:
    """The pages, in the order of the rail."""
    translate = QCoreApplication.translate
    own = (
        [
            Place("board", translate("Seat", "Board"), partial(_make_board, host)),
            Place("inbox", translate("Seat", "Inbox"), partial(_make_inbox, host)),
            Place("review", translate("Seat", "Review"), partial(_make_review, host)),
            Place("consolidation", translate("Seat", "Consolidation"), partial(_make_consolidation, host)),
            Place("catalogue", translate("Seat", "Targets"), partial(_make_catalogue, host)),
            Place("assigning", translate("Seat", "Assignment"), partial(_make_assigning, host)),
            Place("periods", translate("Seat", "Periods"), partial(_make_periods, host)),
            Place("units", translate("Seat", "Units"), partial(_make_units, host)),
        ]
        if host.desk.is_headquarters
        else [
            Place("home", translate("Seat", "Home"), partial(_make_home, host)),
            Place("entry", translate("Seat", "Entry"), partial(_make_entry, host)),
            Place("targets", translate("Seat", "My targets"), partial(_make_targets, host)),
        ]
    )
    return [
        *own,
        Place("exchange", translate("Seat", "Exchange"), partial(_make_exchange, host)),
        Place("history", translate("Seat", "History"), partial(_make_history, host)),
        Place("settings", translate("Seat", "Settings"), partial(_make_settings, host)),
    ]


def _make_home(host: Host) -> Page:
    from desktop.pages.home.page import HomePage

    page = HomePage(host.desk, host.theme, host.runner, host.parent)
    page.import_requested.connect(host.receive)
    page.export_requested.connect(host.export)
    page.jump_requested.connect(host.jump)
    page.target_picked.connect(host.show_target)
    return page


def _make_history(host: Host) -> Page:
    from desktop.pages.history.page import HistoryPage

    page = HistoryPage(host.desk, host.theme, host.runner, host.chooser, host.parent)
    page.target_picked.connect(host.show_target)
    return page


def _make_settings(host: Host) -> Page:
    from desktop.pages.settings.page import SettingsPage

    page = SettingsPage(host.settings, host.chooser, host.parent)
    page.trust_requested.connect(host.open_trust)
    page.access_requested.connect(host.open_access)
    page.backups_requested.connect(host.open_backups)
    return page


def _make_entry(host: Host) -> Page:
    from desktop.pages.entry.page import EntryPage

    page = EntryPage(host.desk, host.theme, host.runner, host.settings, host.chooser, host.parent)
    page.selection_summary.connect(host.say_selection)
    page.saved.connect(host.status.say_saved)
    page.head.deadline.connect(host.status.deadline.setText)
    page.check_requested.connect(lambda: host.errands().check_report(page.code))
    page.export_requested.connect(host.export)
    page.print_requested.connect(lambda: host.printing().preview(page.code))
    page.pdf_requested.connect(lambda: host.printing().save_pdf(page.code, host.errands().folders.export_folder))
    page.import_requested.connect(host.receive)
    return page


def _make_targets(host: Host) -> Page:
    from desktop.pages.targets.page import TargetsPage

    page = TargetsPage(host.desk, host.theme, host.runner, host.parent)
    page.entry_requested.connect(host.show_target)
    page.import_requested.connect(host.receive)
    return page


def _make_board(host: Host) -> Page:
    from desktop.pages.board import BoardPage

    return BoardPage(host.desk, host.theme, host.runner, host.errands(), host.parent)


def _make_inbox(host: Host) -> Page:
    from desktop.pages.inbox.page import InboxPage

    return InboxPage(host.desk, host.theme, host.runner, host.errands(), host.chooser, host.parent)


def _make_review(host: Host) -> Page:
    from desktop.pages.review.page import ReviewPage

    return ReviewPage(host.desk, host.theme, host.runner, host.errands(), host.chooser, host.parent)


def _make_consolidation(host: Host) -> Page:
    from desktop.pages.consolidation.page import ConsolidationPage

    return ConsolidationPage(host.desk, host.theme, host.runner, host.errands(), host.parent)


def _make_catalogue(host: Host) -> Page:
    from desktop.pages.catalogue.page import CataloguePage

    return CataloguePage(host.desk, host.theme, host.work, host.settings, host.chooser, host.parent)


def _make_assigning(host: Host) -> Page:
    from desktop.pages.assigning.page import AssigningPage

    return AssigningPage(host.desk, host.theme, host.runner, host.settings, host.chooser, host.parent)


def _make_periods(host: Host) -> Page:
    from desktop.pages.periods.page import PeriodsPage

    return PeriodsPage(host.desk, host.theme, host.runner, host.errands(), host.chooser, host.parent)


def _make_units(host: Host) -> Page:
    from desktop.pages.units.page import UnitsPage

    return UnitsPage(host.desk, host.theme, host.runner, host.chooser, host.parent)


def _make_exchange(host: Host) -> Page:
    from desktop.pages.exchange.page import ExchangePage

    return ExchangePage(host.desk, host.theme, host.runner, host.errands(), host.parent)
