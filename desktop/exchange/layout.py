"""Where everything stands in our workbooks: sheets, columns, header words, limits; for readers and writers both."""

from dataclasses import dataclass
from typing import Final, Literal

from db.names import safe_name, shortened
from db.periods import Period
from db.vocabulary import Kind, Lamp, Status
from resources.texts import say

FORMAT_VERSION: Final = 1
FORM_SHEET: Final = "填报"
NODE_SHEET: Final = "节点"
GUIDE_SHEET: Final = "填写说明"
DESK_SHEET: Final = "_desk"
DESK_MARK: Final = "target-desk"
# Where the keys of the columns, their headers and the first row stand on the sheets that are filled in, from 0.
KEY_ROW: Final = 4
HEADER_ROW: Final = 5
FIRST_ROW: Final = 6
# One cell of a spreadsheet holds 32,767 characters, and counts two for a rare one.
DESK_PIECE: Final = 16_000

Holder = Literal["above", "unit", "program"]


# One column is no other: what is kept by columns is found without looking at what they are called.
@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column: its key in the hidden row, its header, other words for it, who writes it, how wide it is."""

    key: str
    header: str
    holder: Holder
    width: float
    synonyms: tuple[str, ...] = ()


FORM_COLUMNS: Final = (
    Column("key", "", "above", 3),
    Column("seq", "序号", "above", 5, ("序", "No.", "#")),
    Column("code", "任务编号", "above", 6.5, ("编号", "目标编号", "代码", "Code", "Task no.")),
    Column("area", "板块", "above", 9, ("领域", "类别", "Area")),
    Column(
        "title",
        "目标任务",
        "above",
        24,
        ("任务", "目标", "指标名称", "任务名称", "目标名称", "Target", "Task", "Title"),
    ),
    Column("measure", "指标类型", "above", 5.5, ("类型", "Measure")),
    Column("unit", "计量单位", "above", 7, ("Unit",)),
    Column("target", "年度目标", "above", 8, ("目标值", "全年目标", "年度目标值", "Annual target")),
    Column("role", "分工", "above", 5, ("Role",)),
    Column("pace", "序时进度", "program", 6.5, ("Pace",)),
    Column("previous", "上期累计", "above", 8, ("上月累计", "上期累计完成", "Previous total", "Last period")),
    Column("increment", "本期完成", "unit", 8, ("本月完成", "当期完成", "本期新增", "This period")),
    Column(
        "value",
        "本期累计",
        "unit",
        8,
        ("累计完成", "本月累计", "累计", "本期累计完成", "Value", "Year to date", "Total to date"),
    ),
    Column("completion", "完成率", "program", 7, ("Completion",)),
    Column("lamp", "亮灯", "program", 11, ("Lamp",)),
    Column("status", "状态", "unit", 8.5, ("完成状态", "进展状态", "Status")),
    Column("narrative", "进展情况", "unit", 32, ("工作进展", "进展", "完成情况", "Progress", "Narrative")),
    Column("problems", "存在问题", "unit", 18, ("问题", "困难和问题", "Problems")),
    Column("next_steps", "下一步措施", "unit", 18, ("下一步", "下步措施", "下一步打算", "下一步工作", "Next steps")),
    Column("explanation", "情况说明", "unit", 18, ("说明", "原因说明", "Explanation")),
    Column("evidence", "佐证材料", "unit", 14, ("证明材料", "附件", "Evidence")),
    Column("review", "审核意见", "above", 14, ("Review",)),
    Column("reply", "意见答复", "unit", 14, ("答复", "Reply")),
)
NODE_COLUMNS: Final = (
    Column("key", "", "above", 3),
    Column("code", "任务编号", "above", 8, ("编号", "目标编号", "Code")),
    Column("title", "目标任务", "above", 30, ("任务", "目标任务名称", "Target")),
    Column("node", "节点", "above", 34, ("节点名称", "里程碑", "Node", "Milestone")),
    Column("begins_on", "开始日期", "above", 12, ("Begins",)),
    Column("due_on", "应完成日期", "above", 12, ("计划完成日期", "Due")),
    Column("done_on", "实际完成日期", "unit", 14, ("完成日期", "实际完成", "Done")),
    Column("note", "备注", "unit", 34, ("说明", "Note")),
)
_MOVING: Final = frozenset({"key", "seq", "previous", "review"})
# What only above may write and what stays as it was issued: all but the place in the list and what every period moves.
LOCKED: Final = tuple(one.key for one in FORM_COLUMNS if one.holder == "above" and one.key not in _MOVING)
LOCKED_OF_NODES: Final = tuple(one.key for one in NODE_COLUMNS if one.holder == "above" and one.key not in _MOVING)
# The title block: a label, and what it stands for in the cell to its right.
LABELS: Final = {
    "plan": "年度计划",
    "unit": "填报单位",
    "period": "填报期",
    "due_on": "截止日期",
    "filled_by": "填报人",
    "checked_by": "审核人",
    "phone": "联系电话",
    "check_code": "校验码",
}
FIGURE_KEYS: Final = ("increment", "value")
TEXT_KEYS: Final = ("narrative", "problems", "next_steps", "explanation", "evidence", "reply")

GUIDE: Final = (
    "1. 只填浅黄色的格子；白色和灰色的格子由上级或程序填写。",
    "2. “本期完成”和“本期累计”填一个就行，都填时两数要对得上。",
    "3. 没有进展填 0；还不知道的空着不填，空着按未报统计。",
    "4. 数字按“计量单位”填写，例如单位是“亿元”，1.5 亿填 1.5；百分数直接填数字，12% 填 12。",
    "5. “状态”从下拉列表里选；申请销号要在“佐证材料”里写上文件名。",
    "6. 进度滞后、数字变少或者连续三期没有变化时，在“情况说明”里写一句原因。",
    "7. 有节点的目标到“节点”表里填实际完成日期。",
    "8. 可以排序、筛选、隐藏列；请不要删除列、不要改任务编号。",
    "9. 每格文字不超过 2000 字；换行请按 Alt+Enter。",
    "10. 填好后保存，把这个文件发回上级就是上报；装有目标填报台账的，导入本文件填报更方便。",
)

LAMP_SHAPES: Final = {Lamp.BLUE: "◆", Lamp.GREEN: "●", Lamp.YELLOW: "▲", Lamp.RED: "■", Lamp.GREY: "○"}
LAMP_COLOURS: Final = {
    Lamp.BLUE: "#1D6FD6",
    Lamp.GREEN: "#1E7F4F",
    Lamp.YELLOW: "#9A6700",
    Lamp.RED: "#C0282D",
    Lamp.GREY: "#59636E",
}

# What a file name of 240 bytes has room for.
_UNIT_BYTES: Final = 180
# What is read before any memory is spent on it.
MAX_FILE: Final = 20 * 2**20
MAX_UNPACKED: Final = 200 * 2**20
MAX_RATIO: Final = 250
MAX_PARTS: Final = 2_000
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 256
# What a file may cost in the process that opens it: seconds, bytes of memory, bytes of what it says.
MAX_SECONDS: Final = 10
MAX_MEMORY: Final = 512 * 2**20
MAX_ANSWER: Final = 128 * 2**20


def lamp_text(lamp: Lamp) -> str:
    """A lamp in a cell: its shape and its word."""
    return f"{LAMP_SHAPES[lamp]} {say(f'lamp.{lamp}')}"


def status_text(status: Status | None) -> str:
    """A status in a cell."""
    return "" if status is None else str(say(f"status.{status}"))


def column_index(columns: tuple[Column, ...], key: str) -> int:
    """The place of a column, counted from 0."""
    return next(index for index, column in enumerate(columns) if column.key == key)


def file_name(kind: Kind, period: Period, unit: str = "", revision: int = 0) -> str:
    """What a workbook is called; of a unit's long name as much as leaves the rest whole."""
    unit = shortened(unit, _UNIT_BYTES)
    names = {
        Kind.ASSIGNMENT: f"下达_{unit}_{period}",
        Kind.REPORT: f"上报_{unit}_{period}_第{revision}次",
        Kind.REVIEW: f"审核_{unit}_{period}_第{revision}次",
        Kind.SUMMARY: f"汇总_{period}",
    }
    return safe_name(f"{names[kind]}.xlsx")
