"""The digests that a desk may choose: SHA-256 everywhere, SM3 where the build of `cryptography` brings it."""

import hashlib
from functools import cache

from db.errors import refuse
from db.vocabulary import SealMethod


@cache
def offered(method: SealMethod) -> bool:
    """Whether this computer can make a digest."""
    if method is SealMethod.SHA256:
        return True
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.hashes import SM3, Hash

    try:
        Hash(SM3())
    except UnsupportedAlgorithm:
        return False
    return True


def digest(method: SealMethod, data: bytes) -> str:
    """The digest of bytes, as hexadecimal digits; refused where this computer cannot make it."""
    if method is SealMethod.SHA256:
        return hashlib.sha256(data).hexdigest()
    _require(method)
    from cryptography.hazmat.primitives.hashes import SM3, Hash

    made = Hash(SM3())
    made.update(data)
    return made.finalize().hex()


def keyed_digest(method: SealMethod, secret: bytes, data: bytes) -> str:
    """The digest that only who knows the secret can make (HMAC); refused as above."""
    if method is SealMethod.SHA256:
        import hmac

        return hmac.new(secret, data, "sha256").hexdigest()
    _require(method)
    from cryptography.hazmat.primitives.hashes import SM3
    from cryptography.hazmat.primitives.hmac import HMAC

    made = HMAC(secret, SM3())
    made.update(data)
    return made.finalize().hex()


def _require(method: SealMethod) -> None:
    if not offered(method):
        raise refuse("refusal.no_digest", method=method.upper())
