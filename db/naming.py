"""What a row of a database is called, by whatever of it can still be read."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from sqlcipher3 import dbapi2 as sqlite3

from db.condition import HarmedRow


class Names:
    """Knows the rows of a database by the words of people; it is read through a connection of the library's own."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._targets = {key: f"{code} {title}" for key, code, title in self._rows("targets", "key", "code", "title")}
        self._units = dict(self._rows("units", "key", "name"))
        self._nodes = {key: (target, title) for key, target, title in self._rows("nodes", "key", "target_key", "title")}
        self._reports = {key: (unit, code) for key, unit, code in self._rows("reports", "key", "unit_key", "period")}

    def subject(self, harmed: HarmedRow) -> str:
        """The target, the unit and the period that a row is of; its number where nothing of it tells."""
        row = harmed.row
        if row is None and harmed.table_name == "entries":
            row = {"report_key": self._report_beside(harmed.row_id)}
        return self.of(harmed.table_name, row or {}) or f"#{harmed.row_id}"

    def of(self, table: str, row: Mapping[str, Any]) -> str:
        """What these values are of; empty where nothing tells."""
        node = row.get("node_key") or (row.get("key") if table == "nodes" else None)
        target, node_title = self._nodes.get(node or "", ("", ""))
        target = row.get("target_key") or (row.get("key") if table == "targets" else None) or target
        report = row.get("report_key") or (row.get("key") if table == "reports" else None)
        unit, period = self._reports.get(report or "", (row.get("unit_key"), row.get("period") or ""))
        own = [str(row[name]) for name in ("file_name", "name", "title") if row.get(name)]
        told = [self._targets.get(target or "", ""), node_title, self._units.get(unit or "", ""), period]
        # What is of no target has a name of its own.
        told += [] if told[0] else own[:1]
        said = " · ".join(dict.fromkeys(one for one in told if one))
        # Damage may have left halves of characters.
        return said.encode("utf-8", "replace").decode()

    def _report_beside(self, row_id: int) -> str | None:
        """The report of the entry that stands next to a missing one: those of a report stand together."""
        for order in ("rowid < ? ORDER BY rowid DESC", "rowid > ? ORDER BY rowid"):
            query = f"SELECT report_key FROM entries NOT INDEXED WHERE {order} LIMIT 1"
            for (report,) in self._read(query, (row_id,)):
                if report in self._reports:
                    return str(report)
        return None

    def _rows(self, table: str, *fields: str) -> Iterator[Any]:
        return self._read(f"SELECT {', '.join(fields)} FROM {table}", ())

    def _read(self, query: str, values: tuple[Any, ...]) -> Iterator[Any]:
        """What can be read of an answer: a page that cannot be is not where a name is looked for."""
        with suppress(sqlite3.DatabaseError):
            yield from self._raw.execute(query, values)
