"""Whether a workbook's package can be read in one way only, whoever reads it.

Readers differ in where they look for a part, and in what they make of a name that stands twice. What another program
would read differently is not read here either.
"""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from posixpath import join
from typing import Final

from desktop.exchange.opening.elements import tree
from desktop.exchange.opening.relations import Relation, relations

_BOOK: Final = "workbook"
# What a sheet may be: macros of Excel 4 stand in sheets of another kind.
_SHEETS: Final = frozenset({"worksheet", "chartsheet", "dialogsheet"})
# Readers look for these by their usual names beside the workbook, and for others where its relations lead.
_USUAL: Final[Mapping[str, str]] = {"sharedStrings": "sharedstrings", "styles": "styles"}
_ENCODING: Final = re.compile(rb"""<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)""")
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


def reads_one_way(parts: Mapping[str, bytes], book: str) -> bool:
    """Whether every reader finds the same sheets, texts and looks from this main part on."""
    known = {name.lower(): text for name, text in parts.items()}
    folder, end = book.lower().rpartition("/")[0], book[-4:].lower()
    if book.lower() != join(folder, _BOOK + end):
        return False
    if [link.kind for link in _links(known, "")].count("officeDocument") != 1:
        return False
    links = list(_links(known, book.lower()))
    if len({link.name for link in links}) != len(links):
        return False
    usual = {kind: join(folder, name + end) for kind, name in _USUAL.items()}
    if any(link.place != usual.get(link.kind, link.place) for link in links):
        return False
    if end != ".xml":
        return True
    sheets = [known[link.place] for link in links if link.kind == "worksheet" and link.place in known]
    looked_up = [known.get(place, b"") for place in usual.values()]
    return _is_plain_book(parts[book], {link.name for link in links if link.kind in _SHEETS}) and all(
        map(in_one_alphabet, [parts[book], *sheets, *looked_up])
    )


def in_one_alphabet(text: bytes) -> bool:
    """Whether a part of XML is in UTF-8, the only way of writing that every reader takes."""
    if text.startswith(_WIDE):
        return False
    said = _ENCODING.match(text[:200].removeprefix(b"\xef\xbb\xbf"))
    return said is None or said[1].lower() in (b"utf-8", b"us-ascii")


def _links(known: Mapping[str, bytes], part: str) -> Iterator[Relation]:
    """The relations of a part, or of the whole package, with the parts they lead to in small letters."""
    folder, _, name = part.rpartition("/")
    text = known.get(join(folder, "_rels", f"{name}.rels"))
    for one in relations(text, folder) if text is not None else ():
        yield one._replace(place=one.place.lower())


def _is_plain_book(text: bytes, known: AbstractSet[str]) -> bool:
    """Whether there is one list of sheets, each with a name of its own and one relation, which leads to one."""
    root = tree(text)
    sheets = list(root.iter("{*}sheet"))
    names = {sheet.get("name", "").casefold() for sheet in sheets}
    ids = [[value for name, value in sheet.attrib.items() if str(name).rpartition("}")[2] == "id"] for sheet in sheets]
    named = all(len(one) == 1 and str(one[0]) in known for one in ids)
    return len(list(root.iter("{*}sheets"))) == 1 and len(names) == len(sheets) and named
