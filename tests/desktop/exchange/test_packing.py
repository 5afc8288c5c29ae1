"""What is packed is unpacked by others, part by part and byte by byte."""

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exchange.packing import Package, packed

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


@settings(max_examples=40)
@given(st.lists(st.binary(max_size=500)), st.binary(max_size=50))
def test_a_part_in_pieces_is_the_part_as_a_whole(pieces: list[bytes], before: bytes) -> None:
    out = io.BytesIO()
    package = Package(out)
    package.add("before", before)
    package.add_pieces("pieces", pieces)
    package.add("after", b"")
    package.close()
    assert unpacked(out.getvalue()) == {"before": before, "pieces": b"".join(pieces), "after": b""}
    with zipfile.ZipFile(out) as found:
        seen = [(one.filename, one.CRC, one.file_size, one.compress_size) for one in found.infolist()]
    assert seen == [(part.name, part.check, part.length, part.packed) for part in package.parts]
