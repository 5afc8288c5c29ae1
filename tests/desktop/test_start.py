"""Starting: what is painted first does without what takes long to load, and so does a process that reads."""

import os
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

PAINTED = Path(__file__).parents[1] / "benchmarks" / "painted.py"
NO_QT = """
if __name__ == "__main__":
    from desktop.exchange.opening.confined import Workers

    one = Workers(1)
    print(one.call(eval, "'PySide6' in __import__('sys').modules"))
    one.close()
"""


def _stages(folder: Path, *database: str) -> list[list[str]]:
    command = [sys.executable, str(PAINTED), os.pathsep.join(sys.path), "ours", str(folder), *database]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(  # noqa: S603 - our own program
        command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return [line.split() for line in ended.stdout.splitlines()]


def test_the_first_picture_does_without_heavy_libraries(tmp_path: Path) -> None:
    ((stage, _processor, *heavy),) = _stages(tmp_path)
    assert (stage, heavy) == ("painted", [])


def test_a_database_is_opened_behind_the_first_picture_down_to_its_grid(
    practice_database: Path, tmp_path: Path
) -> None:
    (first, _processor, *heavy), *later = _stages(tmp_path, str(practice_database))
    assert (first, heavy) == ("painted", [])
    assert [stage for stage, *_ in later] == ["page", "grid"]


def test_a_process_that_reads_loads_no_window(tmp_path: Path) -> None:
    # As the installed commands are written.
    begins = [f"from {one.module} import {one.attr}\n" for one in distribution("target-desk").entry_points]
    assert len(begins) == 2
    script = tmp_path / "target-desk.py"
    script.write_text("".join(begins) + NO_QT, encoding="utf-8")
    said = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(script)], capture_output=True, text=True, encoding="utf-8", timeout=60, check=True
    )
    assert said.stdout.strip() == "False"
