"""Parts come out as the library unpacks them, or with its verdict."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.opening import unpacking
from desktop.exchange.opening.unpacking import unpacked

CONTENT = st.binary(max_size=300) | st.binary(max_size=20).map(lambda piece: piece * 400)


def package_of(content: bytes, level: int, name: str = "a.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        package.writestr(name, content)
    return out.getvalue()


def outcome(package: bytes, read: Callable[[zipfile.ZipFile, zipfile.ZipInfo], bytes]) -> bytes | str:
    """What is read of the only part; else what was raised."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        try:
            return read(opened, opened.infolist()[0])
        except Exception as error:  # noqa: BLE001 - whatever it is, both have to raise it
            return type(error).__name__


def same(package: bytes) -> bytes | str:
    """What both make of the only part."""
    plainly = outcome(package, lambda opened, part: opened.read(part))
    assert outcome(package, lambda opened, part: unpacked(package, opened, part)) == plainly
    return plainly


@given(CONTENT, st.sampled_from([0, 1, 6, 9]), st.sampled_from(["a.xml", "填报.xml"]))
def test_a_part_comes_out_whole(content: bytes, level: int, name: str) -> None:
    assert same(package_of(content, level, name)) == content


@given(CONTENT, st.integers(0, 400), st.integers(1, 255))
def test_a_damaged_part_is_what_the_library_says(content: bytes, at: int, change: int) -> None:
    package = bytearray(package_of(content, 6))
    end = package.rindex(b"PK\x01\x02")
    package[at % end] ^= change
    same(bytes(package))


@pytest.mark.parametrize("declared", [0, 10, 3999, 4001, 2**31])
def test_another_length_than_was_said_is_what_the_library_says(declared: int) -> None:
    package = bytearray(package_of(b"x" * 4000, 9))
    struct.pack_into("<I", package, package.rindex(b"PK\x01\x02") + 24, declared)
    assert same(bytes(package)) in ("BadZipFile", b"x" * min(declared, 4000))


def test_what_is_usual_needs_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile.ZipFile, "read", None)
    package = package_of(b"<a/>", 6)
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        assert unpacking.unpacked(package, opened, opened.infolist()[0]) == b"<a/>"
