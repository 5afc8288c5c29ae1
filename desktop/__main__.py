"""`python -m desktop` is `target-desk`."""

from desktop.cli import main

main()
