"""What headquarters says of a report, as it is sent back with it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment on one field of what a unit said of a target."""

    key: str
    target_key: str
    field: str
    comment: str
    who: str
    at: datetime
