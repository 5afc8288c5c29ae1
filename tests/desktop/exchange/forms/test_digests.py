"""The digests give what their standards say, and what a computer cannot make is refused with a sentence."""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes

from db.checks import Answer
from db.errors import Refusal
from db.vocabulary import SealMethod
from desktop.exchange.forms.digests import digest, keyed_digest, offered
from desktop.exchange.forms.write_form import write_form
from desktop.exchange.opening.guard import Unsafe

SHA256, SM3 = SealMethod.SHA256, SealMethod.SM3


def test_the_digests_are_those_of_their_standards() -> None:
    assert digest(SHA256, b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    # The first example of GB/T 32905.
    assert digest(SM3, b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_a_keyed_digest_is_an_hmac() -> None:
    assert keyed_digest(SHA256, b"key", b"abc") == hmac.new(b"key", b"abc", hashlib.sha256).hexdigest()
    # By RFC 2104 from the digest itself.
    inner = bytes.fromhex(digest(SM3, bytes(b ^ 0x36 for b in b"key".ljust(64, b"\0")) + b"abc"))
    outer = digest(SM3, bytes(b ^ 0x5C for b in b"key".ljust(64, b"\0")) + inner)
    assert keyed_digest(SM3, b"key", b"abc") == outer


@pytest.fixture
def without_sm3(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer whose cryptographic library was built without SM3."""

    def missing(_algorithm: object) -> None:
        raise UnsupportedAlgorithm("sm3")

    monkeypatch.setattr(hashes, "Hash", missing)
    offered.cache_clear()
    yield
    offered.cache_clear()


@pytest.mark.usefixtures("without_sm3")
def test_a_computer_without_sm3_says_so() -> None:
    assert offered(SHA256)
    assert not offered(SM3)
    for make in (lambda: digest(SM3, b""), lambda: keyed_digest(SM3, b"", b"")):
        with pytest.raises(Refusal) as refused:
            make()
        assert refused.value.sentence.code == "refusal.no_digest"


def test_a_form_sealed_by_sm3_cannot_be_read_without_it(
    desk: Any, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    form = desk.form({"keyA0": Answer(value=1)}, {})
    write_form(replace(form, document=replace(form.document, seal="sm3:" + "ab" * 32)), tmp_path / "报.xlsx")
    request.getfixturevalue("without_sm3")
    with pytest.raises(Unsafe) as unsafe:
        desk.read(tmp_path / "报.xlsx")
    assert unsafe.value.code == "no_digest"
