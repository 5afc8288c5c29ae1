"""What is packed is unpacked by others, part by part and byte by byte."""

import io
import zipfile
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from isal import isal_zlib

from desktop.exchange import packing
from desktop.exchange.files import NotAsWrittenError
from desktop.exchange.packing import Package, Piece, packed, whole

NAMES = st.from_regex(r"[a-zA-Z0-9/._\[\]-]{1,40}", fullmatch=True)


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        assert {part.compress_type for part in package.infolist()} <= {zipfile.ZIP_DEFLATED}
        return {name: package.read(name) for name in package.namelist()}


@settings(max_examples=40)
@given(st.dictionaries(NAMES, st.binary(max_size=500)))
def test_every_part_comes_out_as_it_went_in(parts: dict[str, bytes]) -> None:
    assert unpacked(packed(parts)) == parts
    assert packed(parts) == packed(parts)


def in_pieces(pieces: Iterable[Piece], before: bytes = b"") -> tuple[Package, io.BytesIO]:
    out = io.BytesIO()
    package = Package(out)
    package.add("before", before)
    package.add_pieces("pieces", pieces)
    package.add("after", b"")
    package.close()
    return package, out


@settings(max_examples=40)
@given(st.lists(st.text(st.characters(categories=["L", "N"]))), st.sets(st.integers(0, 200)), st.binary(max_size=50))
def test_a_part_in_pieces_is_the_part_as_a_whole(texts: list[str], cuts: set[int], before: bytes) -> None:
    # Cut anywhere, within a sign too.
    said = f"<a>{''.join(f'<b>{text}</b>' for text in texts)}</a>".encode()
    ends = [*sorted(cuts), None]
    pieces = [whole(said[start:end]) for start, end in zip([0, *sorted(cuts)], ends, strict=True)]
    package, out = in_pieces(pieces, before)
    assert unpacked(out.getvalue()) == {"before": before, "pieces": said, "after": b""}
    with zipfile.ZipFile(out) as found:
        seen = [(one.filename, one.CRC, one.file_size, one.compress_size) for one in found.infolist()]
    assert seen == [(part.name, part.check, part.length, part.packed) for part in package.parts]
    assert [part.name for part in package.parts if part.found is not None] == ["pieces"]


BROKEN = [
    b"",
    b"<a>",
    b"<a><b></a></b>",
    b"<a/><b/>",
    b"<a>&</a>",
    b"<a>&x;</a>",
    b"<a>]]></a>",
    b"<a>\1</a>",
    b"<a>\xff</a>",
    b"<a>\xef\xbf\xbf</a>",
    b"<a b=1/>",
    b'<a b="<"/>',
    b'<a b="1" b="1"/>',
]


@pytest.mark.parametrize("content", BROKEN)
def test_a_part_in_pieces_that_is_not_well_formed_is_not_packed(content: bytes) -> None:
    for pieces in ([content], [content[place : place + 1] for place in range(len(content))]):
        with pytest.raises(NotAsWrittenError):
            in_pieces(map(whole, pieces))


@pytest.mark.parametrize("unseen", BROKEN)
def test_what_is_still_to_be_parsed_of_a_part_has_to_be_well_formed(unseen: bytes) -> None:
    with pytest.raises(NotAsWrittenError):
        in_pieces([Piece(b"<a><b/><b/></a>", unseen)])


def test_what_is_packed_wrongly_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    class Forgetful:
        """Packs a piece of what it was given."""

        def __init__(self) -> None:
            self.packer = isal_zlib.compressobj(1, isal_zlib.DEFLATED, -15)

        def compress(self, content: bytes) -> bytes:
            return self.packer.compress(content[:-1])

        def flush(self) -> bytes:
            return self.packer.flush()

    out = io.BytesIO()
    package = Package(out)
    monkeypatch.setattr(packing, "_packer", Forgetful)
    with pytest.raises(NotAsWrittenError):
        package.add_pieces("pieces", [whole(b"<a/>")])
