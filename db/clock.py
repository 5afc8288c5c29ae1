"""What this computer's clock says. It may jump by years: what stands is told by numbers (db.numbers), never by it."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)
