"""The pages of a seat: how each is named and made, and whom it tells what is asked for on it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from desktop.pages.page import Page

if TYPE_CHECKING:
    from desktop.pages.seat import Seat


class Place(NamedTuple):
    """A page as the rail and the menu name it, how it is made, and the name of its help."""

    name: str
    words: str
    make: Callable[["Seat"], Page]


def roster_of(seat: "Seat") -> list[Place]:
    """The pages, in the order of the rail."""
    translate = QCoreApplication.translate
    own = (
        [
            Place("board", translate("Seat", "Board"), _make_board),
            Place("inbox", translate("Seat", "Inbox"), _make_inbox),
            Place("review", translate("Seat", "Review"), _make_review),
            Place("consolidation", translate("Seat", "Consolidation"), _make_consolidation),
            Place("catalogue", translate("Seat", "Targets"), _make_catalogue),
            Place("assigning", translate("Seat", "Assignment"), _make_assigning),
            Place("periods", translate("Seat", "Periods"), _make_periods),
            Place("units", translate("Seat", "Units"), _make_units),
        ]
        if seat.desk.is_headquarters
        else [
            Place("home", translate("Seat", "Home"), _make_home),
            Place("entry", translate("Seat", "Entry"), _make_entry),
            Place("targets", translate("Seat", "My targets"), _make_targets),
        ]
    )
    return [
        *own,
        Place("exchange", translate("Seat", "Exchange"), _make_exchange),
        Place("history", translate("Seat", "History"), _make_history),
        Place("settings", translate("Seat", "Settings"), _make_settings),
    ]


def _make_home(seat: "Seat") -> Page:
    from desktop.pages.home.page import HomePage

    page = HomePage(seat.desk, seat.theme, seat.runner, seat)
    page.import_requested.connect(seat.import_files)
    page.export_requested.connect(seat.export)
    page.jump_requested.connect(seat.jump)
    page.target_picked.connect(seat.show_target)
    return page


def _make_history(seat: "Seat") -> Page:
    from desktop.pages.history.page import HistoryPage

    page = HistoryPage(seat.desk, seat.theme, seat.runner, seat.chooser, seat)
    page.target_picked.connect(seat.show_target)
    return page


def _make_settings(seat: "Seat") -> Page:
    from desktop.pages.settings.page import SettingsPage

    page = SettingsPage(seat.settings, seat.chooser, seat)
    page.trust_requested.connect(seat.open_trust)
    page.access_requested.connect(seat.open_access)
    page.backups_requested.connect(seat.open_backups)
    return page


def _make_entry(seat: "Seat") -> Page:
    from desktop.pages.entry.page import EntryPage

    page = EntryPage(seat.desk, seat.theme, seat.runner, seat.settings, seat.chooser, seat)
    page.selection_summary.connect(seat.say_selection)
    page.saved.connect(seat.status.say_saved)
    page.head.deadline.connect(seat.status.deadline.setText)
    page.check_requested.connect(lambda: seat.errands.check_report(page.code))
    page.export_requested.connect(seat.export)
    page.print_requested.connect(lambda: seat.printing.preview(page.code))
    page.pdf_requested.connect(lambda: seat.printing.save_pdf(page.code, seat.errands.folders.export_folder))
    page.import_requested.connect(seat.import_files)
    return page


def _make_targets(seat: "Seat") -> Page:
    from desktop.pages.targets.page import TargetsPage

    page = TargetsPage(seat.desk, seat.theme, seat.runner, seat)
    page.entry_requested.connect(seat.show_target)
    page.import_requested.connect(seat.import_files)
    return page


def _make_board(seat: "Seat") -> Page:
    from desktop.pages.board import BoardPage

    return BoardPage(seat.desk, seat.theme, seat.runner, seat.errands, seat)


def _make_inbox(seat: "Seat") -> Page:
    from desktop.pages.inbox.page import InboxPage

    return InboxPage(seat.desk, seat.theme, seat.runner, seat.errands, seat.chooser, seat)


def _make_review(seat: "Seat") -> Page:
    from desktop.pages.review.page import ReviewPage

    return ReviewPage(seat.desk, seat.theme, seat.runner, seat.errands, seat.chooser, seat)


def _make_consolidation(seat: "Seat") -> Page:
    from desktop.pages.consolidation.page import ConsolidationPage

    return ConsolidationPage(seat.desk, seat.theme, seat.runner, seat.errands, seat)


def _make_catalogue(seat: "Seat") -> Page:
    from desktop.pages.catalogue.page import CataloguePage

    return CataloguePage(seat.desk, seat.theme, seat.work, seat.settings, seat.chooser, seat)


def _make_assigning(seat: "Seat") -> Page:
    from desktop.pages.assigning.page import AssigningPage

    return AssigningPage(seat.desk, seat.theme, seat.runner, seat.settings, seat.chooser, seat)


def _make_periods(seat: "Seat") -> Page:
    from desktop.pages.periods.page import PeriodsPage

    return PeriodsPage(seat.desk, seat.theme, seat.runner, seat.errands, seat.chooser, seat)


def _make_units(seat: "Seat") -> Page:
    from desktop.pages.units.page import UnitsPage

    return UnitsPage(seat.desk, seat.theme, seat.runner, seat.chooser, seat)


def _make_exchange(seat: "Seat") -> Page:
    from desktop.pages.exchange.page import ExchangePage

    return ExchangePage(seat.desk, seat.theme, seat.runner, seat.errands, seat)
