"""Runs first in either executable: takes the program's modules and libraries from where both executables share them.

PyInstaller packs all modules into every executable; two that were made of one analysis hold everything twice.
"""

# ruff: noqa: SLF001 - it looks behind PyInstaller

import os
import sys

import pyimod02_importers
from pyimod01_archive import ZlibArchiveReader

vars(pyimod02_importers.pyz_archive).update(vars(ZlibArchiveReader(f"{sys._MEIPASS}/modules.pyz", 0)))
pyimod02_importers._pyz_tree = None
if sys.platform == "win32":
    # Microsoft's runtime, for packages in the folders below.
    os.add_dll_directory(sys._MEIPASS)
