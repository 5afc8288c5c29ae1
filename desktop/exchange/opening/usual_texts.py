"""Texts between the tags of XML as spreadsheet programs spell them, read by expressions and not by elements.

What they say of signs is looked at once for a whole part, so that a text is all there is up to the next tag. What is
spelled in any other way, or holds anything rare, is left to be gone through element by element.
"""

import re
from functools import lru_cache
from itertools import compress
from typing import Final

from lxml import etree

from desktop.exchange.opening.elements import SHARED, SPACES, tree

# Text as it stands between two tags, in a part that was looked through for signs that it may not have.
TEXT: Final = "[^<]*"
# A text that is not what stands there has escapes, or blanks around it, which are dropped unless it says not.
ESCAPE: Final = "_x"
BLANKS: Final = " \t\n"
# A text or a row beyond that is for the library to judge, which takes no text of ten million characters.
LONG: Final = 10**6
# The rows of a sheet have few tags and few patterns of columns; what formulas say is short, and often the same.
FEW: Final = 256
_SHORT: Final = 64
# Signs that XML has not, or that readers make something else of; and an ampersand that begins none of its five names.
_FORBIDDEN: Final = bytes((*range(9), *range(11, 32)))
_NO_CHARACTERS: Final = ("\ufffe", "\uffff")
_ODD_AMPERSAND: Final = re.compile(b"&(?!(?:amp|lt|gt|quot|apos);)")
_NO_TEXT: Final = b"]]>"
# What is around the rows or texts has none of these: comments, characters by number.
_MARKS: Final = (b"<!", b"&#")
_FOOT_BEGIN, _FOOT_END = b"<oddFooter>", b"</oddFooter>"
_MANY_AROUND: Final = 32
# A text, or runs of one that look different; East Asian Excels say behind it how its pronunciation would look.
_LOOK: Final = '<[A-Za-z]{1,12}(?: (?:val|rgb|theme|indexed|auto)="[^"<>&]*"(?: tint="[^"<>&]*")?)?/>'
_LOOKS: Final = re.compile(f"(?:{_LOOK})++")
_LOOKS_BEGIN, _LOOKS_END = b"<r><rPr>", b"</rPr>"
_RUN: Final = f'<r><t(?: xml:space="preserve")?>{TEXT}</t></r>'
# What is around and between texts of which each stands alone, with its blanks.
_FIRST, _NEXT, _LAST = '<si><t xml:space="preserve">', '</t></si><si><t xml:space="preserve">', "</t></si>"
_SHARED: Final = re.compile(
    f'<si>(?:<t( xml:space="preserve")?>({TEXT})</t>|((?:{_RUN})++))'
    '(?:<phoneticPr fontId="[0-9]+"(?: type="[A-Za-z]+")?/>)?</si>'
)
_OF_RUN: Final = re.compile(f'<t( xml:space="preserve")?>({TEXT})</t>')
_KEPT: Final = re.compile(f'<t xml:space="preserve">({TEXT})</t>')
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


class Unusual(Exception):  # noqa: N818 - a verdict
    """A part that is to be gone through element by element."""


def shared_texts(part: bytes) -> list[str] | None:
    """The texts that cells share; None where they are not all plain."""
    start, end = part.find(b"<si>"), part.rfind(b"</si>") + len(b"</si>")
    root = around(part, start, end, "sst") if 0 <= start < end else None
    table = decoded(_without_looks(part[start:end])) if root is not None and not len(root) else ""
    if not table or ESCAPE in table:
        return None
    texts = _plain_table(table)
    if texts is None:
        texts = _split(table)
    if texts is None or (len(table) > LONG and max(map(len, texts)) > LONG):
        return None
    return list(map(plain, texts)) if "&" in table else texts


def _plain_table(table: str) -> list[str] | None:
    """Texts of which each stands alone, with its blanks; None where there are others."""
    if not table.startswith(_FIRST) or not table.endswith(_LAST):
        return None
    texts = table[len(_FIRST) : -len(_LAST)].split(_NEXT)
    # Four tags are around each text, and none is in it.
    return texts if table.count("<") == 4 * len(texts) else None


def _split(table: str) -> list[str] | None:
    """Texts of runs, or with blanks around them that are dropped; None where one is spelled otherwise."""
    said = _SHARED.split(table)
    kept, texts, runs = said[1::4], said[2::4], said[3::4]
    if any(said[::4]):
        return None
    for place in compress(range(len(runs)), runs):
        texts[place], kept[place] = _joined(runs[place]), BLANKS
    return [text if keeps else text.strip(BLANKS) for keeps, text in zip(kept, texts, strict=True)]


def _without_looks(table: bytes) -> bytes:
    """The same without what runs say of how they look, if they say it as usual; few say it in different ways."""
    if _LOOKS_BEGIN not in table:
        return table
    first, *begun = table.split(_LOOKS_BEGIN)
    looks, ends, rest = zip(*(one.partition(_LOOKS_END) for one in begun), strict=True)
    if not all(ends) or not all(_LOOKS.fullmatch(decoded(one)) for one in {*looks} if one):
        return table
    return b"<r>".join((first, *rest))


def _joined(runs: str) -> str:
    """The text of several runs; the blanks around one are dropped unless it says that they stay."""
    if "<t>" not in runs:
        return "".join(_KEPT.findall(runs))
    return "".join(text if kept else text.strip(BLANKS) for kept, text in _OF_RUN.findall(runs))


def plain(text: str) -> str:
    """The text with the signs whose names stand in it."""
    if "&" in text:
        for written, sign in _ENTITIES:
            text = text.replace(written, sign)
    return text


def text_of(written: bytes) -> str:
    """The text in a cell; Unusual where it has escapes, or holds what may not stand there."""
    return _short_text(written) if len(written) <= _SHORT else _whole_text(written)


@lru_cache(FEW)
def _short_text(written: bytes) -> str:
    return _whole_text(written)


def _whole_text(written: bytes) -> str:
    text = decoded(written)
    if ESCAPE in text or (written and not text):
        raise Unusual
    return plain(text)


def decoded(section: bytes) -> str:
    """What may stand between the tags of a part, or in them, as text; "" where it holds any other sign."""
    if len(section.translate(None, _FORBIDDEN)) != len(section):
        return ""
    # Few brackets stand side by side, and single ones are found ten times as fast.
    if (b"" in section.split(_NO_TEXT[:1])[1:-1] and _NO_TEXT in section) or _ODD_AMPERSAND.search(section):
        return ""
    try:
        text = section.decode()
    except UnicodeDecodeError:
        return ""
    return "" if any(one in text for one in _NO_CHARACTERS) else text


def around(part: bytes, at: int, end: int, name: str) -> etree._Element | None:
    """What is around that which is looked at, if it can be nothing else; XMLSyntaxError where it is broken.

    What is said at the foot of a page is left out, since that alone is another in every workbook of a plan.
    """
    if b"ascii" in part[:200].lower():
        # In another alphabet.
        return None
    rest = _without_foot(part[:at] + part[end:])
    return _known_around(rest, name) if len(rest) <= SHARED else _around(rest, name)


@lru_cache(_MANY_AROUND)
def _known_around(rest: bytes, name: str) -> etree._Element | None:
    return _around(rest, name)


def _around(rest: bytes, name: str) -> etree._Element | None:
    if any(mark in rest for mark in _MARKS) or rest.count(b"<?") > 1:
        return None
    root = tree(rest)
    return root if root.tag in {f"{space}{name}" for space in SPACES} else None


def _without_foot(rest: bytes) -> bytes:
    """The same without the text in an element that holds nothing but text, whatever is around it."""
    begin, end = rest.find(_FOOT_BEGIN) + len(_FOOT_BEGIN), rest.find(_FOOT_END)
    foot = rest[begin:end] if len(_FOOT_BEGIN) <= begin < end else b""
    plain = foot and b"<" not in foot and b">" not in foot and decoded(foot)
    return rest[:begin] + rest[end:] if plain else rest
