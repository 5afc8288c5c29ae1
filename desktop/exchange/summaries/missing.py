"""The sheet of the summary workbook that says who is missing."""

from collections import Counter

from db.board import Board
from db.vocabulary import Role
from desktop.exchange.cells import put_text
from desktop.exchange.summaries.page import MISSING, Page, set_up_pages
from desktop.exchange.texts import listed


def write_missing(page: Page) -> None:
    """Who has not reported, and which targets are blank."""
    sheet, board, look = page.book.add_worksheet(MISSING), page.board, page.look
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, f"{board.period.title}未报情况", look.title)
    due = board.plan.due.get(board.period.code, board.period.due_on)
    sheet.write_string(1, 0, f"截止日期：{due.isoformat()}", look.label)
    for column, (word, width) in enumerate((("单位", 24), ("情况", 12), ("牵头目标数", 11), ("未填目标", 80))):
        sheet.set_column(column, column, width)
        sheet.write_string(3, column, word, look.header)
    row, blanks = 3, _blanks(board)
    led = Counter(unit for line in board.lines for unit, role in line.target.units if role is Role.LEAD)
    for unit, report in board.reports.items():
        blank = blanks.get(board.plan.units[unit], [])
        if report is not None and not blank:
            continue
        row += 1
        put_text(sheet, row, 0, board.plan.units[unit], look.text, look.quoted)
        put_text(sheet, row, 1, "整表未报" if report is None else "部分未填", look.text, look.quoted)
        sheet.write_number(row, 2, led[unit], look.soft)
        put_text(sheet, row, 3, listed(blank), look.text, look.quoted)
    if row == 3:
        sheet.write_string(4, 0, "所有单位都已上报，没有空着的目标。", look.plain)
    sheet.freeze_panes(4, 0)
    sheet.autofilter(3, 0, max(row, 4), 3)
    set_up_pages(sheet, MISSING)


def _blanks(board: Board) -> dict[str, list[str]]:
    """The codes of the targets that a unit has left blank, by its name."""
    found: dict[str, list[str]] = {}
    for line in board.lines:
        for unit in dict.fromkeys(line.figure.missing):
            found.setdefault(unit, []).append(line.target.code)
    return found
