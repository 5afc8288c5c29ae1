"""Passwords of people: kept as what Argon2id makes of them, in the form that says how it was made."""

import hmac
import secrets
from typing import Final

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from db.errors import refuse
from db.secret import as_typed, weight

_PHC: Final = "$argon2id$"
_LEAST: Final = 6
# What RFC 9106 asks for where memory is scarce: a sixth of a second and 64 MB for each try.
_PASSES, _LANES, _MEMORY = 3, 4, 64 * 1024
# How earlier versions of the program kept them.
_SCRYPT: Final = {"length": 64, "n": 2**14, "r": 8, "p": 1}


def digest_of(password: str) -> str:
    """What is kept of a new password, nothing where it is blank; refused where it is too short to be one."""
    typed = as_typed(password)
    if not typed:
        return ""
    if weight(typed.decode("utf-8", "surrogatepass")) < _LEAST:
        raise refuse("refusal.weak_password", least=_LEAST)
    return _digest(typed)


def is_right(password: str, digest: str, salt: str) -> bool:
    """Whether this is the password of which so much is kept."""
    if not digest.startswith(_PHC):
        kept = Scrypt(bytes.fromhex(salt), **_SCRYPT).derive(password.encode("utf-8", "surrogatepass"))
        return hmac.compare_digest(digest, kept.hex())
    try:
        Argon2id.verify_phc_encoded(as_typed(password), digest)
    except InvalidKey:
        return False
    return True


def renewed(password: str, digest: str) -> str | None:
    """What is to be kept of a password that was right and is kept as earlier versions did; None where it is not."""
    return None if digest.startswith(_PHC) else _digest(as_typed(password))


def _digest(typed: bytes) -> str:
    salt = secrets.token_bytes(16)
    kept = Argon2id(salt=salt, length=32, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY)
    return kept.derive_phc_encoded(typed)
