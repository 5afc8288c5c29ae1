"""How a process begins in which files are opened: with little, since somebody waits for it."""

import gc
from multiprocessing.connection import Connection


def begin(pipe: Connection, memory: int) -> None:
    """Load what it takes to answer, and answer."""
    # Neither what is loaded nor rows make circles of objects, and looking for some takes a tenth of the time.
    gc.disable()
    from desktop.exchange.opening.serving import serve

    serve(pipe, memory)
