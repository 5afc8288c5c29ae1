"""Forms behind a password, and files that only begin like one."""

import io
import random
from collections.abc import Callable
from typing import Final

from made.compounds import Kept, compound, keeping
from made.forms import Make, then
from made.packages import relations, zipped
from made.zips import bomb
from msoffcrypto.method.ecma376_agile import ECMA376Agile

from desktop.exchange.opening.locking import DEFAULT_PASSWORD
from hazards import Hazard, rejected, taken

# What locks makes nothing of what is very small.
_LARGE: Final = random.Random(2).randbytes(5000)  # noqa: S311 - it only must not shrink
_WORD: Final = zipped(
    {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": b"<x/>",
        "word/media/image.png": _LARGE,
    }
)
_TURNS: Final = b'spinCount="%b" saltSize="16" blockSize="16" keyBits="256"\n%b'


def _locked(content: bytes) -> bytes:
    """Whatever it is, behind the password that everybody knows."""
    return bytes(ECMA376Agile.encrypt(DEFAULT_PASSWORD, io.BytesIO(content)))


def _twisted(old: bytes, new: bytes) -> Make:
    """A locked form in which something stands instead of something of the same length."""

    def made(form: bytes) -> bytes:
        content = _locked(form)
        assert old in content
        assert len(old) == len(new)
        return content.replace(old, new)

    return made


def _flipped(place: Callable[[int], int]) -> Make:
    """A locked form with one bit the other way round."""

    def made(form: bytes) -> bytes:
        content = bytearray(_locked(form))
        content[place(len(content))] ^= 0x10
        return bytes(content)

    return made


def _is(content: bytes) -> Make:
    return lambda _: content


def _wrong(name: str, make: Make, code: str, words: str) -> Hazard:
    return rejected(name, make, f"file_{code}", words)


def _behind(password: str) -> Make:
    return lambda form: bytes(ECMA376Agile.encrypt(password, io.BytesIO(form)))


_TORN: Final = ("damaged", "文件损坏")
_UNKNOWN: Final = ("unusual", "存法少见")
_LOCKED: Final = ("encrypted", "请在窗口里输入密码")
HAZARDS: Final = (
    taken("a form behind the password that everybody knows", _locked),
    taken("a form behind that password called .xls", _locked, file="报表.xls"),
    _wrong("a form behind a password", _behind("123"), *_LOCKED),
    _wrong("a form behind a password of no letters", _behind("　"), *_LOCKED),
    _wrong("a locked form within a locked one", then(_locked, _locked), *_LOCKED),
    _wrong("a locked form that is cut", lambda form: _locked(form)[:9000], *_LOCKED),
    _wrong("no sense behind a password", _is(_locked(_LARGE)), *_LOCKED),
    _wrong("a form whose rights are managed", _is(keeping(Kept("EncryptedPackage", _LARGE))), *_LOCKED),
    _wrong(
        "a password that takes very long to try",
        _twisted(_TURNS % (b"100000", b"  "), _TURNS % (b"9999999", b" ")),
        *_UNKNOWN,
    ),
    _wrong("a locked text of Word", _is(_locked(_WORD)), "word", "Word"),
    _wrong("very much behind a password", _is(_locked(bomb(2**28))), "too_large", "文件太大"),
    _wrong("a lock within a lock that ends like a form", lambda form: _locked(_locked(form) + form), *_TORN),
    _wrong("a locked form with a flipped bit", _flipped(lambda size: size // 2), *_TORN),
    _wrong("a locked form whose lock is torn", _twisted(b"<keyData", b"<keyDate"), *_UNKNOWN),
    _wrong("a locked form whose lock is of no kind", _twisted(b'"SHA512"', b'"SHA999"'), *_UNKNOWN),
    _wrong("a locked form in a circle", _is(compound([1, 0], [5], directory=0)), *_TORN),
    _wrong(
        "a lock without anything behind it", _is(keeping(Kept("EncryptionInfo", _LARGE))), "not_a_workbook", "这不是"
    ),
)
