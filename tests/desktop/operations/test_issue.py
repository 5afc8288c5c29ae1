from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from db.errors import Refusal
from db.vocabulary import FileState, Origin
from desktop.desk import Desk
from desktop.exchange.opening.locking import unlock
from desktop.operations.catalogue import edit_targets, load_catalogue
from desktop.operations.editing import CellEdit
from desktop.operations.issue import Order, issue, recipients, unit_keys
from desktop.operations.new import new
from desktop.operations.progress import Cancelled
from desktop.operations.receive import receive_into
from desktop.operations.revising import Revision
from desktop.operations.target_details import set_shares
from desktop.operations.units import add_unit, merge_unit

Sit = Callable[[Path], Desk]
PERIOD = "2024-03"


def test_every_unit_that_is_to_report_gets_its_workbook(tmp_path: Path, sit_down: Sit) -> None:
    new(tmp_path / "hq.db", None, None, Origin.COMMAND)
    issued = issue(sit_down(tmp_path / "hq.db"), PERIOD, tmp_path / "下达")
    assert len(issued.files) == 18
    assert issued.supporting == ("财政局",)
    written = {path.name for path in (*issued.files, issued.covering)}
    assert {path.name for path in (tmp_path / "下达").iterdir()} == written


def test_a_department_cannot_issue(department: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="只有汇总端"):
        issue(department, PERIOD, tmp_path / "下达")
    assert not (tmp_path / "下达").exists()


@pytest.mark.parametrize(("code", "said"), [("2024-13", "不是填报期"), ("2025-03", "不在本计划的年度")])
def test_a_period_that_is_none_of_the_plans_is_refused(
    headquarters: Desk, tmp_path: Path, code: str, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        issue(headquarters, code, tmp_path / "下达")


def test_a_quarter_is_opened_by_issuing_it(headquarters: Desk, tmp_path: Path) -> None:
    assert len(issue(headquarters, "2024-Q1", tmp_path / "下达").files) == 4
    with headquarters.read() as (_, plan):
        assert "2024-Q1" in plan.due


def test_a_cancelled_issue_leaves_whole_files_only(headquarters: Desk, tmp_path: Path) -> None:
    def stop(done: int, total: int, what: str) -> None:  # noqa: ARG001 - a progress is told all of it
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        issue(headquarters, PERIOD, tmp_path / "下达", stop)
    assert len(list((tmp_path / "下达").iterdir())) == 2


def test_a_folder_that_cannot_be_made_is_refused(headquarters: Desk, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    with pytest.raises(Refusal, match="不能写入"):
        issue(headquarters, PERIOD, tmp_path / "文件" / "下达")


def test_units_whose_names_make_one_file_name_have_a_workbook_each(tmp_path: Path, sit_down: Sit) -> None:
    header = "code,area,title,kind,comparator,target,unit,accumulation,lead,support"
    names = ("一/二科", "一:二科", "A局", "a局")
    lines = [f"T{n},创新,目标{n},quantity,at_least,12,个,cumulative,{name}," for n, name in enumerate(names)]
    (tmp_path / "2024.csv").write_text("\n".join([header, *lines]), encoding="utf-8")
    new(tmp_path / "hq.db", tmp_path / "2024.csv", None, Origin.COMMAND)
    files = issue(sit_down(tmp_path / "hq.db"), PERIOD, tmp_path / "下达").files
    assert len({path.name.casefold() for path in files}) == 4
    units = [receive_into(tmp_path / f"{n}.db", [path], Origin.COMMAND)[0].unit for n, path in enumerate(files)]
    assert units == list(names)


def test_what_is_open_in_excel_gets_a_second_name_and_the_list_has_it(
    headquarters: Desk, tmp_path: Path, kept_open: Callable[..., object]
) -> None:
    assert issue(headquarters, PERIOD, tmp_path / "旧").note is None
    first, other, *_ = recipients(headquarters, PERIOD)
    kept_open(tmp_path / f"下达_{first.unit}_{PERIOD}.xlsx", tmp_path / f"下达清单_{PERIOD}.xlsx")
    issued = issue(headquarters, PERIOD, tmp_path, order=Order(frozenset({first.unit_key, other.unit_key})))
    names = [f"下达_{first.unit}_{PERIOD}_2.xlsx", f"下达_{other.unit}_{PERIOD}.xlsx"]
    assert [path.name for path in issued.files] == names
    assert [row[2] for row in cells(issued.covering)[4:] if row[1]] == names
    assert str(issued.note) == (
        f"2 个文件的原名正被别的程序（例如 Excel）打开，已另存为：{names[0]}、下达清单_{PERIOD}_2.xlsx。"
    )


def cells(path: Path) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in row] for row in load_workbook(path).active.values]


def test_only_the_chosen_units_get_one_each_with_a_password_that_the_list_tells(
    headquarters: Desk, tmp_path: Path
) -> None:
    first, second, *_ = recipients(headquarters, PERIOD)
    order = Order(frozenset({first.unit_key, second.unit_key}), locked=True)
    issued = issue(headquarters, PERIOD, tmp_path / "下达", order=order)
    listed = [row for row in cells(issued.covering)[4:] if row[1]]
    assert [(row[1], row[2]) for row in listed] == [
        (one.unit, path.name) for one, path in zip((first, second), issued.files, strict=True)
    ]
    passwords = [row[6] for row in listed]
    assert len(set(passwords)) == 2
    with pytest.raises(Refusal) as refused:
        unlock(issued.files[0].read_bytes(), passwords[1])
    assert refused.value.sentence.code == "refusal.wrong_workbook_password"
    plainly = tmp_path / "打开.xlsx"
    plainly.write_bytes(unlock(issued.files[0].read_bytes(), passwords[0]))
    assert load_workbook(plainly).sheetnames[0] == "填报"
    assert receive_into(tmp_path / "局.db", [plainly], Origin.COMMAND)[0].state is FileState.TAKEN


def test_issued_again_says_what_changed_since(headquarters: Desk, tmp_path: Path) -> None:
    issue(headquarters, PERIOD, tmp_path / "一")
    assert all(one.changes == () for one in recipients(headquarters, PERIOD))
    row = next(row for row in load_catalogue(headquarters).rows if row.target.goal.target)
    key, lead = row.target.key, row.target.lead
    before = row.text("target")
    since = Revision("2024-04", "上级调整任务")
    edit_targets(headquarters, [CellEdit(key, "target", "77")], since)
    edit_targets(headquarters, [CellEdit(key, "target", "88")], since)
    set_shares(headquarters, key, {"2024-12": "100"}, since)
    told = {one.unit_key: [str(change) for change in one.changes] for one in recipients(headquarters, PERIOD)}
    assert f"{row.target.code} {row.target.title}：目标值 {before} → 88。" in told[lead or ""]
    assert f"{row.target.code} {row.target.title}：序时计划有变化。" in told[lead or ""]
    assert all(not changes or unit in row.target.roles for unit, changes in told.items())
    issued = issue(headquarters, PERIOD, tmp_path / "二")
    assert any("→ 88" in cell for row in cells(issued.covering) for cell in row)
    assert all(one.changes == () for one in recipients(headquarters, PERIOD))


def test_a_period_is_issued_to_those_who_had_the_targets_then(headquarters: Desk, tmp_path: Path) -> None:
    old = recipients(headquarters, PERIOD)[0]
    merge_unit(headquarters, old.unit_key, add_unit(headquarters, "新设局"), Revision("2024-04", "机构改革"))
    units = {one.unit for one in recipients(headquarters, PERIOD)}
    issued = issue(headquarters, PERIOD, tmp_path / "下达")
    assert {path.name.split("_")[1] for path in issued.files} == units
    only = Order(unit_keys(headquarters, [old.unit], PERIOD))
    assert len(issue(headquarters, PERIOD, tmp_path / "补发", order=only).files) == 1
    with pytest.raises(Refusal, match=old.unit):
        unit_keys(headquarters, [old.unit], "2024-04")
