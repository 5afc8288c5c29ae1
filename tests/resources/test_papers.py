"""Help and changes ship in both languages, and each speaks its own."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from resources.papers import help_text, newest_changes, newest_section, program_version
from resources.texts import LANGUAGES, Language

PAGES = (
    *("welcome", "home", "entry", "targets", "exchange", "history", "settings"),
    *("board", "inbox", "review", "consolidation", "catalogue", "assigning", "periods", "units"),
)
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_its_help(page: str, language: Language) -> None:
    text = help_text(page, language)
    assert text.startswith("# ")
    assert bool(CHINESE.search(text.replace("1.5亿", ""))) == (language == "zh")


def test_no_help_is_for_no_page() -> None:
    names = {path.name for path in files("resources").joinpath("help").iterdir()}
    assert names == {f"{page}{ending}" for page in PAGES for ending in (".md", ".en.md")}


def test_only_the_newest_section_is_news_and_only_in_the_language() -> None:
    changelog = "# 变更记录\n\n## 2.0\n\n- 新\n- 更新\n\nNew things.\n\n- Newer\n\n## 1.0\n\n- 旧\n"
    assert newest_section(changelog, "zh") == "## 2.0\n\n- 新\n- 更新"
    assert newest_section(changelog, "en") == "## 2.0\n\nNew things.\n\n- Newer"


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_news(language: Language) -> None:
    assert newest_changes(language).startswith("## ")
    assert len(newest_changes(language).splitlines()) > 1


def test_the_changelog_is_the_one_that_ships() -> None:
    root = Path(__file__).parents[2]
    assert (root / "CHANGELOG.md").resolve() == root / "resources" / "CHANGELOG.md"


def test_the_program_knows_its_version() -> None:
    assert re.fullmatch(r"\d+(\.\d+)*", program_version())
