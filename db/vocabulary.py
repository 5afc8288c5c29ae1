"""The fixed words of the product, as they are stored, sent and translated."""

from enum import StrEnum


class Measure(StrEnum):
    """How a target is counted."""

    QUANTITY = "quantity"
    RATE = "rate"
    RANK = "rank"
    MILESTONE = "milestone"
    QUALITATIVE = "qualitative"

    @property
    def has_figure(self) -> bool:
        """Whether a report of such a target gives a number."""
        return self is not Measure.MILESTONE and self is not Measure.QUALITATIVE


class Comparator(StrEnum):
    """Which side of the target's figure is good."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


class Accumulation(StrEnum):
    """Whether amounts add up over the year or the newest figure is the figure."""

    CUMULATIVE = "cumulative"
    LEVEL = "level"


class ScheduleKind(StrEnum):
    """Where a target's pace comes from: months passed, its own table, or nowhere."""

    EVEN = "even"
    CUSTOM = "custom"
    NONE = "none"


class Consolidation(StrEnum):
    """How the figures of several units become one."""

    LEAD = "lead"
    SUM = "sum"
    MAXIMUM = "maximum"


class Role(StrEnum):
    """What a unit is to a target."""

    LEAD = "lead"
    SUPPORT = "support"


class Status(StrEnum):
    """Where a unit says that a target stands."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CLOSE_OUT = "close_out"

    @property
    def finished(self) -> bool:
        """Whether the unit calls the target reached."""
        return self is Status.DONE or self is Status.CLOSE_OUT


class Lamp(StrEnum):
    """How a target is doing."""

    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


class Standing(StrEnum):
    """Where a target stands in the totals that leaders know."""

    BEHIND = "behind"
    ON_PACE = "on_pace"
    AHEAD = "ahead"
    DONE = "done"
    UNREPORTED = "unreported"


class Basis(StrEnum):
    """What a lamp policy measures: points behind pace, the share of pace that is missing, or the figure's own sign."""

    POINTS_BEHIND = "points_behind"
    SHARE_BEHIND = "share_behind"
    GROWTH = "growth"


class Severity(StrEnum):
    """How much a finding weighs: an error blocks, a query wants a sentence, a hint only speaks."""

    ERROR = "error"
    QUERY = "query"
    HINT = "hint"


class Verdict(StrEnum):
    """What an officer decides of a report; `reopened` takes an acceptance back."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    REOPENED = "reopened"


class PeriodState(StrEnum):
    """Whether a period takes reports."""

    OPEN = "open"
    CLOSED = "closed"


class ReportState(StrEnum):
    """Whether a report can still change: only a draft can."""

    DRAFT = "draft"
    EXPORTED = "exported"
    RECEIVED = "received"


class Kind(StrEnum):
    """What a workbook carries."""

    ASSIGNMENT = "assignment"
    REPORT = "report"
    REVIEW = "review"
    RECEIPT = "receipt"
    SUMMARY = "summary"


class FileState(StrEnum):
    """What became of a file that was received."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    HELD = "held"
    REJECTED = "rejected"


class Side(StrEnum):
    """Whose value a conflict is settled with."""

    ISSUED = "issued"
    OURS = "ours"
    THEIRS = "theirs"


class EditedPolicy(StrEnum):
    """What becomes of a form that was changed where it should not have been, or after its export."""

    MARK = "mark"
    HOLD = "hold"
    REFUSE = "refuse"


class SealMethod(StrEnum):
    """The digest by which a seal is made."""

    SHA256 = "sha256"
    SM3 = "sm3"


class Direction(StrEnum):
    """Which way a workbook went."""

    IN = "in"
    OUT = "out"


class ExchangeState(StrEnum):
    """What became of a workbook that came in or went out."""

    TAKEN = "taken"
    UNDONE = "undone"
    HELD = "held"
    REJECTED = "rejected"
    SENT = "sent"


class Origin(StrEnum):
    """Through which door a change came."""

    WINDOW = "window"
    COMMAND = "command"
    WORKBOOK = "workbook"
    UNDO = "undo"
    PRACTICE = "practice"


class BackupReason(StrEnum):
    """Why a backup was made."""

    DAILY = "daily"
    BY_HAND = "by_hand"
    BEFORE_IMPORT = "before_import"
    BEFORE_UNDO = "before_undo"
    BEFORE_RESTORE = "before_restore"
    BEFORE_UPGRADE = "before_upgrade"
