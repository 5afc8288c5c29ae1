"""Packs a bundle as the portable zip, whose data lies beside it: `python packaging/portable.py [BUNDLE [FOLDER]]`."""

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from check_bundle import BUNDLE, files

from desktop.own_folder import MARKER

_NOTE: Final = """有这个文件，程序把台账、设置和记录放在旁边的 data 文件夹里；
删掉它，就与安装版一样放在本机的用户文件夹里。
With this file here the program keeps databases, settings and its log in the folder data beside it.
"""


def make(bundle: Path, folder: Path) -> Path:
    """Pack a bundle into a zip in a folder."""
    name = f"target-desk-{version('target-desk')}-portable"
    out = folder / f"{name}.zip"
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as packed:
        for path in files(bundle):
            packed.write(path, f"{name}/{path.relative_to(bundle).as_posix()}")
        # With a mark at its beginning by which Notepad knows the encoding.
        packed.writestr(f"{name}/{MARKER}", _NOTE.replace("\n", "\r\n").encode("utf-8-sig"))
    return out


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    chosen = given[0] if given else BUNDLE
    print(make(chosen, given[1] if len(given) > 1 else chosen.parent))
