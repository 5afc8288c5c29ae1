"""Sentences in the user's language, looked up by code so that no floor below the window needs Qt to speak."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final, Literal, NamedTuple

from resources import FOLDER
from resources.paths import usual_name

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


@cache
def catalogue(language: Language) -> Mapping[str, str]:
    """Every sentence of one language, keyed `group.code`."""
    lines = (FOLDER / "texts" / f"{language}.toml").read_text(encoding="utf-8").splitlines()
    said: dict[str, str] = json.loads(f"{{{','.join(_members(lines))}}}")
    return said


def _members(lines: Iterable[str]) -> Iterator[str]:
    """The lines of TOML as members of one JSON object: each is a group's name or a basic string.

    A reader of all of TOML takes twenty times as long, and every process that says something would wait for it.
    """
    group = ""
    for line in lines:
        code, _, text = line.partition(" = ")
        if line.startswith("["):
            group = line.strip("[]")
        elif text:
            yield f'"{group}.{code}":{text}'


class Sentence(NamedTuple):
    """A thing to say: the code of a sentence and the values that go into it, themselves sentences where need be."""

    code: str
    values: "Mapping[str, str | int | Sentence]" = {}  # noqa: RUF012 - a Mapping is not changed

    def text(self, language: Language) -> str:
        """The sentence, said in one language."""
        said: dict[str, str | int] = {}
        for name, value in self.values.items():
            if isinstance(value, str):
                said[name] = usual_name(value)
            else:
                said[name] = value.text(language) if isinstance(value, Sentence) else value
        return catalogue(language)[self.code].format_map(said)

    def __str__(self) -> str:
        return self.text("zh")

    def __reduce__(self) -> "tuple[type[Sentence], tuple[str, Mapping[str, str | int | Sentence]]]":
        """As it is packed in half the time."""
        return Sentence, (self.code, self.values)


def say(code: str, /, **values: "str | int | Sentence") -> Sentence:
    """A sentence with its values, written as a call."""
    return Sentence(code, values)
