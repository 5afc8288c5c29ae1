"""Texts with what only a spreadsheet's files can hold in them, or what would be a command elsewhere."""

import re
from collections.abc import Iterator
from typing import Final

from made.forms import FORM, TEXTS, Make, cell, parts, words
from made.packages import Parts

from hazards import REACHED, Hazard, rejected, taken

_PLACE: Final = "填报!Q8"
# What stands in the narrative of Q2, as the XML of the file says it, and what is taken of it.
_READ: Final = {
    "a line break": ("一\n二", "一\n二"),
    "a line break as a number": ("一&#10;二", "一\n二"),
    "a return of the carriage in Excel's way": ("一_x000D_\n二", "一\n二"),
    "a return of the carriage alone": ("一_x000D_二", "一\n二"),
    "what only looks like Excel's way": ("_x005F_x000D_", "_x000D_"),
    "what Excel's way makes of a letter": ("_x0041_", "A"),
    "what is not quite Excel's way": ("x000D_ _x00D_", "x000D_ _x00D_"),
    "a bell": ("一_x0007_二", "一二"),
    "a zero": ("一_x0000_二", "一二"),
    "half a character": ("一_xD83D_二", "一_xD83D_二"),
    "half a character the other way": ("一_xDE00_二", "一_xDE00_二"),
    "what is no character": ("一_xFFFF_二", "一_xFFFF_二"),
    "a face": ("好😀", "好😀"),
    "rare characters": ("𠮷野家𪚥", "𠮷野家𪚥"),
    "non-breaking blanks": ("一\u00a0二", "一\u00a0二"),
    "blanks of a paragraph": ("　　一", "　　一"),
    "a tab": ("一\t二", "一\t二"),
    "zero-width blanks": ("一\u200b二", "一\u200b二"),
    "letters that turn the line round": ("\u202e一二", "\u202e一二"),
    "a formula's beginning": ("=1+1", "=1+1"),
    "a command's beginning": ("@SUM(A1)", "@SUM(A1)"),
    "a sign's beginning": ("+86 27", "+86 27"),
    "marks of XML": ("&lt;a&gt; &amp;amp; &quot;", '<a> &amp; "'),
    "braces of a template": ("{unit} %s", "{unit} %s"),
    "what would be a path": ("../../hq.db", "../../hq.db"),
    "what would be SQL": ("'; DROP TABLE units; --", "'; DROP TABLE units; --"),
    "a quotation of XML": ("<![CDATA[a<b]]>", "a<b"),
    "a remark of XML within": ("一<!-- 三 -->二", "一二"),
    "two thousand characters": ("字" * 2000, "字" * 2000),
}


def _cell(inside: str) -> Make:
    return cell("Q8", f'<c r="Q8" t="inlineStr"><is>{inside}</is></c>')


def _shared(inside: str) -> Make:
    """The narrative as a shared text: Q2's title is there once more."""

    def change(found: Parts) -> None:
        count = found[TEXTS].count(b"<si>")
        found[TEXTS] = found[TEXTS].replace(b"</sst>", f"<si>{inside}</si></sst>".encode())
        blank, said = rb'<c r="Q8" s="\d+"/>', f'<c r="Q8" t="s"><v>{count}</v></c>'.encode()
        found[FORM] = re.sub(blank, said, found[FORM])

    return parts(change)


def _takes(said: str) -> dict[str, str]:
    return {**REACHED, "Q2.narrative": said}


def _texts() -> Iterator[Hazard]:
    for name, (said, kept) in _READ.items():
        yield taken(f"a text with {name}", words("Q8", said), _takes(kept))
    rich = '<r><t>进</t></r><r><rPr><b/><color rgb="FFFF0000"/></rPr><t>展</t></r>'
    spoken = '<t>进展</t><rPh sb="0" eb="1"><t>jin</t></rPh><phoneticPr fontId="1"/>'
    for way, make in (("", _cell), (" that is shared", _shared)):
        yield taken(f"a text of several looks{way}", make(rich), _takes("进展"))
        yield taken(f"a text with its pronunciation{way}", make(spoken), _takes("进展"))
        yield taken(f"a text of nothing{way}", make("<t/>"))
        yield taken(f"a text of blanks{way}", make('<t xml:space="preserve">   </t>'))
        yield taken(f"a text without anything in it{way}", make(""))
    yield taken("a text that is a number", words("Q8", "2024"), _takes("2024"))
    yield taken("a number where a text belongs", cell("Q8", '<c r="Q8"><v>2024</v></c>'), _takes("2024"))
    yield taken(
        "a long number where a text belongs", cell("Q8", '<c r="Q8"><v>13800138000</v></c>'), _takes("13800138000")
    )
    yield taken("a truth where a text belongs", cell("Q8", '<c r="Q8" t="b"><v>1</v></c>'), _takes("TRUE"))
    yield taken("a day where a text belongs", cell("Q8", '<c r="Q8" t="d"><v>2024-03-05</v></c>'), _takes("2024-03-05"))
    yield taken(
        "a text as the result of a formula",
        cell("Q8", '<c r="Q8" t="str"><f>"进展"</f><v>进展</v></c>'),
        _takes("进展"),
    )
    yield rejected("a text that is too long", words("Q8", "字" * 2001), "too_long", "超过 2000 个字", _PLACE)
    yield rejected("a text as long as a cell can be", words("Q8", "字" * 32_767), "too_long", "32767 个字", _PLACE)
    yield rejected("a text longer than a cell can be", words("Q8", "字" * 40_000), "too_long", "40000 个字", _PLACE)
    yield taken("a status in a word", words("P8", "推进中"), {**REACHED, "Q2.status": "in_progress"})
    yield taken("a status with blanks around it", words("P8", " 推进中\u00a0"), {**REACHED, "Q2.status": "in_progress"})
    yield rejected("a status that is none", words("P8", "已启动"), "not_a_status", "不是可选的状态", "填报!P8")
    yield rejected(
        "a status that is a number", cell("P8", '<c r="P8"><v>1</v></c>'), "not_a_status", "不是可选的状态", "填报!P8"
    )


HAZARDS: Final = tuple(_texts())
