"""The folder of evidence beside a database: each file under its digest, encrypted where the database is."""

import hashlib
import hmac
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self
from uuid import uuid4

from db.encrypted_files import PIECE, decrypted, encrypted
from db.keyring import secret_of
from db.secret import Secret
from desktop.exchange.files import refusal_of

ENCRYPTED: Final = ".enc"
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """What is kept for one database; with a secret, what is put there is encrypted."""

    folder: Path
    secret: Secret | None

    @classmethod
    def of(cls, database: Path) -> Self:
        """Those of this database, as it is now."""
        return cls(database.with_suffix(".evidence"), secret_of(database))

    def find(self, digest: str) -> Path | None:
        """The file with this digest; also one that lies there in clear still."""
        return next((path for path in (self.place(digest), self.folder / digest) if path.is_file()), None)

    def place(self, digest: str) -> Path:
        """Where a file is put; the name of an encrypted one does not tell even whoever has the file what it is."""
        if self.secret is None:
            return self.folder / digest
        name = hmac.new(self.secret.derive("evidence names", 32), digest.encode(), hashlib.sha256)
        return self.folder / (name.hexdigest() + ENCRYPTED)

    def read(self, kept: Path) -> Iterator[bytes]:
        """The bytes of a file of this folder; AlteredError where an encrypted one is not whole as it was put."""
        with kept.open("rb") as content:
            if self.secret is not None and kept.suffix == ENCRYPTED:
                yield from decrypted(self.secret, content)
            else:
                while piece := content.read(PIECE):
                    yield piece

    def put(self, digest: str, content: Iterable[bytes]) -> None:
        """Put bytes there under their digest, whole or not at all; what is there already is left alone."""
        kept = self.place(digest)
        if kept.exists():
            return
        beside = kept.with_name(f".{uuid4().hex[:8]}.part")
        try:
            kept.parent.mkdir(exist_ok=True)
            with beside.open("wb") as out:
                for piece in content if self.secret is None else encrypted(self.secret, content):
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            os.replace(beside, kept)
        except OSError as error:
            raise refusal_of(error, kept) from error
        finally:
            beside.unlink(missing_ok=True)

    def in_clear(self) -> list[Path]:
        """The files that lie there unencrypted."""
        return sorted(path for path in self.folder.glob("*") if _DIGEST.fullmatch(path.name))
