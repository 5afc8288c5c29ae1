"""Commands and options that the documentation names exist, and the documented commands are the ones that are run."""

import re
import shlex
from pathlib import Path

import pytest

from desktop.cli import _VERBS, run

ROOT = Path(__file__).parent.parent
PAGES = [
    "README.md",
    "README.en.md",
    *(f"docs/{page}{end}" for page in ("manual", "trust", "threats", "server", "cluster") for end in (".md", ".en.md")),
]
VERBS = set(_VERBS)

# What the page says of every verb in a sentence above their table.
SAID_ONCE = {"--help", "--lang", "--take-over"}


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def commands(page: str) -> list[list[str]]:
    """Every `target-desk verb …` in a page, in code blocks, tables and sentences."""
    found = re.findall(rf"target-desk ((?:{'|'.join(sorted(VERBS))})\b[^`\n]*)", text(page))
    return [shlex.split(re.sub(r"[\[\]…]", " ", line)) for line in found]


def help_of(verb: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        run([verb, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("page", PAGES)
def test_every_documented_option_is_one_of_its_verb(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    seen = commands(page)
    assert seen
    for verb, *words in seen:
        known = help_of(verb, capsys)
        assert all(word in known for word in words if word.startswith("--")), (verb, words)


@pytest.mark.parametrize("page", ["README.md", "README.en.md"])
def test_the_readme_names_every_verb_and_every_option(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = {verb: words for verb, *words in commands(page) if any(word.startswith(("DB", "DIR")) for word in words)}
    assert set(rows) == VERBS
    assert "`--take-over`" in text(page)
    for verb, words in rows.items():
        options = set(re.findall(r"--[a-z-]+", help_of(verb, capsys))) - SAID_ONCE
        assert options == {word for word in words if word.startswith("--")}


@pytest.mark.parametrize("page", ["README.md", "README.en.md"])
def test_the_readme_names_every_benchmark(page: str) -> None:
    found = [path for path in (ROOT / "tests" / "benchmarks").glob("*.py") if '"--rounds"' in path.read_text("utf-8")]
    assert len(found) > 10
    assert [path.name for path in found if f"`{path.name}" not in text(page)] == []


@pytest.mark.parametrize("page", ["README.md", "README.en.md"])
def test_the_commands_that_build_are_those_of_the_release(page: str) -> None:
    [block] = [one for one in re.findall(r"```sh\n([^`]+)```", text(page)) if "build.spec" in one]
    release = text(".github/workflows/release.yml")
    install, *commands = block.splitlines()
    assert install.endswith('".[build]"')
    assert all(f"run: {command}" in release for command in commands)


@pytest.mark.parametrize("page", PAGES[:2])
def test_the_option_without_a_verb_is_documented(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["--help"])
    assert "--smoke" in capsys.readouterr().out
    assert "`target-desk --smoke`" in text(page)


@pytest.mark.parametrize("mark", ["run", "test"])
def test_the_commands_that_the_checks_run_are_the_readmes(mark: str) -> None:
    block = re.search(rf"<!-- {mark} -->\n```sh\n(.+)\n```", text("README.md"))
    assert block is not None
    words = block[1].replace(" --lang en", "")
    assert words in text("README.en.md")
    assert f"readme {mark}" in text(".ci/run")


@pytest.mark.parametrize("page", PAGES)
def test_every_picture_and_page_that_is_linked_is_there(page: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text(page)) if "://" not in link]
    assert all((ROOT / page).parent.joinpath(link).exists() for link in links), links
