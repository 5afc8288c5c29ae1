"""The verbs of the round: from a catalogue over issue, report and reception to the briefing."""

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from db.vocabulary import EditedPolicy, FileState, Origin, SealMethod, Severity
from desktop.verbs.speaking import DONE, NOT_ALL, Speaker, desk_at, held, warn_of_synchronising
from resources.texts import say

if TYPE_CHECKING:
    from db.checks import Finding
    from desktop.desk import Desk
    from desktop.operations.receive import FileResult
    from desktop.operations.written import Written

_QUIET_SEVERITY: Final = Severity.HINT


def demo(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Make the whole round on practice data."""
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
    speaker.tell("cli.demo_next", database=str(made.folder / "hq.db"), period=made.period)
    return DONE if made.taken == made.issued else NOT_ALL


def new(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Make headquarters' database from a catalogue."""
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
    warn_of_synchronising(made.database, speaker)
    return DONE


def issue(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Write an assignment workbook for each unit."""
    from desktop.operations.issue import Order, issue, unit_keys

    with desk_at(arguments) as desk:
        wanted = unit_keys(desk, arguments.only, arguments.period) if arguments.only else None
        order = Order(wanted, arguments.passwords)
        issued = issue(desk, arguments.period, arguments.out, speaker.progress, order)
    speaker.tell("cli.issued", count=len(issued.files), folder=str(arguments.out))
    speaker.note(issued.note)
    if issued.supporting:
        speaker.tell("cli.only_supporting", units="、".join(issued.supporting))
    return DONE


def receive(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Take workbooks in, and say of each what became of it."""
    from desktop import jsontext
    from desktop.operations.receive import receive_into

    with held(arguments), speaker.watching() as told:
        results = receive_into(arguments.database, arguments.paths, Origin.COMMAND, speaker.progress, told)
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
    with desk_at(arguments) as desk:
        return send_receipts(desk, results, arguments.receipts)


def report(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Export the report of a period."""
    from desktop.operations.report import report

    with desk_at(arguments) as desk:
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


def return_(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Send a report back with comments."""
    from desktop.operations.returning import Comment, return_report

    comments = [Comment(*comment) for comment in arguments.comment]
    with desk_at(arguments) as desk:
        made = return_report(desk, arguments.period, arguments.unit, comments, arguments.out)
    speaker.tell("cli.returned", file=str(made.path), revision=made.revision, count=made.count)
    return DONE


def _codes(desk: "Desk") -> dict[str, str]:
    with desk.read() as (_, plan):
        return {target.key: f"{target.code} {target.title}" for target in plan.targets}


def summary(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Write the consolidated workbook."""
    from desktop.operations.summary import summarize

    with desk_at(arguments) as desk:
        made = summarize(desk, arguments.period, arguments.out, speaker.progress)
    speaker.tell("cli.summarized", file=str(made))
    return DONE


def brief(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Write the briefing."""
    from desktop.operations.briefing import write

    with desk_at(arguments) as desk:
        made = write(desk, arguments.period, arguments.out, arguments.template)
    speaker.tell("cli.briefed", file=str(made))
    return DONE


def fill(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Fill a form of one's own."""
    from desktop.operations.filling import fill_template

    with desk_at(arguments) as desk:
        filled = fill_template(desk, arguments.period, arguments.form, arguments.out)
    speaker.tell("cli.filled", file=str(filled.path), count=filled.cells)
    for one in filled.unknown:
        speaker.tell("cli.name_unknown", sheet=one.sheet, cell=one.cell, name=one.name, nearest=one.nearest or "—")
    for note in filled.notes:
        speaker.note(note)
    return NOT_ALL if filled.unknown else DONE


def board(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Show how far the targets have come."""
    from desktop import jsontext
    from desktop.operations.headlines import headlines

    with desk_at(arguments) as desk:
        shown = headlines(desk, arguments.period)
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


def year(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Show how far the targets have come by every period."""
    from db.figures import shown
    from desktop import jsontext
    from desktop.operations.headlines import headlines_of_year

    with desk_at(arguments) as desk:
        pages = headlines_of_year(desk)
    if arguments.json:
        jsontext.write(jsontext.year(pages))
        return DONE
    known: dict[str, list[str]] = {}
    for page in pages:
        for line in page.lines:
            told = known.setdefault(line.target.key, [])
            if line.figure.value is not None:
                told.append(f"{page.period.code} {shown(line.figure.value, line.target.decimals)}")
    for target in {line.target.key: line.target for page in pages for line in page.lines}.values():
        words = f"{' · '.join(known[target.key])} {target.goal.unit}".strip() if known[target.key] else "-"
        speaker.tell("cli.year_line", code=target.code, title=target.title, told=words)
    return DONE


def totals(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Show what the units' figures come to."""
    from db.figures import shown
    from desktop.operations.totals import totals

    with desk_at(arguments) as desk:
        lines = totals(desk, arguments.period)
    for line in lines:
        goal, said = line.target.goal, line.said
        figures = [said.total] if line.adds_up else [said.least, said.greatest]
        told = "–".join(dict.fromkeys(shown(one, line.target.decimals) for one in figures if one is not None))
        speaker.tell(
            "cli.total_line",
            code=line.target.code,
            title=line.target.title,
            told=f"{told} {goal.unit}".strip() if told else "-",
            count=said.count,
            units=line.units,
        )
    return DONE


def undo(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Take an import back."""
    from desktop.operations.exchanges import undo

    with desk_at(arguments) as desk:
        undone = undo(desk, arguments.batch)
    speaker.tell("cli.undone", file=undone.file_name, unit=undone.unit, period=undone.period)
    return DONE


def tell_trust(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Show and set by what a workbook shows where it comes from."""
    from desktop.operations import trust
    from desktop.trusttext import trust_lines

    with desk_at(arguments) as desk:
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
