"""What may go wrong outside this program: said to the user in one sentence, never shown as a crash."""

from pathlib import Path

from resources.texts import Sentence, say


class Refusal(Exception):  # noqa: N818 - it is an answer, not an accident
    """An error of the environment or of the request; anything else that is raised is a bug of ours."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


def refuse(code: str, /, **values: str | int | Sentence) -> Refusal:
    """The refusal with this sentence, to be raised."""
    return Refusal(say(code, **values))


class FileInUse(Refusal):
    """A file that another program keeps open; `other` is a free name beside it, to be offered instead."""

    def __init__(self, path: Path, other: Path) -> None:
        super().__init__(say("refusal.file_open", path=str(path), other=other.name))
        self.other = other


class Locked(Refusal):
    """An encrypted database whose passphrase nobody gave yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(say("refusal.locked", path=str(path)))
        self.path = path
