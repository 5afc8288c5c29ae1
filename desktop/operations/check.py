"""Whether the open database is whole."""

from db.integrity import problems
from desktop.desk import Desk
from resources.texts import Sentence


def check(desk: Desk) -> list[Sentence]:
    """What is wrong with file, schema, history or totals, a sentence each; empty where nothing is."""
    return problems(desk.store)
