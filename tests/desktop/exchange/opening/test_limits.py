"""What a process that reads may cost, and what it keeps."""

import subprocess
import sys

import pytest

# As many pages as a usual workbook needs, given back and asked for again.
COUNT_FAULTS = """
import os, resource
from desktop.exchange.layout import MAX_MEMORY
from desktop.exchange.opening.limits import confine

told = os.dup(1)
confine(MAX_MEMORY)
for turn in range(10):
    pieces = [bytearray(b"x") * 100_000 for _ in range(40)]
    del pieces
    if not turn:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
os.write(told, str(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before).encode())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts as Linux does")
def test_memory_that_one_file_needed_is_there_for_the_next() -> None:
    found = subprocess.run([sys.executable, "-c", COUNT_FAULTS], capture_output=True, text=True, check=True)  # noqa: S603 - our own script
    assert int(found.stdout) < 1000
