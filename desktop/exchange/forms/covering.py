"""The covering list of what is issued: which unit gets which file, by when, and whom to call."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.periods import Period
from desktop.exchange.cells import lines_of, new_workbook, put_text, row_height
from desktop.exchange.styles import styles
from desktop.exchange.texts import listed

_COLUMNS: Final = (
    ("序号", 6),
    ("单位", 20),
    ("文件", 34),
    ("牵头", 7),
    ("配合", 7),
    ("校验码", 14),
    ("打开密码", 14),
    ("联系人", 10),
    ("电话", 14),
    ("自上次下达以来的变化", 52),
    ("签收", 12),
)
_TOP: Final = 4


@dataclass(frozen=True, slots=True)
class CoveringLine:
    """One workbook of the list; no password where it opens without one."""

    unit: str
    file_name: str
    leads: int
    supports: int
    check_code: str
    password: str
    person: str
    phone: str
    changes: Sequence[str]


def covering_name(period: Period) -> str:
    """What the list of a period is called."""
    return f"下达清单_{period.code}.xlsx"


def write_covering(
    path: Path, plan: str, period: Period, due: str, fingerprint: str, lines: Sequence[CoveringLine]
) -> None:
    """Write the list, to be printed and signed on receipt."""
    with new_workbook(path) as book:
        look, sheet = styles(book), book.add_worksheet("下达清单")
        sheet.set_row(0, 30)
        put_text(sheet, 0, 0, f"{plan}　{period.title}填报表下达清单", look.title, look.quoted)
        sheet.write_string(1, 0, f"共 {len(lines)} 个单位，请于 {due} 前上报。", look.label)
        sheet.write_string(2, 0, f"下达签名指纹：{fingerprint}（首次导入或提示签名不同时，请与此核对）", look.label)
        for column, (word, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(_TOP - 1, column, word, look.header)
        for number, line in enumerate(lines):
            row, changes = _TOP + number, listed(line.changes, "\n")
            sheet.write_number(row, 0, number + 1, look.soft_centre)
            texts = (line.unit, line.file_name, None, None, line.check_code, line.password, line.person, line.phone)
            for column, text in enumerate((*texts, changes), 1):
                if text is not None:
                    put_text(sheet, row, column, text, look.text, look.quoted)
            sheet.write_number(row, 3, line.leads, look.soft)
            sheet.write_number(row, 4, line.supports, look.soft)
            sheet.write_blank(row, 10, None, look.text)
            most = max(lines_of(changes, 52), lines_of(line.file_name, 34))
            if most > 1:
                sheet.set_row(row, row_height(most))
        sheet.freeze_panes(_TOP, 2)
        sheet.repeat_rows(_TOP - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L下达清单&C第 &P 页，共 &N 页&R&D")
