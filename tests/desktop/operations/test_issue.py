from collections.abc import Callable
from pathlib import Path

import pytest

from db.errors import Refusal
from db.vocabulary import Origin
from desktop.desk import Desk
from desktop.operations.issue import issue
from desktop.operations.new import new
from desktop.operations.progress import Cancelled
from desktop.operations.receive import receive_into

Sit = Callable[[Path], Desk]
PERIOD = "2024-03"


def test_every_unit_that_is_to_report_gets_its_workbook(tmp_path: Path, sit_down: Sit) -> None:
    new(tmp_path / "hq.db", None, None, Origin.COMMAND)
    issued = issue(sit_down(tmp_path / "hq.db"), PERIOD, tmp_path / "下达")
    assert len(issued.files) == 18
    assert issued.supporting == ("财政局",)
    assert sorted(path.name for path in (tmp_path / "下达").iterdir()) == sorted(path.name for path in issued.files)


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
