"""A briefing on pages as official documents are laid out (GB/T 9704-2012): 22 lines of 28 characters a page."""

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import Qt

from desktop.operations.briefing import Briefing, Heading, Paragraph, day_text
from desktop.pages.briefing.annexes import lay_annexes
from desktop.pages.briefing.ink import FANG, HEI, KAI, SONG, SONG_TITLE, Face, Sheet, TextInk, broken

_TOP: Final = 37.0
_LEFT: Final = 28.0
_WIDTH: Final = 156.0
_LINE: Final = 225 / 22
_LINES: Final = 22
_CHARACTER: Final = _WIDTH / 28
BODY: Final = Face(FANG, 15.8)
_HEADINGS: Final = {1: Face(HEI, 15.8), 2: Face(KAI, 15.8), 3: Face(FANG, 15.8, bold=True)}
_TITLE: Final = Face(SONG_TITLE, 22)
_NUMBER: Final = Face(SONG, 14)
_START: Final = Qt.AlignmentFlag.AlignLeft
_CENTRE: Final = Qt.AlignmentFlag.AlignHCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight


@dataclass(slots=True)
class _Flow:
    """Lines one below the other, on as many pages as they take."""

    sheets: list[Sheet] = field(default_factory=lambda: [Sheet()])
    used: int = 0

    def line(
        self, text: str, face: Face, indent: float = 0, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    ) -> None:
        """One line of text; an indented right edge where it is aligned there."""
        if self.used == _LINES:
            self.sheets.append(Sheet())
            self.used = 0
        left, width = (_LEFT, _WIDTH - indent) if align == _RIGHT else (_LEFT + indent, _WIDTH - indent)
        self.sheets[-1].inks.append(TextInk(text, face, left, self.top, width, _LINE, align))
        self.used += 1

    def skip(self, lines: int = 1) -> None:
        """Leave lines blank; none at the top of a page."""
        self.used = min(self.used + lines, _LINES) if self.used else 0

    def need(self, lines: int) -> None:
        """Go on with a new page where so many lines have no room on this one."""
        if self.used + lines > _LINES:
            self.sheets.append(Sheet())
            self.used = 0

    @property
    def top(self) -> float:
        """Where the next line begins."""
        return _TOP + self.used * _LINE


def lay_out(brief: Briefing) -> list[Sheet]:
    """The pages of a briefing, its annexes on sheets turned on their side."""
    flow = _Flow()
    _front(flow, brief)
    for number, block in enumerate(brief.blocks):
        _block(flow, number, block)
    _signature(flow, brief)
    sheets = [*flow.sheets, *lay_annexes(brief)]
    for number, sheet in enumerate(sheets, 1):
        _number(sheet, number)
    return sheets


def _front(flow: _Flow, brief: Briefing) -> None:
    flow.used = 1
    if brief.number:
        flow.line(brief.number, BODY, align=_CENTRE)
        flow.skip()
    for line in brief.title.splitlines():
        for part in broken(line, _TITLE, _WIDTH):
            flow.line(part, _TITLE, align=_CENTRE)
    flow.skip()
    if brief.addressee:
        flow.line(f"{brief.addressee}：", BODY)


def _block(flow: _Flow, number: int, block: Heading | Paragraph) -> None:
    """A paragraph, its first line two characters in; a heading never stands last on a page."""
    face = _HEADINGS[block.level] if isinstance(block, Heading) else BODY
    if isinstance(block, Heading):
        flow.need(2)
    indent = 2 * _CHARACTER
    for place, text in enumerate(broken(block.text, face, _WIDTH, indent)):
        flow.line(text, face, 0 if place else indent)
        sheet, bottom = flow.sheets[-1], flow.top
        sheet.marks.append((bottom - _LINE, bottom, number))


def _signature(flow: _Flow, brief: Briefing) -> None:
    """What is annexed, then who signs and when."""
    titles = brief.annex_titles
    flow.need(len(titles) + 5)
    flow.skip()
    for number, title in enumerate(titles, 1):
        counted = f"{number}. {title}" if len(titles) > 1 else title
        flow.line(f"附件：{counted}" if number == 1 else counted, BODY, (2 if number == 1 else 5) * _CHARACTER)
    flow.skip(2)
    day = day_text(brief.signed_on)
    aside = 4 + (len(day) * 0.7 - len(brief.signed_by)) / 2
    flow.line(brief.signed_by, BODY, max(aside, 0) * _CHARACTER, _RIGHT)
    flow.line(day, BODY, 4 * _CHARACTER, _RIGHT)


def _number(sheet: Sheet, number: int) -> None:
    """The page's number below its type area, on the outer side: odd pages right, even ones left."""
    bottom = 297 - 35 + 7 if not sheet.landscape else 210 - 26 + 7
    left, width = (28 + 5, 156 - 10) if not sheet.landscape else (35 + 5, 225 - 10)
    align = _RIGHT if number % 2 else _START
    sheet.inks.append(TextInk(f"— {number} —", _NUMBER, left, bottom, width, 6, align))
