"""Where a database is: in a file, or on a server that several people work on at once."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

# With or without the name of the driver, of which there is one.
_SCHEME: Final = re.compile(r"postgres(ql)?(\+psycopg)?://")
# Where a password stands: behind the name, also one that should have been quoted, or among what follows.
_LOGIN: Final = re.compile(r"(://[^:/@?]*):[^?]*@")
_QUERY: Final = re.compile(r"(?<=[?&])password=[^&]*&?")


@dataclass(frozen=True, slots=True, repr=False)
class Server:
    """A database of PostgreSQL by its address; as text it has no password."""

    url: str

    def __str__(self) -> str:
        """The address as it may be shown and kept."""
        return _QUERY.sub("", _LOGIN.sub(r"\1@", self.url)).rstrip("?&")

    def __repr__(self) -> str:
        return f"Server({str(self)!r})"

    @property
    def name(self) -> str:
        """What the database is called."""
        return unquote(urlsplit(self.url).path.lstrip("/"))


Location = Path | Server


def server_of(word: str) -> Server | None:
    """The database that an address means; None where a word is none, but the path of a file."""
    found = _SCHEME.match(word)
    return None if found is None else Server(f"postgresql+psycopg://{word[found.end() :]}")
