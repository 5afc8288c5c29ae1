"""The verbs of a database on a server: making it ready, and moving headquarters' there."""

import argparse

from desktop.verbs.speaking import DONE, Speaker, held


def prepare(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Make a database with its roles, or bring it up to date, and let people in."""
    from desktop.operations.serving import prepare

    made = prepare(arguments.database, arguments.officer or (), arguments.reader or ())
    for person in made:
        speaker.tell("cli.let_in", name=person.name, password=person.password)
    speaker.tell("cli.prepared", database=str(arguments.database))
    return DONE


def move(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Copy headquarters' database from a file to a server."""
    from desktop.operations.serving import move_to_server

    with held(arguments):
        move_to_server(arguments.database, arguments.address)
    speaker.tell("cli.moved", database=str(arguments.database), address=str(arguments.address))
    return DONE
