"""Where every start begins: the window, or one verb of the command line. Nothing is loaded before it is needed.

A process that reads for this one begins here as well, and must not load a window's libraries for it.
"""

import sys
from pathlib import Path

from desktop import responsive


def main() -> int:
    """`target-desk`: the window where nothing or existing files are named; a command line reads anything else."""
    if all(Path(word).is_file() for word in sys.argv[1:]):
        return window()
    from desktop import cli

    return cli.main()


def window() -> int:
    """`target-desk-window`: the window, on what is named on the command line."""
    # Before Qt is loaded, whose loading would take a tenth longer for looking for circles.
    responsive.set_up()
    responsive.import_plainly()
    from desktop.app import run_window

    return run_window(sys.argv[1:])


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        import multiprocessing

        # In a bundle such a process is this program once more, and goes no further than this.
        multiprocessing.freeze_support()
    sys.exit(main())
