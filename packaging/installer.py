"""Makes the installer of a bundle with NSIS: `python packaging/installer.py [BUNDLE [FOLDER]]`; prints its path."""

import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from check_bundle import BUNDLE, size
from icon import icon, side
from stamp import COPYRIGHT, MAKER, numbers

_SCRIPT: Final = Path(__file__).with_name("installer.nsi")
# NSIS comes for Windows without its 64-bit half; that makes no difference to what is installed.
_TARGET: Final = () if sys.platform == "win32" else ("-DTARGET=amd64-unicode",)


def make(bundle: Path, folder: Path) -> Path:
    """Pack a bundle into an installer in a folder."""
    told = version("target-desk")
    out = folder.resolve() / f"target-desk-{told}-setup.exe"
    values = {
        "BUNDLE": bundle.resolve(),
        "OUT": out,
        "VERSION": told,
        "NUMBERS": ".".join(map(str, numbers(told))),
        "MAKER": MAKER,
        "COPYRIGHT": COPYRIGHT,
        "KILOBYTES": size(bundle) // 1024,
    }
    with TemporaryDirectory() as there:
        pictures = {"ICON": Path(there) / "target-desk.ico", "PICTURE": Path(there) / "side.bmp"}
        pictures["ICON"].write_bytes(icon())
        pictures["PICTURE"].write_bytes(side())
        defined = [f"-D{name}={value}" for name, value in (values | pictures).items()]
        command = [_makensis(), "-V2", "-WX", "-INPUTCHARSET", "UTF8", *_TARGET, *defined, str(_SCRIPT)]
        subprocess.run(command, check=True)  # noqa: S603 - our own words
    return out


def _makensis() -> str:
    """NSIS' compiler, which on Windows puts itself on nobody's path."""
    usual = Path(os.environ.get("PROGRAMFILES(X86)", "")) / "NSIS" / "makensis.exe"
    found = shutil.which("makensis") or (str(usual) if usual.is_file() else None)
    if found is None:
        sys.exit("makensis is not installed: it comes with NSIS 3.08 or newer")
    return found


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    chosen = given[0] if given else BUNDLE
    print(make(chosen, given[1] if len(given) > 1 else chosen.parent))
