"""The list of names that one's own form may hold, to copy them from."""

from pathlib import Path
from typing import Final

from desktop.exchange.cells import new_workbook, put_text
from desktop.exchange.styles import styles
from desktop.exchange.templates.names import Names, meaning_of
from desktop.exchange.templates.template import text_of

_COLUMNS: Final = (("填写项", 34), ("含义", 22), ("现在的值", 44))
_ROWS: Final = (
    ("{{row:areas}}", "放在一行里：每个板块一行，行内可用 {{name}}、{{count.red}} 等"),
    ("{{row:units}}", "放在一行里：每个牵头单位一行，行内可用 {{name}}、{{reported}}、{{count.total}} 等"),
    ("{{row:targets}}", "放在一行里：每个目标一行，行内可用 {{code}}、{{title}}、{{value}} 等"),
    ("{{row:targets of 板块或单位名称}}", "放在一行里：该板块或该单位的每个目标一行"),
)


def write_names_list(names: Names, path: Path) -> None:
    """Write the list."""
    with new_workbook(path) as book:
        look, sheet = styles(book), book.add_worksheet("填写项")
        sheet.write_string(0, 0, "把填写项原样放进自己的表格，填写后保留原有格式", look.title)
        for column, (word, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(2, column, word, look.header)
        row = 3
        for token, said in _ROWS:
            sheet.write_string(row, 0, token, look.text)
            sheet.merge_range(row, 1, row, 2, said, look.text)
            row += 1
        for name, value in names.listed():
            for column, text in enumerate((f"{{{{{name}}}}}", str(meaning_of(name)), text_of(value))):
                put_text(sheet, row, column, text, look.text, look.quoted)
            row += 1
        sheet.freeze_panes(3, 1)
        sheet.autofilter(2, 0, row - 1, len(_COLUMNS) - 1)
