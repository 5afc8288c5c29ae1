"""How long a person waits for the window: from the start of the process to its first paint, against a bare window.

Run it with `python tests/benchmarks/start.py`: a window of PySide6 with nothing in it, ours without a database, and
ours with one, in turn; on a screen of Xvfb where there is one. `--check 1.5` fails where a window of ours is first
painted after more than so many times as long as the bare one, or where a library is loaded by then that the first
picture does without. With a database it also tells when its first page and its grid of entries were filled, and the
longest stall of the window's thread until then.
"""
# ruff: noqa: T201 - a benchmark prints

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from material import make_clerk
from rounds import Timing, machine, medians

ROOT: Final = Path(__file__).resolve().parents[2]
PAINTED: Final = Path(__file__).with_name("painted.py")
BARE, WELCOME, OPENING = "bare", "ours, no database", "ours, a database"
STAGES: Final = {"page": "first page filled", "grid": "grid of entries filled"}


@dataclass
class Seen:
    """What became of one contender: its times to each stage, and the longest stalls on the way there, in ms."""

    timings: dict[str, list[Timing]] = field(default_factory=dict)
    stalls: dict[str, list[float]] = field(default_factory=dict)
    heavy: set[str] = field(default_factory=set)


@contextmanager
def screen() -> Iterator[str]:
    """A screen to paint on, where there is one; what it is."""
    xvfb = shutil.which("Xvfb")
    if sys.platform == "win32":
        yield "the desktop"
    elif xvfb is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield "offscreen"
    else:
        command = [xvfb, "-displayfd", "1", "-screen", "0", "1280x800x24"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:  # noqa: S603 - known
            assert server.stdout is not None
            os.environ |= {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{server.stdout.readline().strip()}"}
            try:
                yield "Xvfb"
            finally:
                server.terminate()


def start(seen: Seen, words: Sequence[str], folder: Path) -> None:
    """One start, told stage by stage; it has ended when this returns."""
    # Without what an installation for development adds to every start of Python.
    paths = os.pathsep.join([str(ROOT), *(path for path in sys.path if path.endswith("-packages"))])
    command = [sys.executable, "-S", str(PAINTED), paths, words[0], str(folder), *words[1:]]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603 - our own program
        assert child.stdout is not None
        for line in child.stdout:
            stage, processor, *told = line.split()
            seen.timings.setdefault(stage, []).append(Timing(time.perf_counter() - began, float(processor)))
            if stage == "painted":
                seen.heavy.update(told)
            else:
                seen.stalls.setdefault(stage, []).append(float(told[0]))
    if child.returncode:
        raise SystemExit(f"{words[0]} ended with {child.returncode}")


def run(rounds: int, contenders: Mapping[str, Sequence[str]], folder: Path) -> dict[str, Seen]:
    """Every contender once a round, after one that warms everything up."""
    for words in contenders.values():
        start(Seen(), words, folder)
    found = {name: Seen() for name in contenders}
    for number in range(rounds):
        for name, words in contenders.items():
            start(found[name], words, folder)
        times = "  ".join(f"{name} {one.timings['painted'][-1].wall * 1000:.0f} ms" for name, one in found.items())
        print(f"round {number + 1}: {times}")
    return found


def report(found: Mapping[str, Seen]) -> float:
    """Print the medians, each against the bare window's; the largest ratio of a first paint by the clock.

    A ratio is the median of the rounds' own: what slows a machine down for a while slows a whole round.
    """
    bare = found[BARE].timings["painted"]
    print(f"{'':<28}{'clock':>10}{'× bare':>8}{'processor':>14}{'× bare':>8}{'longest stall':>16}")
    worst = 0.0
    for name, seen in found.items():
        for stage, timings in seen.timings.items():
            middle, ratio = medians(timings), medians([_ratio(*pair) for pair in zip(timings, bare, strict=True)])
            clock = f"{middle.wall * 1000:>7.0f} ms{ratio.wall:>8.2f}"
            processor = f"{middle.processor * 1000:>11.0f} ms{ratio.processor:>8.2f}"
            words = name if stage == "painted" else f"… {STAGES[stage]}"
            stall = f"{max(seen.stalls[stage]):>13.0f} ms" if stage in seen.stalls else ""
            print(f"{words:<28}{clock}{processor}{stall}")
            if stage == "painted":
                worst = max(worst, ratio.wall)
    return worst


def _ratio(one: Timing, bare: Timing) -> Timing:
    return Timing(one.wall / bare.wall, one.processor / bare.processor)


def main() -> int:
    """Run the rounds and print the medians; 1 where the check fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--targets", type=int, default=150)
    parser.add_argument("--check", type=float, help="fail where a window of ours takes more than so many times as long")
    chosen = parser.parse_args()
    with TemporaryDirectory() as place, screen() as where:
        folder = Path(place)
        # In a process of its own: this one has nothing to do but look at the clock.
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            database = apart.submit(make_clerk, folder, chosen.targets).result()
        contenders = {BARE: ["bare"], WELCOME: ["ours"], OPENING: ["ours", str(database)]}
        found = run(chosen.rounds, contenders, folder)
    print(machine("PySide6-Essentials"), where, sep=", ")
    print(f"{chosen.targets} targets × 12 periods, medians of {chosen.rounds} rounds, from the start of the process")
    worst = report(found)
    heavy = sorted(found[WELCOME].heavy | found[OPENING].heavy)
    print(f"loaded at the first paint: {', '.join(heavy) or 'nothing heavy'}")
    return int(chosen.check is not None and (worst > chosen.check or bool(heavy)))


if __name__ == "__main__":
    sys.exit(main())
