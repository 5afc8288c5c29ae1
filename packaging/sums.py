"""Writes the SHA-256 of files beside them, as sha256sum checks them: `python packaging/sums.py FILE…`."""

import hashlib
import sys
from pathlib import Path


def write(paths: list[Path]) -> Path:
    """Write SHA256SUMS.txt into the folder of the first."""
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(paths)]
    out = paths[0].with_name("SHA256SUMS.txt")
    out.write_text("".join(lines), encoding="utf-8", newline="\n")
    return out


if __name__ == "__main__":
    print(write([Path(name) for name in sys.argv[1:]]))
