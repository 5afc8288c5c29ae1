"""Counts what a server on this computer sends, by standing between it and whoever asks."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Thread

_AT_ONCE = 1 << 16


@dataclass
class Relay:
    """Where to ask instead, and how many bytes have come back."""

    port: int
    came: int = 0


@contextmanager
def relayed(port: int) -> Iterator[Relay]:
    """A relay to this port; what is asked through it goes on when it ends."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        relay = Relay(door.getsockname()[1])
        Thread(target=_let_in, args=(door, port, relay), daemon=True).start()
        yield relay
        # Whoever waits at a door that is closed would wait on.
        door.shutdown(socket.SHUT_RDWR)


def _let_in(door: socket.socket, port: int, relay: Relay) -> None:
    with suppress(OSError):
        while True:
            near, _ = door.accept()
            far = socket.create_connection(("127.0.0.1", port))
            for come, go, counts in ((near, far, False), (far, near, True)):
                Thread(target=_pass_on, args=(come, go, relay if counts else None), daemon=True).start()


def _pass_on(come: socket.socket, go: socket.socket, relay: Relay | None) -> None:
    with suppress(OSError):
        while data := come.recv(_AT_ONCE):
            if relay is not None:
                relay.came += len(data)
            go.sendall(data)
        go.shutdown(socket.SHUT_WR)
