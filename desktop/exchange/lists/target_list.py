"""Reading any list of targets: which row is its header, which column is what, and what each line says."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from db.checks import TEXT_LIMIT
from db.errors import refuse
from desktop.exchange.lists.tables import TextTable, read_tables
from desktop.exchange.texts import plain_word

# What a column of a list may be; `requirement` holds words with a figure in them, `due` a day or month.
LIST_FIELDS: Final = (
    *("code", "area", "title", "requirement", "measure", "comparator", "target", "unit", "accumulation"),
    *("consolidation", "weight", "lead", "support", "due", "note"),
)
_WORDS: Final[Mapping[str, str]] = {
    word: field
    for field, words in {
        "code": "编号 任务编号 指标编号 目标编号 代码 code no. id",
        "area": "板块 类别 领域 分类 专项 一级指标 工作板块 所属板块 任务类别 重点领域 area category",
        "title": (
            "目标任务 任务 指标 任务名称 指标名称 目标名称 项目名称 工作任务 重点工作 重点任务 二级指标 名称 title task"
        ),
        "requirement": (
            "目标要求 任务要求 工作目标 目标任务及要求 任务及要求 年度目标任务 年度任务 年度工作目标 主要内容 "
            "工作内容 目标内容 具体内容 具体要求 主要目标 年度要求 requirement"
        ),
        "measure": "指标类型 类型 指标性质 kind measure",
        "comparator": "方向 指标方向 comparator",
        "target": "目标值 年度目标 年度目标值 全年目标 全年目标值 指标值 计划数 年度计划 目标数 量化目标 target",
        "unit": "计量单位 单位 指标单位 unit",
        "accumulation": "累计方式 统计方式 accumulation",
        "consolidation": "汇总口径 汇总规则 consolidation",
        "weight": "权重 分值 weight",
        "lead": "牵头单位 责任单位 牵头部门 责任部门 主办单位 主责单位 牵头 lead owner",
        "support": "配合单位 协办单位 配合部门 责任配合单位 参与单位 协同单位 配合 support",
        "due": "完成时限 完成时间 时限 时间节点 完成期限 due deadline",
        "note": "备注 说明 note remark remarks",
    }.items()
    for word in words.split()
}
_SEARCHED: Final = 30
_SAMPLES: Final = 3
_SUMS: Final = frozenset({"合计", "总计", "小计", "共计"})
_NOTE: Final = re.compile(r"^(?:注|备注|说明|填表人|制表|审核)[:：]?")
_NUMBERED: Final = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．])\s*")


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: its header, what it was taken for ("": nothing), and what stands at its top."""

    header: str
    place: int
    field: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListLine:
    """One target of a list, by field; its row is counted from 1, as a spreadsheet counts."""

    number: int
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TargetList:
    """What a file says: its columns, its lines, and the rows that were left out."""

    sheet: str
    header_row: int
    columns: tuple[ListColumn, ...]
    lines: tuple[ListLine, ...]
    left_out: tuple[ListLine, ...]


def read_list(path: Path, words: Mapping[str, str]) -> TargetList:
    """The targets of a file; `words` says of headers what their columns are, and wins over what is known of them."""
    known = {**{plain_word(word): field for word, field in _WORDS.items()}, **words}
    found = max(
        (candidate for table in read_tables(path) for candidate in _candidates(table, known)),
        key=lambda one: one.score,
        default=None,
    )
    if found is None:
        raise refuse("refusal.list_header", path=path.name, words="目标任务、年度目标、牵头单位")
    return _read(found)


@dataclass(frozen=True, slots=True)
class _Header:
    """A row, or two, that may be the header of a sheet."""

    table: TextTable
    first: int
    height: int
    words: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def score(self) -> tuple[int, int]:
        """More columns known is better; of equals the one that takes fewer rows, and the higher one."""
        return len({field for field in self.fields if field}), -self.height


def _candidates(table: TextTable, known: Mapping[str, str]) -> Iterator[_Header]:
    rows = table.rows[:_SEARCHED]
    for number, row in enumerate(rows):
        yield from _header(table, number, 1, row, known)
    for number, (upper, lower) in enumerate(pairwise(rows)):
        yield from _header(table, number, 2, _joined(upper, lower), known)


def _header(
    table: TextTable, first: int, height: int, row: Sequence[str], known: Mapping[str, str]
) -> Iterator[_Header]:
    fields, taken = [], set()
    for word in row:
        field = _field(word, known)
        # Of two columns that are called alike the first is it.
        fields.append("" if field in taken else field)
        taken.add(field)
    if taken & {"title", "requirement"} and len(taken - {""}) >= 2:
        yield _Header(table, first, height, tuple(row), tuple(fields))


def _field(word: str, known: Mapping[str, str]) -> str:
    """What a header means: as a whole, or by the part after a break of a two-row header."""
    parts = [plain_word(word), *(plain_word(part) for part in reversed(word.split("\n")))]
    return next((known[part] for part in parts if part in known), "")


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Two rows as one: a word that stands over several columns goes with each of them."""
    words, over = [], ""
    for place in range(max(len(upper), len(lower))):
        above = upper[place].strip() if place < len(upper) else ""
        below = lower[place].strip() if place < len(lower) else ""
        over = above or (over if below else "")
        words.append("\n".join(part for part in (over, below) if part))
    return words


def _read(header: _Header) -> TargetList:
    start = header.first + header.height
    rows = header.table.rows[start:]
    places = {field: place for place, field in enumerate(header.fields) if field}
    lines: list[ListLine] = []
    left: list[ListLine] = []
    area = ""
    for number, row in enumerate(rows, start + 1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        texts = {field: cells[place] for field, place in places.items() if place < len(cells)}
        heading = _heading(cells, places)
        if heading:
            area = heading
        elif not (texts.get("title") or texts.get("requirement")) or _speaks_of_all(cells):
            left.append(ListLine(number, {"title": " ".join(cell for cell in cells if cell)}))
        else:
            # The cells below a merged one are blank.
            area = _NUMBERED.sub("", texts.get("area", "")) or area
            _require_short(texts, number)
            lines.append(ListLine(number, {**texts, "area": area}))
    columns = tuple(
        ListColumn(word, place, header.fields[place], _samples(rows, place))
        for place, word in enumerate(header.words)
        if word.strip()
    )
    return TargetList(header.table.name, header.first + 1, columns, tuple(lines), tuple(left))


def _heading(cells: Sequence[str], places: Mapping[str, int]) -> str:
    """The area that a row of one numbered cell names, in a list without a column for it."""
    said = [cell for cell in cells if cell]
    if "area" in places or len(said) != 1 or _NUMBERED.match(said[0]) is None or _NOTE.match(said[0]):
        return ""
    return _NUMBERED.sub("", said[0])


def _speaks_of_all(cells: Sequence[str]) -> bool:
    said = [cell.replace(" ", "") for cell in cells if cell]
    return any(word in _SUMS for word in said[:2]) or _NOTE.match(said[0]) is not None


def _samples(rows: Sequence[Sequence[str]], place: int) -> tuple[str, ...]:
    said = (row[place].strip() for row in rows if place < len(row) and row[place].strip())
    return tuple(text for _, text in zip(range(_SAMPLES), said, strict=False))


def _require_short(texts: Mapping[str, str], number: int) -> None:
    for field, text in texts.items():
        if len(text) > TEXT_LIMIT:
            raise refuse("refusal.catalogue_long", line=number, column=field, limit=TEXT_LIMIT)
