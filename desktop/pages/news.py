"""What others write at the same server, told to the pages as if it had been done here."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from db.server.engine import ANY_TABLE
from db.server.news import News
from db.server.store import ServerStore
from desktop.desk import Desk
from desktop.pages.runner import Runner, Topic

# Milliseconds for which others' work is gathered.
_SOON: Final = 300
# What is said of a table that changed; of any other that the plan did, which every page looks at.
_TOPICS: Final[Mapping[str, frozenset[Topic]]] = {
    "reports": frozenset({Topic.REPORTS, Topic.ENTRIES}),
    "entries": frozenset({Topic.REPORTS, Topic.ENTRIES}),
    "node_entries": frozenset({Topic.REPORTS, Topic.ENTRIES}),
    "evidence_files": frozenset({Topic.REPORTS, Topic.ENTRIES}),
    "findings": frozenset({Topic.REPORTS}),
    "reviews": frozenset({Topic.REPORTS}),
    "decisions": frozenset({Topic.REPORTS}),
    "reopenings": frozenset({Topic.PLAN, Topic.REPORTS}),
    "batches": frozenset({Topic.EXCHANGES}),
    "batch_changes": frozenset({Topic.EXCHANGES}),
    "resolutions": frozenset({Topic.EXCHANGES}),
    "dispatches": frozenset({Topic.EXCHANGES}),
    "refused_files": frozenset({Topic.EXCHANGES}),
    "unfinished_texts": frozenset(),
    "history": frozenset(),
    "ledger": frozenset(),
    ANY_TABLE: frozenset(Topic),
}


class OthersWork(QObject):
    """Hears of what others write at the server of a desk, until it is stopped."""

    _heard = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._topics: frozenset[Topic] = frozenset()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._tell)
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)
        store = desk.store
        self._news = News(store, self._heard.emit) if isinstance(store, ServerStore) else None

    def stop(self) -> None:
        """Hear no more."""
        if self._news is not None:
            self._soon.stop()
            self._news.close()
            self._news = None

    def _on_heard(self, tables: frozenset[str]) -> None:
        self._topics = self._topics.union(*(_TOPICS.get(name, frozenset({Topic.PLAN})) for name in tables))
        if self._topics and self._news is not None and not self._soon.isActive():
            self._soon.start()

    def _tell(self) -> None:
        """Where many write, once for all of it; and not before what was asked for the last time is there."""
        if self._runner.busy:
            self._soon.start()
            return
        topics, self._topics = self._topics, frozenset()
        self._runner.changed.emit(topics)
