"""What is read rather than done: the help of each page and what is new, in Markdown; and which version this is."""

import re

from resources import FOLDER
from resources.texts import Language


def help_text(page: str, language: Language) -> str:
    """The help for a page."""
    name = f"{page}.md" if language == "zh" else f"{page}.en.md"
    return (FOLDER / "help" / name).read_text(encoding="utf-8")


def newest_changes(language: Language) -> str:
    """The newest section of the changelog: its Chinese paragraphs, or its English ones."""
    return newest_section((FOLDER / "CHANGELOG.md").read_text(encoding="utf-8"), language)


def newest_section(changelog: str, language: Language) -> str:
    """The first section under a heading of the second level, without what is written in the other language."""
    sections = re.split(r"^(?=## )", changelog, flags=re.MULTILINE)[1:2]
    heading, *paragraphs = (part for section in sections for part in re.split(r"\n\s*\n", section.strip()))
    chinese = {part for part in paragraphs if re.search("[\u4e00-\u9fff]", part)}
    said = [part for part in paragraphs if (part in chinese) == (language == "zh")]
    return "\n\n".join([heading, *said])


def third_party() -> str:
    """What others made of this program, as a table; nothing where it was not built into a bundle, which has it all."""
    table = FOLDER / "third-party.md"
    return table.read_text(encoding="utf-8") if table.is_file() else ""


def program_version() -> str:
    """The version of this program; 0 where it was never installed."""
    # Loads what reads mail.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("target-desk")
    except PackageNotFoundError:
        return "0"
