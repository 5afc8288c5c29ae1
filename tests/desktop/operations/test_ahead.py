"""What is loaded ahead."""

import sys

from desktop import operations
from desktop.operations.ahead import load, modules_below


def test_every_operation_is_loaded_by_its_name() -> None:
    names = list(modules_below(operations))
    assert {"desktop.operations.receive", "desktop.operations.summary"} <= set(names)
    load(names)
    assert set(names) <= sys.modules.keys()
