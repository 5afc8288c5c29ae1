"""The command line: one verb per thing a user can do, the same operations as the window's."""

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NoReturn, cast

from db.address import Location, Server, server_of
from db.errors import Refusal, refuse
from db.reach import reachable
from db.vocabulary import EditedPolicy, SealMethod
from desktop.verbs import keeping, rounds, serving
from desktop.verbs.speaking import NOT_ALL, Speaker
from resources.texts import LANGUAGES, Language, say

Verb = Callable[[argparse.Namespace, Speaker], int]


class _Parser(argparse.ArgumentParser):
    """argparse, ending a wrong usage with a sentence in the language that was asked for."""

    def __init__(self, language: Language, **options: Any) -> None:
        super().__init__(**options)
        self.language = language

    def error(self, message: str) -> NoReturn:
        """Print the usage and what is wrong with it; exit 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{say('cli.wrong_usage', message=message).text(self.language)}\n")


def main() -> int:
    """Run one verb, or open the window; the exit status."""
    _speak_utf8()
    try:
        try:
            return run(sys.argv[1:])
        finally:
            print(end="", flush=True)
    except BrokenPipeError:
        # Whoever reads it has enough, as `head` has; Python would say the rest once more as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_ALL


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit status; a refusal is one sentence and 1."""
    speaker = Speaker(_language(arguments))
    parsed = _parser(speaker.language, arguments).parse_args(arguments)
    verb = cast("Verb", parsed.verb)
    try:
        if verb not in {_window, _smoke} and parsed.database is not None:
            from desktop import passphrases

            _require_place(verb, parsed.database)
            passphrases.unlock(parsed.database, speaker.language)
        return verb(parsed, speaker)
    except Refusal as refusal:
        print(refusal.sentence.text(speaker.language), file=sys.stderr)
        return NOT_ALL


def _speak_utf8() -> None:
    """Into a pipe or file always UTF-8; a Windows console shows what its code page has."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            if stream.isatty():
                stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # what is no TextIOWrapper has none
            else:
                stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # see above


def _language(arguments: Sequence[str]) -> Language:
    """The language asked for, known before anything is parsed so that help and errors speak it too."""
    for index, word in enumerate(arguments):
        wanted = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and index + 1 < len(arguments):
            wanted = arguments[index + 1]
        if wanted in LANGUAGES:
            return wanted
    return "zh"


def _parser(language: Language, arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The verbs with their arguments; without a verb, a database to open in the window."""

    def words(code: str) -> str:
        return say(f"cli.{code}").text(language)

    common = _Parser(language, add_help=False)
    common.add_argument("--lang", choices=LANGUAGES, default="zh", help=words("lang"))
    parser = _Parser(language, prog="target-desk", description=words("about"), parents=[common])
    parser.add_argument("--smoke", dest="verb", action="store_const", const=_smoke, help=words("smoke"))
    first = next((word for word in arguments if not word.startswith("-") and word not in LANGUAGES), "")
    if first and first not in _VERBS:
        parser.add_argument("files", metavar="FILE", nargs="+", help=words("files"))
        parser.set_defaults(verb=_window)
        return parser
    parser.set_defaults(verb=_window, database=None, files=())
    verbs = parser.add_subparsers(title=words("verbs"), metavar="")
    for name, (verb, options) in _VERBS.items():
        one = verbs.add_parser(name, language=language, help=words(name), description=words(name), parents=[common])
        one.set_defaults(verb=verb)
        for option in options:
            _OPTIONS[option](one, words(f"option_{option}"))
    return parser


def _window(arguments: argparse.Namespace, _: Speaker) -> int:
    from desktop.app import run_window

    return run_window(arguments.files)


def _smoke(_: argparse.Namespace, __: Speaker) -> int:
    from desktop.smoke import smoke

    return smoke()


def _path(word: str) -> Path:
    return reachable(Path(word))


def _location(word: str) -> Location:
    return server_of(word) or _path(word)


def _require_place(verb: Verb, location: Location) -> None:
    """Refused where a server is asked for what is done with a file."""
    if verb in _OF_FILES and isinstance(location, Server):
        raise refuse("refusal.of_files_only", address=str(location))


def _comment(text: str) -> tuple[str, str, str]:
    """CODE.FIELD=TEXT."""
    place, equals, said = text.partition("=")
    code, dot, field = place.rpartition(".")
    if not (equals and dot and said.strip()):
        raise argparse.ArgumentTypeError(text)
    return code, field, said


Adder = Callable[[argparse.ArgumentParser, str], object]
_OPTIONS: Final[dict[str, Adder]] = {
    "database": lambda parser, text: parser.add_argument("database", metavar="DB", type=_location, help=text),
    "take_over": lambda parser, text: parser.add_argument("--take-over", action="store_true", help=text),
    "folder": lambda parser, text: parser.add_argument("folder", metavar="DIR", type=_path, help=text),
    "paths": lambda parser, text: parser.add_argument("paths", metavar="PATH", type=_path, nargs="+", help=text),
    "batch": lambda parser, text: parser.add_argument("batch", metavar="BATCH", help=text),
    "period": lambda parser, text: parser.add_argument("--period", metavar="P", required=True, help=text),
    "any_period": lambda parser, text: parser.add_argument("--period", metavar="P", help=text),
    "out": lambda parser, text: parser.add_argument("--out", type=_path, required=True, help=text),
    "catalogue": lambda parser, text: parser.add_argument("--catalogue", metavar="FILE", type=_path, help=text),
    "unit": lambda parser, text: parser.add_argument("--unit", metavar="NAME", help=text),
    "only": lambda parser, text: parser.add_argument("--only", metavar="NAME", action="append", help=text),
    "passwords": lambda parser, text: parser.add_argument("--passwords", action="store_true", help=text),
    "form": lambda parser, text: parser.add_argument("--form", metavar="FILE", type=_path, required=True, help=text),
    "of_unit": lambda parser, text: parser.add_argument("--unit", metavar="NAME", required=True, help=text),
    "comment": lambda parser, text: parser.add_argument(
        "--comment", metavar="CODE.FIELD=TEXT", type=_comment, action="append", required=True, help=text
    ),
    "units": lambda parser, text: parser.add_argument("--units", metavar="N", type=_count, help=text),
    "targets": lambda parser, text: parser.add_argument("--targets", metavar="M", type=_count, help=text),
    "receipts": lambda parser, text: parser.add_argument("--receipts", metavar="DIR", type=_path, help=text),
    "template": lambda parser, text: parser.add_argument("--template", metavar="FILE", type=_path, help=text),
    "policy": lambda parser, text: parser.add_argument(
        "--policy", choices=[str(one) for one in EditedPolicy], metavar="POLICY", help=text
    ),
    "method": lambda parser, text: parser.add_argument(
        "--method", choices=[str(one) for one in SealMethod], metavar="METHOD", help=text
    ),
    "new_key": lambda parser, text: parser.add_argument("--new-key", metavar="NAME", help=text),
    "enter_key": lambda parser, text: parser.add_argument("--enter-key", action="store_true", help=text),
    "outside": lambda parser, text: parser.add_argument("outside", metavar="OUTSIDE", type=_path, help=text),
    "changed": lambda parser, text: parser.add_argument(
        "--changed", choices=("refuse", "replace", "beside"), default="refuse", metavar="HOW", help=text
    ),
    "rest": lambda parser, text: parser.add_argument("--rest", choices=("older", "keep", "omit"), help=text),
    "remove": lambda parser, text: parser.add_argument("--remove", action="store_true", help=text),
    "to": lambda parser, text: parser.add_argument("--to", metavar="DIR", type=_path, help=text),
    "backup": lambda parser, text: parser.add_argument("backup", metavar="BACKUP", type=_path, help=text),
    "over": lambda parser, text: parser.add_argument("--over", action="store_true", help=text),
    "officer": lambda parser, text: parser.add_argument("--officer", metavar="NAME", action="append", help=text),
    "reader": lambda parser, text: parser.add_argument("--reader", metavar="NAME", action="append", help=text),
    "address": lambda parser, text: parser.add_argument("address", metavar="ADDRESS", type=_location, help=text),
    "addresses": lambda parser, text: parser.add_argument(
        "addresses", metavar="ADDRESS", type=_location, nargs="+", help=text
    ),
    "json": lambda parser, text: parser.add_argument("--json", action="store_true", help=text),
}
_VERBS: Final[dict[str, tuple[Verb, tuple[str, ...]]]] = {
    "demo": (rounds.demo, ("folder", "units", "targets", "any_period")),
    "new": (rounds.new, ("database", "catalogue", "unit")),
    "issue": (rounds.issue, ("database", "period", "out", "only", "passwords", "take_over")),
    "receive": (rounds.receive, ("database", "paths", "receipts", "json", "take_over")),
    "report": (rounds.report, ("database", "period", "out", "take_over")),
    "return": (rounds.return_, ("database", "period", "of_unit", "comment", "out", "take_over")),
    "summary": (rounds.summary, ("database", "period", "out", "take_over")),
    "brief": (rounds.brief, ("database", "period", "template", "out", "take_over")),
    "fill": (rounds.fill, ("database", "period", "form", "out", "take_over")),
    "board": (rounds.board, ("database", "period", "json", "take_over")),
    "year": (rounds.year, ("database", "json", "take_over")),
    "totals": (rounds.totals, ("database", "period", "take_over")),
    "undo": (rounds.undo, ("database", "batch", "take_over")),
    "trust": (rounds.tell_trust, ("database", "policy", "method", "new_key", "enter_key", "take_over")),
    "passphrase": (keeping.passphrase, ("database", "remove", "take_over")),
    "carry-in": (keeping.carry_in, ("outside", "database")),
    "carry-out": (keeping.carry_out, ("database", "changed", "take_over")),
    "backup": (keeping.backup, ("database", "to", "take_over")),
    "backups": (keeping.list_backups, ("database",)),
    "restore": (keeping.restore, ("backup", "database", "over", "take_over")),
    "check": (keeping.check, ("database", "take_over")),
    "prepare": (serving.prepare, ("database", "officer", "reader")),
    "move": (serving.move, ("database", "address", "take_over")),
    "spread": (serving.spread, ("database", "addresses")),
    "mend": (keeping.mend, ("database", "rest", "take_over")),
}


_OF_FILES: Final[frozenset[Verb]] = frozenset(
    (
        *(keeping.passphrase, keeping.carry_in, keeping.carry_out, keeping.backup, keeping.list_backups),
        *(keeping.restore, keeping.mend, serving.move),
    )
)


def _count(text: str) -> int:
    """A whole number of at least 1."""
    # Not whatever int() takes, which is more than digits.
    if not (text.isascii() and text.isdecimal() and len(text) <= 4 and int(text)):
        raise ValueError(text)
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
