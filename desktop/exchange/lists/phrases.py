"""What a phrase of a work report asks for: proposals of a figure, its unit and its direction, for a person to confirm.

"新增公园10座" is at least 10 座, added up over the year; "7%左右" is about 7 %; "全国前四" is a rank of 4 at most.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from cn2an import cn2an

from db.characters import ODD_DIGITS
from db.figures import SCALE, FigureError, parse
from db.vocabulary import Accumulation, Comparator, Measure


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a phrase may be counted; `matched` is the part of it that says so, `doubt` why a person must look."""

    measure: Measure
    comparator: Comparator = Comparator.AT_LEAST
    accumulation: Accumulation = Accumulation.LEVEL
    target: int | None = None
    unit: str = ""
    matched: str = ""
    # "" or one of: several, range, no_unit.
    doubt: str = ""


_NUMERALS: Final = "〇零一二两三四五六七八九十百千廿"
_NUMBER: Final = rf"(?:\d[\d,]*(?:\.\d+)?|[{_NUMERALS}]+)"
_COUNTERS: Final = (
    "个百分点|平方公里|平方千米|立方米|万平方米|平方米|千瓦时|公里|千米|公顷|人次|户次|件次|场次|美元|欧元|千瓦|标箱|片区|批次|"
    "亩|吨|米|元|座|家|个|项|所|套|条|处|栋|台|辆|架|艘|场|次|人|名|户|件|宗|款|种|篇|部|期|届|支|只|对|口|站|站点|床|张|份|天|小时|微克|毫克|分贝|分|级|%"
)
# A number, 万 or 亿 behind it, and what it counts.
_AMOUNT: Final = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<scale>万亿|亿|万)?\s*(?P<unit>{_COUNTERS})?")
_RANK: Final = re.compile(
    rf"(?:前\s*(?P<first>{_NUMBER})\s*(?:名|位|强)?|第\s*(?P<place>{_NUMBER})\s*(?:名|位|(?=$|[，。；、）])))"
    rf"(?![\d{_NUMERALS}]|\s*(?:{_COUNTERS}))"
)
_RANGE: Final = re.compile(rf"{_NUMBER}\s*(?:万亿|亿|万)?(?:{_COUNTERS})?\s*(?:[-—–~～至到])\s*{_NUMBER}")
# What has digits and is no figure: days, years, phases, names.
_NO_FIGURE: Final = re.compile(
    r"(?:19|20)\d\d\s*(?:-|—|–)\s*(?:19|20)?\d\d\s*年?|(?:19|20)\d\d\s*年|\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?|\d{1,2}\s*[日号]|"
    rf"[{_NUMERALS}\d]+\s*(?:期(?!货)|季度|月份|批(?!次)|路|号线|环|标段|号地)|第[{_NUMERALS}\d]+(?=[^名位，。；、）\d{_NUMERALS}])|"
    rf"十[{_NUMERALS}]五|[A-Za-z]+[-\d.]+|\d+[A-Za-z]+|[{_NUMERALS}]体化|一流|一批|一网|一站式|一带一路|一把手|一号|一线|统一|"
    r"万众|千方百计|百年|两化|三方|四上|双一流|第一方阵|一体|唯一|进一步|不一|之一"
)
# Raised and circled digits, which would become others of the number beside them.
_ODD: Final = re.compile(f"[{ODD_DIGITS}]")
# 三五个 are three to five, 七八个 seven or eight; and 三百五 is 350 to one and 305 to another.
_NEARLY: Final = re.compile("[一二两三四五六七八九]{2}|[百千][一二两三四五六七八九]$")
_ABOUT: Final = re.compile(r"左右|上下|约")
_AT_MOST: Final = re.compile(r"不高于|不超过|不多于|控制在|以内|以下|低于|降至|降到|压减至|小于")
_NOT_LESS: Final = re.compile(r"不低于|不少于")
_LEVEL: Final = re.compile(r"达到|突破|达|保有|累计|总数|总量|存量|在库|稳定在|保持")
_ADDS: Final = re.compile(
    r"新增|新建|筹建|新改扩建|改扩建|新签|新开|建成|建设|完成|引进|培育|实施|举办|组织|开展|发放|培训|改造|修缮|创建|签约|投用|出让|供应|"
    r"招引|申报|获批|转化|打造|推出|筹集|开工|竣工|突破(?=\d)|落地|盘活|整治|开通|新设|增设|认定|入库|征收|拆除|安置|服务"
)
_MILESTONE: Final = re.compile(
    r"建成|投用|投产|开工|完工|竣工|封顶|通车|开园|开业|开馆|揭牌|验收|获批|启用|运营|运行|交付|(?:月|季度|年)[底末]?前"
)


def propose(phrase: str) -> Proposal:
    """How a phrase may be counted; where it has no figure, whether it is a milestone or words alone."""
    text = unicodedata.normalize("NFKC", _ODD.sub("□", phrase))
    bare = _NO_FIGURE.sub(lambda found: "□" * len(found[0]), text)
    rank = _rank(bare)
    if rank is not None:
        return rank
    amounts = [one for one in _AMOUNT.finditer(bare) if _counts(one)]
    if not amounts:
        measure = Measure.MILESTONE if _MILESTONE.search(text) else Measure.QUALITATIVE
        return Proposal(measure)
    first = amounts[0]
    doubt = "range" if _RANGE.search(bare) else "several" if len(amounts) > 1 else ""
    return _amount(bare, first, doubt)


def _counts(found: re.Match[str]) -> bool:
    """Whether a number counts something; one written in characters only where a counter stands behind it."""
    return bool(found["unit"] or found["scale"]) or found["number"][0].isdigit()


def _rank(text: str) -> Proposal | None:
    found = _RANK.search(text)
    if found is None:
        return None
    place = _number(found["first"] or found["place"])
    if place is None or place % SCALE:
        return None
    return Proposal(Measure.RANK, Comparator.AT_MOST, Accumulation.LEVEL, place, "位", found[0])


def _amount(text: str, found: re.Match[str], doubt: str) -> Proposal:
    unit = f"{found['scale'] or ''}{found['unit'] or ''}"
    target = _number(found["number"])
    rate = (found["unit"] or "") in {"%", "个百分点"}
    near = text[max(found.start() - 12, 0) : found.end() + 4]
    before = text[max(found.start() - 14, 0) : found.start()]
    comparator = _comparator(near)
    adds = not rate and comparator is Comparator.AT_LEAST and _adds(before, text)
    return Proposal(
        Measure.RATE if rate else Measure.QUANTITY,
        comparator,
        Accumulation.CUMULATIVE if adds else Accumulation.LEVEL,
        target,
        unit,
        found[0].strip(),
        doubt or ("" if unit else "no_unit") if target is not None else "several",
    )


def _comparator(near: str) -> Comparator:
    if _ABOUT.search(near):
        return Comparator.ABOUT
    if _AT_MOST.search(_NOT_LESS.sub("", near)):
        return Comparator.AT_MOST
    return Comparator.AT_LEAST


def _adds(before: str, text: str) -> bool:
    """Whether an amount adds up over the year: the word nearest before it says so, else any in the phrase."""
    level, adding = _last(_LEVEL, before), _last(_ADDS, before)
    if level >= 0 or adding >= 0:
        return adding > level
    return _ADDS.search(text) is not None and _LEVEL.search(text) is None


def _last(words: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in words.finditer(text)), default=-1)


def _number(text: str) -> int | None:
    """A number in digits or in characters, scaled; None where it is none after all."""
    try:
        if text[0].isdigit():
            return parse(text)
        if _NEARLY.search(text):
            return None
        return int(cn2an("一" + text if text[0] in "百千" else text, "smart")) * SCALE
    except (FigureError, ValueError):
        return None
