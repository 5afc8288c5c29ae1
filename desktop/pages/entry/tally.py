"""What stands above a sheet of entries in figures, kept as rows change: they may be a hundred thousand."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from db.vocabulary import Severity
from desktop.operations.entry import EntryRow


@dataclass(slots=True)
class Tally:
    """How many rows there are, how many are filled, returned, and returned without an answer; findings by weight."""

    total: int = 0
    filled: int = 0
    returned: int = 0
    unanswered: int = 0
    said: Counter[Severity] = field(default_factory=Counter)

    def count(self, rows: Iterable[EntryRow], by: int = 1) -> None:
        """Count rows in, or out again (-1)."""
        for row in rows:
            self.total += by
            self.filled += by * row.answer.given
            if row.comments:
                self.returned += by
                self.unanswered += by * (not row.answer.reply.strip())
            for one in row.findings:
                self.said[one.severity] += by
