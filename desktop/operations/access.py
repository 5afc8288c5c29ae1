"""Who can read a desk's files: setting, changing and taking away its passphrase, and what still lies there in clear."""

from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2 as sqlite3

from db import keyring
from db.backups import back_up
from db.encrypted_files import AlteredError
from db.encrypting import decrypt, encrypt
from db.engine import connect
from db.envelope import carry, find
from db.errors import Refusal, refuse
from db.held import opened
from db.history import Altered, record
from db.secret import Secret, require_strong
from db.version import APPLICATION_ID
from db.vocabulary import BackupReason
from desktop.desk import Desk
from desktop.operations.kept_files import ENCRYPTED, KeptFiles
from desktop.operations.officers import load_officers, require_password
from desktop.operations.progress import Progress, silent

_PLAIN_HEAD: Final = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class InClear:
    """What of a desk with a passphrase can be read without it: files of evidence, and copies of the database."""

    evidence: tuple[Path, ...]
    copies: tuple[Path, ...]

    @property
    def count(self) -> int:
        """How many files that are."""
        return len(self.evidence) + len(self.copies)


@dataclass(frozen=True, slots=True)
class Access:
    """How a desk's files are kept."""

    has_passphrase: bool
    in_clear: InClear


class Guard(StrEnum):
    """What is asked of whoever comes back to a desk."""

    NONE = "none"
    OFFICER = "officer"
    DATABASE = "database"


def guard_of(desk: Desk) -> Guard:
    """The password of the officer who signed in, else the passphrase of the database."""
    if any(one.name == desk.author.who and one.has_password for one in load_officers(desk)):
        return Guard.OFFICER
    return Guard.DATABASE if _is_encrypted(desk) else Guard.NONE


def _is_encrypted(desk: Desk) -> bool:
    return not desk.on_server and keyring.is_encrypted(desk.store.path)


def require_guard(desk: Desk, typed: str) -> None:
    """Refused where this does not let anybody back to the desk."""
    if guard_of(desk) is Guard.OFFICER:
        require_password(desk, desk.author.who, typed)
    else:
        require_passphrase(desk, typed)


def load_access(desk: Desk, folders: Sequence[Path]) -> Access:
    """How a desk's files are kept; copies are looked for beside it and in these folders."""
    protected = _is_encrypted(desk)
    return Access(protected, _in_clear(desk, folders) if protected else InClear((), ()))


def set_passphrase(desk: Desk, passphrase: str) -> str:
    """Encrypt a desk's database under a passphrase; its recovery key, which is to be kept on paper.

    A copy from before is kept among the backups, encrypted like the database.
    """
    path = desk.store.path
    if keyring.is_encrypted(path):
        raise refuse("refusal.has_passphrase", path=str(path))
    require_strong(passphrase)
    secret = Secret.make()
    keyring.wrap(path, secret, passphrase)
    # Every connection lets go of the file that is replaced; those made from now on find the new one.
    desk.store.engine.dispose()
    try:
        encrypt(path, secret)
    except BaseException:
        wrapped = find(path.parent, secret.mark)
        if wrapped is not None:
            wrapped[0].unlink()
        raise
    _note(desk, "set")
    back_up(path, BackupReason.BY_HAND)
    return secret.recovery_key


def require_passphrase(desk: Desk, passphrase: str) -> None:
    """Refused where this is not the desk's passphrase."""
    keyring.opened_by(desk.store.path, passphrase)


def change_passphrase(desk: Desk, new: str, folders: Sequence[Path]) -> None:
    """Another passphrase for the same key; copies beside the database and in these folders follow it."""
    path = desk.store.path
    secret = _secret(desk)
    require_strong(new)
    keyring.wrap(path, secret, new)
    for folder in _folders(path, folders):
        carry(path, secret.mark, folder)
    _note(desk, "changed")


def replace_passphrase(path: Path, recovery_key: str, new: str) -> None:
    """Open a database by its recovery key, and put a new passphrase in the place of the one that was forgotten."""
    require_strong(new)
    keyring.wrap(path, keyring.recover(path, recovery_key), new)


def recovery_key(desk: Desk) -> str:
    """The recovery key, to be written down again."""
    return _secret(desk).recovery_key


def remove_passphrase(desk: Desk) -> None:
    """Make plain files of a desk's database and evidence again; copies stay encrypted under what opened them."""
    path = desk.store.path
    secret = _secret(desk)
    for folder in _folders(path, ()):
        carry(path, secret.mark, folder)
    opened = _open_evidence(KeptFiles.of(path))
    desk.store.engine.dispose()
    decrypt(path)
    for file in opened:
        file.unlink()
    wrapped = find(path.parent, secret.mark)
    others = (one for one in path.parent.glob(f"*{path.suffix}") if keyring.is_encrypted(one))
    if wrapped is not None and next(others, None) is None:
        wrapped[0].unlink()
    _note(desk, "removed")


def _open_evidence(kept: KeptFiles) -> list[Path]:
    """Put plain files beside the encrypted ones; those that are not needed any more then."""
    plain, opened = KeptFiles(kept.folder, None), []
    for file in sorted(kept.folder.glob(f"*{ENCRYPTED}")):
        # One that was altered stays as it is.
        with suppress(AlteredError):
            digest = sha256()
            for piece in kept.read(file):
                digest.update(piece)
            plain.put(digest.hexdigest(), kept.read(file))
            opened.append(file)
    return opened


def encrypt_rest(desk: Desk, folders: Sequence[Path], progress: Progress = silent) -> None:
    """Encrypt what still lies there in clear: evidence, and copies beside the database and in these folders."""
    path, secret = desk.store.path, _secret(desk)
    left, kept = _in_clear(desk, folders), KeptFiles.of(path)
    for done, file in enumerate(left.evidence):
        progress(done, left.count, "")
        kept.put(file.name, kept.read(file))
        file.unlink()
    for done, copy in enumerate(left.copies, len(left.evidence)):
        progress(done, left.count, copy.name)
        encrypt(copy, secret)
        carry(path, secret.mark, copy.parent)
    progress(left.count, left.count, "")


def _secret(desk: Desk) -> Secret:
    secret = keyring.secret_of(desk.store.path)
    if secret is None:
        raise refuse("refusal.no_passphrase", path=str(desk.store.path))
    return secret


def _in_clear(desk: Desk, folders: Sequence[Path]) -> InClear:
    path = desk.store.path
    with desk.store.read() as connection:
        ours = tuple(connection.exec_driver_sql(_WHOSE).one())
    places = [path.parent, *_folders(path, folders)]
    copies = (one for folder in places for one in sorted(folder.glob("*")) if one != path and _is_copy(one, ours))
    return InClear(tuple(KeptFiles.of(path).in_clear()), tuple(copies))


# Both have been there since the first version of the schema.
_WHOSE: Final = "SELECT unit_key, plan_key FROM seats"


def _is_copy(path: Path, ours: tuple[str, ...]) -> bool:
    """Whether a file is a plain database of the same seat."""
    with suppress(OSError, sqlite3.DatabaseError, Refusal):
        with opened(path) as file:
            if file.read(len(_PLAIN_HEAD)) != _PLAIN_HEAD:
                return False
        with closing(connect(path, "ro")) as raw:
            whose = raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
            return bool(whose and raw.execute(_WHOSE).fetchone() == ours)
    return False


def _folders(path: Path, folders: Sequence[Path]) -> list[Path]:
    """Where copies may be, each once."""
    wanted = dict.fromkeys(folder.resolve() for folder in (path.parent / "backups", *folders))
    return [folder for folder in wanted if folder.is_dir() and folder != path.parent.resolve()]


def _note(desk: Desk, what: str) -> None:
    """The history says that it happened, and nothing of the passphrase."""
    with desk.store.write() as connection:
        record(connection, desk.author, [Altered("seats", desk.unit_key, "passphrase", None, what)])
