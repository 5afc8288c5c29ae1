"""Whether a database is whole."""

from db.address import Location
from db.integrity import problems
from db.steps import Doing, Steps, Told, untold
from db.store import open_store
from resources.texts import Sentence


def check(database: Location, told: Told = untold) -> list[Sentence]:
    """What is wrong with file, schema, rows, history or totals, a sentence each; empty where nothing is."""
    store = open_store(database, told)
    try:
        return problems(store, Steps(Doing.EXAMINING, told))
    finally:
        store.close()
