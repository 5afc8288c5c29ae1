"""What shows where a workbook comes from: the signature of whoever issued it, and the mark of an exchange key."""

from typing import Any, Final

from db.crockford import decode, encode
from db.errors import refuse
from db.spelling import spelt
from db.vocabulary import SealMethod
from desktop.exchange.forms.digests import digest, keyed_digest
from desktop.exchange.forms.seal import method_of

_FINGERPRINT_SIGNS: Final = 25
# An exchange key as it is read out: what is secret, and behind it signs by which a slip of the pen is seen.
_SECRET_BITS: Final = 130
_CHECK_BITS: Final = 20
_SECRET_SIGNS: Final = (_SECRET_BITS + _CHECK_BITS) // 5
_SECRET_DIGITS: Final = 34


def canonical(said: Any) -> bytes:
    """What JSON can carry, in the one way in which it is signed: names in order, no blanks, UTF-8."""
    return spelt(said).encode()


def new_signing_key() -> tuple[str, str]:
    """A private key and its public key (Ed25519), both as hexadecimal digits."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    return private.private_bytes_raw().hex(), private.public_key().public_bytes_raw().hex()


def sign(private: str, said: bytes) -> str:
    """The signature of what is said, in canonical form, as hexadecimal digits."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private)).sign(said).hex()


def holds(public: str, signature: str, said: Any) -> bool:
    """Whether this signature of what is said was made with the private key behind a public one.

    UnicodeEncodeError where what is said could not have been signed at all.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    signed = canonical(said)
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: str) -> str:
    """A public key in twenty-five signs, for two people to compare on the telephone; nothing where there is no key."""
    if not public:
        return ""
    bits = int(digest(SealMethod.SHA256, public.encode()), 16)
    return encode(bits >> (256 - 5 * _FINGERPRINT_SIGNS), _FINGERPRINT_SIGNS)


def new_secret() -> str:
    """An exchange key, as hexadecimal digits."""
    import secrets

    return f"{secrets.randbits(_SECRET_BITS):0{_SECRET_DIGITS}x}"


def secret_words(secret: str) -> str:
    """An exchange key as it is read out or printed: six groups of five signs."""
    return encode(int(secret, 16) << _CHECK_BITS | _check(secret), _SECRET_SIGNS)


def read_secret(words: str) -> str:
    """The exchange key behind what somebody typed; refused where it is not one, or a sign of it is wrong."""
    try:
        bits, count = decode(words)
    except ValueError as error:
        raise refuse("refusal.no_exchange_key") from error
    secret = f"{bits >> _CHECK_BITS:0{_SECRET_DIGITS}x}"
    if count != _SECRET_SIGNS or bits & ((1 << _CHECK_BITS) - 1) != _check(secret):
        raise refuse("refusal.no_exchange_key")
    return secret


def _check(secret: str) -> int:
    return int(digest(SealMethod.SHA256, secret.encode()), 16) >> (256 - _CHECK_BITS)


def mac_of(secret: str, sealed: str, revision: int) -> str:
    """The mark on a report: by its seal on all that the unit wrote, and on the number of the report."""
    return keyed_digest(method_of(sealed), bytes.fromhex(secret), canonical(["report", revision, sealed]))


def is_mac(mac: str, secret: str, sealed: str, revision: int) -> bool:
    """Whether a mark is the one that this key makes."""
    import hmac

    return hmac.compare_digest(mac.encode(), mac_of(secret, sealed, revision).encode())
