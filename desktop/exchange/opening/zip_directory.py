"""Whether a zip package has one directory that every reader finds, and how its parts are called there."""

import struct
import zipfile
from collections.abc import Sequence
from typing import Final

_END: Final = struct.Struct("<4s4H2IH")
_END_MARK: Final = b"PK\x05\x06"
# How far in front of its end a directory may end, where the package could be larger than four gigabytes.
_END_64: Final = 76
# Where the head of a part says how long its name and what follows it are; its sizes may stand behind it.
HEAD: Final = 30
LENGTHS: Final = 26
_SIZES_BEHIND: Final = 24
# What is added to the head of a part: which kind, and how long; and the kind that is a name in Unicode.
_TAG: Final = struct.Struct("<2H")
_UNICODE_NAME: Final = 0x7075
_UNICODE_HEAD: Final = 5


class TwoDirectories(ValueError):  # noqa: N818 - a verdict
    """A package in which readers find different parts."""


def without_rest(content: bytes) -> bytes:
    """The package alone, where a program that guards or sends files put something of its own behind it."""
    place = content.rfind(_END_MARK)
    if place < 0 or len(content) < place + _END.size:
        return content
    *_, comment = _END.unpack_from(content, place)
    return content[: place + _END.size + comment]


def require_one_directory(content: bytes, package: zipfile.ZipFile) -> None:
    """Readers look for the directory in different places: it has to be at the end, behind the parts, and nowhere else.

    TwoDirectories where it is not, struct.error where a part has no head.
    """
    place = len(content) - _END.size - len(package.comment)
    mark, *_, size, start, _ = _END.unpack_from(content, place)
    ends = package.start_dir + size
    far = start == 0xFFFFFFFF
    if mark != _END_MARK or (ends not in (place, place - _END_64)) or (not far and start != package.start_dir):
        raise TwoDirectories
    at = 0
    for part in sorted(package.infolist(), key=lambda part: part.header_offset):
        if not 0 <= part.header_offset - at <= _SIZES_BEHIND:
            # Another package between the parts of this one, or two parts that share their bytes.
            raise TwoDirectories
        name, extra = struct.unpack_from("<2H", content, part.header_offset + LENGTHS)
        at = part.header_offset + HEAD + name + extra + part.compress_size
    if not 0 <= package.start_dir - at <= _SIZES_BEHIND:
        raise TwoDirectories


def names_of(parts: Sequence[zipfile.ZipInfo]) -> frozenset[str]:
    """What the parts are called, in small letters; TwoDirectories where any reader could take one for another."""
    known = [{_plain(name).lower() for name in (part.orig_filename, name_of(part))} for part in parts]
    names = frozenset[str]().union(*known)
    if len(names) != sum(map(len, known)):
        raise TwoDirectories
    return names


def name_of(part: zipfile.ZipInfo) -> str:
    """A part's name: the one in Unicode that some programs add, which not every reader looks at, or the plain one."""
    extra = part.extra
    while len(extra) > _TAG.size:
        tag, length = _TAG.unpack_from(extra)
        if tag == _UNICODE_NAME:
            return _plain(extra[_TAG.size + _UNICODE_HEAD : _TAG.size + length].decode())
        extra = extra[_TAG.size + length :]
    return _plain(part.filename)


def _plain(name: str) -> str:
    """A part's name in one way of writing it: some programs write paths as Windows does, or from the root on."""
    return name.replace("\\", "/").removeprefix("/")
