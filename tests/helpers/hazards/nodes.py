"""Days on the sheet of nodes, as people and programs write them."""

from collections.abc import Iterator
from typing import Final

from made.forms import NODES, Make, cell, parts, shown, swap, then, words
from made.packages import BOOK, Parts

from hazards import REACHED, Hazard, held, rejected, taken

_PLACE: Final = "节点!G7"
_READ: Final = (
    "2024-03-05",
    "2024.3.5",
    "2024/3/5",
    "2024年3月5日",
    "3月5日",
    " 2024-03-05 ",
    "20240305",
    "２０２４-０３-０５",
    "2024 年 3 月 5 日",
)
_REFUSED: Final = (
    "三月五日",
    "2024-13-05",
    "2024-02-30",
    "3月",
    "已完成",
    "3-5",
    "5/3/2024",
    "上周五",
)


def _day(value: str, code: str = "yyyy-mm-dd") -> Make:
    return shown("G7", value, code, NODES)


def _counted_from_1904(found: Parts) -> None:
    found[BOOK] = found[BOOK].replace(b"<workbookPr", b'<workbookPr date1904="1"')


def _row(place: str) -> Make:
    """A row of a node with another key, and a day in it."""
    return then(words("A7", place, NODES), words("G7", "2024-03-05", NODES))


def _days() -> Iterator[Hazard]:
    done = {**REACHED, "node-0.done_on": "2024-03-05"}
    for said in _READ:
        yield taken(f"a node done on “{said}”", words("G7", said, NODES), done)
    for said in _REFUSED:
        yield rejected(f"a node done on “{said}”", words("G7", said, NODES), "not_a_date", "不是日期", _PLACE)
    yield taken("a node done on a day", _day("45356"), done)
    yield taken("a node done at a time", _day("45356.75", "yyyy-mm-dd hh:mm"), done)
    yield taken("a node done on a day in Chinese", _day("45356", "m&quot;月&quot;d&quot;日&quot;"), done)
    yield taken("a node done on a day by itself", cell("G7", '<c r="G7" t="d"><v>2024-03-05</v></c>', NODES), done)
    yield taken("a node done on a day counted from 1904", then(_day("43894"), parts(_counted_from_1904)), done)
    calculated = then(_day("45356"), swap(NODES, "<v>45356</v>", "<f>DATE(2024,3,5)</f><v>45356</v>"))
    yield taken("a node with a day as the result of a formula", calculated, done)
    yield rejected(
        "a node done on a number", cell("G7", '<c r="G7"><v>45356</v></c>', NODES), "not_a_date", "45356", _PLACE
    )
    yield rejected(
        "a node done on a truth", cell("G7", '<c r="G7" t="b"><v>1</v></c>', NODES), "not_a_date", "TRUE", _PLACE
    )
    never = {"before the first day": "-1", "on the day that never was": "60", "after the last day": "99999999"}
    for name, stored in never.items():
        yield rejected(f"a node done {name}", _day(stored), "no_such_day", "没有这样一天", _PLACE)
    yield rejected("a node done in the year 9999", _day("2958465"), "node_in_future", "还没有到", "")
    yield rejected("a node done before it began", _day("45000"), "node_before_begun", "早于开始日期", "")
    error = cell("G7", '<c r="G7" t="e"><v>#N/A</v></c>', NODES)
    yield rejected("a node done on an error", error, "cell_error", "#N/A", _PLACE)
    yield rejected(
        "a node's formula that was never calculated",
        cell("G7", '<c r="G7"><f>TODAY()</f></c>', NODES),
        "cell_not_calculated",
        "没有算出",
        _PLACE,
    )
    twice = cell("G7", '<c r="G7"><v>45356</v></c><c r="G7"><v>45357</v></c>', NODES)
    yield rejected("a node's day twice", twice, "cell_twice", "出现了两次", _PLACE)
    yield taken("a node with a note", words("H7", "已封顶", NODES), {**REACHED, "node-0.note": "已封顶"})


def _rows() -> Iterator[Hazard]:
    yield held("a node nobody knows", _row("node-9"), "node_by_word", "认作 M1 封顶", "节点!D7")
    yield held("a node without its key", _row(""), "node_by_word", "认作 M1 封顶", "节点!D7")
    yield held(
        "a node twice",
        then(words("A8", "node-0", NODES), words("G8", "2024-03-05", NODES)),
        "node_twice",
        "出现了两行",
        "节点!D8",
    )
    yield taken("nothing on the sheet of nodes", parts(_without_nodes))


def _without_nodes(found: Parts) -> None:
    start, end = found[NODES].index(b"<sheetData>"), found[NODES].index(b"</sheetData>")
    found[NODES] = found[NODES][:start] + b"<sheetData>" + found[NODES][end:]


HAZARDS: Final = (*_days(), *_rows())
