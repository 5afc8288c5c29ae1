"""What runs the suite in a Windows Python: it asks for what is needed there, and counts every test file once."""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

TESTS = Path(__file__).parent
RESULTS = """\
<testsuites><testsuite>
<testcase classname="tests.db.test_a" name="good"/>
<testcase classname="tests.db.test_a" name="bad"><failure message="no"/></testcase>
<testcase classname="tests.db.test_a" name="one"><skipped message="not on Windows: it forks"/></testcase>
<testcase classname="tests.db.test_a" name="two"><skipped message="not on Windows: it forks"/></testcase>
</testsuite></testsuites>
"""


def script(name: str) -> ModuleType:
    loader = SourceFileLoader(name.removesuffix(".py"), str(TESTS / "windows" / name))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_what_windows_needs_is_asked_for_without_conditions() -> None:
    run = script("run")
    wanted = run.requirements()
    assert not [one for one in wanted if ";" in one]
    assert [one for one in wanted if one.startswith("PySide6")] == ["PySide6-Essentials==6.11.3"]
    assert any(one.startswith("pytest-qt") for one in wanted)
    assert run.windows_path(Path("/a/b c")).endswith("\\a\\b c")


def test_every_test_file_is_in_one_part() -> None:
    found = [file for part in script("parts.py").parts() for file in part]
    assert sorted(found) == sorted(TESTS.rglob("test_*.py"))


def test_what_was_skipped_is_counted_by_its_reason(tmp_path: Path) -> None:
    parts = script("parts.py")
    (tmp_path / "results.xml").write_text(RESULTS, encoding="utf-8")
    told = list(parts.told(parts.counted(tmp_path / "results.xml"), 1))
    assert "     2 skipped: not on Windows: it forks" in told
    assert "failed: tests.db.test_a::bad" in told
    assert told[-1] == "1 passed, 1 failed, 2 skipped, 0 broken off"
