"""Which encrypted databases this process may read: their secrets, known by the mark at the head of their files.

A secret is here from the moment somebody gave the passphrase until the database is let go of. Since it is found by
the mark, a copy, a backup and a file that was moved are read without being asked for again.
"""

from pathlib import Path
from typing import Final

from db.envelope import Envelope, beside, find
from db.errors import Locked, refuse
from db.held import opened
from db.secret import MARK_BYTES, Secret

_PLAIN: Final = b"SQLite format 3\0"
_PAGE: Final = 4096
# Of 256 kinds of bytes, encrypted pages have all, and those of anything else that comes in whole pages far fewer.
_KINDS: Final = 200

_opened: Final[dict[bytes, Secret]] = {}


def secret_of(database: Path) -> Secret | None:
    """What opens a file; None where it is not encrypted or not there, Locked where nobody gave its passphrase yet."""
    mark = _mark(database)
    if mark is None:
        return None
    if mark not in _opened:
        raise Locked(database)
    return _opened[mark]


def is_encrypted(database: Path) -> bool:
    """Whether a file is a database that wants a passphrase."""
    return _mark(database) is not None


def has_envelope(database: Path) -> bool:
    """Whether a passphrase can open it; where the file with the wrapped secret was lost, only the recovery key can."""
    mark = _mark(database)
    return mark is not None and find(database.parent, mark) is not None


def unlock(database: Path, passphrase: str) -> None:
    """Let this process read a database; refused where the passphrase is not right."""
    remember(opened_by(database, passphrase))


def opened_by(database: Path, passphrase: str) -> Secret:
    """The secret of a database; refused where the passphrase is not right."""
    mark = _mark(database) or b""
    found = find(database.parent, mark)
    if found is None:
        raise refuse("refusal.no_key_file", path=str(beside(database)))
    return found[1].open(passphrase)


def recover(database: Path, recovery_key: str) -> Secret:
    """Let this process read a database by what was written down when it got its passphrase."""
    secret = Secret.of_recovery_key(recovery_key)
    if secret.mark != _mark(database):
        raise refuse("refusal.other_recovery_key")
    remember(secret)
    return secret


def wrap(database: Path, secret: Secret, passphrase: str) -> None:
    """Keep the secret of a database under a passphrase, in the place of the one before."""
    found, own = find(database.parent, secret.mark), beside(database)
    if found is not None:
        own = found[0]
    elif own.exists():
        # That of a key from before, which copies may still need.
        own = own.with_stem(f"{database.stem}-{secret.mark.hex()[:8]}")
    Envelope.around(secret, passphrase).write(own)


def remember(secret: Secret) -> None:
    """Let this process read what a secret opens."""
    _opened[secret.mark] = secret


def forget(database: Path) -> None:
    """Ask for the passphrase again the next time."""
    _opened.pop(_mark(database) or b"", None)


def _mark(database: Path) -> bytes | None:
    """The first bytes of an encrypted database; None where a file is something else."""
    try:
        with opened(database) as file:
            page = file.read(_PAGE) or b""
            size = file.seek(0, 2)
    except OSError:
        # Whoever opens it says why it cannot be read.
        return None
    mark = page[:MARK_BYTES]
    if len(mark) < MARK_BYTES or mark == _PLAIN:
        return None
    looks_encrypted = size % _PAGE == 0 and len(page) == _PAGE and len(set(page)) > _KINDS
    return mark if mark in _opened or looks_encrypted or find(database.parent, mark) is not None else None
