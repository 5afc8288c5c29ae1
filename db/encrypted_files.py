"""Files beside an encrypted database, of any size: encrypted piece by piece, so that a lost or moved one is noticed.

After four bytes that say what it is and a salt from which the file's own key is made, each piece of a megabyte is
encrypted by AES-256-GCM under its number; the last one says that it is the last.
"""

import secrets
from collections.abc import Iterable, Iterator
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.secret import Secret

_MAGIC: Final = b"TgE1"
_SALT: Final = 16
_TAG: Final = 16
PIECE: Final = 2**20


class AlteredError(Exception):
    """The bytes are not those that were written, or not all of them."""


def encrypted(secret: Secret, content: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes to be written for these bytes, which come in whatever portions."""
    head = _MAGIC + secrets.token_bytes(_SALT)
    cipher = _cipher(secret, head)
    yield head
    number, rest = 0, b""
    for portion in content:
        rest += portion
        while len(rest) > PIECE:
            yield cipher.encrypt(_nonce(number, last=False), rest[:PIECE], head)
            number, rest = number + 1, rest[PIECE:]
    yield cipher.encrypt(_nonce(number, last=True), rest, head)


def decrypted(secret: Secret, source: IO[bytes]) -> Iterator[bytes]:
    """The bytes that were encrypted, piece by piece; AlteredError where the file is not whole as it was written."""
    head = source.read(len(_MAGIC) + _SALT)
    if len(head) != len(_MAGIC) + _SALT or not head.startswith(_MAGIC):
        raise AlteredError
    cipher = _cipher(secret, head)
    number, piece = 0, source.read(PIECE + _TAG)
    while True:
        following = source.read(PIECE + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), piece, head)
        except (InvalidTag, ValueError) as error:
            raise AlteredError from error
        if not following:
            return
        number, piece = number + 1, following


def _cipher(secret: Secret, head: bytes) -> AESGCM:
    return AESGCM(secret.derive("evidence", 32, head))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
