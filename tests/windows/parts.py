"""Run the suite floor by floor, each in a Python of its own, and count: a part that breaks off takes no other along.

`python tests/windows/parts.py [--at-once N] [pytest's arguments]`, on Windows or, through `run`, under Wine.
"""

import argparse
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Final
from xml.etree import ElementTree as ET

ROOT: Final = Path(__file__).parents[2]
# A part that takes longer hangs.
_SECONDS: Final = 3600
# What pytest ends with where it ran nothing, as where the arguments choose none of a part's tests.
_NOTHING_RUN: Final = 5
# What Windows calls SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX.
_NO_BOXES: Final = 0x1 | 0x2


@dataclass
class Count:
    """What came of one part, or of all."""

    ran: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)

    def add(self, other: "Count") -> None:
        """Count another part in."""
        self.ran += other.ran
        self.skipped += other.skipped
        self.bad += other.bad


def parts() -> list[list[Path]]:
    """The test files, by the floor that they are about."""
    found: dict[tuple[str, ...], list[Path]] = {}
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        found.setdefault(file.relative_to(ROOT).parts[:-1][:3], []).append(file)
    return list(found.values())


def die_quietly() -> None:
    """Let no process that starts from here stand still in a box, or in a debugger, when it dies."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetErrorMode(_NO_BOXES)


def counted(results: Path) -> Count:
    """What pytest wrote of one part."""
    count = Count()
    for case in ET.parse(results).iter("testcase"):  # noqa: S314 - pytest wrote it for us
        name = f"{case.get('classname')}::{case.get('name')}"
        said = {one.tag: one for one in case}
        if "failure" in said or "error" in said:
            count.ran["failed"] += 1
            count.bad.append(name)
        elif "skipped" in said:
            count.ran["skipped"] += 1
            count.skipped[said["skipped"].get("message", "")] += 1
        else:
            count.ran["passed"] += 1
    return count


def run(files: Sequence[Path], arguments: Sequence[str]) -> Count:
    """Run one part, print what it says, and count."""
    name, begun = "/".join(files[0].relative_to(ROOT).parts[:-1][:3]), monotonic()
    with TemporaryDirectory() as folder:
        results = Path(folder) / "results.xml"
        command = [sys.executable, "-X", "faulthandler", "-m", "pytest", f"--junitxml={results}", *arguments]
        try:
            done = subprocess.run(  # noqa: S603 - our own tests
                [*command, *map(str, files)], cwd=ROOT, check=False, timeout=_SECONDS, capture_output=True
            )
            said, code = done.stdout + done.stderr, done.returncode
        except subprocess.TimeoutExpired as late:
            said, code = late.stdout or b"", -1
        count = counted(results) if results.exists() else Count()
    if not count.bad and code not in {0, _NOTHING_RUN}:
        count.ran["broken off"] += 1
        count.bad.append(f"{name}: ended with {code}")
    sys.stdout.buffer.write(f"== {name}, {monotonic() - begun:.0f} s\n".encode() + said)
    sys.stdout.buffer.flush()
    return count


def told(total: Count, seconds: float) -> Iterable[str]:
    """The counts, the reasons of what was skipped, and what went wrong."""
    yield f"== On {sys.platform}, Python {sys.version.split()[0]}, in {seconds:.0f} s"
    for reason, number in total.skipped.most_common():
        yield f"{number:6} skipped: {reason}"
    yield from (f"failed: {name}" for name in total.bad)
    yield ", ".join(f"{total.ran[what]} {what}" for what in ("passed", "failed", "skipped", "broken off"))


def main() -> int:
    """Run every part; 1 where one went wrong, or nothing ran."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at-once", type=int, default=1, help="how many parts run beside each other")
    options, arguments = parser.parse_known_args()
    die_quietly()
    total, begun = Count(), monotonic()
    with ThreadPoolExecutor(options.at_once) as pool:
        for count in pool.map(lambda files: run(files, arguments), parts()):
            total.add(count)
    sys.stdout.buffer.write("\n".join([*told(total, monotonic() - begun), ""]).encode())
    return 1 if total.bad or not total.ran["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
