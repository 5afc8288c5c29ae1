"""What a process that reads workbooks loads before the first one."""

import subprocess
import sys

LOADED = "import sys, desktop.exchange.forms.read_book; print(*sys.modules)"


def test_what_few_workbooks_need_is_loaded_where_one_does() -> None:
    found = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)  # noqa: S603 - our own script
    loaded = {*found.stdout.split()}
    assert not {"msoffcrypto", "rapidfuzz", "cryptography", "sqlalchemy", "openpyxl", "python_calamine"} & loaded
    assert "desktop.exchange.opening.old_records" not in loaded
