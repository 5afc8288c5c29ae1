"""The verbs of a database on a server: making it ready, moving headquarters' there, and spreading it over several."""

import argparse

from desktop.verbs.speaking import DONE, Speaker, held


def prepare(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Make a database with its roles, or bring it up to date, and let people in."""
    from desktop.operations.serving import prepare

    made = prepare(arguments.database, arguments.officer or (), arguments.reader or ())
    for person in made:
        address = str(arguments.database.by(person.name))
        speaker.tell("cli.let_in", name=person.name, password=person.password, address=address)
    speaker.tell("cli.prepared", database=str(arguments.database))
    return DONE


def spread(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Lay a database on a server out on others as well."""
    from desktop.operations.serving import spread_over

    spread_over(arguments.database, arguments.addresses)
    speaker.tell("cli.spread_over", database=str(arguments.database), count=1 + len(arguments.addresses))
    return DONE


def move(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Copy headquarters' database from a file to a server."""
    from desktop.operations.serving import move_to_server

    with held(arguments), speaker.watching() as told:
        move_to_server(arguments.database, arguments.address, told)
    speaker.tell("cli.moved", database=str(arguments.database), address=str(arguments.address))
    return DONE
