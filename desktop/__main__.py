"""`python -m desktop` is `target-desk`; a bundle starts here."""

import multiprocessing
import sys

from desktop.cli import main

if __name__ == "__main__":
    # A bundle starts its reading process by starting itself.
    multiprocessing.freeze_support()
    sys.exit(main())
