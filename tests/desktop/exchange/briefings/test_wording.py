import re
import tomllib
from pathlib import Path

import pytest

from db.errors import Refusal
from desktop.exchange.briefings.briefing import Run
from desktop.exchange.briefings.wording import ENTRIES, MAX_TEMPLATE, load_wording, shipped


def edited(path: Path, entry: str, line: str) -> Path:
    """The shipped template with one line of one group written anew."""
    group, _, code = entry.partition(".")
    before, mark, after = shipped().partition(f"[{group}]\n")
    path.write_text(before + mark + re.sub(rf"^{code} = .*$", line, after, count=1, flags=re.MULTILINE), "utf-8")
    return path


def test_the_shipped_template_has_exactly_the_entries() -> None:
    groups = tomllib.loads(shipped())
    assert {f"{group}.{code}" for group, codes in groups.items() for code in codes} == set(ENTRIES)


def test_the_shipped_template_names_what_may_be_used_above_each_entry() -> None:
    text = shipped()
    for entry, allowed in ENTRIES.items():
        code = entry.partition(".")[2]
        explained = {frozenset(re.findall(r"{(\w+)}", line)) for line in text.splitlines() if line.startswith("#")}
        assert code in text
        assert not allowed or frozenset(allowed) in explained, entry


def test_values_stand_where_the_template_names_them(tmp_path: Path) -> None:
    wording = load_wording(edited(tmp_path / "t.toml", "problems.opening", 'opening = "{{{behind}}}之{listed}"'))
    five = Run("5", ("a", "b", "c", "d", "e"))
    runs = wording.runs("problems.opening", behind=five, listed="{x}")
    assert "".join(run.text for run in runs) == "{5}之{x}"
    assert five in runs


@pytest.mark.parametrize("written", ["{nothing}", "{}", "{0}", "{behind!r}", "{behind:>9}", "{behind.text}"])
def test_an_unknown_placeholder_is_refused_with_those_that_are_known(tmp_path: Path, written: str) -> None:
    template = edited(tmp_path / "t.toml", "problems.opening", f'opening = "有{written}项"')
    with pytest.raises(Refusal) as refused:
        load_wording(template)
    assert "“problems.opening”" in str(refused.value)
    assert f" {written}，可用的有：{{behind}} {{listed}}。" in str(refused.value)


def test_an_entry_without_placeholders_says_that_it_has_none(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"overall\.heading.*\{total\}.*没有可用的名称"):
        load_wording(edited(tmp_path / "t.toml", "overall.heading", 'heading = "共{total}"'))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("", "缺少“problems.opening”"),
        ("opening = 3", "缺少“problems.opening”"),
        ('opening = "{behind"', "大括号不成对"),
        ('opening = "没有关', "读不懂"),
    ],
)
def test_what_cannot_be_filled_in_is_refused(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        load_wording(edited(tmp_path / "t.toml", "problems.opening", line))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "缺少“head.title”"),
        (b"head = 1", "缺少“head.title”"),
        ("标题 = '通报'".encode("gbk"), "UTF-8"),
        (b"#" * (MAX_TEMPLATE + 1), "太大"),
        (b"a = " + b"[" * 5000, "读不懂"),
    ],
)
def test_another_file_is_no_template(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "t.toml").write_bytes(content)
    with pytest.raises(Refusal, match=told):
        load_wording(tmp_path / "t.toml")


def test_a_template_that_is_not_there_is_said() -> None:
    with pytest.raises(Refusal, match="找不到"):
        load_wording(Path("没有.toml"))
