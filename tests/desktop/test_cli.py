"""Every verb by the public door: what it prints, what it exits with, and what it leaves behind when refused."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QLockFile
from sqlcipher3 import dbapi2 as sqlite3

from db import engine
from db.store import open_store
from desktop.cli import run

PERIOD = "2024-03"
ROOT = Path(__file__).resolve().parents[2]
VERBS = (
    "demo",
    "new",
    "issue",
    "receive",
    "report",
    "summary",
    "brief",
    "fill",
    "board",
    "year",
    "undo",
    "trust",
    "passphrase",
    "carry-in",
    "carry-out",
    "backup",
    "backups",
    "restore",
    "check",
    "mend",
    "prepare",
    "move",
)
BOARD_KEYS = {"code", "title", "area", "unit", "lead", "target", "value", "completion", "pace", "lamp", "because"}
RECEIVED_KEYS = {"file", "part", "state", "kind", "unit", "period", "revision", "rows", "batch", "findings"}
FINDING_KEYS = {"severity", "code", "sheet", "cell", "found", "message"}

Said = tuple[int, str, str]
Say = Callable[..., Said]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs a command line; its exit status, what it printed and what it complained of."""

    def call(*words: str | Path) -> Said:
        try:
            status = run([str(word) for word in words])
        except SystemExit as end:
            status = int(end.code or 0)
        heard = capsys.readouterr()
        return status, heard.out, heard.err

    return call


KEPT_BESIDE = ("-wal", "-shm", ".witness")


def inside(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, but for what is kept beside a database."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(KEPT_BESIDE)]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def refused(said: Said) -> str:
    """The one sentence of a refusal."""
    status, out, err = said
    assert (status, out) == (1, "")
    assert "Traceback" not in err
    (sentence,) = err.splitlines()
    return sentence


def rows_of(database: Path, query: str, *values: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as raw:
        return raw.execute(query, values).fetchall()


def alter(database: Path, *statements: str) -> None:
    """Change a database behind the program's back."""
    with closing(sqlite3.connect(database)) as raw:
        triggers = raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            raw.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            raw.execute(statement)
        raw.commit()


def rewrite(database: Path, *statements: str) -> None:
    """Bring a database into a state as the program itself would."""
    opened = open_store(database)
    with opened.write() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    opened.close()


def content(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of what the program works with; the history and the batches remember what was taken back."""
    with closing(sqlite3.connect(database)) as raw:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        growing = {"history", "batches", "batch_changes", "sqlite_sequence", "ledger", "row_digests"}
        kept = [name for name in names if name not in growing]
        return {name: sorted(raw.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in kept}  # noqa: S608


# Help and wrong usage


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_in_both_languages(say: Say, verb: str, language: str) -> None:
    status, out, err = say(verb, "--lang", language, "--help")
    assert (status, err) == (0, "")
    assert bool(re.search("[一-鿿]", out)) is (language == "zh")


@pytest.mark.parametrize(("language", "word"), [("zh", "命令"), ("en", "commands")])
def test_help_lists_every_verb(say: Say, language: str, word: str) -> None:
    status, out, _ = say("--help", f"--lang={language}")
    assert status == 0
    assert word in out
    assert all(re.search(rf"^\s+{verb}\s", out, re.MULTILINE) for verb in VERBS)


@pytest.mark.parametrize(
    "words",
    [
        ("issue", "a.db"),
        ("receive", "a.db"),
        ("board", "a.db", "--period", PERIOD, "--nonsense"),
        ("demo", "there", "--units", "0"),
        ("demo", "there", "--targets", "many"),
        ("demo", "there", "--targets", "1_0"),
        ("demo", "there", "--targets", "５"),
        ("demo", "there", "--targets", "10000"),
        ("demo", "there", "--lang", "fr"),
    ],
)
def test_wrong_usage_exits_with_two_and_does_nothing(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = say(*words)
    assert (status, out) == (2, "")
    assert "用法不对" in err.splitlines()[-1]
    assert inside(tmp_path) == {}


def test_wrong_usage_is_said_in_english(say: Say) -> None:
    status, _, err = say("--lang", "en", "issue")
    assert status == 2
    assert "Wrong usage: " in err
    assert "用法不对" not in err


# The round


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole round on the shipped catalogue."""
    folder = tmp_path_factory.mktemp("shipped") / "demo"
    assert run(["demo", str(folder)]) == 0
    return folder


def test_demo_makes_every_file_it_names(say: Say, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    status, out, err = say("demo", folder, "--units", "3", "--targets", "7", "--period", "2024-02")
    assert (status, err) == (0, "")
    assert "7 个目标，下达 3 份，上报 3 份，接收 3 份" in out
    assert f'target-desk board "{folder / "hq.db"}" --period 2024-02' in out
    counted = {name: len(list((folder / name).iterdir())) for name in ("issued", "reports")}
    # With the workbooks goes the list of them.
    assert counted == {"issued": 3 + 1, "reports": 3}
    assert len(list((folder / "units").glob("*.db"))) == 3
    assert {"hq.db", "hq-issued.db", "summary.xlsx"} <= {path.name for path in folder.iterdir()}


def test_demo_is_told_in_english(say: Say, tmp_path: Path) -> None:
    status, out, _ = say("demo", tmp_path / "demo", "--units", "2", "--lang", "en")
    assert status == 0
    assert "93 targets, 2 issued, 2 reported, 2 taken" in out


def test_demo_does_not_touch_a_round_that_is_there(say: Say, finished_round: Path) -> None:
    before = inside(finished_round)
    assert "没有覆盖" in refused(say("demo", finished_round))
    assert inside(finished_round) == before


def test_every_unit_of_the_shipped_catalogue_is_taken_once_and_then_unchanged(
    say: Say, shipped: Path, tmp_path: Path
) -> None:
    database = Path(shutil.copy(shipped / "hq-issued.db", tmp_path / "hq.db"))
    status, out, _ = say("receive", database, shipped / "reports")
    assert status == 0
    assert out.splitlines()[-1] == "共接收 18 份，无变化 0 份，待确认 0 份，拒收 0 份。"
    status, out, _ = say("receive", database, shipped / "reports", "--lang", "en")
    assert status == 0
    assert out.splitlines()[-1] == "0 taken, 18 unchanged, 0 held, 0 rejected."


def lead_figures(folder: Path) -> dict[str, dict[str, int | None]]:
    """What the units' own databases hold for the period: by target and unit, the scaled figure."""
    query = """
        SELECT targets.code, units.name, entries.value FROM entries
        JOIN reports ON reports.key = entries.report_key JOIN targets ON targets.key = entries.target_key
        JOIN units ON units.key = reports.unit_key JOIN seats ON seats.unit_key = reports.unit_key
        WHERE reports.period = ? AND reports.state = 'exported'"""
    found: dict[str, dict[str, int | None]] = {}
    for database in (folder / "units").glob("*.db"):
        for code, unit, value in rows_of(database, query, PERIOD):
            found.setdefault(code, {})[unit] = value
    return found


def test_the_board_holds_exactly_what_the_units_databases_hold(say: Say, shipped: Path) -> None:
    status, out, _ = say("board", shipped / "hq.db", "--period", PERIOD, "--json")
    assert status == 0
    told, held = json.loads(out), lead_figures(shipped)
    assert len(told) == 93
    # The shipped catalogue takes the lead's figure for every target.
    for line in told:
        figure = held.get(line["code"], {}).get(line["lead"])
        value = None if line["value"] is None else Decimal(line["value"]) * 1_000_000
        assert value == figure or (figure is None and not line["reported"]), line
    assert sum(line["value"] is not None for line in told) > 40


def test_the_board_of_shared_targets_sums_exactly(say: Say, finished_round: Path) -> None:
    _, out, _ = say("board", finished_round / "hq.db", "--period", PERIOD, "--json")
    held = lead_figures(finished_round)
    summed = [line for line in json.loads(out) if line["code"] in {"T001", "T002"}]
    assert len(summed) == 2
    for line in summed:
        figures = list(held[line["code"]].values())
        assert None not in figures
        assert Decimal(line["value"]) * 1_000_000 == sum(figure or 0 for figure in figures)


def test_the_year_holds_what_the_board_of_each_period_holds(say: Say, finished_round: Path) -> None:
    status, out, _ = say("year", finished_round / "hq.db", "--json")
    pages = json.loads(out)
    assert (status, [page["period"] for page in pages]) == (0, ["2024-01", "2024-02", "2024-03"])
    for page in pages:
        _, out, _ = say("board", finished_round / "hq.db", "--period", page["period"], "--json")
        board = [{name: line[name] for name in ("code", "value", "completion", "lamp")} for line in json.loads(out)]
        assert page["targets"] == board
    _, out, _ = say("year", finished_round / "hq.db", "--lang", "en")
    first = pages[-1]["targets"][0]
    assert f"2024-03 {first['value']}" in out.splitlines()[0]


# JSON


def test_board_as_json_has_strings_for_figures_and_null_for_unknown(say: Say, issued_database: Path) -> None:
    _, out, _ = say("board", issued_database, "--period", PERIOD, "--json", "--lang", "en")
    told = json.loads(out)
    assert len(told) == 12
    for line in told:
        assert set(line) >= BOARD_KEYS | {"reported", "missing"}
        figures = [line[name] for name in ("target", "value", "completion", "pace")]
        assert all(figure is None or isinstance(figure, str) for figure in figures)
        assert (line["reported"], len(line["missing"]) > 0) == (False, True)
        assert line["value"] is None or Decimal(line["value"]) >= 0
    assert all(line["value"] is None for line in told if line["unit"] == "")
    assert not re.search("[一-鿿]", told[0]["because"])


def test_received_as_json_names_every_file(say: Say, finished_round: Path, issued_database: Path) -> None:
    status, out, _ = say("receive", issued_database, finished_round / "reports", "--json")
    assert status == 0
    told = json.loads(out)
    assert len(told) == 4
    for result in told:
        assert set(result) == RECEIVED_KEYS
        assert (result["state"], result["kind"], result["period"]) == ("taken", "report", PERIOD)
        assert (result["revision"], result["rows"]) == (1, 12)
        assert result["unit"] in Path(result["file"]).name
        assert all(set(finding) == FINDING_KEYS for finding in result["findings"])
    batches = {key for (key,) in rows_of(issued_database, "SELECT key FROM batches")}
    assert {result["batch"] for result in told} == batches


def test_a_file_that_is_no_workbook_is_rejected_with_its_reason(
    say: Say, issued_database: Path, finished_round: Path, tmp_path: Path
) -> None:
    (tmp_path / "记事.xlsx").write_bytes(b"not a workbook")
    good = next((finished_round / "reports").iterdir())
    status, out, _ = say("receive", issued_database, tmp_path / "记事.xlsx", good, "--json")
    assert status == 1
    bad, taken = json.loads(out)
    assert (bad["state"], bad["batch"], bad["rows"], bad["kind"]) == ("rejected", "", 0, None)
    assert bad["findings"][0]["severity"] == "error"
    assert taken["state"] == "taken"


def test_what_is_not_taken_is_explained_line_by_line(say: Say, issued_database: Path, tmp_path: Path) -> None:
    status, out, _ = say("receive", issued_database, tmp_path / "没有.xlsx")
    assert status == 1
    first, reason, total = out.splitlines()
    assert first.startswith("已拒收")
    assert reason.strip()
    assert total == "共接收 0 份，无变化 0 份，待确认 0 份，拒收 1 份。"


def test_nothing_to_receive_is_not_done(say: Say, issued_database: Path, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    assert say("receive", issued_database, tmp_path / "空")[0] == 1


def test_a_report_of_another_plan_is_held_with_a_receipt(
    say: Say, shipped: Path, issued_database: Path, tmp_path: Path
) -> None:
    foreign = next((shipped / "reports").iterdir())
    status, out, _ = say("receive", issued_database, foreign, "--receipts", tmp_path / "回执")
    assert status == 1
    assert "待确认 1 份" in out
    assert out.splitlines()[-1].startswith("已写好 1 份导入回执")
    assert len(list((tmp_path / "回执").iterdir())) == 1


# A department's side


@pytest.fixture
def department(say: Say, finished_round: Path, tmp_path: Path) -> Path:
    """A unit's database, made by receiving its assignment, in a folder of somebody with an awkward name."""
    folder = tmp_path / "王 & 李 📎"
    folder.mkdir()
    database = folder / "单位 & 目标 100%#1.tdesk"
    assignment = next((finished_round / "issued").glob("*001*"))
    status, out, _ = say("receive", database, assignment)
    assert (status, database.exists()) == (0, True), out
    return database


def test_an_assignment_makes_the_units_database(say: Say, department: Path, finished_round: Path) -> None:
    assert rows_of(department, "SELECT count(*) FROM seats") == [(1,)]
    status, out, _ = say("receive", department, next((finished_round / "issued").glob("*001*")), "--json")
    assert (status, json.loads(out)[0]["state"]) == (0, "unchanged")


def test_a_report_makes_no_database(say: Say, finished_round: Path, tmp_path: Path) -> None:
    status, _, _ = say("receive", tmp_path / "没有.db", finished_round / "reports")
    assert status == 1
    assert inside(tmp_path) == {}


def test_nothing_entered_is_not_reported(say: Say, department: Path, tmp_path: Path) -> None:
    out = tmp_path / "上报.xlsx"
    assert "还没有填报任何内容" in refused(say("report", department, "--period", PERIOD, "--out", out))
    assert not out.exists()


def test_a_report_is_written_again_as_it_was(say: Say, finished_round: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(next((finished_round / "units").glob("*.db")), tmp_path / "单位.db"))
    status, out, _ = say("report", database, "--period", PERIOD, "--out", tmp_path / "上报.xlsx")
    assert status == 0
    code = re.search(r"校验码 (\w{5}-\w{5})", out)
    status, english, _ = say("report", database, "--period", PERIOD, "--out", tmp_path / "b.xlsx", "--lang", "en")
    assert status == 0
    assert code is not None
    assert f"revision 1: {tmp_path / 'b.xlsx'}, check code {code[1]}" in english
    assert (tmp_path / "上报.xlsx").exists()


def test_a_report_with_errors_names_them_and_is_not_written(say: Say, finished_round: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(next((finished_round / "units").glob("*.db")), tmp_path / "单位.db"))
    rewrite(
        database,
        "UPDATE reports SET state = 'draft', sealed_at = NULL, seal = '' WHERE period = '2024-03'",
        """UPDATE entries SET value = NULL, value_typed = '很多' WHERE report_key IN
           (SELECT key FROM reports WHERE period = '2024-03') AND value IS NOT NULL""",
    )
    status, out, _ = say("report", database, "--period", PERIOD, "--out", tmp_path / "上报.xlsx")
    assert status == 1
    assert "很多" in out
    assert out.splitlines()[-1] == "还有错误，没有导出。请改正后再导出。"
    assert not (tmp_path / "上报.xlsx").exists()


@pytest.mark.parametrize("verb", ["issue", "summary"])
def test_a_department_neither_issues_nor_consolidates(say: Say, department: Path, tmp_path: Path, verb: str) -> None:
    sentence = refused(say(verb, department, "--period", PERIOD, "--out", tmp_path / "出"))
    assert "只有汇总端" in sentence
    assert not (tmp_path / "出").exists()


# Headquarters' side


def test_new_takes_the_shipped_catalogue_and_issue_writes_a_workbook_per_unit(say: Say, tmp_path: Path) -> None:
    status, out, _ = say("new", tmp_path / "hq.db")
    assert status == 0
    assert "93 个目标" in out
    status, out, _ = say("issue", tmp_path / "hq.db", "--period", "2024-01", "--out", tmp_path / "下达" / "一月")
    assert status == 0
    assert "已生成 18 份任务下达表" in out
    assert len(list((tmp_path / "下达" / "一月").glob("下达_*.xlsx"))) == 18


def test_new_takes_a_catalogue_of_ones_own_and_a_name(say: Say, tmp_path: Path) -> None:
    catalogue = tmp_path / "2031 年目标.csv"
    header = "code,area,title,kind,comparator,target,unit,accumulation,lead,support,note"
    catalogue.write_text(
        f"{header}\nA1,民生,新增学位,quantity,at_least,1.5,万个,cumulative,教育局,,\n", encoding="utf-8"
    )
    status, out, _ = say("new", tmp_path / "a.db", "--catalogue", catalogue, "--unit", "督查室", "--lang", "en")
    assert status == 0
    assert "2031 年目标, 1 targets" in out
    assert out.rstrip().endswith("headquarters is 督查室.")
    _, out, _ = say("board", tmp_path / "a.db", "--period", "2031-Q1", "--json")
    (line,) = json.loads(out)
    expected = {"code": "A1", "lead": "教育局", "target": "1.5", "value": None, "completion": None, "pace": "0.25"}
    assert {name: line[name] for name in expected} == expected
    assert (line["reported"], line["missing"]) == (False, ["教育局"])


def test_the_board_is_read_aloud_in_both_languages(say: Say, headquarters_database: Path) -> None:
    _, chinese, _ = say("board", headquarters_database, "--period", PERIOD)
    _, english, _ = say("board", headquarters_database, "--period", PERIOD, "--lang", "en")
    assert chinese.splitlines()[12].startswith("共 12 个目标：")
    assert english.splitlines()[12].startswith("12 targets: ")
    assert len(chinese.splitlines()) == len(english.splitlines())


def test_the_board_names_who_is_missing(say: Say, issued_database: Path) -> None:
    _, out, _ = say("board", issued_database, "--period", PERIOD)
    names = "、".join(f"练习单位{number:03}" for number in range(1, 5))
    assert out.splitlines()[-1] == f"还没有上报的单位：{names}。"


def test_summary_replaces_an_older_one(say: Say, headquarters_database: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总.xlsx"
    out.write_bytes(b"old")
    status, printed, _ = say("summary", headquarters_database, "--period", PERIOD, "--out", out)
    assert (status, printed) == (0, f"已导出汇总表：{out}。\n")
    assert out.read_bytes().startswith(b"PK")


def test_undo_takes_a_batch_back_exactly(say: Say, issued_database: Path, finished_round: Path) -> None:
    before = content(issued_database)
    _, out, _ = say("receive", issued_database, next((finished_round / "reports").iterdir()), "--json")
    batch = json.loads(out)[0]["batch"]
    assert content(issued_database) != before
    status, out, _ = say("undo", issued_database, batch[:8])
    assert status == 0
    assert out.startswith("已撤销：上报_练习单位")
    assert content(issued_database) == before
    assert batch[:8] in refused(say("undo", issued_database, batch))
    assert say("check", issued_database)[0] == 0


@pytest.mark.parametrize("batch", ["zzz", "", "%", "_"])
def test_a_batch_that_is_not_there_is_not_undone(say: Say, headquarters_database: Path, batch: str) -> None:
    before = content(headquarters_database)
    assert "导入批次" in refused(say("undo", headquarters_database, batch))
    assert content(headquarters_database) == before


# Refusals


@pytest.mark.parametrize(
    ("period", "word"), [("2024-13", "不是填报期"), ("三月", "不是填报期"), ("2023-03", "不在本计划的年度")]
)
@pytest.mark.parametrize("verb", ["issue", "summary", "board"])
def test_a_bad_period_leaves_everything_as_it_was(
    say: Say, headquarters_database: Path, tmp_path: Path, verb: str, period: str, word: str
) -> None:
    before = inside(tmp_path)
    out = [] if verb == "board" else ["--out", tmp_path / "出"]
    assert word in refused(say(verb, headquarters_database, "--period", period, *out))
    assert inside(tmp_path) == before


def test_demo_with_a_bad_period_makes_no_folder(say: Say, tmp_path: Path) -> None:
    assert "不是填报期" in refused(say("demo", tmp_path / "demo", "--period", "2024-00"))
    assert inside(tmp_path) == {}
    assert not (tmp_path / "demo").exists()


def test_the_shipped_catalogue_has_one_year(say: Say, tmp_path: Path) -> None:
    assert "2024" in refused(say("demo", tmp_path / "demo", "--period", "2023-03", "--lang", "en"))
    assert inside(tmp_path) == {}


def test_a_database_that_is_not_there_is_not_made(say: Say, tmp_path: Path) -> None:
    for words in (("check",), ("undo",), ("board",)):
        rest = {"undo": ["abc"], "board": ["--period", PERIOD]}.get(words[0], [])
        assert "找不到" in refused(say(*words, tmp_path / "没有.db", *rest))
    assert inside(tmp_path) == {}


def test_a_file_that_is_no_database_of_ours_is_not_touched(say: Say, tmp_path: Path) -> None:
    other = tmp_path / "别的.db"
    other.write_bytes(b"text\n" * 500)
    assert "不是目标填报台账的数据库" in refused(say("check", other))
    assert inside(tmp_path) == {"别的.db": b"text\n" * 500}


@pytest.mark.parametrize("verb", ["summary", "brief"])
def test_a_file_that_is_open_is_left_alone_and_a_second_name_told(
    say: Say, headquarters_database: Path, tmp_path: Path, kept_open: Callable[..., object], verb: str
) -> None:
    out = tmp_path / "汇总.xlsx"
    kept_open(out)
    said = refused(say(verb, headquarters_database, "--period", PERIOD, "--out", out))
    assert "正被别的程序（例如 Excel）打开" in said
    assert "另存为“汇总_2.xlsx”" in said
    assert out.read_bytes() == b"old"


def test_workbooks_and_receipts_that_are_open_take_a_second_name(
    say: Say, issued_database: Path, finished_round: Path, tmp_path: Path, kept_open: Callable[..., object]
) -> None:
    folder, broken = tmp_path / "出", tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK")
    first = next((finished_round / "issued").glob("*001*")).name
    kept_open(folder / first, folder / "回执_坏.xlsx")
    status, out, _ = say("issue", issued_database, "--period", PERIOD, "--out", folder)
    assert (status, first.replace(".xlsx", "_2.xlsx") in out.splitlines()[-1]) == (0, True)
    status, out, _ = say("receive", issued_database, broken, "--receipts", folder, "--lang", "en")
    assert (status, out.splitlines()[-1].endswith("saved as: 回执_坏_2.xlsx.")) == (1, True)


def test_new_overwrites_nothing(say: Say, tmp_path: Path) -> None:
    (tmp_path / "hq.db").write_bytes(b"mine")
    assert "was not overwritten" in refused(say("new", tmp_path / "hq.db", "--lang", "en"))
    assert inside(tmp_path) == {"hq.db": b"mine"}


def test_new_needs_its_folder_and_its_catalogue(say: Say, tmp_path: Path) -> None:
    assert "不存在" in refused(say("new", tmp_path / "没有" / "hq.db"))
    assert "没有.csv" in refused(say("new", tmp_path / "hq.db", "--catalogue", tmp_path / "没有.csv"))
    assert inside(tmp_path) == {}


def test_a_summary_into_a_folder_that_is_not_there_is_refused(
    say: Say, headquarters_database: Path, tmp_path: Path
) -> None:
    before = inside(tmp_path)
    out = tmp_path / "没有" / "汇总.xlsx"
    assert "请先建好" in refused(say("summary", headquarters_database, "--period", PERIOD, "--out", out))
    assert inside(tmp_path) == before


def test_a_report_into_a_folder_that_is_not_there_seals_nothing(say: Say, finished_round: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(next((finished_round / "units").glob("*.db")), tmp_path / "单位.db"))
    rewrite(database, "UPDATE reports SET state = 'draft', sealed_at = NULL, seal = '' WHERE period = '2024-03'")
    before = content(database)
    out = tmp_path / "没有" / "上报.xlsx"
    sentence = say("report", database, "--period", PERIOD, "--out", out)
    assert (sentence[0], len(sentence[2].splitlines())) == (1, 1)
    assert content(database) == before


def test_a_folder_that_is_a_file_is_refused(say: Say, issued_database: Path, tmp_path: Path) -> None:
    (tmp_path / "出").write_bytes(b"")
    assert "不能写入" in refused(say("issue", issued_database, "--period", PERIOD, "--out", tmp_path / "出"))


@pytest.fixture
def locked(issued_database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A database that another program is writing to."""
    monkeypatch.setattr(engine, "BUSY_MS", 20)
    with closing(sqlite3.connect(issued_database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield issued_database
        other.execute("ROLLBACK")


def test_a_database_in_use_is_refused_and_left_alone(
    say: Say, locked: Path, finished_round: Path, tmp_path: Path
) -> None:
    before = content(locked)
    assert "正被另一个程序使用" in refused(say("receive", locked, finished_round / "reports"))
    assert "in use" in refused(say("issue", locked, "--period", PERIOD, "--out", tmp_path / "出", "--lang", "en"))
    assert content(locked) == before
    assert not (tmp_path / "出").exists()


# Check


def test_a_whole_database_passes(say: Say, headquarters_database: Path) -> None:
    assert say("check", headquarters_database) == (0, "数据库完好。\n", "")
    assert say("check", headquarters_database, "--lang", "en") == (0, "The database is whole.\n", "")


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("DELETE FROM history WHERE id = 2", "历史记录第 3 条处少了记录"),
        ("UPDATE batches SET content = x'00' WHERE rowid = (SELECT min(rowid) FROM batches)", "被别的程序改过"),
        ("DELETE FROM entries WHERE report_key IN (SELECT row_key FROM batch_changes)", "现在只有 0 行"),
    ],
)
def test_what_was_altered_behind_its_back_is_told(
    say: Say, headquarters_database: Path, statement: str, word: str
) -> None:
    alter(headquarters_database, statement)
    status, out, err = say("check", headquarters_database)
    assert (status, err) == (1, "")
    assert word in out
    assert "历史记录的保护被去掉了" in out
    assert out.splitlines()[-1] == f"发现 {len(out.splitlines()) - 1} 个问题。"


# As a program


def test_it_runs_as_a_module_and_speaks_utf_8(finished_round: Path) -> None:
    words = [sys.executable, "-m", "desktop", "check", str(finished_round / "hq-issued.db")]
    ran = subprocess.run(  # noqa: S603 - our own program
        words, cwd=ROOT, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "ascii"}
    )
    assert (ran.returncode, ran.stdout.decode("utf-8").strip(), ran.stderr) == (0, "数据库完好。", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="has no such terminal")
def test_a_console_of_code_page_936_shows_what_it_has_and_loses_no_line(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "desktop", "check", str(tmp_path / "第①期 📎.tdesk")]
    environment = {**os.environ, "PYTHONIOENCODING": "gbk"}
    try:
        # A console of Windows gives the encoding of its code page as this variable does.
        ran = subprocess.run(words, cwd=ROOT, stdout=theirs, stderr=theirs, check=False, env=environment)  # noqa: S603 - our own program
        said = os.read(ours, 4096).decode("gbk")
    finally:
        os.close(ours)
        os.close(theirs)
    assert ran.returncode == 1
    assert "第①期 ?.tdesk" in said
    assert "Traceback" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="pipes without a reader end otherwise there")
def test_nothing_more_is_said_to_whoever_has_enough(finished_round: Path) -> None:
    words = [sys.executable, "-m", "desktop", "board", str(finished_round / "hq.db"), "--period", PERIOD]
    ran = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 - our own program
    assert ran.stdout is not None
    ran.stdout.close()
    _, err = ran.communicate()
    assert (ran.returncode, err) == (1, b"")


def test_what_goes_into_a_pipe_is_utf_8_whatever_the_console_has(finished_round: Path) -> None:
    words = [sys.executable, "-m", "desktop", "board", str(finished_round / "hq.db"), "--period", PERIOD, "--json"]
    environment = {**os.environ, "PYTHONIOENCODING": "gbk"}
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, check=False, env=environment)  # noqa: S603 - our own program
    assert json.loads(ran.stdout.decode("utf-8"))[0]["area"]
    assert ran.stderr == b""


def test_the_briefing_is_a_word_document(say: Say, finished_round: Path, tmp_path: Path) -> None:
    hq = Path(shutil.copy(finished_round / "hq.db", tmp_path / "hq.db"))
    status, out, _ = say("brief", hq, "--period", PERIOD, "--out", tmp_path / "通报.docx")
    assert (status, "通报.docx" in out) == (0, True)
    assert (tmp_path / "通报.docx").read_bytes().startswith(b"PK")
    template = tmp_path / "模板.toml"
    template.write_text("nonsense", encoding="utf-8")
    assert refused(say("brief", hq, "--period", PERIOD, "--template", template, "--out", tmp_path / "2.docx"))
    assert not (tmp_path / "2.docx").exists()


def test_a_form_is_filled_and_what_is_not_known_is_told(say: Say, finished_round: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["{{count.total}}"])
    book.save(tmp_path / "表.xlsx")
    hq, form, out = finished_round / "hq.db", tmp_path / "表.xlsx", tmp_path / "填好.xlsx"
    status, said, _ = say("fill", hq, "--period", PERIOD, "--form", form, "--out", out)
    assert (status, openpyxl.load_workbook(out).active["A1"].value) == (0, 12)
    assert str(out) in said
    book.active.append(["{{count.totla}}"])
    book.save(form)
    status, said, _ = say("fill", hq, "--period", PERIOD, "--form", form, "--out", out)
    assert status == 1
    assert "count.total" in said


def test_only_named_units_are_issued_a_workbook(say: Say, issued_database: Path, tmp_path: Path) -> None:
    out = tmp_path / "下达"
    status, _, _ = say(
        "issue", issued_database, "--period", PERIOD, "--out", out, "--only", "练习单位001", "--passwords"
    )
    assert status == 0
    (one,) = out.glob("下达_*.xlsx")
    assert one.read_bytes()[:2] != b"PK"
    assert refused(say("issue", issued_database, "--period", PERIOD, "--out", out, "--only", "没有的局"))


def test_trust_tells_and_sets_what_headquarters_goes_by(say: Say, issued_database: Path) -> None:
    status, out, _ = say("trust", issued_database, "--policy", "hold", "--method", "sm3")
    assert status == 0
    signature, policy, method, *keys = out.splitlines()
    assert re.search(r"指纹：(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}（", signature)
    assert (policy, method) == ("来件与下达、导出时不一致：留待确认。", "校验码的算法：SM3（国密）。")
    assert keys == [f"交换密钥　练习单位00{number}：没有。" for number in (1, 2, 3, 4)]
    assert say("trust", issued_database, "--policy", "whatever")[0] == 2


def test_a_key_is_printed_once_and_read_from_standard_input_alone(
    say: Say, issued_database: Path, finished_round: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = Path(shutil.copy(finished_round / "units" / "练习单位001.db", tmp_path / "unit.db"))
    status, out, _ = say("trust", issued_database, "--new-key", "练习单位001")
    (key,) = re.findall(r"(?:[0-9A-Z]{5}-){5}[0-9A-Z]{5}", out)
    assert status == 0
    assert key not in say("trust", issued_database)[1]
    assert refused(say("trust", issued_database, "--new-key", "没有的局")).startswith("没有叫")
    monkeypatch.setattr("sys.stdin", io.StringIO("抄错了\n"))
    assert refused(say("trust", unit, "--enter-key")).startswith("这不是交换密钥")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{key}\n"))
    status, out, _ = say("trust", unit, "--enter-key", "--lang", "en")
    assert status == 0
    assert out.splitlines()[0].startswith("Trusted signature from above: ")
    assert "Exchange key, 练习单位001: set by " in out
    assert key not in out


def test_receiving_says_what_is_marked_and_what_is_verified(
    say: Say, issued_database: Path, finished_round: Path, tmp_path: Path
) -> None:
    source = next((finished_round / "reports").glob("*练习单位001*"))
    book = openpyxl.load_workbook(source)
    book["填报"]["H7"] = 1
    book.save(tmp_path / "改.xlsx")
    status, out, _ = say("receive", issued_database, tmp_path / "改.xlsx")
    assert status == 0
    assert "填报 H7 “年度目标”下达时是“12”，这份文件里是“1”。" in out
    say("trust", issued_database, "--policy", "refuse")
    (result,) = json.loads(say("receive", issued_database, tmp_path / "改.xlsx", "--json")[1])
    assert result["state"] == "unchanged"
    say("undo", issued_database, batch_of(out))
    (result,) = json.loads(say("receive", issued_database, tmp_path / "改.xlsx", "--json")[1])
    assert result["state"] == "rejected"
    assert [(one["code"], one["cell"]) for one in result["findings"]] == [
        ("edited_refused", ""),
        ("locked_changed", "H7"),
    ]


def batch_of(out: str) -> str:
    found = re.search(r"批次 ([0-9a-f]+)", out)
    assert found is not None
    return found[1]


def test_a_database_is_carried_in_and_out(say: Say, finished_round: Path, tmp_path: Path) -> None:
    stick = Path(shutil.copy(finished_round / "hq.db", tmp_path / "U盘.db"))
    assert say("carry-in", stick, tmp_path / "本机.db")[0] == 0
    status, out, _ = say("carry-out", tmp_path / "本机.db")
    assert (status, out) == (0, f"已送回 {stick}。\n")
    shutil.copy(finished_round / "hq-issued.db", stick)
    status, _, err = say("carry-out", tmp_path / "本机.db")
    assert status == 1
    assert "又被改过" in err
    status, out, _ = say("carry-out", tmp_path / "本机.db", "--changed", "replace", "--lang", "en")
    assert status == 0
    assert "The one that was there is now" in out
    assert say("carry-out", tmp_path / "本机.db", "--changed", "beside")[0] == 0
    assert say("carry-out", stick)[0] == 1


def test_a_new_database_in_a_synchronised_folder_is_warned_of(say: Say, tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    status, out, _ = say("new", tmp_path / "OneDrive" / "hq.db")
    assert status == 0
    assert "同步" in out


# Backups


def backups_in(database: Path) -> list[Path]:
    return sorted((database.parent / "backups").iterdir())


def test_a_backup_is_made_listed_and_put_in_a_second_place(say: Say, department: Path, tmp_path: Path) -> None:
    second = tmp_path / "U盘"
    second.mkdir()
    assert say("backups", department) == (0, f"共 0 份备份，在 {department.parent / 'backups'}。\n", "")
    status, out, _ = say("backup", department, "--to", second)
    (made,) = backups_in(department)
    assert (status, out) == (0, f"已备份：{made}\n")
    assert [path.name for path in second.iterdir()] == [made.name]
    status, out, _ = say("backups", department, "--lang", "en")
    line, total = out.splitlines()
    assert re.fullmatch(rf"\d{{4}}-\d\d-\d\d \d\d:\d\d  By hand  \d+ figures  \d+ reports  {made.name}", line)
    assert (status, total.split()[:2]) == (0, ["1", "backups"])


def test_a_second_place_that_is_gone_is_said_and_the_backup_is_there(
    say: Say, department: Path, tmp_path: Path
) -> None:
    status, out, err = say("backup", department, "--to", tmp_path / "gone")
    assert status == 1
    assert out.startswith("已备份：")
    assert "第二处备份没有做成" in err
    assert len(backups_in(department)) == 1


def test_a_backup_replaces_a_database_only_where_that_is_said(
    say: Say, issued_database: Path, finished_round: Path, tmp_path: Path
) -> None:
    before = content(issued_database)
    say("backup", issued_database)
    (made,) = backups_in(issued_database)
    say("receive", issued_database, finished_round / "reports")
    later = content(issued_database)
    assert "已经存在" in refused(say("restore", made, issued_database))
    assert content(issued_database) == later
    assert say("restore", made, issued_database, "--over")[0] == 0
    assert program(content(issued_database)) == program(before)
    assert say("check", issued_database)[0] == 0
    newest = next(path for path in backups_in(issued_database) if "before_restore" in path.name)
    say("restore", newest, issued_database, "--over")
    assert program(content(issued_database)) == program(later)
    assert say("restore", newest, tmp_path / "另一处.db")[0] == 0
    assert program(content(tmp_path / "另一处.db")) == program(later)


def program(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """What a restore brings back; the commits are counted on."""
    return {name: found for name, found in rows.items() if name != "ledger"}


def test_a_database_that_a_window_has_is_not_replaced(say: Say, department: Path) -> None:
    say("backup", department)
    (made,) = backups_in(department)
    lock = QLockFile(f"{department}.lock")
    assert lock.tryLock(0)
    assert "正在窗口里打开" in refused(say("restore", made, department, "--over"))
    lock.unlock()
    assert say("restore", made, department, "--over")[0] == 0


def test_what_is_damaged_or_gone_is_restored_by_the_same_command(say: Say, department: Path) -> None:
    say("backup", department)
    (made,) = backups_in(department)
    before = content(department)
    department.write_bytes(b"nothing" * 3000)
    assert say("backups", department)[1].splitlines()[0].endswith(made.name)
    assert say("restore", made, department, "--over")[0] == 0
    assert program(content(department)) == program(before)
    department.unlink()
    assert say("restore", made, department, "--over")[0] == 0
    assert program(content(department)) == program(before)


def test_what_takes_long_to_open_is_told_with_why_it_is_done(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Path(shutil.copy(Path(__file__).parents[1] / "db" / "schemas" / "0011-unit.db", tmp_path))
    monkeypatch.setattr("db.steps._SOON", 0)
    _, _, told = say("check", old, "--lang", "en")
    first, *steps = told.splitlines()
    assert "once after the program was updated" in first
    assert "Nothing is lost" in first
    said = [step.partition(":")[0] for step in steps]
    assert said[:8] == [f"Step {number} of 9" for number in (*range(1, 8), 9)]
    # What it was asked to do takes as long.
    assert steps[8].startswith("Checking the whole database")
    assert said[9:] == [f"Step {number} of 6" for number in range(1, 7)]
    monkeypatch.undo()
    assert say("check", old)[2] == ""
