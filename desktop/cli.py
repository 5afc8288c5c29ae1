"""The command line: one verb per thing a user can do, the same operations as the window's."""

import argparse
import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast

from db.errors import Refusal
from db.vocabulary import EditedPolicy, FileState, Origin, SealMethod, Severity
from resources.texts import LANGUAGES, Language, Sentence, say

if TYPE_CHECKING:
    from db.checks import Finding
    from desktop.desk import Desk
    from desktop.operations.receive import FileResult
    from desktop.operations.written import Written

DONE: Final = 0
NOT_ALL: Final = 1
_QUIET_SEVERITY: Final = Severity.HINT


@dataclass(frozen=True, slots=True)
class Speaker:
    """Prints sentences in one language."""

    language: Language

    def tell(self, code: str, /, **values: str | int | Sentence) -> None:
        """Print one sentence."""
        print(say(code, **values).text(self.language))

    def note(self, sentence: Sentence | None) -> None:
        """Print a sentence where there is one to be said."""
        if sentence is not None:
            print(sentence.text(self.language))

    def progress(self, done: int, total: int, what: str) -> None:
        """Say how far a long operation is, where somebody is watching."""
        if sys.stderr.isatty():
            print(f"\r\033[K{done}/{total} {what}", end="" if done < total else "\n", file=sys.stderr, flush=True)


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
    return run(sys.argv[1:])


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit status; a refusal is one sentence and 1."""
    speaker = Speaker(_language(arguments))
    parsed = _parser(speaker.language, arguments).parse_args(arguments)
    verb = cast("Verb", parsed.verb)
    try:
        if verb is not _window and parsed.database is not None:
            from desktop import passphrases

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
    first = next((word for word in arguments if not word.startswith("-") and word not in LANGUAGES), "")
    if first and first not in _VERBS:
        parser.add_argument("database", metavar="DB", type=Path, help=words("database"))
        parser.set_defaults(verb=_window)
        return parser
    parser.set_defaults(verb=_window, database=None)
    verbs = parser.add_subparsers(title=words("verbs"), metavar="")
    for name, (verb, options) in _VERBS.items():
        one = verbs.add_parser(name, language=language, help=words(name), description=words(name), parents=[common])
        one.set_defaults(verb=verb)
        for option in options:
            _OPTIONS[option](one, words(f"option_{option}"))
    return parser


def _window(arguments: argparse.Namespace, _: Speaker) -> int:
    from desktop.app import run_window

    return run_window(arguments.database)


def _demo(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from desktop.operations.demo import Size, demo

    size = None
    if arguments.units or arguments.targets:
        size = Size(arguments.units or 18, arguments.targets or 93)
    made = demo(arguments.folder, size, arguments.period or "2024-03", speaker.progress)
    speaker.tell(
        "cli.demo_made",
        folder=str(made.folder),
        targets=made.targets,
        issued=made.issued,
        reported=made.reported,
        taken=made.taken,
    )
    speaker.tell("cli.demo_next", folder=str(made.folder), period=made.period)
    return DONE if made.taken == made.issued else NOT_ALL


def _new(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from desktop.operations.new import new

    made = new(arguments.database, arguments.catalogue, arguments.unit, Origin.COMMAND)
    speaker.tell(
        "cli.new_made",
        database=str(made.database),
        plan=made.title,
        targets=made.targets,
        units=made.units,
        unit=made.unit,
    )
    if arguments.catalogue is None:
        speaker.tell("plan.example_units")
    _warn_of_synchronising(made.database, speaker)
    return DONE


def _issue(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from desktop.operations.issue import Order, issue, unit_keys

    with _at(arguments) as desk:
        wanted = unit_keys(desk, arguments.only) if arguments.only else None
        order = Order(wanted, arguments.passwords)
        issued = issue(desk, arguments.period, arguments.out, speaker.progress, order)
    speaker.tell("cli.issued", count=len(issued.files), folder=str(arguments.out))
    speaker.note(issued.note)
    if issued.supporting:
        speaker.tell("cli.only_supporting", units="、".join(issued.supporting))
    return DONE


def _receive(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from desktop import jsontext
    from desktop.operations.receive import receive_into

    with _held(arguments):
        results = receive_into(arguments.database, arguments.paths, Origin.COMMAND, speaker.progress)
    if arguments.json:
        jsontext.write(jsontext.received(results, speaker.language))
    else:
        for result in results:
            speaker.tell(
                "cli.received_file",
                state=say(f"file_state.{result.state}"),
                file=result.name,
                unit=result.unit or "-",
                period=result.period or "-",
                rows=result.rows,
                batch=result.batch[:8] or "-",
            )
            for finding in _told(result):
                speaker.tell(
                    "cli.received_finding", where=f"{finding.sheet} {finding.cell}".strip(), message=finding.message
                )
        counted = {state: sum(result.state is state for result in results) for state in FileState}
        speaker.tell("cli.received", **{str(state): count for state, count in counted.items()})
    if arguments.receipts is not None:
        written = _receipts(arguments, results)
        if not arguments.json:
            speaker.tell("cli.receipts", count=len(written.files), folder=str(arguments.receipts))
            speaker.note(written.note)
    good = {FileState.TAKEN, FileState.UNCHANGED}
    return DONE if results and all(result.state in good for result in results) else NOT_ALL


def _told(result: "FileResult") -> list["Finding"]:
    """What is said of a file: why it was not taken, or what of one that was is not as it should be."""
    from desktop.operations.taking_trust import TOLD

    taken = result.state is FileState.TAKEN
    return [one for one in result.findings if (one.code in TOLD if taken else one.severity is not _QUIET_SEVERITY)]


def _receipts(arguments: argparse.Namespace, results: Sequence["FileResult"]) -> "Written":
    """Write receipts; where no file made a database, there is none to keep that in."""
    from desktop.operations.receipts import send_receipts, write_receipts

    if not arguments.database.exists():
        return write_receipts(results, arguments.receipts)
    with _at(arguments) as desk:
        return send_receipts(desk, results, arguments.receipts)


def _report(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from desktop.operations.report import report

    with _at(arguments) as desk:
        made = report(desk, arguments.period, arguments.out)
        codes = _codes(desk)
    for finding in made.findings:
        if finding.severity is not _QUIET_SEVERITY:
            speaker.tell(
                "cli.report_finding",
                severity=say(f"severity.{finding.severity}"),
                target=codes.get(finding.target_key, ""),
                message=finding.message,
            )
    if made.path is None:
        speaker.tell("cli.report_refused")
        return NOT_ALL
    speaker.tell("cli.reported", file=str(made.path), revision=made.revision, code=made.check_code)
    return DONE


def _return(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from desktop.operations.returning import Comment, return_report

    comments = [Comment(*comment) for comment in arguments.comment]
    with _at(arguments) as desk:
        made = return_report(desk, arguments.period, arguments.unit, comments, arguments.out)
    speaker.tell("cli.returned", file=str(made.path), revision=made.revision, count=made.count)
    return DONE


def _comment(text: str) -> tuple[str, str, str]:
    """CODE.FIELD=TEXT."""
    place, equals, said = text.partition("=")
    code, dot, field = place.rpartition(".")
    if not (equals and dot and said.strip()):
        raise argparse.ArgumentTypeError(text)
    return code, field, said


def _codes(desk: "Desk") -> dict[str, str]:
    with desk.read() as (_, plan):
        return {target.key: f"{target.code} {target.title}" for target in plan.targets}


def _summary(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from desktop.operations.summary import summarize

    with _at(arguments) as desk:
        made = summarize(desk, arguments.period, arguments.out, speaker.progress)
    speaker.tell("cli.summarized", file=str(made))
    return DONE


def _brief(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from desktop.operations.briefing import write

    with _at(arguments) as desk:
        made = write(desk, arguments.period, arguments.out, arguments.template)
    speaker.tell("cli.briefed", file=str(made))
    return DONE


def _fill(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from desktop.operations.filling import fill_template

    with _at(arguments) as desk:
        filled = fill_template(desk, arguments.period, arguments.form, arguments.out)
    speaker.tell("cli.filled", file=str(filled.path), count=filled.cells)
    for one in filled.unknown:
        speaker.tell("cli.name_unknown", sheet=one.sheet, cell=one.cell, name=one.name, nearest=one.nearest or "—")
    for note in filled.notes:
        speaker.note(note)
    return NOT_ALL if filled.unknown else DONE


def _board(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from desktop import jsontext
    from desktop.operations.board import board

    with _at(arguments) as desk:
        shown = board(desk, arguments.period)
    if arguments.json:
        jsontext.write(jsontext.board(shown, speaker.language))
        return DONE
    for line in shown.lines:
        speaker.tell(
            "cli.board_line",
            lamp=say(f"lamp.{line.judgement.lamp}"),
            code=line.target.code,
            title=line.target.title,
            because=line.judgement.because,
        )
    counts = {str(lamp): count for lamp, count in shown.count().items()}
    speaker.tell("cli.board_total", total=len(shown.lines), **counts)
    if shown.missing:
        speaker.tell("cli.board_missing", units="、".join(shown.missing))
    return DONE


def _undo(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from desktop.operations.exchanges import undo

    with _at(arguments) as desk:
        undone = undo(desk, arguments.batch)
    speaker.tell("cli.undone", file=undone.file_name, unit=undone.unit, period=undone.period)
    return DONE


def _trust(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from desktop.operations import trust
    from desktop.trusttext import trust_lines

    with _at(arguments) as desk:
        if arguments.policy is not None:
            trust.set_edited_policy(desk, EditedPolicy(arguments.policy))
        if arguments.method is not None:
            trust.set_seal_method(desk, SealMethod(arguments.method))
        if arguments.enter_key:
            # Not an argument, which would stay in the shell's history and could be seen by everybody meanwhile.
            trust.enter_exchange_key(desk, sys.stdin.readline())
        if arguments.new_key is not None:
            key = trust.make_exchange_key(desk, arguments.new_key)
            speaker.tell("cli.trust_new_key", unit=arguments.new_key, key=key)
            return DONE
        for line in trust_lines(trust.load_trust(desk), headquarters=desk.is_headquarters):
            print(line.text(speaker.language))
    return DONE


def _passphrase(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from desktop import passphrases

    with _at(arguments) as desk:
        speaker.note(passphrases.remove(desk) if arguments.remove else passphrases.give(desk, speaker.language))
    return DONE


def _carry_in(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from desktop.operations.carrying import carry_in

    made = carry_in(arguments.outside, arguments.database, speaker.progress)
    speaker.tell("cli.carried_in", database=str(made), origin=str(arguments.outside))
    _warn_of_synchronising(made, speaker)
    return DONE


def _carry_out(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from desktop.operations.carrying import Changed, carry_out

    with _at(arguments) as desk:
        sent = carry_out(desk, Changed(arguments.changed), speaker.progress)
    speaker.tell("cli.carried_out", path=str(sent.path))
    if sent.kept is not None:
        speaker.tell("cli.carried_kept", path=str(sent.kept))
    return DONE


def _warn_of_synchronising(database: Path, speaker: Speaker) -> None:
    """Once, when a database is put into a folder that some program synchronises."""
    from db.places import HERE, synchroniser_of

    name = synchroniser_of(database, HERE)
    if name:
        speaker.tell("place.synchronised", name=name, path=str(database))


def _check(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from desktop.operations.check import check

    with _held(arguments):
        found = check(arguments.database)
    for sentence in found:
        print(sentence.text(speaker.language))
    speaker.tell("cli.check_failed" if found else "cli.check_passed", count=len(found))
    return NOT_ALL if found else DONE


def _mend(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from desktop.operations.mending import damages, decided, mend_database

    found = damages(arguments.database)
    for one in found.rows:
        source = one.sources[0] if one.sources else None
        where = say("cli.mend_nowhere")
        if source is not None:
            where = say("cli.mend_proven" if source.proven else "cli.mend_older", file=source.path.name)
        speaker.tell("cli.mend_row", thing=one.thing, subject=one.subject, told=one.told, where=where)
    if found.lines:
        speaker.tell("cli.mend_lines_found" if found.lines_found else "cli.mend_lines", count=found.lines)
    speaker.note(found.lost)
    if arguments.rest is None:
        speaker.tell("cli.mend_how", count=len(found.rows))
        return NOT_ALL
    with _held(arguments, alone=True):
        aside = mend_database(found, decided(found, arguments.rest), Origin.COMMAND)
    speaker.tell("cli.mended", aside=str(aside))
    return DONE


def _backup(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from desktop.operations.backups import back_up_now

    with _at(arguments) as desk:
        made = back_up_now(desk, arguments.to)
    if made.backup is not None:
        speaker.tell("cli.backed_up", file=str(made.backup.path))
    for trouble in made.troubles:
        print(trouble.text(speaker.language), file=sys.stderr)
    return NOT_ALL if made.troubles else DONE


def _backups(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from db.backups import backups_of, folder_of
    from desktop.operations.timeline import held_in

    # Not by opening the database: it may be what is damaged.
    folder = folder_of(arguments.database)
    found = backups_of(arguments.database, folder)
    for one in found:
        held = held_in(one)
        speaker.tell(
            "cli.backup_line",
            at=one.at.astimezone().strftime("%Y-%m-%d %H:%M"),
            reason=say(f"backup_reason.{one.reason}"),
            figures="-" if held is None else held.figures,
            reports="-" if held is None else held.reports,
            file=one.path.name,
        )
    speaker.tell("cli.backups_found", count=len(found), folder=str(folder))
    return DONE


def _restore(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from db.history import Author
    from desktop.desk import user_name
    from desktop.operations.restore import restore, restore_over

    database = arguments.database
    if arguments.over:
        with _held(arguments, alone=True):
            restore_over(arguments.backup, database, Author(user_name(), Origin.COMMAND))
    else:
        restore(arguments.backup, database)
    speaker.tell("cli.restored", backup=str(arguments.backup), database=str(database))
    return DONE


@contextlib.contextmanager
def _held(arguments: argparse.Namespace, *, alone: bool = False) -> Iterator[None]:
    """The database, kept from other computers meanwhile."""
    from desktop.instance import holding

    with holding(arguments.database, take_over=arguments.take_over, alone=alone):
        yield


@contextlib.contextmanager
def _at(arguments: argparse.Namespace) -> Iterator["Desk"]:
    from desktop.desk import open_desk
    from desktop.operations.mending import accept_loss

    with _held(arguments):
        desk = open_desk(arguments.database, Origin.COMMAND)
        try:
            missing = accept_loss(desk)
            if missing is not None:
                print(missing, file=sys.stderr)
            yield desk
        finally:
            desk.close()


Adder = Callable[[argparse.ArgumentParser, str], object]
_OPTIONS: Final[dict[str, Adder]] = {
    "database": lambda parser, text: parser.add_argument("database", metavar="DB", type=Path, help=text),
    "take_over": lambda parser, text: parser.add_argument("--take-over", action="store_true", help=text),
    "folder": lambda parser, text: parser.add_argument("folder", metavar="DIR", type=Path, help=text),
    "paths": lambda parser, text: parser.add_argument("paths", metavar="PATH", type=Path, nargs="+", help=text),
    "batch": lambda parser, text: parser.add_argument("batch", metavar="BATCH", help=text),
    "period": lambda parser, text: parser.add_argument("--period", metavar="P", required=True, help=text),
    "any_period": lambda parser, text: parser.add_argument("--period", metavar="P", help=text),
    "out": lambda parser, text: parser.add_argument("--out", type=Path, required=True, help=text),
    "catalogue": lambda parser, text: parser.add_argument("--catalogue", metavar="FILE", type=Path, help=text),
    "unit": lambda parser, text: parser.add_argument("--unit", metavar="NAME", help=text),
    "only": lambda parser, text: parser.add_argument("--only", metavar="NAME", action="append", help=text),
    "passwords": lambda parser, text: parser.add_argument("--passwords", action="store_true", help=text),
    "form": lambda parser, text: parser.add_argument("--form", metavar="FILE", type=Path, required=True, help=text),
    "of_unit": lambda parser, text: parser.add_argument("--unit", metavar="NAME", required=True, help=text),
    "comment": lambda parser, text: parser.add_argument(
        "--comment", metavar="CODE.FIELD=TEXT", type=_comment, action="append", required=True, help=text
    ),
    "units": lambda parser, text: parser.add_argument("--units", metavar="N", type=_count, help=text),
    "targets": lambda parser, text: parser.add_argument("--targets", metavar="M", type=_count, help=text),
    "receipts": lambda parser, text: parser.add_argument("--receipts", metavar="DIR", type=Path, help=text),
    "template": lambda parser, text: parser.add_argument("--template", metavar="FILE", type=Path, help=text),
    "policy": lambda parser, text: parser.add_argument(
        "--policy", choices=[str(one) for one in EditedPolicy], metavar="POLICY", help=text
    ),
    "method": lambda parser, text: parser.add_argument(
        "--method", choices=[str(one) for one in SealMethod], metavar="METHOD", help=text
    ),
    "new_key": lambda parser, text: parser.add_argument("--new-key", metavar="NAME", help=text),
    "enter_key": lambda parser, text: parser.add_argument("--enter-key", action="store_true", help=text),
    "outside": lambda parser, text: parser.add_argument("outside", metavar="OUTSIDE", type=Path, help=text),
    "changed": lambda parser, text: parser.add_argument(
        "--changed", choices=("refuse", "replace", "beside"), default="refuse", metavar="HOW", help=text
    ),
    "rest": lambda parser, text: parser.add_argument("--rest", choices=("older", "keep", "omit"), help=text),
    "remove": lambda parser, text: parser.add_argument("--remove", action="store_true", help=text),
    "to": lambda parser, text: parser.add_argument("--to", metavar="DIR", type=Path, help=text),
    "backup": lambda parser, text: parser.add_argument("backup", metavar="BACKUP", type=Path, help=text),
    "over": lambda parser, text: parser.add_argument("--over", action="store_true", help=text),
    "json": lambda parser, text: parser.add_argument("--json", action="store_true", help=text),
}
_VERBS: Final[dict[str, tuple[Verb, tuple[str, ...]]]] = {
    "demo": (_demo, ("folder", "units", "targets", "any_period")),
    "new": (_new, ("database", "catalogue", "unit")),
    "issue": (_issue, ("database", "period", "out", "only", "passwords", "take_over")),
    "receive": (_receive, ("database", "paths", "receipts", "json", "take_over")),
    "report": (_report, ("database", "period", "out", "take_over")),
    "return": (_return, ("database", "period", "of_unit", "comment", "out", "take_over")),
    "summary": (_summary, ("database", "period", "out", "take_over")),
    "brief": (_brief, ("database", "period", "template", "out", "take_over")),
    "fill": (_fill, ("database", "period", "form", "out", "take_over")),
    "board": (_board, ("database", "period", "json", "take_over")),
    "undo": (_undo, ("database", "batch", "take_over")),
    "trust": (_trust, ("database", "policy", "method", "new_key", "enter_key", "take_over")),
    "passphrase": (_passphrase, ("database", "remove", "take_over")),
    "carry-in": (_carry_in, ("outside", "database")),
    "carry-out": (_carry_out, ("database", "changed", "take_over")),
    "backup": (_backup, ("database", "to", "take_over")),
    "backups": (_backups, ("database",)),
    "restore": (_restore, ("backup", "database", "over", "take_over")),
    "check": (_check, ("database", "take_over")),
    "mend": (_mend, ("database", "rest", "take_over")),
}


def _count(text: str) -> int:
    """A whole number of at least 1."""
    # Not whatever int() takes, which is more than digits.
    if not (text.isascii() and text.isdecimal() and len(text) <= 4 and int(text)):
        raise ValueError(text)
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
