"""The briefing as plain content: what it says, block by block, and which targets made each number."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

_DIGITS: Final = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a sentence; `source` holds the keys of the targets that made the number in it."""

    text: str
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its number: 一、 at level 1, （一） at level 2, 1. at level 3."""

    level: Literal[1, 2, 3]
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The paragraph as it is read."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class TableBlock:
    """An annexed table and the note under it; `widths` are millimetres of the type area's long side, 225 in all."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class BarSeries:
    """One colour of a stacked bar chart, #RRGGBB, with a value for every category."""

    name: str
    colour: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """An annexed chart: one stacked bar for each category."""

    title: str
    categories: tuple[str, ...]
    series: tuple[BarSeries, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing in the order it is printed: number, title, addressee, blocks, signature, annexes.

    A title of several lines has its breaks in it.
    """

    title: str
    organ: str
    number: str
    addressee: str
    blocks: tuple[Heading | Paragraph, ...]
    signed_by: str
    signed_on: date
    annexes: tuple[TableBlock | BarChart, ...]

    @property
    def annex_titles(self) -> tuple[str, ...]:
        """What the annexes are called, in their order."""
        return tuple(annex.caption if isinstance(annex, TableBlock) else annex.title for annex in self.annexes)


def numeral(number: int) -> str:
    """A number as headings count: 一, 十, 二十三; in digits from 100."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    before = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return before + (_DIGITS[ones] if ones else "")


def heading_text(level: Literal[1, 2, 3], number: int, words: str) -> str:
    """The words of a heading behind the number that its level has."""
    return {1: f"{numeral(number)}、{words}", 2: f"（{numeral(number)}）{words}", 3: f"{number}. {words}"}[level]


def day_text(day: date) -> str:
    """A day as documents are dated: 2024年4月5日."""
    return f"{day.year}年{day.month}月{day.day}日"
