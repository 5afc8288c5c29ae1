"""A tray in which hundreds of files wait, out of memory, until somebody takes them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import SpooledTemporaryFile, gettempdir
from threading import Lock
from typing import Final
from weakref import finalize

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.errors import refuse
from desktop.exchange.files import refusal_of

# So many bytes stay in memory: of a usual day's files nothing is written anywhere.
_FEW: Final = 8 * 2**20
# What a refusal calls the file that has no name.
_CALLED: Final = "target-desk"
_NONCE: Final = 12

Slot = tuple[int, int]


class Tray:
    """Bytes that come out as they were put in.

    More than a few of them lie in a file without a name, which is gone with the tray however the program ends. They
    are ciphered with a key that is nowhere else: in clear they may be on no disk, and what somebody changes there does
    not come out.
    """

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_FEW)  # noqa: SIM115 - closed with the tray
        self._cipher = AESGCM(AESGCM.generate_key(256))
        self._slots: dict[bytes, Slot] = {}
        self._lock = Lock()
        finalize(self, self._file.close)

    def put(self, what: bytes) -> Slot:
        """Put bytes in, of which the same lie there once; where they lie."""
        name = sha256(what).digest()
        with self._lock, _refused():
            if name not in self._slots:
                start = self._file.seek(0, os.SEEK_END)
                self._slots[name] = start, self._file.write(self._cipher.encrypt(_nonce(start), what, None))
            return self._slots[name]

    def get(self, slot: Slot) -> bytes:
        """What lies there."""
        start, length = slot
        with self._lock, _refused():
            self._file.seek(start)
            return self._cipher.decrypt(_nonce(start), self._file.read(length), None)


def _nonce(start: int) -> bytes:
    """Where something begins, which is where nothing else does."""
    return start.to_bytes(_NONCE, "big")


@contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise refusal_of(error, Path(gettempdir(), _CALLED)) from error
    except InvalidTag as error:
        raise refuse("refusal.disk_error", path=gettempdir()) from error
