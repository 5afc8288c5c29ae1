"""Where a database is: in a file, or on a server that several people work on at once."""

import re
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote, unquote, urlsplit

# With or without the name of the driver, of which there is one. All of these are compiled when they are needed.
_SCHEME: Final = r"postgres(ql)?(\+psycopg)?://"
# Where a password stands: behind the name, also one that should have been quoted, or among what follows.
_LOGIN: Final = r"(://[^:/@?]*):[^?]*@"
_QUERY: Final = r"(?<=[?&])password=[^&]*&?"


class Server(NamedTuple):
    """A database of PostgreSQL by its address; as text it has no password."""

    url: str

    def __str__(self) -> str:
        """The address as it may be shown and kept."""
        return re.sub(_QUERY, "", re.sub(_LOGIN, r"\1@", self.url)).rstrip("?&")

    def __repr__(self) -> str:
        return f"Server({str(self)!r})"

    @property
    def name(self) -> str:
        """What the database is called."""
        return unquote(urlsplit(self.url).path.lstrip("/"))

    def by(self, user: str) -> "Server":
        """The same database by the address that somebody else opens it by."""
        parts = urlsplit(self.url)
        return Server(parts._replace(netloc=f"{quote(user)}@{parts.netloc.rpartition('@')[2]}").geturl())


Location = Path | Server


def server_of(word: str) -> Server | None:
    """The database that an address means; None where a word is none, but the path of a file."""
    found = re.match(_SCHEME, word) if "://" in word else None
    return None if found is None else Server(f"postgresql+psycopg://{word[found.end() :]}")
