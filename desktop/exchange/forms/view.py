"""The rows of the plan that travel to a unit, as they must be before a database takes them."""

from collections.abc import Mapping, Sequence

from db.errors import Refusal
from db.figures import DECIMALS
from db.periods import Period
from db.rows import Row, RowError, from_plain
from db.travelling import TRAVELLING
from desktop.exchange.forms.document import Document
from desktop.exchange.opening.guard import Unsafe


def plan_rows(document: Document) -> dict[str, list[Row]]:
    """The plan's rows out of a document; Unsafe where they are not what a plan can be made of."""
    try:
        rows = {name: [from_plain(name, row) for row in document.view.get(name, ())] for name in TRAVELLING}
        of_one = _of_one_plan(rows, document.plan_key, document.unit_key) and _of_one_year(rows)
        sound = of_one and _can_be_shown(rows)
    except (RowError, Refusal, AttributeError, TypeError) as error:
        raise Unsafe("damaged") from error
    if not sound:
        raise Unsafe("damaged")
    return rows


def _of_one_plan(rows: Mapping[str, Sequence[Row]], plan_key: str, unit_key: str) -> bool:
    """Nothing but the one plan, which is another unit's, and in it something for this unit to do."""
    owners = [(plan["key"], plan["owner_key"] != unit_key) for plan in rows["plans"]]
    owned = {row["plan_key"] for name in ("periods", "areas", "targets") for row in rows[name]}
    given = {row["target_key"] for row in rows["assignments"] if row["unit_key"] == unit_key}
    return owners == [(plan_key, True)] and owned == {plan_key} and given >= {row["key"] for row in rows["targets"]}


def _can_be_shown(rows: Mapping[str, Sequence[Row]]) -> bool:
    """Every lamp can be told, and every figure has decimals that it can have; no plan is empty."""
    told = {row["policy_key"] for row in rows["lamp_thresholds"]}
    return (
        bool(rows["targets"])
        and told == {row["key"] for row in rows["lamp_policies"]}
        and all(0 <= target["decimals"] <= DECIMALS for target in rows["targets"])
    )


def _of_one_year(rows: Mapping[str, Sequence[Row]]) -> bool:
    """Every period of the plan's year; a later reading stumbles over any other."""
    codes = [row["code"] for row in rows["periods"]] + [row["period"] for row in rows["schedules"]]
    periods = [Period.parse(code) for code in codes]
    years = {period.year for period in periods} | {plan["year"] for plan in rows["plans"]}
    return len(years) == 1 and [period.code for period in periods] == codes
