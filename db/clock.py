"""What this computer's clock says. It may jump by years: what stands is told by numbers (db.numbers), never by it."""

from datetime import UTC, datetime


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)
