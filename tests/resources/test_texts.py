"""The texts: both languages say the same things, and the program asks for no sentence that is not there."""

import ast
import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from string import Formatter

import pytest

from db import vocabulary
from db.checks import TEXT_FIELDS
from db.models import Base
from db.rows import SLOT
from resources.texts import LANGUAGES, Language, Sentence, catalogue, say

ROOT = Path(__file__).parents[2]
SOURCES = [path for folder in ("db", "desktop", "resources") for path in sorted((ROOT / folder).rglob("*.py"))]
CODE = re.compile(r"[a-z_]+\.[a-z_]*[a-z]")
# Proper names stay as they are.
NAMES = {"plan.shipped", "setting.language_zh"}
# Sentences that are looked up by a word of the vocabulary.
BY_WORD: dict[str, type[StrEnum]] = {
    "status": vocabulary.Status,
    "lamp": vocabulary.Lamp,
    "role": vocabulary.Role,
    "measure": vocabulary.Measure,
    "asked": vocabulary.Comparator,
    "rule": vocabulary.Consolidation,
    "severity": vocabulary.Severity,
    "kind": vocabulary.Kind,
    "file_state": vocabulary.FileState,
    "exchange_state": vocabulary.ExchangeState,
    "direction": vocabulary.Direction,
    "policy": vocabulary.EditedPolicy,
    "method": vocabulary.SealMethod,
    "backup_reason": vocabulary.BackupReason,
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_are_read_as_toml_says_they_are(language: Language) -> None:
    groups = tomllib.loads((ROOT / "resources" / "texts" / f"{language}.toml").read_text(encoding="utf-8"))
    assert catalogue(language) == {
        f"{group}.{code}": said for group, one in groups.items() for code, said in one.items()
    }


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every `say(...)` and `refuse(...)` of the source, with where it stands."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"say", "refuse"}:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def codes_of(call: ast.Call) -> list[str]:
    """The codes that a call may say, where they are written out."""
    first = call.args[0] if call.args else None
    choices = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
    return [str(one.value) for one in choices if isinstance(one, ast.Constant)]


WRITTEN_OUT = [(where, code, call) for where, call in calls() for code in codes_of(call)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_that_is_asked_for_is_there(language: Language) -> None:
    assert len(WRITTEN_OUT) > 50
    missing = [f"{where} {code}" for where, code, _ in WRITTEN_OUT if code not in catalogue(language)]
    assert missing == []


def test_every_word_that_reads_like_a_code_is_one() -> None:
    known = catalogue("zh")
    groups = {code.partition(".")[0] for code in known}
    asked = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
        if node.value.partition(".")[0] in groups and node.value not in known
    }
    assert asked == set()


def test_every_group_that_is_asked_for_is_there() -> None:
    groups = {code.partition(".")[0] for code in catalogue("zh")}
    prefixes = [
        (where, str(call.args[0].values[0].value))
        for where, call in calls()
        if call.args and isinstance(call.args[0], ast.JoinedStr) and isinstance(call.args[0].values[0], ast.Constant)
    ]
    assert [(where, prefix) for where, prefix in prefixes if prefix.partition(".")[0] not in groups] == []


def test_every_sentence_is_given_all_that_it_speaks_of() -> None:
    short = []
    for where, code, call in WRITTEN_OUT:
        given = {keyword.arg for keyword in call.keywords}
        wanted = placeholders(catalogue("zh").get(code, ""))
        if None not in given and not wanted <= given:
            short.append(f"{where} {code}: {wanted - given}")
    assert short == []


def test_both_languages_have_the_same_sentences() -> None:
    assert set(catalogue("zh")) == set(catalogue("en"))


def test_both_languages_speak_of_the_same_things() -> None:
    chinese, english = catalogue("zh"), catalogue("en")
    assert [code for code in chinese if placeholders(chinese[code]) != placeholders(english.get(code, ""))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_and_every_placeholder_has_a_name(language: Language) -> None:
    for text in catalogue(language).values():
        assert text.strip()
        assert all(name.isidentifier() for name in placeholders(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_vocabulary_has_its_name(language: Language) -> None:
    wanted = {f"{group}.{word}" for group, words in BY_WORD.items() for word in words}
    wanted |= {f"field.{name}" for name in (*TEXT_FIELDS, "increment", "value", "status", "nodes")}
    assert wanted - set(catalogue(language)) == set()


def test_english_sentences_are_english() -> None:
    chinese = {code for code, text in catalogue("en").items() if re.search("[\u4e00-\u9fff]", text)}
    assert chinese - NAMES == set()


def test_a_sentence_is_said_in_either_language_with_sentences_inside() -> None:
    sentence = say("lamp_because.status", status=say("status.done"))
    assert sentence.text("zh") == str(sentence) == "状态：已完成。"
    assert sentence.text("en") == "Status: Done."


def test_what_a_person_typed_is_never_taken_for_a_placeholder() -> None:
    assert str(say("refusal.period", found="{year} {0}")).startswith("“{year} {0}”不是填报期")


def test_numbers_are_said_as_they_are() -> None:
    assert Sentence("period.by_month", {"index": 3}).text("zh") == "3 月"


# What keeps its own lines, and is never told line by line.
UNTOLD = {
    "officers",
    "history",
    "batches",
    "batch_changes",
    "dispatches",
    "refused_files",
    "findings",
    "ledger",
    "row_digests",
    "unfinished_texts",
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whatever_the_history_may_speak_of_has_a_word(language: Language) -> None:
    told = [table for table in Base.metadata.sorted_tables if table.name not in UNTOLD]
    codes = {f"thing.{table.name}" for table in told} | {f"field.{c.name}" for table in told for c in table.columns}
    # Where a row lies never changes, and nobody is told of it.
    codes.remove(f"field.{SLOT}")
    assert codes - set(catalogue(language)) == set()
