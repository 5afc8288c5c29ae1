"""The verbs that keep a database: whole, backed up, in its place, and from whoever should not read it."""

import argparse
import sys

from db.vocabulary import Origin
from desktop.verbs.speaking import DONE, NOT_ALL, Speaker, desk_at, held, warn_of_synchronising
from resources.texts import say


def passphrase(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Set, change or take away the passphrase of a database."""
    from desktop import passphrases

    with desk_at(arguments) as desk:
        speaker.note(passphrases.remove(desk) if arguments.remove else passphrases.give(desk, speaker.language))
    return DONE


def carry_in(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Copy a database from a share or a stick to this computer."""
    from desktop.operations.carrying import carry_in

    made = carry_in(arguments.outside, arguments.database, speaker.progress)
    speaker.tell("cli.carried_in", database=str(made), origin=str(arguments.outside))
    warn_of_synchronising(made, speaker)
    return DONE


def carry_out(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Carry it back to where it came from."""
    from desktop.operations.carrying import Changed, carry_out

    with desk_at(arguments) as desk:
        sent = carry_out(desk, Changed(arguments.changed), speaker.progress)
    speaker.tell("cli.carried_out", path=str(sent.path))
    if sent.kept is not None:
        speaker.tell("cli.carried_kept", path=str(sent.kept))
    return DONE


def check(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Say what is wrong with a database."""
    from desktop.operations.check import check

    with held(arguments), speaker.watching() as told:
        found = check(arguments.database, told)
    for sentence in found:
        print(sentence.text(speaker.language))
    speaker.tell("cli.check_failed" if found else "cli.check_passed", count=len(found))
    return NOT_ALL if found else DONE


def mend(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Say what is damaged and where it is found again; mend it where it is said how."""
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
    with held(arguments, alone=True):
        aside = mend_database(found, decided(found, arguments.rest), Origin.COMMAND)
    speaker.tell("cli.mended", aside=str(aside))
    return DONE


def backup(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Make a backup now."""
    from desktop.operations.backups import back_up_now

    with desk_at(arguments) as desk:
        made = back_up_now(desk, arguments.to)
    if made.backup is not None:
        speaker.tell("cli.backed_up", file=str(made.backup.path))
    for trouble in made.troubles:
        print(trouble.text(speaker.language), file=sys.stderr)
    return NOT_ALL if made.troubles else DONE


def list_backups(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """List the backups of a database."""
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


def restore(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Put a backup in place of a database, or where none is."""
    from db.history import Author
    from desktop.desk import user_name
    from desktop.operations.restore import restore, restore_over

    database = arguments.database
    with speaker.watching() as told:
        if arguments.over:
            with held(arguments, alone=True):
                restore_over(arguments.backup, database, Author(user_name(), Origin.COMMAND), told)
        else:
            restore(arguments.backup, database, told)
    speaker.tell("cli.restored", backup=str(arguments.backup), database=str(database))
    return DONE
