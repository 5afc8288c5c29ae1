"""Pinyin initials: what a hurried person types to find a target, stored beside it."""

from typing import Final

from sqlalchemy import Connection, and_, delete, insert, select

from db.models import Base

_TARGETS: Final = Base.metadata.tables["targets"]
_INITIALS: Final = Base.metadata.tables["initials"]


def initials_of(text: str) -> str:
    """The first letters of a text's syllables, in lower case; what is not Chinese stands as it is, without blanks."""
    # A dictionary of its own, which takes as long to load as a window to open.
    from pypinyin import Style, lazy_pinyin

    return "".join("".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower().split())


def lacking(connection: Connection) -> dict[str, str]:
    """The titles by target of those that have no initials yet, or that are called otherwise by now."""
    same = and_(_INITIALS.c.target_key == _TARGETS.c.key, _INITIALS.c.title == _TARGETS.c.title)
    query = select(_TARGETS.c.key, _TARGETS.c.title).outerjoin(_INITIALS, same).where(_INITIALS.c.target_key.is_(None))
    return {key: title for key, title in connection.execute(query)}  # noqa: C416 - rows are no pairs to the types


def store_initials(connection: Connection) -> None:
    """Store the initials that are lacking."""
    titles = lacking(connection)
    if titles:
        connection.execute(delete(_INITIALS).where(_INITIALS.c.target_key.in_(titles)))
        rows = [{"target_key": key, "title": title, "initials": initials_of(title)} for key, title in titles.items()]
        connection.execute(insert(_INITIALS), rows)


def initials(connection: Connection) -> dict[str, str]:
    """The stored initials by target."""
    rows = connection.execute(select(_INITIALS.c.target_key, _INITIALS.c.initials))
    return {key: letters for key, letters in rows}  # noqa: C416 - rows are no pairs to the types
