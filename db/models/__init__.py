"""Every table of the database."""

from db.models.base import Base
from db.models.plan import (
    Area,
    Assignment,
    Initials,
    LampPolicy,
    LampThreshold,
    Node,
    Period,
    Plan,
    Schedule,
    Target,
    Unit,
)
from db.models.record import Batch, BatchChange, Change, Dispatch, RefusedFile, Seat
from db.models.report import Entry, Finding, NodeEntry, Report, Review

__all__ = [
    "Area",
    "Assignment",
    "Base",
    "Batch",
    "BatchChange",
    "Change",
    "Dispatch",
    "Entry",
    "Finding",
    "Initials",
    "LampPolicy",
    "LampThreshold",
    "Node",
    "NodeEntry",
    "Period",
    "Plan",
    "RefusedFile",
    "Report",
    "Review",
    "Schedule",
    "Seat",
    "Target",
    "Unit",
]
