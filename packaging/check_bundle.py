"""Looks through a bundle: `python packaging/check_bundle.py [BUNDLE [INSTALLER]]`; 1 where something is wrong with it.

Every library has to be one that packaging/allowed.toml names, nothing may be under the GPL alone, and neither the
folder nor the installer may be larger than is said there.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
BUNDLE: Final = ROOT / "dist" / "target-desk"
RULES: Final[dict[str, Any]] = tomllib.loads((ROOT / "packaging" / "allowed.toml").read_text(encoding="utf-8"))
_WINDOWS, _LINUX = re.compile(r"\.(exe|dll|pyd|sys|ocx)$", re.IGNORECASE), re.compile(r"\.so(\.\d+)*$")
# Named by the program, and hardly by chance.
_NEEDED: Final = ("licences.txt", "_internal/modules.pyz", "_internal/resources/third-party.md")


def problems(bundle: Path) -> Iterator[str]:
    """What is wrong with a bundle, in a line each."""
    windows = (bundle / "target-desk.exe").exists()
    allowed = [re.compile(pattern, re.IGNORECASE) for pattern in RULES["windows" if windows else "linux"]]
    forbidden = [re.compile(pattern, re.IGNORECASE) for pattern in RULES["forbidden"]]
    for path in files(bundle):
        place = path.relative_to(bundle).as_posix().removeprefix("_internal/")
        native = place.replace("/", "\\") if windows else place
        if any(pattern.fullmatch(place) for pattern in forbidden):
            yield f"under the GPL alone: {place}"
        elif _is_native(path, windows) and not any(pattern.fullmatch(native) for pattern in allowed):
            yield f"unknown: {place}"
    yield from (f"missing: {name}" for name in _NEEDED if not (bundle / name).is_file())
    if windows and size(bundle) > RULES["most_unpacked"]:
        yield f"{megabytes(size(bundle))}, more than {megabytes(RULES['most_unpacked'])}"


def files(folder: Path) -> list[Path]:
    """Everything in a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def size(folder: Path) -> int:
    """What a folder holds, in bytes."""
    return sum(path.stat().st_size for path in files(folder))


def megabytes(count: int) -> str:
    """A size as Windows shows it."""
    return f"{count / 2**20:.1f} MB"


def _is_native(path: Path, windows: bool) -> bool:
    if windows:
        return bool(_WINDOWS.search(path.name))
    with path.open("rb") as file:
        return bool(_LINUX.search(path.name)) or file.read(4) == b"\x7fELF"


def main() -> int:
    """Print the sizes and what is wrong."""
    bundle = Path(sys.argv[1]) if len(sys.argv) > 1 else BUNDLE
    found = list(problems(bundle))
    print(f"{bundle}: {len(files(bundle))} files, {megabytes(size(bundle))} ({size(bundle)} bytes)")
    for path in sorted(files(bundle), key=lambda one: -one.stat().st_size)[:12]:
        print(f"  {megabytes(path.stat().st_size):>8}  {path.relative_to(bundle).as_posix()}")
    if len(sys.argv) > 2:
        packed = Path(sys.argv[2]).stat().st_size
        print(f"{sys.argv[2]}: {megabytes(packed)} ({packed} bytes)")
        if packed > RULES["most_packed"]:
            found.append(f"the installer is larger than {megabytes(RULES['most_packed'])}")
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
