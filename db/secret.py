"""The random number from which every key of an encrypted database is derived, and how it is written down."""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from db.crockford import decode, encode
from db.errors import refuse

_BYTES: Final = 20
_CHECK_BITS: Final = 15
_SIGNS: Final = 35
# The first bytes of an encrypted file, where a plain one says what it is.
MARK_BYTES: Final = 16
_WEIGHT: Final = 10
_DIFFERENT: Final = 5


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """Whoever has it can read everything; it has no repr, since a traceback may be passed on."""

    value: bytes

    @classmethod
    def make(cls) -> Self:
        """A new one."""
        return cls(secrets.token_bytes(_BYTES))

    @classmethod
    def of_recovery_key(cls, text: str) -> Self:
        """The one that was written down; refused where that cannot be, or where a sign was misread."""
        try:
            bits, count = decode(text)
        except ValueError as error:
            raise refuse("refusal.no_recovery_key") from error
        if count != _SIGNS or bits >> _CHECK_BITS >= 1 << 8 * _BYTES:
            raise refuse("refusal.no_recovery_key")
        made = cls((bits >> _CHECK_BITS).to_bytes(_BYTES, "big"))
        if _check(made.value) != bits & (1 << _CHECK_BITS) - 1:
            raise refuse("refusal.no_recovery_key")
        return made

    @property
    def recovery_key(self) -> str:
        """Seven groups of five signs that can be read out and typed; the last three tell of a mistake."""
        return encode(int.from_bytes(self.value, "big") << _CHECK_BITS | _check(self.value), _SIGNS)

    @property
    def mark(self) -> bytes:
        """By which every file that it opens is known without opening it; it tells nothing else."""
        return self.derive("mark", MARK_BYTES)

    @property
    def database_key(self) -> str:
        """As SQLCipher takes a raw key, with the salt that stands at the head of the file."""
        return f"x'{self.derive('database', 32).hex()}{self.mark.hex()}'"

    def derive(self, purpose: str, count: int, salt: bytes = b"") -> bytes:
        """So many bytes for one purpose, from which nothing can be told of those for another."""
        return HKDF(SHA256(), count, salt or None, f"target-desk {purpose}".encode()).derive(self.value)


def as_typed(text: str) -> bytes:
    """A passphrase or password as bytes: full-width signs are the same as others, blanks around it do not count."""
    return unicodedata.normalize("NFKC", text).strip().encode("utf-8", "surrogatepass")


def require_strong(passphrase: str) -> None:
    """Refused where it could be guessed by trying: too short, or a few signs repeated or in their order."""
    signs = as_typed(passphrase).decode("utf-8", "surrogatepass")
    steps = {ord(after) - ord(before) for before, after in pairwise(signs)}
    if weight(signs) < _WEIGHT or len(set(signs)) < _DIFFERENT or len(steps) <= 2:
        raise refuse("refusal.weak_passphrase")


def weight(signs: str) -> int:
    """How long a text is for whoever has to guess it: a character that is no ASCII counts for two."""
    return sum(1 if sign.isascii() else 2 for sign in signs)


def _check(value: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"recovery key" + value).digest()[:2], "big") >> 1
