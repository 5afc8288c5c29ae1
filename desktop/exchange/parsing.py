"""Whether XML is well-formed, told piece by piece; the other threads of the program go on meanwhile."""

from typing import Final

from lxml import etree

from desktop.exchange.files import NotAsWrittenError


class _Nobody:
    """Wants to hear of nothing in it, so that nothing is made of it."""

    def close(self) -> None:
        """What comes of it: nothing."""


_NOBODY: Final = _Nobody()


class Parsing:
    """One part as it comes; NotAsWrittenError where no program could read it."""

    def __init__(self) -> None:
        self._parser = etree.XMLParser(target=_NOBODY, resolve_entities=False, no_network=True, huge_tree=True)

    def feed(self, piece: bytes) -> None:
        """The next piece."""
        try:
            self._parser.feed(piece)
        except etree.XMLSyntaxError as error:
            raise NotAsWrittenError("a part is broken") from error

    def close(self) -> None:
        """That was the last one."""
        try:
            self._parser.close()
        except etree.XMLSyntaxError as error:
            raise NotAsWrittenError("a part is broken") from error
