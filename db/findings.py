"""What the checks said of reports when they were exported or received, as it is kept."""

import json
from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import Connection, select

from db.checks import Finding
from db.inserting import Lines
from db.models import Base, Findings
from db.rows import Row
from db.vocabulary import Severity

_FINDINGS: Final = Base.metadata.tables[Findings.__tablename__]
_COLUMNS: Final = tuple(_FINDINGS.columns.keys())
# Each finding as the list of its fields, and its message as a code with its values: it can be said in any language.
_TOLD: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


def findings_lines(head: Row, found: Sequence[Finding]) -> Lines:
    """What was found in the report with this row, as a row of its own; none where nothing was."""
    if not found:
        return Lines(_COLUMNS, ())
    asking = sum(finding.severity is Severity.QUERY for finding in found)
    return Lines(_COLUMNS, [(head["key"], asking, _TOLD.encode(found), head["slot"])])


def queries(connection: Connection, reports: Collection[str]) -> dict[str, int]:
    """How many findings of each of these reports wanted an explanation."""
    there = select(_FINDINGS.c.report_key, _FINDINGS.c.queries).where(_FINDINGS.c.report_key.in_(reports))
    found = {row.report_key: row.queries for row in connection.execute(there)}
    return {report: found.get(report, 0) for report in reports}
