"""The file beside an encrypted database that holds its secret, wrapped by the passphrase: `<database>.key`."""

import base64
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Self
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from db import clock
from db.errors import refuse
from db.secret import Secret, as_typed

SUFFIX: Final = ".key"
_FORMAT: Final = "target-desk key 1"
# What RFC 9106 asks for where memory is scarce: a sixth of a second and 64 MB for each try.
_PASSES, _LANES, _MEMORY = 3, 4, 64 * 1024
# A file that somebody altered must not take all of a computer's memory.
_MOST_MEMORY, _MOST_PASSES, _MOST_LANES = 2**20, 64, 64
_LARGEST: Final = 4096


@dataclass(frozen=True, slots=True)
class Envelope:
    """A wrapped secret; nothing in it is secret without the passphrase. Bytes are kept in hexadecimal digits."""

    mark: str
    changed_at: str
    salt: str
    passes: int
    lanes: int
    memory_kib: int
    nonce: str
    wrapped: str

    @classmethod
    def around(cls, secret: Secret, passphrase: str) -> Self:
        """Wrap a secret by a passphrase."""
        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        made = cls(
            secret.mark.hex(),
            clock.now().isoformat(),
            *(salt.hex(), _PASSES, _LANES, _MEMORY, nonce.hex(), ""),
        )
        wrapped = AESGCM(made._key(passphrase)).encrypt(nonce, secret.value, made._told())
        return cls(**{**asdict(made), "wrapped": wrapped.hex()})

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """What a file holds; None where it is no such file, or not whole."""
        try:
            with path.open("rb") as file:
                said = json.loads(file.read(_LARGEST))
            found = cls(**{name: said[name] for name in cls.__slots__})
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return found if said.get("format") == _FORMAT and found._is_sound() else None

    def open(self, passphrase: str) -> Secret:
        """The secret; refused where the passphrase is another one."""
        try:
            content = AESGCM(self._key(passphrase)).decrypt(
                bytes.fromhex(self.nonce), bytes.fromhex(self.wrapped), self._told()
            )
        except InvalidTag as error:
            raise refuse("refusal.wrong_passphrase") from error
        return Secret(content)

    def write(self, path: Path) -> None:
        """Keep it in a file, whole or not at all."""
        beside = path.with_name(f".{uuid4().hex[:8]}.part")
        content = json.dumps({"format": _FORMAT, **asdict(self)}, indent=1)
        try:
            with beside.open("w", encoding="utf-8") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            os.replace(beside, path)
        except OSError as error:
            raise refuse("refusal.cannot_write", path=str(path)) from error
        finally:
            beside.unlink(missing_ok=True)

    def _key(self, passphrase: str) -> bytes:
        derivation = Argon2id(
            salt=bytes.fromhex(self.salt),
            length=32,
            iterations=self.passes,
            lanes=self.lanes,
            memory_cost=self.memory_kib,
        )
        return derivation.derive(as_typed(passphrase))

    def _told(self) -> bytes:
        """What stands beside the wrapped secret and must not be altered either."""
        told: list[Any] = [_FORMAT, self.mark, self.salt, self.passes, self.lanes, self.memory_kib]
        return base64.b64encode(json.dumps(told).encode())

    def _is_sound(self) -> bool:
        """Whether it can be tried at all."""
        texts = (self.mark, self.changed_at, self.salt, self.nonce, self.wrapped)
        counts = (self.passes, self.lanes, self.memory_kib)
        if not (all(isinstance(one, str) for one in texts) and all(isinstance(one, int) for one in counts)):
            return False
        try:
            lengths = [len(bytes.fromhex(one)) for one in (self.mark, self.salt, self.nonce)]
            bytes.fromhex(self.wrapped)
        except ValueError:
            return False
        return (
            lengths == [16, 16, 12]
            and 0 < self.passes <= _MOST_PASSES
            and 0 < self.lanes <= _MOST_LANES
            and 8 * self.lanes <= self.memory_kib <= _MOST_MEMORY
        )


def beside(database: Path) -> Path:
    """Where the envelope of a database is kept."""
    return database.with_name(database.name + SUFFIX)


def find(folder: Path, mark: bytes) -> tuple[Path, Envelope] | None:
    """The newest envelope in a folder for files with this mark, whatever it is called."""
    found = [
        (path, one)
        for path in sorted(folder.glob(f"*{SUFFIX}"))
        if (one := Envelope.read(path)) is not None and one.mark == mark.hex()
    ]
    return max(found, key=lambda pair: pair[1].changed_at, default=None)


def carry(source: Path, mark: bytes, folder: Path) -> None:
    """Have the envelope of a database in a folder as well, for the copies there; a newer one there is left alone."""
    here, there = find(source.parent, mark), find(folder, mark)
    if here is None or (there is not None and there[1].changed_at >= here[1].changed_at):
        return
    here[1].write(folder / f"{source.stem}-{mark.hex()[:8]}{SUFFIX}" if there is None else there[0])
