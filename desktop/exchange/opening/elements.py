"""Parts of XML as elements: no entity is resolved, nothing is fetched, nothing is deeper than a workbook's parts."""

import io
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Final

from lxml import etree

_PLAIN: Final = {"remove_comments": True, "remove_pis": True}
_SAFE: Final[Mapping[str, Any]] = {"resolve_entities": False, "no_network": True, "huge_tree": False, **_PLAIN}
# A part of so many bytes is held as a whole: that is quicker, and takes some ten times its room.
_SMALL: Final = 4 * 2**20
# So much of a part, byte for byte, is often the same in the next workbook, and of so many at once.
SHARED: Final = 2**14
_MANY_SHARED: Final = 64
# The two name spaces of Office Open XML.
SPACES: Final = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)


def tree(text: bytes) -> etree._Element:
    """The elements of a small part, to be looked at only: those of a part that many workbooks have are kept."""
    return _known_tree(text) if len(text) <= SHARED else _new_tree(text)


@lru_cache(_MANY_SHARED)
def _known_tree(text: bytes) -> etree._Element:
    return _new_tree(text)


def _new_tree(text: bytes) -> etree._Element:
    return etree.fromstring(text, _parser())


@cache
def _parser() -> etree.XMLParser:
    return etree.XMLParser(**_SAFE)


def local(element: etree._Element) -> str:
    """The name of an element without its name space, of which there are two."""
    return _local(element.tag)


@cache
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def elements(text: bytes, *tags: str) -> Iterator[etree._Element]:
    """The elements of these names, one after the other; of a large part, what was looked at takes no room any more."""
    if len(text) <= _SMALL:
        yield from tree(text).iter(*tags)
        return
    for _, element in etree.iterparse(io.BytesIO(text), events=("end",), tag=tags, **_SAFE):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
